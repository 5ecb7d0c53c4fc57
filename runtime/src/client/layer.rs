//! What transports before other transports have in common.

use super::{Request, Response, StreamedResponse, Transport, TransportError};
use crate::future::BoxFuture;

/// A response of either kind, so that a layer is written once for both.
pub(crate) trait Arrived: Sized + Send {
    /// Sends a request for such a response.
    fn send(transport: &dyn Transport, request: Request) -> BoxFuture<'_, Result<Self, TransportError>>;

    /// Status and headers, and the body where it is there.
    fn head(&self) -> &Response;

    /// Says that it took so many attempts.
    #[cfg(feature = "retry")]
    fn after_attempts(self, attempts: u32) -> Self;
}

impl Arrived for Response {
    fn send(transport: &dyn Transport, request: Request) -> BoxFuture<'_, Result<Self, TransportError>> {
        transport.call(request)
    }

    fn head(&self) -> &Response {
        self
    }

    #[cfg(feature = "retry")]
    fn after_attempts(self, attempts: u32) -> Self {
        self.with_attempts(attempts)
    }
}

impl Arrived for StreamedResponse {
    fn send(transport: &dyn Transport, request: Request) -> BoxFuture<'_, Result<Self, TransportError>> {
        transport.stream(request)
    }

    fn head(&self) -> &Response {
        self.head()
    }

    #[cfg(feature = "retry")]
    fn after_attempts(self, attempts: u32) -> Self {
        self.with_attempts(attempts)
    }
}
