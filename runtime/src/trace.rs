//! Traces: a span for each call and each subscription, with the names that OpenTelemetry has for HTTP clients.
//!
//! ```
//! use typeloom_runtime::client::{MemoryTransport, Method, Request, Response, Transport};
//! use typeloom_runtime::trace::TraceTransport;
//!
//! let server = MemoryTransport::new();
//! server.reply(Method::Get, "/orders", Response::new(200));
//! let transport = TraceTransport::new(server).with_server_address("orders.example");
//! pollster::block_on(transport.call(Request::new(Method::Get, "/orders")))?;
//! # Ok::<(), typeloom_runtime::client::TransportError>(())
//! ```
//!
//! A span is called `call`, of level `INFO`, and has these fields:
//!
//! | field | value |
//! |---|---|
//! | `operation` | the name of the operation |
//! | `http.request.method` | the method |
//! | `url.template` | the template of the path; never the path itself, whose values may be secret |
//! | `server.address` | the server, when it was told |
//! | `http.response.status_code` | the status of the response |
//! | `http.request.resend_count` | how often the request was sent again |
//! | `http.client.request.duration` | how long it took, in seconds; of a streamed response, until its head came |
//! | `error.type` | the status, from 400 on; the kind of a transport's error; or `Cancelled`, when nobody waits any more |
//! | `otel.name`, `otel.kind`, `otel.status_code` | what `tracing-opentelemetry` makes the name, kind and status of |
//!
//! It is the outermost of the layers, so that a span has all attempts in it.
//!
//! A connection of a subscription has a span of its own, called `connection`, from its opening to its end. Beside the fields
//! that are the same it has `network.protocol.name`, `messages.sent`, `messages.received`, `connection.duration` in seconds,
//! and `websocket.close_code` of the side that closed. Nothing of what the messages hold is in it.

#[cfg(feature = "subscription")]
mod sockets;

#[cfg(feature = "subscription")]
pub use sockets::TraceSockets;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tracing::field::{Empty, display};
use tracing::{Instrument as _, Span};

use crate::client::{Arrived, Request, Response, StreamedResponse, Transport, TransportError};
use crate::clock::{Clock, SystemClock};
use crate::future::BoxFuture;

/// Opens a span for each request that goes through another transport.
pub struct TraceTransport {
    inner: Arc<dyn Transport>,
    server_address: Option<String>,
    clock: Arc<dyn Clock>,
}

impl TraceTransport {
    /// Traces what goes through a transport.
    pub fn new(inner: impl Transport + 'static) -> Self {
        Self { inner: Arc::new(inner), server_address: None, clock: SystemClock::shared() }
    }

    /// Says the name of the server in each span.
    #[must_use]
    pub fn with_server_address(mut self, address: impl Into<String>) -> Self {
        self.server_address = Some(address.into());
        self
    }

    /// Measures by another clock.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    fn span(&self, request: &Request) -> Span {
        let method = request.method();
        let span = tracing::info_span!(
            "call",
            operation = Empty,
            http.request.method = method.as_str(),
            url.template = Empty,
            server.address = self.server_address.as_deref(),
            http.response.status_code = Empty,
            http.request.resend_count = Empty,
            http.client.request.duration = Empty,
            error.type = Empty,
            otel.name = Empty,
            otel.kind = "client",
            otel.status_code = Empty,
        );
        match request.operation() {
            Some(operation) => {
                let template = operation.path().text();
                span.record("operation", operation.name());
                span.record("url.template", template);
                span.record("otel.name", display(format_args!("{method} {template}")));
            }
            None => {
                span.record("otel.name", method.as_str());
            }
        }
        span
    }

    async fn traced<R: Arrived>(&self, request: Request) -> Result<R, TransportError> {
        let mut end =
            End { span: self.span(&request), clock: &*self.clock, start: self.clock.elapsed(), is_known: false };
        let outcome = R::send(&*self.inner, request).instrument(end.span.clone()).await;
        end.record(outcome.as_ref().map(R::head));
        outcome
    }
}

/// What is known of a call when it is over, however it ends.
struct End<'c> {
    span: Span,
    clock: &'c dyn Clock,
    start: Duration,
    is_known: bool,
}

impl End<'_> {
    fn record(&mut self, outcome: Result<&Response, &TransportError>) {
        self.is_known = true;
        let attempts = match outcome {
            Ok(response) => {
                let status = response.status();
                self.span.record("http.response.status_code", status);
                if status >= 400 {
                    self.fail(format_args!("{status}"));
                }
                response.attempts()
            }
            Err(error) => {
                self.fail(format_args!("{:?}", error.kind()));
                error.attempts()
            }
        };
        if attempts > 1 {
            self.span.record("http.request.resend_count", attempts - 1);
        }
    }

    fn fail(&self, kind: fmt::Arguments<'_>) {
        self.span.record("error.type", display(kind));
        self.span.record("otel.status_code", "ERROR");
    }
}

impl Drop for End<'_> {
    fn drop(&mut self) {
        if !self.is_known {
            self.fail(format_args!("Cancelled"));
        }
        let duration = self.clock.elapsed().saturating_sub(self.start);
        self.span.record("http.client.request.duration", duration.as_secs_f64());
    }
}

impl Transport for TraceTransport {
    fn call(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(self.traced(request))
    }

    fn stream(&self, request: Request) -> BoxFuture<'_, Result<StreamedResponse, TransportError>> {
        Box::pin(self.traced(request))
    }
}

impl fmt::Debug for TraceTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TraceTransport").field("server_address", &self.server_address).finish_non_exhaustive()
    }
}
