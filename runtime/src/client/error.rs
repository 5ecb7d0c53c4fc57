//! What can go wrong between a stub and its server.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use super::Response;
use crate::future::BoxError;
use crate::json::DecodeError;
use crate::rule::ValueError;
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
        "`{operation}` was not sent: the value for the header `{header}` holds a character that the header cannot carry, \
         or a space at an end"
    )]
    Header {
        /// The name of the operation.
        operation: &'static str,
        /// The name of the header.
        header: &'static str,
    },
    /// Neither the call nor the client has a value that is needed; nothing was sent.
    #[error("`{operation}` was not sent: neither the call nor the client says its `{argument}`")]
    Missing {
        /// The name of the operation.
        operation: &'static str,
        /// The name of the argument.
        argument: &'static str,
    },
    /// The body cannot be written in the form that the server wants; nothing was sent.
    #[error("`{operation}` was not sent: its body is nested too deeply")]
    Body {
        /// The name of the operation.
        operation: &'static str,
        /// What is wrong with it.
        source: DecodeError,
    },
    /// An argument breaks its rule; nothing was sent.
    #[error("`{operation}` was not sent: {problem}")]
    Argument {
        /// The name of the operation.
        operation: &'static str,
        /// Which argument, and which rule. Part of the message, and so no source.
        problem: ValueError,
    },
    /// A value cannot be sent as a variable; nothing was sent.
    #[cfg(feature = "graphql")]
    #[error("`{operation}` was not sent: its variable `{variable}` has no text")]
    Variable {
        /// The name of the operation.
        operation: &'static str,
        /// The name of the variable.
        variable: &'static str,
        /// Why not.
        source: TemplateError,
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
    #[error("`{operation}` failed with status {status}{}{}", after(*attempts), said(message.as_deref()))]
    Status {
        /// The name of the operation.
        operation: &'static str,
        /// The status of the response.
        status: u16,
        /// What the server says about it, shortened where it is long.
        message: Option<String>,
        /// How often the request was sent.
        attempts: u32,
    },
    /// The response is of another kind than the operation returns: a page for people, say.
    #[error("the response to `{operation}` is of another media type than {expected}")]
    ContentType {
        /// The name of the operation.
        operation: &'static str,
        /// What the operation returns.
        expected: &'static str,
        /// The media type of the response, as its header says.
        found: Option<String>,
    },
    /// The stream of events that the server sends cannot be read on.
    #[cfg(feature = "sse")]
    #[error("the events of `{operation}` end early")]
    Events {
        /// The name of the operation.
        operation: &'static str,
        /// Why.
        source: crate::sse::SseError,
    },
    /// The server executed the operation, and has errors to tell, or has answered what is no answer.
    #[cfg(feature = "graphql")]
    #[error("`{operation}` failed")]
    Graphql {
        /// The name of the operation.
        operation: &'static str,
        /// The errors.
        source: crate::graphql::GraphqlFailure,
    },
    /// The subscription ended early.
    #[cfg(feature = "subscription")]
    #[error("the subscription `{operation}` ended early")]
    Subscription {
        /// The name of the operation.
        operation: &'static str,
        /// Why.
        source: crate::graphql::SubscriptionError,
    },
    /// The server answered the call with an error, or not at all.
    #[cfg(feature = "jsonrpc")]
    #[error("`{operation}` failed")]
    Rpc {
        /// The name of the operation.
        operation: &'static str,
        /// The error.
        source: crate::jsonrpc::RpcFailure,
    },
    /// The pages of the operation cannot be followed to their end.
    #[cfg(feature = "page")]
    #[error("the pages of `{operation}` do not end")]
    Pages {
        /// The name of the operation.
        operation: &'static str,
        /// Why.
        source: crate::page::PageError,
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

/// More than one attempt is worth a word.
fn after(attempts: u32) -> String {
    if attempts > 1 { format!(" after {attempts} attempts") } else { String::new() }
}

pub(crate) fn said(message: Option<&str>) -> String {
    message.map(|message| format!(": {message}")).unwrap_or_default()
}

impl ClientError {
    pub(crate) fn status(operation: &'static str, response: &Response) -> Self {
        Self::Status {
            operation,
            status: response.status(),
            message: response.message(),
            attempts: response.attempts(),
        }
    }

    /// The name of the operation.
    pub fn operation(&self) -> &'static str {
        match self {
            Self::Path { operation, .. }
            | Self::Header { operation, .. }
            | Self::Missing { operation, .. }
            | Self::Body { operation, .. }
            | Self::Argument { operation, .. }
            | Self::Transport { operation, .. }
            | Self::Status { operation, .. }
            | Self::ContentType { operation, .. }
            | Self::Decode { operation, .. } => operation,
            #[cfg(feature = "sse")]
            Self::Events { operation, .. } => operation,
            #[cfg(feature = "graphql")]
            Self::Graphql { operation, .. } | Self::Variable { operation, .. } => operation,
            #[cfg(feature = "subscription")]
            Self::Subscription { operation, .. } => operation,
            #[cfg(feature = "jsonrpc")]
            Self::Rpc { operation, .. } => operation,
            #[cfg(feature = "page")]
            Self::Pages { operation, .. } => operation,
        }
    }

    /// The error that the server answered a call of JSON-RPC with, if this is why there is no answer.
    #[cfg(feature = "jsonrpc")]
    pub fn rpc_error(&self) -> Option<&crate::jsonrpc::RpcError> {
        match self {
            Self::Rpc { source, .. } => source.error(),
            _ => None,
        }
    }

    /// The status of the response, where that is what failed.
    pub fn status_code(&self) -> Option<u16> {
        match self {
            Self::Status { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// What the server says about it: the message of a status, or of the first error in an answer.
    pub fn message(&self) -> Option<&str> {
        match self {
            Self::Status { message, .. } => message.as_deref(),
            #[cfg(feature = "graphql")]
            Self::Graphql { source, .. } => source.errors()?.errors().first().map(|error| error.message.as_str()),
            #[cfg(feature = "jsonrpc")]
            Self::Rpc { source, .. } => source.error().map(|error| error.message.as_str()),
            _ => None,
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
            Self::Path { .. }
            | Self::Header { .. }
            | Self::Missing { .. }
            | Self::Body { .. }
            | Self::Argument { .. }
            | Self::ContentType { .. }
            | Self::Decode { .. } => false,
            #[cfg(feature = "sse")]
            Self::Events { .. } => false,
            #[cfg(feature = "graphql")]
            Self::Graphql { .. } | Self::Variable { .. } => false,
            #[cfg(feature = "subscription")]
            Self::Subscription { source, .. } => source.is_retryable(),
            #[cfg(feature = "jsonrpc")]
            Self::Rpc { .. } => false,
            #[cfg(feature = "page")]
            Self::Pages { .. } => false,
        }
    }
}

/// Why a transport has no response. Cheap to clone.
#[derive(Debug, Clone)]
pub struct TransportError {
    kind: TransportErrorKind,
    attempts: u32,
    source: Option<Arc<dyn Error + Send + Sync>>,
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.kind, after(self.attempts))
    }
}

impl Error for TransportError {
    /// The error itself, not the pointer to it, so that it can be downcast.
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn Error + 'static))
    }
}

impl TransportError {
    /// An error of this kind, without a further cause.
    pub fn new(kind: TransportErrorKind) -> Self {
        Self { kind, attempts: 1, source: None }
    }

    /// The error behind it, which must not show secrets.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.source = Some(Arc::from(source.into()));
        self
    }

    /// Says that it took so many attempts.
    #[must_use]
    pub fn with_attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// How often the request was sent, or could not be.
    pub fn attempts(&self) -> u32 {
        self.attempts
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
    /// The server was not reached: its name is unknown, or nothing listens there.
    Connect,
    /// The server was not reached in time.
    ConnectTimeout,
    /// The server is not who it should be, or there is no common ground for encryption.
    Tls,
    /// The server did not answer in time.
    Timeout,
    /// The connection ended before the response did.
    Interrupted,
    /// The answer is not of the protocol that was spoken.
    Malformed,
    /// The response is larger than the transport accepts.
    TooLarge,
    /// The server sent the request elsewhere, where the transport does not follow.
    Redirect,
    /// The transport does not send such a request.
    Refused,
    /// There are no credentials for the request, or the server does not take them; the source says why.
    Credentials,
    /// The request was held back: too many were sent already.
    RateLimited,
}

impl TransportErrorKind {
    /// Whether the same request could have a response later.
    pub const fn is_retryable(self) -> bool {
        matches!(self, Self::Connect | Self::ConnectTimeout | Self::Timeout | Self::Interrupted | Self::RateLimited)
    }

    /// Whether the server has certainly not seen the request, so that sending it again repeats nothing.
    pub const fn is_unsent(self) -> bool {
        matches!(self, Self::Connect | Self::ConnectTimeout | Self::Tls | Self::Refused | Self::RateLimited)
    }
}

impl fmt::Display for TransportErrorKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Connect => "the server cannot be reached",
            Self::ConnectTimeout => "the server cannot be reached in time",
            Self::Tls => "no secure connection to the server can be made",
            Self::Timeout => "the server did not answer in time",
            Self::Interrupted => "the connection ended early",
            Self::Malformed => "the server does not speak the protocol",
            Self::TooLarge => "the response is larger than the transport accepts",
            Self::Redirect => "the server sent the request elsewhere, where the transport does not follow",
            Self::Refused => "the transport refused the request",
            Self::Credentials => "there are no valid credentials for the request",
            Self::RateLimited => "too many requests were sent already",
        })
    }
}
