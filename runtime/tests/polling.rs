//! Polling, by a clock that nobody waits for.
#![cfg(feature = "poll")]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::error::Error as _;
use std::time::Duration;

use pollster::block_on;
use typeloom_runtime::client::{
    Client, ClientError, MemoryTransport, Method, Operation, Response, TransportError, TransportErrorKind,
};
use typeloom_runtime::clock::{Backoff, Clock, ManualClock};
use typeloom_runtime::poll::{EndStates, PollError, PollPolicy, Progress, Tolerance};
use typeloom_runtime::{Piece, Place, Template};

static READ: Operation = Operation::new(
    "Approvals::read",
    Method::Get,
    Template::new(Place::Path, "/approval", &[Piece::Literal("/approval")]),
);
const ENDS: EndStates = EndStates::new(&["approved", "denied"]);
const POLICY: PollPolicy = PollPolicy::new(
    Backoff::new(Duration::from_secs(2)).factor(1.5).maximum(Duration::from_secs(10)),
    Duration::from_secs(300),
);

const MOST: Tolerance = Tolerance::AllBut(&[401, 403, 404]);

/// What comes of polling a server, and how long it slept each time.
fn poll(policy: PollPolicy, server: &MemoryTransport) -> (Result<String, PollError<ClientError>>, Vec<f64>) {
    let client = Client::new(server.clone());
    let clock = ManualClock::new().skipping();
    let outcome = block_on(policy.poll(&clock, || async {
        let mut call = client.call(&READ);
        call.path(&[]);
        let state: String = call.answer::<Result<String, ClientError>>().await?;
        Ok(ENDS.progress(&state, state.clone()))
    }));
    (outcome, clock.sleeps().iter().map(Duration::as_secs_f64).collect())
}

fn says(server: &MemoryTransport, state: &str) {
    server.reply(Method::Get, "/approval", Response::new(200).with_body(format!("{state:?}")));
}

#[test]
fn intervals_grow_up_to_the_longest() {
    let server = MemoryTransport::new();
    (0..6).for_each(|_| says(&server, "pending"));
    says(&server, "denied");
    let (outcome, sleeps) = poll(POLICY, &server);
    assert_eq!(outcome.unwrap(), "denied");
    assert_eq!(sleeps, [2.0, 3.0, 4.5, 6.75, 10.0, 10.0]);
}

#[test]
fn an_end_at_once_is_not_waited_for() {
    let server = MemoryTransport::new();
    says(&server, "approved");
    let (outcome, sleeps) = poll(POLICY.limit(Duration::ZERO), &server);
    assert_eq!((outcome.unwrap().as_str(), sleeps.len()), ("approved", 0));
}

#[test]
fn the_last_question_is_asked_when_the_time_is_up() {
    let server = MemoryTransport::new();
    server.respond_with(Method::Get, "/approval", |_| Ok(Response::new(200).with_body("\"pending\"")));
    let (outcome, sleeps) = poll(POLICY.limit(Duration::from_secs(20)), &server);
    assert_eq!(sleeps, [2.0, 3.0, 4.5, 6.75, 3.75]);
    let error = outcome.unwrap_err();
    assert_eq!(error.to_string(), "no end within 20 seconds, after asking 6 times");
    assert!(matches!(error, PollError::TimedOut { polls: 6, last: None, .. }));
    assert_eq!(server.requests().len(), 6);
}

#[test]
fn which_failures_are_waited_out_is_described() {
    let outcome = |tolerance, fail: &dyn Fn(&MemoryTransport)| {
        let server = MemoryTransport::new();
        fail(&server);
        says(&server, "approved");
        poll(POLICY.tolerance(tolerance), &server).0.is_ok()
    };
    let status = |status| {
        move |server: &MemoryTransport| {
            server.reply(Method::Get, "/approval", Response::new(status));
        }
    };
    let broken = |server: &MemoryTransport| {
        server.reply(Method::Get, "/approval", Response::new(200).with_body("{"));
    };
    let away = |server: &MemoryTransport| {
        server.fail(Method::Get, "/approval", TransportError::new(TransportErrorKind::Connect));
    };
    assert_eq!([status(503), status(400), status(404)].map(|fail| outcome(Tolerance::None, &fail)), [false; 3]);
    assert_eq!(
        [status(503), status(400), status(404)].map(|fail| outcome(Tolerance::Passing, &fail)),
        [true, false, false]
    );
    assert_eq!([status(503), status(400), status(404)].map(|fail| outcome(MOST, &fail)), [true, true, false]);
    assert_eq!(
        [Tolerance::None, Tolerance::Passing, MOST].map(|tolerance| outcome(tolerance, &away)),
        [false, true, true]
    );
    assert_eq!(
        [Tolerance::None, Tolerance::Passing, MOST].map(|tolerance| outcome(tolerance, &broken)),
        [false, false, true]
    );
}

#[test]
fn a_timeout_knows_the_last_failure() {
    let server = MemoryTransport::new();
    server.respond_with(Method::Get, "/approval", |_| Ok(Response::new(503)));
    let error = poll(POLICY, &server).0.unwrap_err();
    assert_eq!(error.source().unwrap().to_string(), "`Approvals::read` failed with status 503");
}

#[test]
fn the_time_that_questions_take_counts() {
    let clock = ManualClock::new().skipping();
    let outcome: Result<(), PollError<ClientError>> =
        block_on(POLICY.limit(Duration::from_secs(60)).poll(&clock, || async {
            clock.sleep(Duration::from_secs(50)).await;
            Ok(Progress::Pending)
        }));
    assert!(matches!(outcome, Err(PollError::TimedOut { polls: 2, .. })));
    assert_eq!(clock.elapsed(), Duration::from_secs(102));
}
