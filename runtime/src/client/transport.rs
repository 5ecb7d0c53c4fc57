//! What carries requests to a server.

use std::sync::Arc;

use super::{Request, Response, StreamedResponse, TransportError};
use crate::future::BoxFuture;

/// Carries one request to a server and brings its response back.
///
/// A transport knows the address of the server, and joins the path of a request to it. It gives every response back,
/// whatever its status: what a status means is the client's matter. Nothing may be sent before the future is polled.
///
/// ```
/// use typeloom_runtime::BoxFuture;
/// use typeloom_runtime::client::{Request, Response, Transport, TransportError};
///
/// /// A server that is always at lunch.
/// struct Closed;
///
/// impl Transport for Closed {
///     fn call(&self, _: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
///         Box::pin(async { Ok(Response::new(503).with_header("retry-after", "3600")) })
///     }
/// }
/// ```
pub trait Transport: Send + Sync {
    /// Sends a request, and gives the response to it.
    fn call(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>>;

    /// Sends a request, and gives the response to it as soon as its status is known; its body follows in pieces.
    ///
    /// A transport that knows nothing better gives the whole body as one piece. One that wraps another forwards both
    /// methods.
    fn stream(&self, request: Request) -> BoxFuture<'_, Result<StreamedResponse, TransportError>> {
        let response = self.call(request);
        Box::pin(async move { response.await.map(StreamedResponse::from) })
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn call(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        (**self).call(request)
    }

    fn stream(&self, request: Request) -> BoxFuture<'_, Result<StreamedResponse, TransportError>> {
        (**self).stream(request)
    }
}

impl<T: Transport + ?Sized> Transport for Box<T> {
    fn call(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        (**self).call(request)
    }

    fn stream(&self, request: Request) -> BoxFuture<'_, Result<StreamedResponse, TransportError>> {
        (**self).stream(request)
    }
}
