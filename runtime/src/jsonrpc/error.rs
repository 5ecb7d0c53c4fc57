//! What can be wrong with an answer.

use std::fmt;

use crate::client::message;
use crate::json::{DecodeError, Late, Names, Reader, Value, Writer};
use crate::model::Model;

/// Why a call has no result.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RpcFailure {
    /// The server answers with an error.
    #[error("the server answered: {0}")]
    Error(RpcError),
    /// The answer has the id of another call.
    #[error("the server answered another call")]
    OtherId,
    /// The answer is none of JSON-RPC 2.0.
    #[error("the server's answer is none of JSON-RPC 2.0: {problem}")]
    NoAnswer {
        /// What is wrong with it.
        problem: &'static str,
    },
}

impl RpcFailure {
    /// The error that the server answers with.
    pub fn error(&self) -> Option<&RpcError> {
        match self {
            Self::Error(error) => Some(error),
            Self::OtherId | Self::NoAnswer { .. } => None,
        }
    }
}

/// The error that a server answers a call with.
///
/// Neither `Display` nor `Debug` shows the data.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct RpcError {
    /// What kind of error it is: from -32768 to -32000 those of the protocol and the server, others are the method's.
    pub code: i64,
    /// What the server says about it.
    pub message: String,
    /// What else there is to say.
    pub data: Option<Value>,
}

static NAMES: Names = Names::new(&["code", "message", "data"]);

impl Model for RpcError {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let object = reader.object()?;
        let (mut code, mut message, mut data) = (Late::new(), String::new(), None);
        reader.record(object, &NAMES, &mut [&mut code, &mut message, &mut data])?;
        Ok(Self { code: code.required(object, "code")?, message, data })
    }

    fn encode(&self, writer: &mut Writer) {
        writer.begin_object();
        writer.key("\"code\":");
        writer.i64(self.code);
        writer.key("\"message\":");
        writer.string(&self.message);
        if let Some(data) = &self.data {
            writer.key("\"data\":");
            writer.value(data);
        }
        writer.end_object();
    }
}

impl fmt::Display for RpcError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = message::shortened(&self.message).unwrap_or_else(|| "an error without a message".to_owned());
        write!(formatter, "{message} ({})", self.code)
    }
}

impl fmt::Debug for RpcError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RpcError")
            .field("code", &self.code)
            .field("message", &self.message)
            .finish_non_exhaustive()
    }
}
