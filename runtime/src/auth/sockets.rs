//! Credentials of connections.

use std::fmt;
use std::sync::Arc;

use super::{AuthTransport, Authorized, renewed};
use crate::client::Request;
use crate::client::TransportError;
use crate::future::BoxFuture;
use crate::socket::{OpenError, Socket, SocketTransport};

/// Puts credentials on the requests that open connections: those of the calls of the same client.
///
/// They stand in headers, as everywhere, and not in the URL, which ends up in logs. What was said about an
/// [`AuthTransport`] holds here: an opening that is refused with status 401 is tried once more where credentials can be
/// renewed.
pub struct AuthSockets {
    inner: Arc<dyn SocketTransport>,
    auth: Arc<AuthTransport>,
}

impl AuthSockets {
    /// Before sockets, with the credentials of `auth`.
    pub fn new(inner: Arc<dyn SocketTransport>, auth: Arc<AuthTransport>) -> Self {
        Self { inner, auth }
    }

    async fn authorized(&self, request: Request, protocol: &'static str) -> Result<Box<dyn Socket>, OpenError> {
        let Authorized { request, by, bare } = self.auth.authorize(request).await.map_err(TransportError::from)?;
        match self.inner.open(request, protocol).await {
            Err(OpenError::Status(response)) => match renewed(by, bare, &response).map_err(TransportError::from)? {
                Some(request) => {
                    let request = self.auth.authorize(request).await.map_err(TransportError::from)?.request;
                    self.inner.open(request, protocol).await
                }
                None => Err(OpenError::Status(response)),
            },
            opened => opened,
        }
    }
}

impl SocketTransport for AuthSockets {
    fn open(&self, request: Request, protocol: &'static str) -> BoxFuture<'_, Result<Box<dyn Socket>, OpenError>> {
        Box::pin(self.authorized(request, protocol))
    }
}

impl fmt::Debug for AuthSockets {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("AuthSockets").field("auth", &self.auth).finish_non_exhaustive()
    }
}
