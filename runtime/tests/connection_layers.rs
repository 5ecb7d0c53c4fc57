//! Caches and rate limits of clients from builders: where they stand among the layers.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use std::sync::Arc;
use std::time::Duration;

use typeloom_runtime::cache::CachePolicy;
use typeloom_runtime::client::{ClientError, MemoryTransport, Method, Operation, Response, TransportErrorKind};
use typeloom_runtime::clock::{Backoff, Clock as _, ManualClock, Rate};
use typeloom_runtime::rate_limit::RateLimit;
use typeloom_runtime::retry::{RetryOn, RetryPolicy};
use typeloom_runtime::{Client, ClientBuilder, Connection, Piece, Place, Template};

static LIST: Operation =
    Operation::new("Orders::list", Method::Get, Template::new(Place::Path, "/orders", &[Piece::Literal("/orders")]));

static CONNECTION: Connection = Connection::new()
    .retry(RetryPolicy::new(2, &[RetryOn::StatusClass(5)]).backoff(Backoff::new(Duration::from_secs(1))))
    .rate_limits(const { &[RateLimit::new(Rate::new(1, Duration::from_secs(10)).burst(1))] })
    .caches(const { &[CachePolicy::new(Duration::from_secs(60), 10)] });

fn bench(
    change: impl FnOnce(ClientBuilder<Client>) -> ClientBuilder<Client>,
) -> (MemoryTransport, ManualClock, Client) {
    let (server, clock) = (MemoryTransport::new(), ManualClock::new().skipping());
    let builder = ClientBuilder::new(&CONNECTION).transport(server.clone()).clock(Arc::new(clock.clone()));
    (server, clock, change(builder).build().unwrap())
}

fn list(client: &Client) -> Result<Vec<String>, ClientError> {
    let mut call = client.call(&LIST);
    call.path(&[]);
    pollster::block_on(call.answer())
}

fn reply(server: &MemoryTransport, status: u16) {
    server.reply(Method::Get, "/orders", Response::new(status).with_body("[]"));
}

#[test]
fn each_attempt_waits_for_its_turn_and_a_kept_response_for_nothing() {
    let (server, clock, client) = bench(|builder| builder);
    reply(&server, 503);
    reply(&server, 200);
    list(&client).unwrap();
    // A second between two attempts, of which the second one waits for the rest of ten.
    assert_eq!(clock.sleeps(), [1, 9].map(Duration::from_secs));
    for _ in 0..5 {
        list(&client.clone()).unwrap();
    }
    assert_eq!((server.requests().len(), clock.sleeps().len()), (2, 2));
}

#[test]
fn responses_are_kept_until_they_are_old_or_forgotten() {
    let (server, clock, client) = bench(|builder| builder.rate_limits([]));
    (0..3).for_each(|_| reply(&server, 200));
    list(&client).unwrap();
    clock.advance(Duration::from_secs(60));
    list(&client).unwrap();
    assert_eq!(server.requests().len(), 2);
    client.clone().clear_caches();
    list(&client).unwrap();
    assert_eq!(server.requests().len(), 3);
    assert!(clock.sleeps().is_empty());
}

#[test]
fn a_program_may_say_otherwise() {
    let limit = RateLimit::new(Rate::new(1, Duration::from_secs(1))).longest_wait(Duration::ZERO);
    let (server, _, client) = bench(|builder| builder.caches([]).rate_limits([limit]));
    reply(&server, 200);
    list(&client).unwrap();
    let limited = list(&client).unwrap_err();
    let kind = match &limited {
        ClientError::Transport { source, .. } => source.kind(),
        other => panic!("{other}"),
    };
    assert_eq!((kind, limited.is_retryable(), server.requests().len()), (TransportErrorKind::RateLimited, true, 1));
}

#[test]
fn a_client_knows_the_clock_of_its_builder() {
    let (_, clock, client) = bench(|builder| builder);
    clock.advance(Duration::from_secs(7));
    assert_eq!(client.clock().elapsed(), clock.elapsed());
    let given = Client::new(MemoryTransport::new()).with_clock(Arc::new(clock.clone()));
    assert_eq!(given.clock().elapsed(), clock.elapsed());
}
