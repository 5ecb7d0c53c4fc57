//! Documents, and requests made of them.

use crate::client::ClientError;
use crate::client::envelope::Where;
use crate::json::{DecodeError, Reader, Slot as _, Writer};
use crate::model::Model;
use crate::template::TemplateError;

/// The text of an operation, and what it is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Document {
    name: &'static str,
    operation_name: &'static str,
    text: &'static str,
    field: Option<&'static str>,
}

impl Document {
    /// The operation `name`, which errors tell; what it is called in the text; and the text.
    pub const fn new(name: &'static str, operation_name: &'static str, text: &'static str) -> Self {
        Self { name, operation_name, text, field: None }
    }

    /// The same document, of whose data one field is the answer. Data without it answer `null`.
    #[must_use]
    pub const fn answered_by(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// The name, for errors and logs.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What the operation is called in the text.
    pub const fn operation_name(&self) -> &'static str {
        self.operation_name
    }

    /// The text.
    pub const fn text(&self) -> &'static str {
        self.text
    }

    /// The answer in the data.
    pub(super) fn answer<T: Model>(&self, data: &[u8]) -> Result<T, ClientError> {
        let decoded = self.answer_in(data).and_then(T::from_json);
        decoded.map_err(|source| ClientError::Decode { operation: self.name, source })
    }

    /// The JSON of the answer in the data.
    pub(super) fn answer_in<'d>(&self, data: &'d [u8]) -> Result<&'d [u8], DecodeError> {
        match self.field {
            Some(field) => field_of(data, field),
            None => Ok(data),
        }
    }
}

/// The JSON of a field of an object, which may be `null` as a whole.
pub(super) fn field_of<'d>(data: &'d [u8], field: &str) -> Result<&'d [u8], DecodeError> {
    let mut reader = Reader::new(data);
    let mut find = || {
        let mut found = Where::default();
        if reader.peek_null()? {
            return Ok(found);
        }
        let mut object = reader.object()?;
        while let Some(name) = reader.entry(&mut object)? {
            if name == field { found.fill(&mut reader)? } else { reader.skip()? }
        }
        Ok(found)
    };
    let found = find().map_err(|error: DecodeError| error.locate(data))?;
    Ok(found.of(data).unwrap_or(b"null"))
}

/// A document with its variables. `Debug` shows the document only.
pub struct GraphqlRequest {
    document: &'static Document,
    /// The body as far as it is known; once there are variables, inside of their object.
    body: Writer,
    has_variables: bool,
    problem: Option<ClientError>,
}

impl GraphqlRequest {
    /// A request without variables.
    pub fn new(document: &'static Document) -> Self {
        let mut body = Writer::new();
        body.begin_object();
        body.key("\"query\":");
        body.string(document.text);
        body.key("\"operationName\":");
        body.string(document.operation_name);
        Self { document, body, has_variables: false, problem: None }
    }

    /// Adds a variable; none is sent as `null`, what is to be left out is not added.
    pub fn variable<M: Model>(&mut self, name: &str, value: &M) {
        self.name(name);
        value.encode(&mut self.body);
    }

    /// Adds a variable that is a text.
    pub fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        self.body.string(value);
    }

    /// Adds a variable that is a list.
    pub fn list<M: Model>(&mut self, name: &str, values: &[M]) {
        self.name(name);
        self.body.begin_array();
        for value in values {
            self.body.element();
            value.encode(&mut self.body);
        }
        self.body.end_array();
    }

    /// Adds a variable that is `null`.
    pub fn null(&mut self, name: &str) {
        self.name(name);
        self.body.null();
    }

    fn name(&mut self, name: &str) {
        if !self.has_variables {
            self.has_variables = true;
            self.body.key("\"variables\":");
            self.body.begin_object();
        }
        self.body.name(name);
    }

    /// Adds a variable whose value may be none that can be sent: then nothing is, and the answer is the error.
    pub fn checked_variable<M: Model>(&mut self, name: &'static str, value: Result<M, TemplateError>) {
        match value {
            Ok(value) => self.variable(name, &value),
            Err(source) => {
                let problem = ClientError::Variable { operation: self.document.name, variable: name, source };
                self.problem.get_or_insert(problem);
            }
        }
    }

    /// Says whether there is an argument without which the call cannot be sent.
    pub fn require(&mut self, argument: &'static str, is_there: bool) {
        if !is_there {
            self.problem.get_or_insert(ClientError::Missing { operation: self.document.name, argument });
        }
    }

    /// Why it cannot be sent.
    pub(super) fn problem(&mut self) -> Option<ClientError> {
        self.problem.take()
    }

    /// The document.
    pub fn document(&self) -> &'static Document {
        self.document
    }

    /// The body of a call: `query`, `operationName`, `variables`.
    pub(super) fn into_body(mut self) -> String {
        if !self.has_variables {
            self.body.key("\"variables\":{}");
        }
        self.end()
    }

    /// The payload of a subscription, which leaves `variables` out when there are none.
    #[cfg(feature = "subscription")]
    pub(super) fn into_payload(self) -> String {
        self.end()
    }

    fn end(mut self) -> String {
        if self.has_variables {
            self.body.end_object();
        }
        self.body.end_object();
        self.body.into_string()
    }
}

impl std::fmt::Debug for GraphqlRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("GraphqlRequest").field("document", &self.document.name).finish_non_exhaustive()
    }
}
