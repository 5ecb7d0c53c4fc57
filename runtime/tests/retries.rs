//! Retries, by a clock that nobody waits for.
#![cfg(feature = "retry")]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use pollster::block_on;
use typeloom_runtime::client::{
    Client, ClientError, MemoryTransport, Method, Operation, Repetition, Request, Response, Transport, TransportError,
    TransportErrorKind,
};
use typeloom_runtime::clock::{Backoff, Jitter, ManualClock, Rate};
use typeloom_runtime::retry::{RetryOn, RetryPolicy, RetryTransport};
use typeloom_runtime::{Piece, Place, Template};

const EVERYTHING: &[RetryOn] =
    &[RetryOn::Connect, RetryOn::Timeout, RetryOn::Interrupted, RetryOn::Status(429), RetryOn::StatusClass(5)];
const POLICY: RetryPolicy = RetryPolicy::new(4, EVERYTHING).backoff(Backoff::new(Duration::from_secs(1)));
const JOBS: Template = Template::new(Place::Path, "/jobs", &[Piece::Literal("/jobs")]);

static LIST: Operation = Operation::new("Jobs::list", Method::Get, JOBS);

struct Bench {
    server: MemoryTransport,
    clock: ManualClock,
    transport: RetryTransport,
}

fn bench(policy: RetryPolicy) -> Bench {
    let server = MemoryTransport::new();
    let clock = ManualClock::at(UNIX_EPOCH + Duration::from_secs(784_111_777)).skipping();
    let transport = RetryTransport::new(server.clone(), policy).with_clock(Arc::new(clock.clone())).with_seed(1);
    Bench { server, clock, transport }
}

impl Bench {
    fn get(&self) -> Result<Response, TransportError> {
        block_on(self.transport.call(Request::new(Method::Get, "/jobs")))
    }

    fn seconds(&self) -> Vec<u64> {
        self.clock.sleeps().iter().map(Duration::as_secs).collect()
    }
}

fn failed(kind: TransportErrorKind) -> TransportError {
    TransportError::new(kind)
}

#[test]
fn a_failure_that_passes_is_not_seen() {
    let bench = bench(POLICY);
    bench.server.reply(Method::Get, "/jobs", Response::new(500)).reply(Method::Get, "/jobs", Response::new(200));
    let response = bench.get().unwrap();
    assert_eq!((response.status(), response.attempts()), (200, 2));
    assert_eq!(bench.seconds(), [1]);
}

#[test]
fn each_failure_of_the_policy_is_retried_and_no_other() {
    use TransportErrorKind::{Connect, Interrupted, Refused, Timeout};
    for kind in [Connect, Timeout, Interrupted] {
        let bench = bench(POLICY);
        bench.server.fail(Method::Get, "/jobs", failed(kind)).reply(Method::Get, "/jobs", Response::new(204));
        assert_eq!(bench.get().unwrap().attempts(), 2, "{kind}");
    }
    let bench = bench(POLICY);
    bench.server.fail(Method::Get, "/jobs", failed(Refused));
    assert_eq!(bench.get().unwrap_err().attempts(), 1);
    for status in [400, 401, 404, 409, 600] {
        bench.server.reply(Method::Get, "/jobs", Response::new(status));
        let response = bench.get().unwrap();
        assert_eq!((response.status(), response.attempts()), (status, 1));
    }
    assert_eq!(bench.seconds(), [0; 0]);
}

#[test]
fn who_gives_up_gives_back_the_last_failure_and_the_number_of_attempts() {
    let bench = bench(POLICY);
    bench.server.respond_with(Method::Get, "/jobs", |_| Err(failed(TransportErrorKind::Timeout)));
    let error = bench.get().unwrap_err();
    assert_eq!(error.to_string(), "the server did not answer in time after 4 attempts");
    assert_eq!(bench.seconds(), [1, 2, 4]);

    let bench = self::bench(POLICY);
    bench.server.respond_with(Method::Get, "/jobs", |_| Ok(Response::new(503).with_body("\"asleep\"")));
    let client = Client::new(bench.transport);
    let mut call = client.call(&LIST);
    call.path(&[]);
    let error = block_on(call.answer::<Result<(), ClientError>>()).unwrap_err();
    assert_eq!(error.to_string(), "`Jobs::list` failed with status 503 after 4 attempts: asleep");
}

