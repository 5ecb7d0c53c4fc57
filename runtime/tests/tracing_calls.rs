//! What a span says of a call.
#![cfg(all(feature = "trace", feature = "retry"))]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};
use std::time::Duration;

use pollster::block_on;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use typeloom_runtime::BoxFuture;
use typeloom_runtime::client::{
    MemoryTransport, Method, Operation, Request, Response, Transport, TransportError, TransportErrorKind,
};
use typeloom_runtime::clock::{Backoff, Clock, ManualClock};
use typeloom_runtime::retry::{RetryOn, RetryPolicy, RetryTransport};
use typeloom_runtime::trace::TraceTransport;
use typeloom_runtime::{Piece, Place, Template};

static READ: Operation = Operation::new(
    "Orders::read",
    Method::Get,
    Template::new(Place::Path, "/orders/{id}", &[Piece::Literal("/orders/"), Piece::Parameter("id")]),
);

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
        assert_eq!(span.metadata().name(), "call");
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

fn noted(run: impl FnOnce()) -> Vec<(&'static str, String)> {
    let notes = Notes::default();
    tracing::subscriber::with_default(notes.clone(), run);
    let notes = notes.0.lock().unwrap();
    notes.iter().map(|(name, value)| (*name, value.clone())).collect()
}

fn pairs<const N: usize>(pairs: [(&'static str, &str); N]) -> Vec<(&'static str, String)> {
    pairs.map(|(name, value)| (name, value.to_owned())).into()
}

fn request() -> Request {
    Request::new(Method::Get, "/orders/hunter2").with_operation(&READ).with_header("authorization", "hunter2")
}

#[test]
fn a_call_is_one_span_with_all_its_attempts() {
    let server = MemoryTransport::new();
    server
        .reply(Method::Get, "/orders/{id}", Response::new(503))
        .reply(Method::Get, "/orders/{id}", Response::new(503))
        .reply(Method::Get, "/orders/{id}", Response::new(200));
    let clock = Arc::new(ManualClock::new().skipping());
    let policy = RetryPolicy::new(3, &[RetryOn::StatusClass(5)]).backoff(Backoff::new(Duration::from_millis(500)));
    let retries = RetryTransport::new(server, policy).with_clock(clock.clone());
    let transport = TraceTransport::new(retries).with_server_address("orders.example").with_clock(clock);
    let notes = noted(|| assert_eq!(block_on(transport.call(request())).unwrap().status(), 200));
    assert_eq!(
        notes,
        pairs([
            ("http.client.request.duration", "1.5"),
            ("http.request.method", "GET"),
            ("http.request.resend_count", "2"),
            ("http.response.status_code", "200"),
            ("operation", "Orders::read"),
            ("otel.kind", "client"),
            ("otel.name", "GET /orders/{id}"),
            ("server.address", "orders.example"),
            ("url.template", "/orders/{id}"),
        ])
    );
}

#[test]
fn failures_are_named() {
    let server = MemoryTransport::new();
    server.reply(Method::Get, "/orders/{id}", Response::new(404)).fail(
        Method::Get,
        "/orders/{id}",
        TransportError::new(TransportErrorKind::Timeout),
    );
    let transport = TraceTransport::new(server).with_clock(Arc::new(ManualClock::new()));
    let common = [
        ("http.client.request.duration", "0.0"),
        ("http.request.method", "GET"),
        ("otel.kind", "client"),
        ("otel.status_code", "ERROR"),
    ];
    for (error, status) in [("404", Some("404")), ("Timeout", None)] {
        let notes = noted(|| drop(block_on(transport.stream(request()))));
        for pair in common.iter().copied().chain([("error.type", error)]) {
            assert!(notes.contains(&(pair.0, pair.1.to_owned())), "{pair:?} in {notes:?}");
        }
        let found = notes.iter().find(|(name, _)| *name == "http.response.status_code");
        assert_eq!(found.map(|(_, value)| value.as_str()), status);
        assert!(!format!("{notes:?}").contains("hunter2"));
    }
}

/// Waits for a clock.
struct Slow(ManualClock);

impl Transport for Slow {
    fn call(&self, _: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(async {
            self.0.sleep(Duration::from_secs(10)).await;
            Ok(Response::new(200))
        })
    }
}

#[test]
fn a_call_that_is_dropped_says_so_and_one_without_an_operation_says_no_path() {
    let clock = ManualClock::new();
    let transport = TraceTransport::new(Slow(clock.clone())).with_clock(Arc::new(clock.clone()));
    let notes = noted(|| {
        let mut call = transport.call(Request::new(Method::Post, "/orders/hunter2"));
        assert!(call.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        clock.advance(Duration::from_secs(2));
    });
    assert_eq!(
        notes,
        pairs([
            ("error.type", "Cancelled"),
            ("http.client.request.duration", "2.0"),
            ("http.request.method", "POST"),
            ("otel.kind", "client"),
            ("otel.name", "POST"),
            ("otel.status_code", "ERROR"),
        ])
    );
}
