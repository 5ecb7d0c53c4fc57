//! Scripts: what goes wrong, how often, and for which operation.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;

use crate::journal::Received;
use crate::reply::Reply;
use crate::resources::Store;

/// An answer that is made when it is needed.
pub(crate) type Answering = Arc<dyn Fn(&Received, &mut Store) -> Reply + Send + Sync>;

/// What happens to a request instead of, or to, its answer.
#[derive(Clone)]
#[non_exhaustive]
pub enum Fault {
    /// Nothing but the delay of its rule.
    None,
    /// The connection closes without an answer.
    Drop,
    /// There is no answer for as long as the client waits.
    Silence,
    /// This answer.
    Reply(Reply),
    /// The connection closes after so many bytes of the body, or items of a subscription.
    Cut(usize),
    /// The body is no JSON any more.
    Malformed,
    /// The body comes in pieces of so many bytes, with a pause before each.
    Slow(usize, Duration),
    /// These items in a stream.
    Items(Vec<Value>),
    /// A socket closes with this code.
    Close(u16),
    /// What a closure answers.
    Answer(Handler),
}

/// A closure that answers.
#[derive(Clone)]
pub struct Handler(pub(crate) Answering);

impl fmt::Debug for Handler {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Handler")
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => formatter.write_str("None"),
            Self::Drop => formatter.write_str("Drop"),
            Self::Silence => formatter.write_str("Silence"),
            Self::Reply(reply) => formatter.debug_tuple("Reply").field(&reply.status).finish(),
            Self::Cut(bytes) => formatter.debug_tuple("Cut").field(bytes).finish(),
            Self::Malformed => formatter.write_str("Malformed"),
            Self::Slow(bytes, pause) => formatter.debug_tuple("Slow").field(bytes).field(pause).finish(),
            Self::Items(items) => formatter.debug_tuple("Items").field(&items.len()).finish(),
            Self::Close(code) => formatter.debug_tuple("Close").field(code).finish(),
            Self::Answer(handler) => handler.fmt(formatter),
        }
    }
}

/// A fault for some requests.
#[derive(Debug)]
struct Rule {
    /// The position of the operation; every request without it.
    operation: Option<usize>,
    /// How many requests it still applies to; all without it.
    left: Option<usize>,
    planned: Planned,
}

/// What happens to one request.
#[derive(Clone, Debug)]
pub(crate) struct Planned {
    pub(crate) delay: Duration,
    pub(crate) fault: Fault,
}

/// The rules that were given, in order.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    rules: Mutex<Vec<Rule>>,
}

impl Rules {
    /// What the first rule says that is for a request and is not used up.
    pub(crate) fn take(&self, operation: Option<usize>) -> Option<Planned> {
        let mut rules = self.lock();
        let fits = |rule: &Rule| rule.operation.is_none() || rule.operation == operation;
        let at = rules.iter().position(fits)?;
        let planned = rules[at].planned.clone();
        if let Some(left) = &mut rules[at].left {
            *left = left.saturating_sub(1);
            if *left == 0 {
                rules.remove(at);
            }
        }
        Some(planned)
    }

    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Rule>> {
        // Nothing panics while it is locked; if it did, the rules are still whole.
        self.rules.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A rule that is being written: for which requests, then what happens to them.
///
/// Of several rules for a request the one that was given first applies; once it is used up, the next does.
#[derive(Debug)]
#[must_use = "says nothing before it says what happens"]
pub struct Script<'s> {
    rules: &'s Rules,
    operation: Option<usize>,
    times: Option<usize>,
    delay: Duration,
}

impl<'s> Script<'s> {
    pub(crate) fn new(rules: &'s Rules, operation: Option<usize>) -> Self {
        Self { rules, operation, times: None, delay: Duration::ZERO }
    }

    /// Only for the next request.
    pub fn once(self) -> Self {
        self.times(1)
    }

    /// Only for the next `times` requests.
    pub fn times(self, times: usize) -> Self {
        Self { times: Some(times), ..self }
    }

    /// Some time after the request has come.
    pub fn after(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    /// The usual answer, late.
    pub fn delay(self, delay: Duration) {
        self.after(delay).fault(Fault::None);
    }

    /// A status, with a body that repeats it.
    pub fn status(self, status: u16) {
        self.reply(Reply::error(status, "scripted", "this answer was scripted"));
    }

    /// A fixed answer.
    pub fn reply(self, reply: Reply) {
        self.fault(Fault::Reply(reply));
    }

    /// The answer of a closure, which sees the request and the state.
    pub fn answer(self, answer: impl Fn(&Received, &mut Store) -> Reply + Send + Sync + 'static) {
        self.fault(Fault::Answer(Handler(Arc::new(answer))));
    }

    /// No answer: the connection is closed.
    pub fn drop_connection(self) {
        self.fault(Fault::Drop);
    }

    /// No answer: the connection stays open, and nothing comes.
    pub fn silence(self) {
        self.fault(Fault::Silence);
    }

    /// The connection is closed after the first bytes of the body; of a subscription, after so many items.
    pub fn cut_body(self, bytes: usize) {
        self.fault(Fault::Cut(bytes));
    }

    /// A body that is no JSON.
    pub fn malformed(self) {
        self.fault(Fault::Malformed);
    }

    /// The body in pieces of so many bytes, with a pause before each; of a subscription, a pause before each item.
    pub fn slow_body(self, bytes: usize, pause: Duration) {
        self.fault(Fault::Slow(bytes, pause));
    }

    /// These items in a stream or subscription.
    pub fn items(self, items: impl IntoIterator<Item = Value>) {
        self.fault(Fault::Items(items.into_iter().collect()));
    }

    /// The socket closes with this code: of a subscription instead of its items, of any request before it is opened for use.
    pub fn close(self, code: u16) {
        self.fault(Fault::Close(code));
    }

    /// Any fault.
    pub fn fault(self, fault: Fault) {
        if self.times == Some(0) {
            return;
        }
        let planned = Planned { delay: self.delay, fault };
        self.rules.lock().push(Rule { operation: self.operation, left: self.times, planned });
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, Rules, Script};

    fn statuses(rules: &Rules, operations: &[usize]) -> Vec<Option<u16>> {
        let status = |operation: &usize| match rules.take(Some(*operation))?.fault {
            Fault::Reply(reply) => Some(reply.status()),
            _ => None,
        };
        operations.iter().map(status).collect()
    }

    #[test]
    fn rules_apply_in_their_order_until_they_are_used_up() {
        let rules = Rules::default();
        Script::new(&rules, Some(0)).times(2).status(503);
        Script::new(&rules, None).once().status(429);
        Script::new(&rules, Some(0)).times(0).status(418);
        assert_eq!(statuses(&rules, &[0, 1, 0, 0, 1]), [Some(503), Some(429), Some(503), None, None]);
    }
}
