//! The errors of servers.

use std::collections::BTreeMap;
use std::fmt;

use crate::client::message;
use crate::json::{DecodeError, Kind, Names, Reader, Value, Writer};
use crate::model::Model;

/// Why an operation has no data, or more than data.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum GraphqlFailure {
    /// The server has errors to tell.
    #[error("the server answered: {0}")]
    Errors(GraphqlErrors),
    /// The answer has neither data nor errors.
    #[error("the server's answer has neither data nor errors")]
    NoAnswer,
}

impl GraphqlFailure {
    /// The errors that the server tells.
    pub fn errors(&self) -> Option<&GraphqlErrors> {
        match self {
            Self::Errors(errors) => Some(errors),
            Self::NoAnswer => None,
        }
    }
}

/// The errors of an operation, at least one, and the data beside them.
///
/// Neither `Display` nor `Debug` shows the data.
#[derive(Clone, PartialEq)]
pub struct GraphqlErrors {
    errors: Vec<GraphqlError>,
    data: Option<Value>,
}

impl GraphqlErrors {
    pub(super) fn new(errors: Vec<GraphqlError>, data: Option<Value>) -> Self {
        Self { errors, data }
    }

    /// The errors, in the order of the server.
    pub fn errors(&self) -> &[GraphqlError] {
        &self.errors
    }

    /// What there is of the data. Parts that failed are `null` in it.
    pub fn data(&self) -> Option<&Value> {
        self.data.as_ref()
    }
}

impl fmt::Display for GraphqlErrors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.errors.iter().enumerate() {
            if index > 0 {
                formatter.write_str("; ")?;
            }
            write!(formatter, "{error}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for GraphqlErrors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("GraphqlErrors").field("errors", &self.errors).finish_non_exhaustive()
    }
}

/// One error of a server. `Debug` shows names of extensions, not what they hold.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GraphqlError {
    /// What the server says about it; empty where it says nothing.
    pub message: String,
    /// Where in the data it happened; empty where it is about the whole operation.
    pub path: Vec<PathSegment>,
    /// What else there is to say: often a `code`.
    pub extensions: BTreeMap<String, Value>,
}

impl GraphqlError {
    /// The `code` among the extensions, which many servers give.
    pub fn code(&self) -> Option<&str> {
        self.extensions.get("code").and_then(Value::as_str)
    }
}

static NAMES: Names = Names::new(&["message", "path", "extensions"]);

impl Model for GraphqlError {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let object = reader.object()?;
        let (mut message, mut path, mut extensions) = (None::<String>, None::<Vec<PathSegment>>, None);
        reader.record(object, &NAMES, &mut [&mut message, &mut path, &mut extensions])?;
        Ok(Self {
            message: message.unwrap_or_default(),
            path: path.unwrap_or_default(),
            extensions: extensions.unwrap_or_default(),
        })
    }

    fn encode(&self, writer: &mut Writer) {
        writer.begin_object();
        writer.key("\"message\":");
        writer.string(&self.message);
        if !self.path.is_empty() {
            writer.key("\"path\":");
            self.path.encode(writer);
        }
        if !self.extensions.is_empty() {
            writer.key("\"extensions\":");
            self.extensions.encode(writer);
        }
        writer.end_object();
    }
}

impl fmt::Display for GraphqlError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match message::shortened(&self.message) {
            Some(message) => formatter.write_str(&message),
            None => formatter.write_str("an error without a message"),
        }
    }
}

impl fmt::Debug for GraphqlError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("GraphqlError")
            .field("message", &self.message)
            .field("path", &self.path)
            .field("extensions", &self.extensions.keys().collect::<Vec<_>>())
            .finish()
    }
}

/// One step into the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathSegment {
    /// Into a field, by the name it has in the answer.
    Field(String),
    /// Into an element of a list.
    Index(u64),
}

impl Model for PathSegment {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        if reader.peek()? == Kind::String { reader.string().map(Self::Field) } else { reader.u64().map(Self::Index) }
    }

    fn encode(&self, writer: &mut Writer) {
        match self {
            Self::Field(name) => writer.string(name),
            Self::Index(index) => writer.u64(*index),
        }
    }
}
