//! Polling: asking again and again until something has come to its end.
//!
//! ```
//! use std::time::Duration;
//! use typeloom_runtime::client::ClientError;
//! use typeloom_runtime::clock::{Backoff, ManualClock};
//! use typeloom_runtime::poll::{EndStates, PollPolicy};
//!
//! const POLICY: PollPolicy = PollPolicy::new(
//!     Backoff::new(Duration::from_secs(2)).factor(1.5).maximum(Duration::from_secs(10)),
//!     Duration::from_secs(300),
//! );
//! const ENDS: EndStates = EndStates::new(&["approved", "denied"]);
//!
//! let clock = ManualClock::new().skipping();
//! let mut states = ["pending", "pending", "approved"].into_iter();
//! let approval = POLICY.poll(&clock, || {
//!     let state = states.next().unwrap_or_default();
//!     async move { Ok::<_, ClientError>(ENDS.progress(state, state)) }
//! });
//! assert_eq!(pollster::block_on(approval)?, "approved");
//! assert_eq!(clock.sleeps(), [Duration::from_secs(2), Duration::from_secs(3)]);
//! # Ok::<(), typeloom_runtime::poll::PollError<ClientError>>(())
//! ```

mod polling;

pub use polling::Polling;

use std::error::Error;
use std::time::Duration;

use crate::client::ClientError;
use crate::clock::{Backoff, Clock, Random};

/// How often to ask, for how long, and which failures are waited out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PollPolicy {
    interval: Backoff,
    limit: Duration,
    tolerance: Tolerance,
}

/// Which failures of a client do not end the polling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Tolerance {
    /// None.
    None,
    /// Those that may pass: [`ClientError::is_retryable`].
    #[default]
    Passing,
    /// All but responses with these statuses.
    AllBut(&'static [u16]),
}

impl Tolerance {
    fn covers(self, error: &impl Tolerable) -> bool {
        match self {
            Self::None => false,
            Self::Passing => error.may_pass(),
            Self::AllBut(statuses) => error.response_status().is_none_or(|status| !statuses.contains(&status)),
        }
    }
}

/// An error of which is known what polling has to know: whether it is to be waited out.
pub trait Tolerable: Error {
    /// Whether the same question could have an answer later.
    fn may_pass(&self) -> bool;

    /// The status of the response that it stands for, if it stands for one.
    fn response_status(&self) -> Option<u16>;
}

impl Tolerable for ClientError {
    fn may_pass(&self) -> bool {
        self.is_retryable()
    }

    fn response_status(&self) -> Option<u16> {
        match self {
            Self::Status { status, .. } => Some(*status),
            _ => None,
        }
    }
}

/// What an answer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress<T> {
    /// It has come to its end.
    Done(T),
    /// It has not.
    Pending,
}

/// The words by which an answer says that it is the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndStates(&'static [&'static str]);

impl EndStates {
    /// These words. All others are of something that goes on.
    pub const fn new(states: &'static [&'static str]) -> Self {
        Self(states)
    }

    /// The answer, if it is in a state that is an end.
    pub fn progress<T>(&self, state: &str, answer: T) -> Progress<T> {
        if self.0.contains(&state) { Progress::Done(answer) } else { Progress::Pending }
    }
}

/// Why there is no last answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PollError<E: Error + 'static> {
    /// It did not come in time.
    #[error("no end within {} seconds, after asking {polls} times", waited.as_secs_f64())]
    TimedOut {
        /// How long it took.
        waited: Duration,
        /// How often the question was asked.
        polls: u32,
        /// Why the last question had no answer, when it had none.
        #[source]
        last: Option<E>,
    },
    /// A question failed, in a way that is not waited out.
    #[error("the question failed")]
    Failed(#[source] E),
}

impl PollPolicy {
    /// Asks at these intervals, and at the end of the limit for the last time. Waits out what may pass.
    pub const fn new(interval: Backoff, limit: Duration) -> Self {
        Self { interval, limit, tolerance: Tolerance::Passing }
    }

    /// For how long to ask.
    #[must_use]
    pub const fn limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// Which failures of a client do not end the polling.
    #[must_use]
    pub const fn tolerance(mut self, tolerance: Tolerance) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Asks until the end, at once for the first time. Nothing goes on when the future is dropped.
    ///
    /// # Errors
    /// When the time is up, or a question fails in a way that is not waited out.
    pub async fn poll<T, E, F>(&self, clock: &dyn Clock, ask: impl FnMut() -> F) -> Result<T, PollError<E>>
    where
        E: Tolerable + 'static,
        F: Future<Output = Result<Progress<T>, E>>,
    {
        self.poll_tolerating(clock, |error| self.tolerance.covers(error), ask).await
    }

    /// Like [`poll`](Self::poll), with errors of any type, of which `tolerates` says whether they are waited out.
    ///
    /// # Errors
    /// When the time is up, or a question fails in a way that is not waited out.
    pub async fn poll_tolerating<T, E, F>(
        &self,
        clock: &dyn Clock,
        tolerates: impl Fn(&E) -> bool,
        mut ask: impl FnMut() -> F,
    ) -> Result<T, PollError<E>>
    where
        E: Error + 'static,
        F: Future<Output = Result<Progress<T>, E>>,
    {
        let mut schedule = Schedule::new(*self, clock);
        loop {
            let last = match ask().await {
                Ok(Progress::Done(answer)) => return Ok(answer),
                Ok(Progress::Pending) => None,
                Err(error) if tolerates(&error) => Some(error),
                Err(error) => return Err(PollError::Failed(error)),
            };
            if !schedule.pause().await {
                return Err(PollError::TimedOut { waited: schedule.waited(), polls: schedule.polls, last });
            }
        }
    }
}

/// When to ask next: the part that is the same for all questions.
struct Schedule<'c> {
    policy: PollPolicy,
    clock: &'c dyn Clock,
    random: Random,
    start: Duration,
    polls: u32,
}

impl<'c> Schedule<'c> {
    fn new(policy: PollPolicy, clock: &'c dyn Clock) -> Self {
        Self { policy, clock, random: Random::new(), start: clock.elapsed(), polls: 0 }
    }

    fn waited(&self) -> Duration {
        self.clock.elapsed().saturating_sub(self.start)
    }

    /// Waits until the next question, unless the time is up. The last wait ends with the time.
    async fn pause(&mut self) -> bool {
        let left = self.policy.limit.saturating_sub(self.waited());
        let interval = self.policy.interval.interval(self.polls, &self.random);
        self.polls = self.polls.saturating_add(1);
        if left.is_zero() {
            return false;
        }
        self.clock.sleep(interval.min(left)).await;
        true
    }
}
