//! A span for each connection of a subscription.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tracing::field::{Empty, display};
use tracing::{Instrument as _, Span};

use crate::client::{Request, TransportError};
use crate::clock::{Clock, SystemClock};
use crate::future::BoxFuture;
use crate::socket::{Incoming, OpenError, Socket, SocketTransport};

/// Opens a span for each connection that other sockets open. It ends with the connection.
pub struct TraceSockets {
    inner: Arc<dyn SocketTransport>,
    server_address: Option<String>,
    clock: Arc<dyn Clock>,
}

impl TraceSockets {
    /// Traces what other sockets open.
    pub fn new(inner: Arc<dyn SocketTransport>) -> Self {
        Self { inner, server_address: None, clock: SystemClock::shared() }
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

    fn span(&self, request: &Request, protocol: &'static str) -> Span {
        let span = tracing::info_span!(
            "connection",
            operation = Empty,
            url.template = Empty,
            server.address = self.server_address.as_deref(),
            network.protocol.name = protocol,
            http.response.status_code = Empty,
            messages.sent = Empty,
            messages.received = Empty,
            connection.duration = Empty,
            websocket.close_code = Empty,
            error.type = Empty,
            otel.name = Empty,
            otel.kind = "client",
            otel.status_code = Empty,
        );
        if let Some(operation) = request.operation() {
            span.record("operation", operation.name());
            span.record("url.template", operation.path().text());
            span.record("otel.name", operation.name());
        }
        span
    }

    async fn traced(&self, request: Request, protocol: &'static str) -> Result<Box<dyn Socket>, OpenError> {
        let span = self.span(&request, protocol);
        let start = self.clock.elapsed();
        let mut life = Life { span, clock: self.clock.clone(), start, sent: 0, received: 0, is_known: false };
        let opened = self.inner.open(request, protocol).instrument(life.span.clone()).await;
        life.is_known = true;
        match opened {
            Ok(inner) => Ok(Box::new(TracedSocket { inner, life })),
            Err(error) => {
                match &error {
                    OpenError::Transport(error) => life.fail(format_args!("{:?}", error.kind())),
                    OpenError::Status(response) => {
                        life.span.record("http.response.status_code", response.status());
                        life.fail(format_args!("{}", response.status()));
                    }
                }
                Err(error)
            }
        }
    }
}

impl SocketTransport for TraceSockets {
    fn open(&self, request: Request, protocol: &'static str) -> BoxFuture<'_, Result<Box<dyn Socket>, OpenError>> {
        Box::pin(self.traced(request, protocol))
    }
}

impl fmt::Debug for TraceSockets {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TraceSockets").field("server_address", &self.server_address).finish_non_exhaustive()
    }
}

/// What is known of a connection, told when it is over.
struct Life {
    span: Span,
    clock: Arc<dyn Clock>,
    start: Duration,
    sent: u64,
    received: u64,
    /// Whether it was opened, or is known not to have been.
    is_known: bool,
}

impl Life {
    fn fail(&self, kind: fmt::Arguments<'_>) {
        self.span.record("error.type", display(kind));
        self.span.record("otel.status_code", "ERROR");
    }

    fn failed(&self, error: &TransportError) {
        self.fail(format_args!("{:?}", error.kind()));
    }
}

impl Drop for Life {
    fn drop(&mut self) {
        if !self.is_known {
            self.fail(format_args!("Cancelled"));
        }
        self.span.record("messages.sent", self.sent);
        self.span.record("messages.received", self.received);
        let duration = self.clock.elapsed().saturating_sub(self.start);
        self.span.record("connection.duration", duration.as_secs_f64());
    }
}

struct TracedSocket {
    inner: Box<dyn Socket>,
    life: Life,
}

impl Socket for TracedSocket {
    fn send(&mut self, text: String) -> BoxFuture<'_, Result<(), TransportError>> {
        Box::pin(async {
            let sent = self.inner.send(text).await;
            match &sent {
                Ok(()) => self.life.sent += 1,
                Err(error) => self.life.failed(error),
            }
            sent
        })
    }

    fn receive(&mut self) -> BoxFuture<'_, Result<Incoming, TransportError>> {
        Box::pin(async {
            let incoming = self.inner.receive().await;
            match &incoming {
                Ok(Incoming::Closed { code: Some(code), .. }) => {
                    self.life.span.record("websocket.close_code", *code);
                }
                Ok(Incoming::Closed { code: None, .. }) => {}
                Ok(Incoming::Text(_) | Incoming::Binary) => self.life.received += 1,
                Err(error) => self.life.failed(error),
            }
            incoming
        })
    }

    fn close(&mut self, code: u16) -> BoxFuture<'_, Result<(), TransportError>> {
        self.life.span.record("websocket.close_code", code);
        self.inner.close(code)
    }
}
