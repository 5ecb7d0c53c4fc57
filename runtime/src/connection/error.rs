//! Why a client cannot be made.

use crate::base::BaseUrlError;
#[cfg(feature = "http")]
use crate::http::HttpSetupError;
#[cfg(feature = "signature")]
use crate::signature::KeyError;
#[cfg(feature = "subscription")]
use crate::socket::WebSocketSetupError;

/// Why a [`ClientBuilder`](super::ClientBuilder) makes no client.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConnectError {
    /// Nobody says where the server is.
    #[error("the client has no base URL: give one to its builder")]
    NoBaseUrl,
    /// The base URL is none.
    #[error(transparent)]
    BaseUrl(#[from] BaseUrlError),
    /// There is nothing to send requests with.
    #[error("the client has no transport: turn the feature `http` on, or give a transport to its builder")]
    NoTransport,
    /// An option of HTTP cannot be used.
    #[cfg(feature = "http")]
    #[error(transparent)]
    Http(#[from] HttpSetupError),
    /// What requests are to be signed with is no key.
    #[cfg(feature = "signature")]
    #[error(transparent)]
    Key(#[from] KeyError),
    /// An option of WebSockets cannot be used.
    #[cfg(feature = "subscription")]
    #[error(transparent)]
    WebSocket(#[from] WebSocketSetupError),
}
