//! Guarded functions at work.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::future::{Future, pending};
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use typeloom_runtime::guard;
use typeloom_runtime::guard::{Action, AsyncGuard, Denied, Guard, GuardError, Immediate, Outcome, Permit};

/// Allows what is not secret, and keeps what it hears.
#[derive(Default)]
struct Log(Mutex<Vec<String>>);

impl Log {
    fn say(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }

    fn lines(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

impl Guard for Log {
    fn check(&self, action: &Action) -> Result<Permit, GuardError> {
        let attributes: Vec<String> =
            action.attributes().iter().map(|(name, value)| format!(" {name}={value}")).collect();
        let resource = action.resource().map(|resource| format!(" on {resource}")).unwrap_or_default();
        self.say(format!("? {}{resource}{}", action.name(), attributes.concat()));
        if action.resource() == Some("secret") { Err(GuardError::denied(action)) } else { Ok(Permit::new()) }
    }

    fn report(&self, action: &Action, _: &Permit, outcome: Outcome) {
        self.say(format!("{} {outcome:?}", action.name()));
    }
}

#[derive(Debug, PartialEq)]
enum Failed {
    Denied,
    Unavailable,
    Number,
}

impl From<GuardError> for Failed {
    fn from(error: GuardError) -> Self {
        match error {
            GuardError::Denied(Denied { .. }) => Self::Denied,
            _ => Self::Unavailable,
        }
    }
}

impl From<std::num::ParseIntError> for Failed {
    fn from(_: std::num::ParseIntError) -> Self {
        Self::Number
    }
}

impl std::fmt::Display for Failed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{self:?}")
    }
}

fn poll<T>(future: impl Future<Output = T>) -> Poll<T> {
    pin!(future).poll(&mut Context::from_waker(Waker::noop()))
}

fn now<T>(future: impl Future<Output = T>) -> T {
    match poll(future) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("nothing waits here"),
    }
}

/// `?` and `return` leave the body, not the guard.
#[guard(log, action = "text:parse", resource = table, attributes(text = text, length = text.len()))]
fn parse(log: &Log, table: String, text: &str) -> Result<i32, Failed> {
    if text == "none" {
        return Ok(0);
    }
    log.say(format!("body of {table}"));
    Ok(text.parse::<i32>()? + 1)
}

