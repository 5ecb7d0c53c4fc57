//! Guards that ask a server: what is decided, waited for, registered and told.
#![allow(clippy::unwrap_used)]

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use typeloom_runtime::BoxFuture;
use typeloom_runtime::client::{ClientError, TransportError, TransportErrorKind};
use typeloom_runtime::clock::{Backoff, ManualClock};
use typeloom_runtime::guard::remote::{self, Failed, Remote, Reply, Rules};
use typeloom_runtime::guard::{Action, AsyncGuard, GuardError, Notice, Outcome, Performance, Permit, Terms};
use typeloom_runtime::poll::PollPolicy;

static RULES: Rules = Rules::new(&["yes"], &["no"], &["later"])
    .settled(&[409])
    .polling(PollPolicy::new(Backoff::new(Duration::from_secs(1)), Duration::ZERO), Duration::from_secs(10));

/// A server that answers with these words, one behind the other, and with the last one from then on.
#[derive(Clone)]
struct Office {
    words: Arc<Mutex<Vec<&'static str>>>,
    registration: fn() -> Result<(), Failed>,
    registrations: Arc<AtomicU32>,
    reports: Arc<Mutex<Vec<Outcome>>>,
    terms: Terms,
}

impl Office {
    fn new(words: &[&'static str]) -> Self {
        let mut words = words.to_vec();
        words.reverse();
        Self {
            words: Arc::new(Mutex::new(words)),
            registration: || Ok(()),
            registrations: Arc::default(),
            reports: Arc::default(),
            terms: Terms::new().with_clock(Arc::new(ManualClock::new().skipping())),
        }
    }

    fn reply(&self) -> Result<Reply, Failed> {
        let mut words = self.words.lock().unwrap();
        let word = if words.len() > 1 { words.pop() } else { words.last().copied() };
        match word {
            Some("busy") => Err(failure(503)),
            Some("lost") => Err(failure(404)),
            word => Ok(Reply::new(word.unwrap_or_default())
                .with_permit(Some("1"))
                .with_reason(Some(""))
                .with_reason(Some("because"))
                .with_reason(Some("otherwise"))),
        }
    }

    async fn run(&self) -> Result<u32, GuardError> {
        Performance::new(Arc::new(self.clone()), "work").run(async { Ok(7) }).await
    }
}

fn failure(status: u16) -> Failed {
    ClientError::Status { operation: "Office::ask", status, message: None, attempts: 1 }.into()
}

impl Remote for Office {
    fn rules(&self) -> &'static Rules {
        &RULES
    }

    fn terms(&self) -> &Terms {
        &self.terms
    }

    fn registers(&self) -> bool {
        true
    }

    fn register<'a>(&'a self, _: &'a Action) -> BoxFuture<'a, Result<(), Failed>> {
        Box::pin(async {
            tokio::task::yield_now().await;
            self.registrations.fetch_add(1, Ordering::SeqCst);
            (self.registration)()
        })
    }

    fn check<'a>(&'a self, _: &'a Action) -> BoxFuture<'a, Result<Reply, Failed>> {
        Box::pin(async { self.reply() })
    }

    fn wait<'a>(&'a self, _: &'a Action, permit: &'a str) -> BoxFuture<'a, Result<Reply, Failed>> {
        assert_eq!(permit, "1");
        Box::pin(async { self.reply() })
    }

    fn report<'a>(&'a self, _: &'a Action, _: &'a str, outcome: &'a Outcome) -> BoxFuture<'a, Result<(), Failed>> {
        self.reports.lock().unwrap().push(outcome.clone());
        Box::pin(async { Ok(()) })
    }
}

impl AsyncGuard for Office {
    fn check<'a>(&'a self, action: &'a Action) -> BoxFuture<'a, Result<Permit, GuardError>> {
        remote::check(self, action)
    }

    fn report<'a>(&'a self, action: &'a Action, permit: &'a Permit, outcome: Outcome) -> BoxFuture<'a, ()> {
        remote::report(self, action, permit, outcome)
    }

    fn aborted(&self, action: &Action, permit: &Permit) {
        remote::aborted(Arc::new(self.clone()), action, permit);
    }
}

