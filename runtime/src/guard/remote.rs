//! Guards that ask a server: generated code says which operations are called with what, and everything else is here.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::terms::{Notice, Terms};
use super::{Action, GuardError, Outcome, Permit};
use crate::client::ClientError;
use crate::future::{BoxError, BoxFuture};
use crate::poll::{PollError, PollPolicy, Progress};

/// What a guard asks a server. Generated code implements it; [`check`], [`report`] and [`aborted`] make a guard of it.
pub trait Remote: Send + Sync {
    /// What its words mean, and how long it waits.
    fn rules(&self) -> &'static Rules;

    /// How it does its work.
    fn terms(&self) -> &Terms;

    /// For how long it waits for a decision.
    fn limit(&self) -> Duration {
        self.rules().limit
    }

    /// Whether actions are registered before they are checked.
    fn registers(&self) -> bool {
        false
    }

    /// Registers an action.
    fn register<'a>(&'a self, action: &'a Action) -> BoxFuture<'a, Result<(), Failed>> {
        let _ = action;
        Box::pin(async { Ok(()) })
    }

    /// Asks whether an action may be done.
    fn check<'a>(&'a self, action: &'a Action) -> BoxFuture<'a, Result<Reply, Failed>>;

    /// Asks what has become of the question with this id.
    fn wait<'a>(&'a self, action: &'a Action, permit: &'a str) -> BoxFuture<'a, Result<Reply, Failed>> {
        let _ = (action, permit);
        Box::pin(async { Err(Failed::new(None, false, Undecided)) })
    }

    /// Says how an action went.
    fn report<'a>(
        &'a self,
        action: &'a Action,
        permit: &'a str,
        outcome: &'a Outcome,
    ) -> BoxFuture<'a, Result<(), Failed>> {
        let _ = (action, permit, outcome);
        Box::pin(async { Ok(()) })
    }
}

/// What the words of a server mean, and how decisions are waited for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rules {
    allowed: Words,
    denied: Words,
    pending: Words,
    settled: &'static [u16],
    polling: Option<PollPolicy>,
    limit: Duration,
}

type Words = &'static [&'static str];

impl Rules {
    /// Words that allow an action, that deny it, and of what is not decided yet. Any other allows nothing.
    pub const fn new(allowed: Words, denied: Words, pending: Words) -> Self {
        Self { allowed, denied, pending, settled: &[], polling: None, limit: Duration::ZERO }
    }

    /// Statuses after which an action need not be registered again.
    #[must_use]
    pub const fn settled(mut self, statuses: &'static [u16]) -> Self {
        self.settled = statuses;
        self
    }

    /// How often and how long to ask about what is not decided.
    #[must_use]
    pub const fn polling(mut self, policy: PollPolicy, limit: Duration) -> Self {
        self.polling = Some(policy);
        self.limit = limit;
        self
    }
}

/// What a server says about an action.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use]
pub struct Reply {
    word: String,
    permit: Option<String>,
    reason: Option<String>,
}

impl Reply {
    /// A reply with its word: whether the action may be done.
    pub fn new(word: impl Into<String>) -> Self {
        Self { word: word.into(), ..Self::default() }
    }

    /// The id under which the server remembers it.
    pub fn with_permit(mut self, permit: Option<&str>) -> Self {
        self.permit = permit.map(ToOwned::to_owned);
        self
    }

    /// Why; of several reasons the first that is there counts.
    pub fn with_reason(mut self, reason: Option<&str>) -> Self {
        self.reason = self.reason.or_else(|| reason.filter(|reason| !reason.is_empty()).map(ToOwned::to_owned));
        self
    }
}

/// A call of a guard that has no answer.
#[derive(Debug)]
pub struct Failed {
    status: Option<u16>,
    is_passing: bool,
    source: BoxError,
}

impl Failed {
    /// A failure: the status of the response if there was one, whether it may pass, and the error.
    pub fn new(status: Option<u16>, is_passing: bool, source: impl Into<BoxError>) -> Self {
        Self { status, is_passing, source: source.into() }
    }

    /// There is an answer, and nothing in it.
    pub fn absent() -> Self {
        Self::new(None, false, Absent)
    }
}

impl From<ClientError> for Failed {
    fn from(error: ClientError) -> Self {
        let status = match &error {
            ClientError::Status { status, .. } => Some(*status),
            _ => None,
        };
        Self::new(status, error.is_retryable(), error)
    }
}

/// As an error it is the one that it holds.
impl fmt::Display for Failed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(formatter)
    }
}

impl Error for Failed {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.source()
    }
}

/// The answer has nothing in it.
#[derive(Debug, thiserror::Error)]
#[error("the server knows nothing of it")]
struct Absent;

/// Something is not decided, and nobody can be asked about it.
#[derive(Debug, thiserror::Error)]
#[error("it is not decided yet, and cannot be asked for later")]
struct Undecided;

