//! All layers together, in the order in which they belong.
#![cfg(all(feature = "auth", feature = "cache", feature = "rate-limit", feature = "retry", feature = "signature"))]
#![cfg(all(feature = "token", feature = "trace"))]
#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use pollster::block_on;
use typeloom_runtime::BoxFuture;
use typeloom_runtime::auth::{AuthTransport, BearerCredentials, Credentials, HeaderCredentials};
use typeloom_runtime::cache::{Cache, CachePolicy, CacheTransport};
use typeloom_runtime::client::{
    MemoryTransport, Method, Request, Response, Transport, TransportError, TransportErrorKind,
};
use typeloom_runtime::clock::{Backoff, Clock, ManualClock, Rate, SystemClock};
use typeloom_runtime::rate_limit::{RateLimit, RateLimitTransport};
use typeloom_runtime::retry::{RetryOn, RetryPolicy, RetryTransport};
use typeloom_runtime::signature::{Field, Part, SignatureCredentials, SignatureScheme, SigningKey};
use typeloom_runtime::token::{EndpointSource, Expiry, Granted, RefreshSource, TokenError, TokenPolicy};
use typeloom_runtime::token::{TokenProvider, TokenSource};
use typeloom_runtime::trace::TraceTransport;

static SCHEME: SignatureScheme = SignatureScheme::new(
    &[Part::Method, Part::Timestamp],
    &[("x-time", Field::Timestamp), ("x-sig", Field::Signature)],
);
const RETRIES: RetryPolicy = RetryPolicy::new(5, &[RetryOn::Connect, RetryOn::Status(429), RetryOn::StatusClass(5)])
    .backoff(Backoff::new(Duration::from_secs(1)));

fn stack(
    server: &MemoryTransport,
    clock: &Arc<ManualClock>,
    credentials: impl Credentials + 'static,
) -> Box<dyn Transport> {
    let auth = AuthTransport::new(server.clone()).with(credentials);
    let limit = RateLimit::new(Rate::new(10, Duration::from_secs(10)).burst(3));
    let limited = RateLimitTransport::new(auth, limit).with_clock(clock.clone());
    let retried = RetryTransport::new(limited, RETRIES).with_clock(clock.clone());
    let cached = CacheTransport::new(retried, CachePolicy::new(Duration::from_secs(60), 10)).with_clock(clock.clone());
    Box::new(TraceTransport::new(cached).with_clock(clock.clone()))
}

fn sent(server: &MemoryTransport, header: &str) -> Vec<String> {
    server.requests().iter().filter_map(|request| request.header(header).map(str::to_owned)).collect()
}

#[test]
fn each_attempt_is_signed_anew() {
    let server = MemoryTransport::new();
    server
        .reply(Method::Get, "/jobs", Response::new(500))
        .reply(Method::Get, "/jobs", Response::new(429).with_header("retry-after", "20"))
        .reply(Method::Get, "/jobs", Response::new(200));
    let clock = Arc::new(ManualClock::at(UNIX_EPOCH + Duration::from_secs(1000)).skipping());
    let credentials =
        SignatureCredentials::new(&SCHEME, SigningKey::from_seed(&[1; 32]), "me").with_clock(clock.clone());
    let transport = stack(&server, &clock, credentials);
    for _ in 0..2 {
        let response = block_on(transport.call(Request::new(Method::Get, "/jobs"))).unwrap();
        assert_eq!((response.status(), response.attempts()), (200, 3));
    }
    assert_eq!(sent(&server, "x-time"), ["1000", "1001", "1021"]);
    let mut signatures = sent(&server, "x-sig");
    signatures.dedup();
    assert_eq!(signatures.len(), 3);
}

/// Tokens that live for ten seconds each.
struct ShortLived(Arc<ManualClock>);

impl TokenSource for ShortLived {
    fn fetch(&self) -> BoxFuture<'_, Result<Granted, TokenError>> {
        Box::pin(async { Ok(Granted::new(format!("t{}", self.0.elapsed().as_secs()))) })
    }
}

#[test]
fn a_token_that_expires_between_attempts_is_not_sent() {
    let server = MemoryTransport::new();
    server
        .fail(Method::Get, "/jobs", TransportError::new(TransportErrorKind::Connect))
        .reply(Method::Get, "/jobs", Response::new(503).with_header("retry-after", "30"))
        .reply(Method::Get, "/jobs", Response::new(401))
        .reply(Method::Get, "/jobs", Response::new(200));
    let clock = Arc::new(ManualClock::new().skipping());
    let policy = TokenPolicy::new().margin(Duration::ZERO).expiry(Expiry::After(Duration::from_secs(10)));
    let tokens = TokenProvider::new(ShortLived(clock.clone()), policy).with_clock(clock.clone());
    let transport = stack(&server, &clock, BearerCredentials::new(Arc::new(tokens)));
    let response = block_on(transport.call(Request::new(Method::Get, "/jobs"))).unwrap();
    assert_eq!((response.status(), response.attempts()), (200, 3));
    assert_eq!(sent(&server, "authorization"), ["Bearer t0", "Bearer t0", "Bearer t31", "Bearer t31"]);
}

#[test]
fn everything_can_be_shared_between_threads() {
    const fn shared<T: Send + Sync + 'static>() {}
    shared::<TraceTransport>();
    shared::<CacheTransport>();
    shared::<Cache<Vec<u8>, TransportError>>();
    shared::<RetryTransport>();
    shared::<RateLimitTransport>();
    shared::<AuthTransport>();
    shared::<BearerCredentials>();
    shared::<HeaderCredentials>();
    shared::<SignatureCredentials>();
    shared::<TokenProvider>();
    shared::<EndpointSource>();
    shared::<RefreshSource>();
    shared::<TokenError>();
    shared::<SystemClock>();
    shared::<ManualClock>();
}