#[tokio::test]
async fn only_a_word_that_allows_it_allows_it() {
    for words in [&["yes"][..], &["later", "yes"], &["later", "busy", "later", "yes"]] {
        let office = Office::new(words);
        assert_eq!(office.run().await.unwrap(), 7, "{words:?}");
        assert_eq!(*office.reports.lock().unwrap(), [Outcome::Succeeded]);
    }
    for words in [&["no"][..], &["later", "no"]] {
        let error = Office::new(words).run().await.unwrap_err();
        assert_eq!(error.to_string(), "`work` was denied: because", "{words:?}");
    }
    for words in [&["YES"][..], &[""], &["maybe"], &["busy"], &["later"], &["later", "gone"]] {
        let office = Office::new(words);
        let error = office.run().await.unwrap_err();
        assert!(matches!(error, GuardError::Unavailable { .. }), "{words:?}: {error:?}");
        assert!(office.reports.lock().unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_failure_is_the_same_whenever_it_comes() {
    for words in [&["lost"][..], &["later", "lost"]] {
        let error = Office::new(words).run().await.unwrap_err();
        let error = error.into_source::<std::fmt::Error>().unwrap_err();
        let source = error.into_source::<ClientError>().unwrap();
        assert!(matches!(source, ClientError::Status { status: 404, .. }), "{words:?}: {source:?}");
    }
    let denied = Office::new(&["no"]).run().await.unwrap_err();
    assert!(denied.into_source::<ClientError>().unwrap_err().is_denied());
}

#[tokio::test]
async fn a_guard_that_monitors_says_what_it_did_not_know() {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let told = heard.clone();
    let mut office = Office::new(&["maybe"]);
    office.terms = office.terms.monitoring().with_listener(move |notice| {
        assert!(matches!(notice, Notice::Unchecked { .. }));
        let source = std::error::Error::source(notice.error()).map(ToString::to_string);
        told.lock().unwrap().push((notice.to_string(), source));
    });
    assert_eq!(office.run().await.unwrap(), 7);
    let expected = (
        "`work` is done, although it could not be checked".to_owned(),
        Some("the server said \"maybe\", which allows nothing".to_owned()),
    );
    assert_eq!(*heard.lock().unwrap(), [expected]);
    office.words.lock().unwrap().push("no");
    assert!(office.run().await.unwrap_err().is_denied());
}

#[tokio::test]
async fn many_at_the_same_time_register_once() {
    let office = Office::new(&["yes"]);
    let runs = (0..20).map(|_| {
        let office = office.clone();
        tokio::spawn(async move { office.run().await })
    });
    for run in runs.collect::<Vec<_>>() {
        run.await.unwrap().unwrap();
    }
    assert_eq!(office.registrations.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_registration_is_repeated_until_it_is_settled() {
    let registrations = |registration| async move {
        let office = Office { registration, ..Office::new(&["yes"]) };
        for _ in 0..3 {
            office.run().await.unwrap();
        }
        office.registrations.load(Ordering::SeqCst)
    };
    assert_eq!(registrations(|| Err(failure(409))).await, 1);
    assert_eq!(registrations(|| Err(failure(500))).await, 3);
    let lost = || {
        let source = TransportError::new(TransportErrorKind::Connect);
        Err(ClientError::Transport { operation: "Office::announce", source }.into())
    };
    assert_eq!(registrations(lost).await, 3);
}

#[tokio::test]
async fn an_action_that_is_given_up_is_reported() {
    let office = Office::new(&["yes"]);
    let performance = Performance::new(Arc::new(office.clone()), "work");
    let endless = performance.run(std::future::pending::<Result<(), GuardError>>());
    assert!(tokio::time::timeout(Duration::from_millis(20), endless).await.is_err());
    tokio::task::yield_now().await;
    assert_eq!(*office.reports.lock().unwrap(), [Outcome::Aborted]);
}

#[test]
fn where_nobody_can_report_somebody_hears_of_it() {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let told = heard.clone();
    let mut office = Office::new(&["yes"]);
    office.terms = office.terms.with_listener(move |notice| told.lock().unwrap().push(notice.to_string()));
    remote::aborted(Arc::new(office), &Action::new("work"), &Permit::with_id("1"));
    assert_eq!(*heard.lock().unwrap(), ["how `work` went was not reported"]);
}
