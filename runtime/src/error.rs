//! Errors of clients: what a variant of a described error holds, and which failures it stands for.
//!
//! A description sorts what can go wrong with a client into the variants of one enum. The generated enum is thin: each
//! variant holds a [`Failure`], and a [`ClientError`] goes to the first variant one of whose [`Condition`]s applies.
//!
//! ```
//! use typeloom_runtime::client::{ClientError, Response};
//! use typeloom_runtime::error::{Condition, Failure};
//!
//! let refused = |status| ClientError::Status {
//!     operation: "Orders::find", status, message: Some("who are you?".to_owned()), attempts: 1,
//! };
//! assert!(refused(401).is_one_of(&[Condition::Status(401), Condition::Credentials]));
//! assert!(!refused(503).is_one_of(&[Condition::StatusClass(4)]));
//!
//! let failure = Failure::from(refused(401));
//! assert_eq!((failure.status(), failure.message()), (Some(401), Some("who are you?")));
//! assert_eq!(failure.to_string(), "`Orders::find` failed with status 401: who are you?");
//! ```

mod condition;

pub use condition::Condition;

use std::error::Error;
use std::fmt;

use crate::client::ClientError;
use crate::connection::ConnectError;
use crate::future::BoxError;

/// What a variant of a client's error holds: the failure as the runtime knows it, or what somebody else says about one.
///
/// As an error it is what it holds: `Display` and `source` are those of the failure itself. Small: a pointer.
pub struct Failure(Box<Cause>);

enum Cause {
    Call(ClientError),
    Connect(ConnectError),
    Said { message: String, source: Option<BoxError> },
}

impl Failure {
    /// A failure that no call of a client had. Its message is shown, and so must not hold secrets.
    ///
    /// ```
    /// use typeloom_runtime::error::Failure;
    ///
    /// let denied = Failure::new("`db:write` was denied", None);
    /// assert_eq!(denied.to_string(), "`db:write` was denied");
    /// assert_eq!(denied.operation(), None);
    /// ```
    pub fn new(message: impl Into<String>, source: Option<BoxError>) -> Self {
        Self(Box::new(Cause::Said { message: message.into(), source }))
    }

    /// The error of the call, if it is one: what its kind is, and how often the request was sent.
    pub fn client_error(&self) -> Option<&ClientError> {
        match &*self.0 {
            Cause::Call(error) => Some(error),
            Cause::Connect(_) | Cause::Said { .. } => None,
        }
    }

    /// Why a client could not be made, if that is it.
    pub fn connect_error(&self) -> Option<&ConnectError> {
        match &*self.0 {
            Cause::Connect(error) => Some(error),
            Cause::Call(_) | Cause::Said { .. } => None,
        }
    }

    /// The name of the operation that failed.
    pub fn operation(&self) -> Option<&'static str> {
        self.client_error().map(ClientError::operation)
    }

    /// The status of the response, where it is what failed.
    pub fn status(&self) -> Option<u16> {
        self.client_error().and_then(ClientError::status_code)
    }

    /// What the server says about it, or who made the failure.
    pub fn message(&self) -> Option<&str> {
        match &*self.0 {
            Cause::Call(error) => error.message(),
            Cause::Connect(_) => None,
            Cause::Said { message, .. } => Some(message),
        }
    }

    /// Whether the same request could have an answer later; see [`ClientError::is_retryable`].
    pub fn is_retryable(&self) -> bool {
        self.client_error().is_some_and(ClientError::is_retryable)
    }
}

impl From<ClientError> for Failure {
    fn from(error: ClientError) -> Self {
        Self(Box::new(Cause::Call(error)))
    }
}

impl From<ConnectError> for Failure {
    fn from(error: ConnectError) -> Self {
        Self(Box::new(Cause::Connect(error)))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Cause::Call(error) => error.fmt(formatter),
            Cause::Connect(error) => error.fmt(formatter),
            Cause::Said { message, .. } => formatter.write_str(message),
        }
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Cause::Call(error) => error.fmt(formatter),
            Cause::Connect(error) => error.fmt(formatter),
            Cause::Said { message, source } => {
                formatter.debug_struct("Failure").field("message", message).field("source", source).finish()
            }
        }
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &*self.0 {
            Cause::Call(error) => error.source(),
            Cause::Connect(error) => error.source(),
            Cause::Said { source, .. } => source.as_deref().map(|source| source as &(dyn Error + 'static)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::{TransportError, TransportErrorKind};

    fn transport(kind: TransportErrorKind) -> ClientError {
        ClientError::Transport { operation: "Orders::find", source: TransportError::new(kind) }
    }

    #[test]
    fn a_failure_is_what_it_holds() {
        let timeout = Failure::from(transport(TransportErrorKind::Timeout));
        assert_eq!(timeout.to_string(), "`Orders::find` has no response");
        assert_eq!(timeout.source().unwrap().to_string(), "the server did not answer in time");
        assert_eq!(timeout.operation(), Some("Orders::find"));
        assert!(timeout.is_retryable());
        assert!(timeout.client_error().is_some() && timeout.message().is_none() && timeout.status().is_none());

        let unmade = Failure::from(ConnectError::NoBaseUrl);
        assert_eq!(unmade.to_string(), ConnectError::NoBaseUrl.to_string());
        assert!(unmade.connect_error().is_some() && unmade.client_error().is_none() && !unmade.is_retryable());

        let said = Failure::new("no", Some("because".into()));
        assert_eq!((said.to_string().as_str(), said.message()), ("no", Some("no")));
        assert_eq!(said.source().unwrap().to_string(), "because");
        assert_eq!(format!("{said:?}"), r#"Failure { message: "no", source: Some("because") }"#);
    }

    #[test]
    fn a_failure_is_small_and_goes_everywhere() {
        fn everywhere<T: Send + Sync + 'static>() -> usize {
            size_of::<T>()
        }
        assert_eq!(everywhere::<Failure>(), size_of::<usize>());
    }
}
