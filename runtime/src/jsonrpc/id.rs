//! Ids of calls.

use crate::json::{DecodeError, Kind, Reader, Writer};
use crate::model::Model;

/// What an answer is known by: a number or a text, which the caller chooses.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum RpcId {
    /// A number.
    Number(i64),
    /// A text.
    Text(String),
}

impl From<i64> for RpcId {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for RpcId {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for RpcId {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl Model for RpcId {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        if reader.peek()? == Kind::String { reader.string().map(Self::Text) } else { reader.i64().map(Self::Number) }
    }

    fn encode(&self, writer: &mut Writer) {
        match self {
            Self::Number(number) => writer.i64(*number),
            Self::Text(text) => writer.string(text),
        }
    }
}
