//! What a request has that says nothing else.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use super::Connection;
use crate::client::{Request, Response, StreamedResponse, Transport, TransportError};
use crate::future::BoxFuture;

/// Gives headers and a timeout to requests that have none of their own.
pub(super) struct DefaultsTransport {
    inner: Arc<dyn Transport>,
    defaults: Defaults,
}

/// Headers and a timeout.
#[derive(Clone, Default)]
pub(super) struct Defaults {
    pub(super) headers: Vec<(Cow<'static, str>, Cow<'static, str>)>,
    pub(super) timeout: Option<Duration>,
}

impl Defaults {
    pub(super) fn of(connection: &Connection) -> Self {
        let headers = connection.headers.iter().map(|(name, value)| (Cow::Borrowed(*name), Cow::Borrowed(*value)));
        Self { headers: headers.collect(), timeout: connection.timeout }
    }

    /// Puts a header in the place of the one of this name.
    pub(super) fn set(&mut self, name: Cow<'static, str>, value: Cow<'static, str>) {
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(&name));
        self.headers.push((name, value));
    }

    /// Puts the defaults before a transport.
    pub(super) fn before(self, transport: Arc<dyn Transport>) -> Arc<dyn Transport> {
        if self.headers.is_empty() && self.timeout.is_none() {
            return transport;
        }
        Arc::new(DefaultsTransport { inner: transport, defaults: self })
    }

    pub(super) fn apply(&self, mut request: Request) -> Request {
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

impl Transport for DefaultsTransport {
    fn call(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        self.inner.call(self.defaults.apply(request))
    }

    fn stream(&self, request: Request) -> BoxFuture<'_, Result<StreamedResponse, TransportError>> {
        self.inner.stream(self.defaults.apply(request))
    }
}
