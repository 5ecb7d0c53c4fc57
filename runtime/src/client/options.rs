//! What calls are sent with beside what their operations say.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::{Request, Response, StreamedResponse, Transport, TransportError};
use crate::future::BoxFuture;
#[cfg(feature = "subscription")]
use crate::socket::{OpenError, Socket, SocketTransport};

/// Headers and a timeout for the calls of a client. What a call has already stays as it is: headers that its operation
/// says, and options that were given to it later.
///
/// ```
/// use std::time::Duration;
/// use typeloom_runtime::CallOptions;
/// use typeloom_runtime::client::{Client, MemoryTransport};
///
/// let client = Client::new(MemoryTransport::new());
/// let patient = client.clone().with_options(CallOptions::new().timeout(Duration::from_secs(300)));
/// let traced = patient.with_options(CallOptions::new().header("X-Trace", "7f3a"));
/// # let _ = traced;
/// ```
///
/// `Debug` shows the names of headers only: their values may be secret.
#[derive(Clone, Default)]
#[must_use]
pub struct CallOptions {
    headers: Vec<(Cow<'static, str>, Cow<'static, str>)>,
    timeout: Option<Duration>,
}

impl CallOptions {
    /// Nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// A header, in the place of the one of this name. A value that no header can carry is refused when a call is sent.
    pub fn header(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Cow<'static, str>>) -> Self {
        let name = name.into();
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(&name));
        self.headers.push((name, value.into()));
        self
    }

    /// How long a call may take, each attempt by itself; for a streamed response, until it begins.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Puts the options before a transport.
    pub(crate) fn before(self, transport: Arc<dyn Transport>) -> Arc<dyn Transport> {
        if self.headers.is_empty() && self.timeout.is_none() {
            return transport;
        }
        Arc::new(WithOptions { inner: transport, options: self })
    }

    /// Puts the options before the sockets of subscriptions.
    #[cfg(feature = "subscription")]
    pub(crate) fn before_sockets(self, sockets: Arc<dyn SocketTransport>) -> Arc<dyn SocketTransport> {
        Arc::new(WithOptions { inner: sockets, options: self })
    }

    fn apply(&self, mut request: Request) -> Request {
        for (name, value) in &self.headers {
            if request.header(name).is_none() {
                request.push_header(name.clone(), value.clone());
            }
        }
        match self.timeout {
            Some(timeout) if request.timeout().is_none() => request.with_timeout(timeout),
            _ => request,
        }
    }
}

impl fmt::Debug for CallOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.headers.iter().map(|(name, _)| &**name).collect();
        formatter.debug_struct("CallOptions").field("headers", &headers).field("timeout", &self.timeout).finish()
    }
}

/// Gives options to requests that have none of their own.
struct WithOptions<T: ?Sized> {
    options: CallOptions,
    inner: Arc<T>,
}

impl Transport for WithOptions<dyn Transport> {
    fn call(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        self.inner.call(self.options.apply(request))
    }

    fn stream(&self, request: Request) -> BoxFuture<'_, Result<StreamedResponse, TransportError>> {
        self.inner.stream(self.options.apply(request))
    }
}

#[cfg(feature = "subscription")]
impl SocketTransport for WithOptions<dyn SocketTransport> {
    fn open(&self, request: Request, protocol: &'static str) -> BoxFuture<'_, Result<Box<dyn Socket>, OpenError>> {
        self.inner.open(self.options.apply(request), protocol)
    }
}
