//! What a span says of a connection of a subscription.
#![cfg(all(feature = "trace", feature = "subscription"))]
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use pollster::block_on;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use typeloom_runtime::client::{Method, Operation, Request, Response, TransportError, TransportErrorKind};
use typeloom_runtime::clock::ManualClock;
use typeloom_runtime::socket::{Incoming, OpenError, Socket, SocketTransport};
use typeloom_runtime::trace::TraceSockets;
use typeloom_runtime::{BoxFuture, Piece, Place, Template};

static TICKS: Operation =
    Operation::new("Orders::ticks", Method::Get, Template::new(Place::Path, "/ws", &[Piece::Literal("/ws")]));

/// Keeps the fields of all spans in one map.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<BTreeMap<&'static str, String>>>);

impl Visit for Notes {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.lock().unwrap().insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.lock().unwrap().insert(field.name(), format!("{value:?}"));
    }
}

impl Subscriber for Notes {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_span()
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        assert_eq!(span.metadata().name(), "connection");
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// What the next connection brings: messages from the last one on, or a status.
struct Scripted(ManualClock, Result<Vec<Result<Incoming, TransportError>>, u16>);

impl SocketTransport for Scripted {
    fn open(&self, _: Request, _: &'static str) -> BoxFuture<'_, Result<Box<dyn Socket>, OpenError>> {
        self.0.advance(Duration::from_secs(2));
        let opened: Result<Box<dyn Socket>, OpenError> = match &self.1 {
            Ok(messages) => Ok(Box::new(Messages(messages.clone()))),
            Err(status) => Err(OpenError::Status(Response::new(*status))),
        };
        Box::pin(std::future::ready(opened))
    }
}

struct Messages(Vec<Result<Incoming, TransportError>>);

impl Socket for Messages {
    fn send(&mut self, _: String) -> BoxFuture<'_, Result<(), TransportError>> {
        Box::pin(std::future::ready(Ok(())))
    }

    fn receive(&mut self) -> BoxFuture<'_, Result<Incoming, TransportError>> {
        Box::pin(std::future::ready(self.0.pop().unwrap()))
    }

    fn close(&mut self, _: u16) -> BoxFuture<'_, Result<(), TransportError>> {
        Box::pin(std::future::ready(Ok(())))
    }
}

fn noted(script: Result<Vec<Result<Incoming, TransportError>>, u16>, run: impl FnOnce(&mut dyn Socket)) -> String {
    let notes = Notes::default();
    let clock = ManualClock::new();
    let sockets = TraceSockets::new(Arc::new(Scripted(clock.clone(), script)))
        .with_server_address("orders.example")
        .with_clock(Arc::new(clock));
    tracing::subscriber::with_default(notes.clone(), || {
        let request = Request::new(Method::Get, "/ws").with_operation(&TICKS).with_header("authorization", "hunter2");
        if let Ok(mut socket) = block_on(sockets.open(request, "graphql-transport-ws")) {
            run(&mut *socket);
        }
    });
    let notes = notes.0.lock().unwrap();
    notes.iter().map(|(name, value)| [name, " = ", value, "\n"].concat()).collect()
}

#[test]
fn a_connection_is_one_span_from_its_opening_to_its_end() {
    let text = || Ok(Incoming::Text("hunter2".to_owned()));
    let closed = Ok(Incoming::Closed { code: Some(1000), reason: "hunter2".to_owned() });
    let notes = noted(Ok(vec![closed, text(), text()]), |socket| {
        block_on(socket.send("hunter2".to_owned())).unwrap();
        for _ in 0..3 {
            block_on(socket.receive()).unwrap();
        }
    });
    let expected = "\
connection.duration = 2.0
messages.received = 2
messages.sent = 1
network.protocol.name = graphql-transport-ws
operation = Orders::ticks
otel.kind = client
otel.name = Orders::ticks
server.address = orders.example
url.template = /ws
websocket.close_code = 1000
";
    assert_eq!(notes, expected);
}

#[test]
fn failures_are_named() {
    assert!(noted(Err(403), |_| ()).contains("error.type = 403\nhttp.response.status_code = 403\n"));
    let broken = Err(TransportError::new(TransportErrorKind::Interrupted));
    let notes = noted(Ok(vec![broken]), |socket| drop(block_on(socket.receive())));
    assert!(notes.contains("error.type = Interrupted\n"), "{notes}");
    assert!(notes.contains("otel.status_code = ERROR\n"), "{notes}");
}
