//! What can go wrong between a stub and its server.

use std::fmt;

use super::Response;
use super::message;
use crate::future::BoxError;
use crate::json::DecodeError;
use crate::template::TemplateError;

/// Why an operation has no answer.
///
/// Names operations and arguments. Of what was sent it shows nothing, and of the response only the server's own message.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClientError {
    /// A value cannot stand in the path; nothing was sent.
    #[error("`{operation}` was not sent: its path cannot be built")]
    Path {
        /// The name of the operation.
        operation: &'static str,
        /// Which value, and why.
        source: TemplateError,
    },
    /// A value cannot stand in a header; nothing was sent.
    #[error(
        "`{operation}` was not sent: the value for the header `{header}` holds a character that headers cannot carry, \
         or a space at an end"
    )]
    Header {
        /// The name of the operation.
        operation: &'static str,
        /// The name of the header.
        header: &'static str,
    },
    /// There is no response.
    #[error("`{operation}` has no response")]
    Transport {
        /// The name of the operation.
        operation: &'static str,
        /// Why there is none.
        source: TransportError,
    },
    /// The server did not do what it was asked for.
    #[error("`{operation}` failed with status {status}{}", said(message.as_deref()))]
    Status {
        /// The name of the operation.
        operation: &'static str,
        /// The status of the response.
        status: u16,
        /// What the server says about it, shortened where it is long.
        message: Option<String>,
    },
    /// The body of the response is not what the operation returns.
    #[error("the response to `{operation}` cannot be read")]
    Decode {
        /// The name of the operation.
        operation: &'static str,
        /// Where in the body, and why.
        source: DecodeError,
    },
}

fn said(message: Option<&str>) -> String {
    message.map(|message| format!(": {message}")).unwrap_or_default()
}

impl ClientError {
    pub(super) fn status(operation: &'static str, response: &Response) -> Self {
        Self::Status { operation, status: response.status(), message: message::read(response.body()) }
    }

    /// The name of the operation.
    pub fn operation(&self) -> &'static str {
        match self {
            Self::Path { operation, .. }
            | Self::Header { operation, .. }
            | Self::Transport { operation, .. }
            | Self::Status { operation, .. }
            | Self::Decode { operation, .. } => operation,
        }
    }

    /// Whether the same request could have an answer later: the server was not reached, was slow or busy.
    ///
    /// Whether it may be sent again is another question: the server may have done its work already. See
    /// [`Method::is_idempotent`](super::Method::is_idempotent).
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Transport { source, .. } => source.kind().is_retryable(),
            Self::Status { status, .. } => matches!(status, 408 | 429 | 500 | 502 | 503 | 504),
            Self::Path { .. } | Self::Header { .. } | Self::Decode { .. } => false,
        }
    }
}

/// Why a transport has no response.
#[derive(Debug, thiserror::Error)]
#[error("{kind}")]
pub struct TransportError {
    kind: TransportErrorKind,
    #[source]
    source: Option<BoxError>,
}

impl TransportError {
    /// An error of this kind, without a further cause.
    pub fn new(kind: TransportErrorKind) -> Self {
        Self { kind, source: None }
    }

    /// The error behind it, which must not show secrets.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What kind of error it is.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

/// The kinds of errors that transports have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The server was not reached.
    Connect,
    /// The server did not answer in time.
    Timeout,
    /// The connection ended before the response did.
    Interrupted,
    /// The transport does not send such a request.
    Refused,
}

impl TransportErrorKind {
    /// Whether the same request could have a response later.
    pub const fn is_retryable(self) -> bool {
        !matches!(self, Self::Refused)
    }
}

impl fmt::Display for TransportErrorKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Connect => "the server cannot be reached",
            Self::Timeout => "the server did not answer in time",
            Self::Interrupted => "the connection ended early",
            Self::Refused => "the transport refused the request",
        })
    }
}
