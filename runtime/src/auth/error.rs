//! Why a request has no credentials.

use crate::client::{TransportError, TransportErrorKind};
use crate::future::BoxError;

/// Why a request was not sent with credentials, or why they were rejected.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AuthError {
    /// There are no credentials of any kind.
    #[error("none of the credentials that the client knows are given")]
    NoCredentials,
    /// The request names a host of its own.
    #[error("the request is not for a path of the client's server, and would take its credentials elsewhere")]
    Target,
    /// A credential cannot stand in a header.
    #[error("the credential for the header `{header}` is empty, or holds a character that headers cannot carry")]
    Header {
        /// The name of the header.
        header: &'static str,
    },
    /// Credentials cannot be got or made.
    #[error("the credentials are not available")]
    Unavailable(#[source] BoxError),
    /// The credentials were rejected, and it is known why.
    #[error("the server rejected the credentials with status {status}")]
    Rejected {
        /// The status of the response.
        status: u16,
        /// Why.
        source: BoxError,
    },
}

impl From<AuthError> for TransportError {
    fn from(error: AuthError) -> Self {
        Self::new(TransportErrorKind::Credentials).with_source(error)
    }
}