/// The server has said what is neither yes nor no.
#[derive(Debug, thiserror::Error)]
#[error("the server said {word:?}, which allows nothing")]
struct UnknownWord {
    word: String,
}

/// Whether an action may be done: [`AsyncGuard::check`](super::AsyncGuard::check) of generated guards.
///
/// The action is registered first, if it is to be and was not yet; that this fails decides nothing.
pub fn check<'a>(remote: &'a dyn Remote, action: &'a Action) -> BoxFuture<'a, Result<Permit, GuardError>> {
    Box::pin(async move {
        register(remote, action).await;
        match decide(remote, action).await {
            Err(error) if !error.is_denied() && remote.terms().is_monitoring() => {
                remote.terms().tell(&Notice::Unchecked { action, error: &error });
                Ok(Permit::new())
            }
            decision => decision,
        }
    })
}

async fn register(remote: &dyn Remote, action: &Action) {
    if !remote.registers() {
        return;
    }
    let registration = async {
        match remote.register(action).await {
            Err(failed) if failed.status.is_some_and(|status| remote.rules().settled.contains(&status)) => Ok(()),
            outcome => outcome,
        }
    };
    if let Err(failed) = remote.terms().once(action.name(), registration).await {
        remote.terms().tell(&Notice::NotRegistered { action, error: &*failed.source });
    }
}

async fn decide(remote: &dyn Remote, action: &Action) -> Result<Permit, GuardError> {
    let rules = remote.rules();
    let mut reply = remote.check(action).await.map_err(|failed| GuardError::unavailable(action, failed.source))?;
    if rules.pending.contains(&reply.word.as_str()) {
        reply = decided(remote, action, reply).await.map_err(|error| GuardError::unavailable(action, error))?;
    }
    let Reply { word, permit, reason } = reply;
    if rules.allowed.contains(&word.as_str()) {
        Ok(permit.map_or_else(Permit::new, Permit::with_id))
    } else if rules.denied.contains(&word.as_str()) {
        let denied = GuardError::denied(action);
        Err(match reason {
            Some(reason) => denied.because(reason),
            None => denied,
        })
    } else {
        // Words of a server are short; one that is not is none.
        let word = word.chars().take(LONGEST_WORD).collect();
        Err(GuardError::unavailable(action, UnknownWord { word }))
    }
}

/// How much of an unknown word is told.
const LONGEST_WORD: usize = 64;

/// What a pending reply has become, once it is something else.
async fn decided(remote: &dyn Remote, action: &Action, pending: Reply) -> Result<Reply, BoxError> {
    let rules = remote.rules();
    let (Some(permit), Some(policy)) = (pending.permit, rules.polling) else { return Err(Undecided.into()) };
    let id = permit.as_str();
    let ask = || async move {
        let reply = remote.wait(action, id).await?;
        Ok(if rules.pending.contains(&reply.word.as_str()) { Progress::Pending } else { Progress::Done(reply) })
    };
    let policy = policy.limit(remote.limit());
    let polled = policy.poll_tolerating(remote.terms().clock(), |failed: &Failed| failed.is_passing, ask).await;
    let mut reply = polled.map_err(|error| match error {
        // It is the same failure whether the check or a later question had it.
        PollError::Failed(failed) => failed.source,
        late => late.into(),
    })?;
    reply.permit.get_or_insert_with(|| permit.clone());
    Ok(reply)
}

/// Tells the server how an action went: [`AsyncGuard::report`](super::AsyncGuard::report) of generated guards.
///
/// Nothing is told of what the server does not remember. That it fails changes nothing: the action is done.
pub fn report<'a>(
    remote: &'a dyn Remote,
    action: &'a Action,
    permit: &'a Permit,
    outcome: Outcome,
) -> BoxFuture<'a, ()> {
    Box::pin(async move {
        let Some(id) = permit.id() else { return };
        if let Err(failed) = remote.report(action, id, &outcome).await {
            remote.terms().tell(&Notice::NotReported { action, error: &*failed.source });
        }
    })
}

/// Reports an action that ended early, in a task of its own: [`AsyncGuard::aborted`](super::AsyncGuard::aborted) of
/// generated guards. Outside of a tokio runtime nobody is there to do it.
pub fn aborted(remote: Arc<dyn Remote>, action: &Action, permit: &Permit) {
    let Ok(runtime) = tokio::runtime::Handle::try_current() else {
        remote.terms().tell(&Notice::NotReported { action, error: &NoRuntime });
        return;
    };
    let (action, permit) = (action.clone(), permit.clone());
    drop(runtime.spawn(async move { report(&*remote, &action, &permit, Outcome::Aborted).await }));
}

/// A task was to be started where there is no runtime for it.
#[derive(Debug, thiserror::Error)]
#[error("there is no tokio runtime to report it in")]
struct NoRuntime;
