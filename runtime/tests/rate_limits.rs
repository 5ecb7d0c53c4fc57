//! Rate limits, by a clock that nobody waits for.
#![cfg(feature = "rate-limit")]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::error::Error as _;
use std::sync::Arc;
use std::task::{Context, Waker};
use std::time::Duration;

use pollster::block_on;
use typeloom_runtime::client::{MemoryTransport, Method, Operation, Request, Response, Transport, TransportErrorKind};
use typeloom_runtime::clock::{ManualClock, Rate};
use typeloom_runtime::rate_limit::{RateLimit, RateLimitExceeded, RateLimitTransport};
use typeloom_runtime::{Piece, Place, Template};

const SECOND: Duration = Duration::from_secs(1);

fn transport(limit: RateLimit, clock: &ManualClock) -> RateLimitTransport {
    let server = MemoryTransport::new();
    server.respond_with(Method::Get, "/jobs", |_| Ok(Response::new(200)));
    RateLimitTransport::new(server, limit).with_clock(Arc::new(clock.clone()))
}

fn request() -> Request {
    Request::new(Method::Get, "/jobs")
}

#[test]
fn one_that_would_wait_too_long_fails_at_once_and_takes_nobodys_turn() {
    let clock = ManualClock::new();
    let transport = transport(RateLimit::new(Rate::new(1, SECOND)).longest_wait(Duration::ZERO), &clock);
    block_on(transport.call(request())).unwrap();
    for _ in 0..3 {
        let error = block_on(transport.call(request())).unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::RateLimited);
        let exceeded = error.source().unwrap().downcast_ref::<RateLimitExceeded>().unwrap();
        assert_eq!(exceeded.wait, SECOND);
    }
    clock.advance(SECOND);
    assert!(block_on(transport.stream(request())).is_ok());
}

#[test]
fn whoever_leaves_the_queue_gives_the_turn_back() {
    let clock = ManualClock::new();
    let transport = transport(RateLimit::new(Rate::new(1, SECOND)), &clock);
    block_on(transport.call(request())).unwrap();
    let mut waiting = transport.call(request());
    assert!(waiting.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    drop(waiting);
    let mut next = transport.call(request());
    assert!(next.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    assert_eq!(clock.sleeps(), [SECOND, SECOND]);
    clock.advance(SECOND);
    assert!(next.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready());
}

#[test]
fn a_request_that_is_never_polled_takes_no_turn() {
    let clock = ManualClock::new().skipping();
    let transport = transport(RateLimit::new(Rate::new(1, SECOND)), &clock);
    drop(transport.call(request()));
    block_on(transport.call(request())).unwrap();
    assert!(clock.sleeps().is_empty());
}

#[test]
fn a_limit_may_be_for_some_operations_only() {
    static LIST: Operation =
        Operation::new("Jobs::list", Method::Get, Template::new(Place::Path, "/jobs", &[Piece::Literal("/jobs")]));
    static COUNT: Operation =
        Operation::new("Jobs::count", Method::Get, Template::new(Place::Path, "/jobs", &[Piece::Literal("/jobs")]));
    let clock = ManualClock::new();
    let limit = RateLimit::new(Rate::new(1, SECOND)).longest_wait(Duration::ZERO).operations(&["Jobs::list"]);
    let transport = transport(limit, &clock);
    for _ in 0..3 {
        block_on(transport.call(request().with_operation(&COUNT))).unwrap();
        block_on(transport.call(request())).unwrap();
    }
    block_on(transport.call(request().with_operation(&LIST))).unwrap();
    assert!(block_on(transport.call(request().with_operation(&LIST))).is_err());
}
