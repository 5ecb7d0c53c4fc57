//! Guarded functions: checked before, reported after, whatever happens.
#![allow(clippy::unwrap_used)]

use std::cell::Cell;
use std::future::{Future, pending};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use typeloom_runtime::BoxFuture;
use typeloom_runtime::guard::{
    Action, AsyncGuard, Guard, GuardError, Immediate, Outcome, Permit, guarded, guarded_async,
};

/// Allows what it is told to allow, and keeps what it hears.
#[derive(Default)]
struct Log {
    lines: Mutex<Vec<String>>,
}

impl Log {
    fn say(&self, line: String) {
        self.lines.lock().unwrap().push(line);
    }

    fn lines(&self) -> Vec<String> {
        std::mem::take(&mut self.lines.lock().unwrap())
    }
}

impl Guard for Log {
    fn check(&self, action: &Action) -> Result<Permit, GuardError> {
        self.say(format!("check {}", action.name()));
        match action.name() {
            "denied" => Err(GuardError::denied(action).because("not today")),
            "unknown" => Err(GuardError::unavailable(action, "nobody answers")),
            _ => Ok(Permit::with_id("p1")),
        }
    }

    fn report(&self, action: &Action, permit: &Permit, outcome: Outcome) {
        self.say(format!("{} {} {outcome:?}", action.name(), permit.id().unwrap_or_default()));
    }
}

type Done = Result<u32, GuardError>;

fn poll<T>(future: impl Future<Output = T>) -> Poll<T> {
    pin!(future).poll(&mut Context::from_waker(Waker::noop()))
}

#[test]
fn the_body_runs_between_check_and_report() {
    let log = Log::default();
    let body = || {
        log.say("body".to_owned());
        Ok(7)
    };
    let done: Done = guarded(&log, &Action::new("read"), body);
    assert_eq!(done.ok(), Some(7));
    assert_eq!(log.lines(), ["check read", "body", "read p1 Succeeded"]);
    let done: Poll<Done> = poll(guarded_async(&Immediate(&log), &Action::new("read"), async { body() }));
    assert!(matches!(done, Poll::Ready(Ok(7))));
    assert_eq!(log.lines(), ["check read", "body", "read p1 Succeeded"]);
}

#[test]
fn the_body_never_runs_when_the_check_fails_or_errs() {
    let (log, ran) = (Log::default(), Cell::new(false));
    for (action, is_denied, text) in [
        ("denied", true, "`denied` on `orders` was denied: not today"),
        ("unknown", false, "`unknown` was not done: whether it is allowed cannot be found out"),
    ] {
        let action = || Action::new(action).with_resource("orders");
        let run = || {
            ran.set(true);
            Ok(7)
        };
        let refused: Done = guarded(&log, &action(), run);
        let Poll::Ready(awaited) = poll(guarded_async(&Immediate(&log), &action(), async { run() })) else {
            panic!("nobody waits");
        };
        for error in [refused.unwrap_err(), awaited.unwrap_err()] {
            assert_eq!((error.is_denied(), error.to_string().as_str()), (is_denied, text));
            assert_eq!(error.action(), action().name());
        }
        assert_eq!(log.lines().len(), 2);
    }
    assert!(!ran.get());
}

#[test]
fn an_error_of_the_body_is_reported_and_returned() {
    #[derive(Debug, thiserror::Error)]
    enum Failed {
        #[error("the disk is full")]
        Full,
        #[error(transparent)]
        Guard(#[from] GuardError),
    }
    let log = Log::default();
    let failed = guarded(&log, &Action::new("write"), || Err::<u32, _>(Failed::Full));
    assert!(matches!(failed, Err(Failed::Full)));
    let refused = guarded(&log, &Action::new("denied"), || Err::<u32, _>(Failed::Full));
    assert!(matches!(refused, Err(Failed::Guard(_))));
    assert_eq!(log.lines(), ["check write", r#"write p1 Failed { error: "the disk is full" }"#, "check denied"]);
}

#[test]
fn a_panic_is_reported_and_goes_on() {
    let log = Log::default();
    let caught = catch_unwind(AssertUnwindSafe(|| -> Done { guarded(&log, &Action::new("read"), || panic!("oh")) }));
    assert!(caught.is_err());
    assert_eq!(log.lines(), ["check read", "read p1 Aborted"]);
    let guard = Immediate(&log);
    let action = Action::new("read");
    let body = guarded_async(&guard, &action, async { panic!("oh") });
    let caught = catch_unwind(AssertUnwindSafe(|| -> Poll<Done> { poll(body) }));
    assert!(caught.is_err());
    assert_eq!(log.lines(), ["check read", "read p1 Aborted"]);
}

#[test]
fn a_dropped_future_is_reported_and_one_that_never_ran_is_not() {
    let log = Log::default();
    let guard = Immediate(&log);
    drop(guarded_async(&guard, &Action::new("read"), async { Done::Ok(7) }));
    assert_eq!(log.lines(), [""; 0]);
    assert!(poll(guarded_async(&guard, &Action::new("read"), pending::<Done>())).is_pending());
    assert_eq!(log.lines(), ["check read", "read p1 Aborted"]);
}

#[test]
fn a_check_that_is_dropped_is_nothing_that_began() {
    struct Slow(Arc<Log>);
    impl AsyncGuard for Slow {
        fn check<'a>(&'a self, _: &'a Action) -> BoxFuture<'a, Result<Permit, GuardError>> {
            self.0.say("asked".to_owned());
            Box::pin(pending())
        }
        fn report<'a>(&'a self, _: &'a Action, _: &'a Permit, _: Outcome) -> BoxFuture<'a, ()> {
            self.0.say("reported".to_owned());
            Box::pin(async {})
        }
        fn aborted(&self, _: &Action, _: &Permit) {
            self.0.say("aborted".to_owned());
        }
    }
    let log = Arc::new(Log::default());
    let guard: Arc<dyn AsyncGuard> = Arc::new(Slow(log.clone()));
    assert!(poll(guarded_async(&guard, &Action::new("read"), async { Done::Ok(7) })).is_pending());
    assert_eq!(log.lines(), ["asked"]);
}

#[test]
fn a_guarded_future_can_go_to_another_thread() {
    fn check(_: impl Send) {}
    let log = Log::default();
    check(guarded_async(&Immediate(&log), &Action::new("read"), async { Done::Ok(7) }));
}

#[test]
fn attributes_do_not_show() {
    let action = Action::new("read").with_resource("orders").with_attribute("token", "hunter2").with_attribute("n", 7);
    assert_eq!(action.attributes().get("n").and_then(typeloom_runtime::json::Value::as_u64), Some(7));
    let shown = format!("{action:?} {} {:?}", GuardError::denied(&action), GuardError::unavailable(&action, "down"));
    assert!(shown.contains("token") && !shown.contains("hunter2"), "{shown}");
}
