//! Why there is no token.

use std::sync::Arc;

use super::JwtError;
use crate::client::{TransportError, said};
use crate::future::BoxError;
use crate::json::DecodeError;
use crate::template::TemplateError;

/// Why there is no token. Cheap to clone: all who waited for a token get the same error.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// There is nothing to get a token with; nobody was asked.
    #[error("there is no token: `{name}` is not given")]
    NoCredentials {
        /// What is missing.
        name: &'static str,
    },
    /// The path of the token endpoint takes values.
    #[error("the path of the token endpoint cannot be built")]
    Path(#[source] TemplateError),
    /// There is no response.
    #[error("the token endpoint has no response")]
    Unreachable(#[source] TransportError),
    /// The token endpoint refused.
    #[error("the token endpoint failed with status {status}{}", said(message.as_deref()))]
    Status {
        /// The status of the response.
        status: u16,
        /// What the server says about it, shortened where it is long.
        message: Option<String>,
    },
    /// The response is not JSON.
    #[error("the response of the token endpoint cannot be read")]
    Decode(#[source] DecodeError),
    /// The response has no token where one should be.
    #[error("the response of the token endpoint has no text `{member}`")]
    MissingToken {
        /// The member that should hold the token.
        member: &'static str,
    },
    /// The token does not say when it expires.
    #[error("the token does not say when it expires")]
    Undated(#[from] JwtError),
    /// An earlier failure was for good. [`TokenProvider::reset`](super::TokenProvider::reset) forgets it.
    #[error("no token is asked for any more, since {0}")]
    Latched(Box<TokenError>),
    /// What a source of one's own says.
    #[error("the token source failed")]
    Other(#[source] Arc<BoxError>),
}

impl TokenError {
    /// An error of a source of one's own, which must not show secrets.
    pub fn other(error: impl Into<BoxError>) -> Self {
        Self::Other(Arc::new(error.into()))
    }
}

/// A kind of [`TokenError`], to say in a [`TokenPolicy`](super::TokenPolicy) what follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenFailure {
    /// The token endpoint was not reached, did not answer in time, or did not answer to the end.
    Unreachable,
    /// The response is not JSON, has no token, or has one that does not say when it expires.
    Unreadable,
    /// The response has this status.
    Status(u16),
    /// The response has any status but that of success.
    AnyStatus,
    /// A source of one's own failed.
    Other,
}

impl TokenFailure {
    pub(super) fn covers(self, error: &TokenError) -> bool {
        match error {
            TokenError::Unreachable(_) => self == Self::Unreachable,
            TokenError::Decode(_) | TokenError::MissingToken { .. } | TokenError::Undated(_) => {
                self == Self::Unreadable
            }
            TokenError::Status { status, .. } => self == Self::AnyStatus || self == Self::Status(*status),
            TokenError::Other(_) => self == Self::Other,
            TokenError::NoCredentials { .. } | TokenError::Path(_) | TokenError::Latched(_) => false,
        }
    }
}