#[test]
fn a_function_is_checked_before_and_reported_after() {
    let log = Log::default();
    assert_eq!(parse(&log, "words".to_owned(), "6"), Ok(7));
    assert_eq!(log.lines(), [r#"? text:parse on words length=1 text="6""#, "body of words", "text:parse Succeeded"]);
    assert_eq!(parse(&log, "words".to_owned(), "none"), Ok(0));
    assert_eq!(log.lines(), [r#"? text:parse on words length=4 text="none""#, "text:parse Succeeded"]);
    assert_eq!(parse(&log, "words".to_owned(), "x"), Err(Failed::Number));
    assert_eq!(log.lines().last().map(String::as_str), Some(r#"text:parse Failed { error: "Number" }"#));
    assert_eq!(parse(&log, "secret".to_owned(), "6"), Err(Failed::Denied));
    assert_eq!(log.lines(), [r#"? text:parse on secret length=1 text="6""#]);
}

struct Store<G> {
    guard: G,
    rows: Vec<String>,
}

impl<G: Guard> Store<G> {
    #[guard(self.guard)]
    fn first(&self) -> Result<&str, Failed> {
        self.rows.first().map(String::as_str).ok_or(Failed::Number)
    }

    #[guard(self.guard, resource = format_args!("rows/{row}"))]
    fn set(&mut self, row: usize, mut text: String) -> Result<&mut String, Failed> {
        text.push('!');
        let found = self.rows.get_mut(row).ok_or(Failed::Number)?;
        *found = text;
        Ok(found)
    }

    #[guard(&self.guard, attributes(count = rows.len()))]
    fn add<T>(&self, rows: Vec<T>, also: impl Into<String>) -> Result<Vec<String>, Failed>
    where
        T: Into<String>,
    {
        Ok(rows.into_iter().map(Into::into).chain([also.into()]).collect())
    }
}

#[test]
fn methods_generics_and_borrows_are_guarded() {
    let log = Arc::new(Log::default());
    let mut store = Store { guard: log.clone(), rows: vec!["a".to_owned()] };
    assert_eq!(store.first(), Ok("a"));
    assert_eq!(store.set(0, "b".to_owned()).unwrap(), "b!");
    assert_eq!(store.set(1, "b".to_owned()), Err(Failed::Number));
    assert_eq!(store.add(vec!["c"], "d").unwrap(), ["c", "d"]);
    let lines = log.lines();
    let checks: Vec<_> = lines.iter().filter(|line| line.starts_with('?')).map(String::as_str).collect();
    assert_eq!(checks, ["? first", "? set on rows/0", "? set on rows/1", "? add count=1"]);
    assert_eq!(lines.len(), 8);
}

#[guard(log, action = "upper")]
#[guard(log, action = "lower")]
fn twice(log: &Log) -> Result<u32, Failed> {
    log.say("body".to_owned());
    Ok(7)
}

#[test]
fn of_several_guards_the_lowest_is_asked_first() {
    let log = Log::default();
    assert_eq!(twice(&log), Ok(7));
    assert_eq!(log.lines(), ["? lower", "? upper", "body", "upper Succeeded", "lower Succeeded"]);
}

static OPEN: Immediate<Open> = Immediate(Open);

struct Open;

impl Guard for Open {
    fn check(&self, _: &Action) -> Result<Permit, GuardError> {
        Ok(Permit::new())
    }

    fn report(&self, _: &Action, _: &Permit, _: Outcome) {}
}

trait Shape: Send {
    fn area(&self) -> u32;
}

impl Shape for u32 {
    fn area(&self) -> u32 {
        *self
    }
}

/// The type of the body is that of the signature, so that the box becomes a box of the trait.
#[guard(OPEN)]
async fn shape(area: &str) -> Result<Box<dyn Shape>, Failed> {
    let area: u32 = area.parse()?;
    Ok(Box::new(area))
}

#[guard(Immediate(log), resource = resource)]
async fn wait(log: &Log, resource: &str, work: impl Future<Output = u32>) -> Result<u32, Failed> {
    log.say("begun".to_owned());
    let done = work.await;
    if done == 0 {
        return Err(Failed::Number);
    }
    Ok(done)
}

#[test]
fn an_asynchronous_function_is_checked_when_it_is_polled() {
    let log = Log::default();
    assert_eq!(now(shape("7")).map(|shape| shape.area()), Ok(7));
    drop(wait(&log, "open", async { 7 }));
    assert_eq!(log.lines(), [""; 0]);
    assert_eq!(now(wait(&log, "open", async { 7 })), Ok(7));
    assert_eq!(log.lines(), ["? wait on open", "begun", "wait Succeeded"]);
    assert_eq!(now(wait(&log, "open", async { 0 })), Err(Failed::Number));
    assert_eq!(log.lines().last().map(String::as_str), Some(r#"wait Failed { error: "Number" }"#));
    assert_eq!(now(wait(&log, "secret", async { 7 })), Err(Failed::Denied));
    assert_eq!(log.lines(), ["? wait on secret"]);
}

#[test]
fn a_dropped_future_is_reported_as_aborted() {
    let log = Log::default();
    assert!(poll(wait(&log, "open", pending())).is_pending());
    assert_eq!(log.lines(), ["? wait on open", "begun", "wait Aborted"]);
}

#[test]
fn the_future_of_a_guarded_function_can_go_to_another_thread() {
    fn check(_: &impl Send) {}
    check(&shape("7"));
    let log = Log::default();
    check(&wait(&log, "open", async { 7 }));
}

struct Remote(Arc<dyn AsyncGuard>);

impl Remote {
    #[guard(self.0, action = "stop")]
    async fn stop(&mut self, times: &mut u32) -> Result<u32, Failed> {
        *times += 1;
        Ok(*times)
    }
}

#[test]
fn a_guard_behind_a_pointer_guards() {
    let mut times = 0;
    let mut remote = Remote(Arc::new(Immediate(Open)));
    assert_eq!(now(remote.stop(&mut times)), Ok(1));
    assert_eq!(times, 1);
}