#[test]
fn what_the_server_asks_for_is_waited_for_up_to_a_limit() {
    let bench = bench(POLICY.retry_after(Duration::from_secs(60)));
    for value in ["7", "Sun, 06 Nov 1994 08:50:07 GMT", "86400"] {
        bench.server.reply(Method::Get, "/jobs", Response::new(429).with_header("Retry-After", value));
    }
    bench.server.reply(Method::Get, "/jobs", Response::new(200));
    assert_eq!(bench.get().unwrap().status(), 200);
    // The date is 30 seconds after the start, of which 7 were slept.
    assert_eq!(bench.seconds(), [7, 23, 60]);
}

#[test]
fn a_server_that_asks_for_haste_is_not_hammered() {
    let bench = bench(POLICY);
    bench.server.respond_with(Method::Get, "/jobs", |_| Ok(Response::new(503).with_header("retry-after", "0")));
    assert_eq!(bench.get().unwrap().status(), 503);
    assert_eq!(bench.seconds(), [1, 2, 4]);
}

#[test]
fn what_could_be_done_twice_is_sent_again_only_when_it_never_arrived() {
    static CREATE: Operation = Operation::new("Jobs::create", Method::Post, JOBS);
    static SUBMIT: Operation = CREATE.repetition(Repetition::Harmless);
    static COUNT: Operation = Operation::new("Jobs::count", Method::Get, JOBS).repetition(Repetition::Harmful);
    let attempts = |operation: &'static Operation, kind| {
        let bench = bench(POLICY);
        bench.server.respond_with(operation.method(), "/jobs", move |_| Err(failed(kind)));
        let request = Request::new(operation.method(), "/jobs").with_operation(operation);
        block_on(bench.transport.call(request)).unwrap_err().attempts()
    };
    for operation in [&CREATE, &COUNT] {
        assert_eq!(attempts(operation, TransportErrorKind::Timeout), 1);
        assert_eq!(attempts(operation, TransportErrorKind::Connect), 4);
    }
    assert_eq!(attempts(&SUBMIT, TransportErrorKind::Timeout), 4);
}

#[test]
fn a_budget_is_shared_by_all_requests_and_filled_with_time() {
    let slow = RetryPolicy::new(3, EVERYTHING)
        .backoff(Backoff::new(Duration::from_secs(1)).factor(1.0))
        .budget(Rate::new(3, Duration::from_secs(3600)));
    let bench = bench(slow);
    bench.server.respond_with(Method::Get, "/jobs", |_| Ok(Response::new(500)));
    let attempts: Vec<u32> = (0..4).map(|_| bench.get().unwrap().attempts()).collect();
    assert_eq!(attempts, [3, 2, 1, 1]);
    bench.clock.advance(Duration::from_secs(1200));
    assert_eq!(bench.get().unwrap().attempts(), 2);
}

#[test]
fn chance_has_a_seed() {
    let sleeps = |seed| {
        let server = MemoryTransport::new();
        server.respond_with(Method::Get, "/jobs", |_| Ok(Response::new(500)));
        let clock = ManualClock::new().skipping();
        let policy = POLICY.backoff(Backoff::new(Duration::from_secs(1)).jitter(Jitter::Full));
        let transport = RetryTransport::new(server, policy).with_clock(Arc::new(clock.clone())).with_seed(seed);
        block_on(transport.call(Request::new(Method::Get, "/jobs"))).unwrap();
        clock.sleeps()
    };
    assert_eq!(sleeps(5), sleeps(5));
    assert_ne!(sleeps(5), sleeps(6));
    for (sleep, longest) in sleeps(5).iter().zip([1, 2, 4]) {
        assert!(*sleep < Duration::from_secs(longest));
    }
}

#[test]
fn a_stream_is_asked_for_again_until_it_begins() {
    let bench = bench(POLICY);
    bench
        .server
        .fail(Method::Get, "/jobs", failed(TransportErrorKind::ConnectTimeout))
        .reply(Method::Get, "/jobs", Response::new(503))
        .reply(Method::Get, "/jobs", Response::new(200).with_body("data: 1"));
    let response = block_on(bench.transport.stream(Request::new(Method::Get, "/jobs"))).unwrap();
    assert_eq!((response.status(), response.head().attempts()), (200, 3));
    assert_eq!(block_on(response.read(100)).unwrap().body(), b"data: 1");
}
