//! What a description says about retries.

use std::time::Duration;

use crate::client::{Request, Response, TransportError, TransportErrorKind};
use crate::clock::{Backoff, Jitter, Random, Rate};

/// After which failures a request is sent again, how often, and how long apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RetryPolicy {
    attempts: u32,
    conditions: &'static [RetryOn],
    backoff: Backoff,
    longest_retry_after: Duration,
    budget: Option<Rate>,
}

/// A failure that may pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RetryOn {
    /// The server was not reached, or not in time.
    Connect,
    /// The server did not answer in time.
    Timeout,
    /// The connection ended before the response did.
    Interrupted,
    /// The response has this status.
    Status(u16),
    /// The status of the response begins with this digit: 5 is for 500 to 599.
    StatusClass(u16),
}

impl RetryOn {
    fn covers(self, outcome: Result<&Response, &TransportError>) -> bool {
        match outcome {
            Ok(response) => match self {
                Self::Status(status) => response.status() == status,
                Self::StatusClass(class) => response.status() / 100 == class,
                Self::Connect | Self::Timeout | Self::Interrupted => false,
            },
            Err(error) => match error.kind() {
                TransportErrorKind::Connect | TransportErrorKind::ConnectTimeout => self == Self::Connect,
                TransportErrorKind::Timeout => self == Self::Timeout,
                TransportErrorKind::Interrupted => self == Self::Interrupted,
                _ => false,
            },
        }
    }
}

impl RetryPolicy {
    /// At most so many attempts, the first one included, and another one after each of these failures.
    ///
    /// They are half a second apart, a second, two, and so on up to 30, less a random part; a server that names a time
    /// is given up to a minute.
    pub const fn new(attempts: u32, conditions: &'static [RetryOn]) -> Self {
        Self {
            attempts,
            conditions,
            backoff: Backoff::new(Duration::from_millis(500)).maximum(Duration::from_secs(30)).jitter(Jitter::Half),
            longest_retry_after: Duration::from_secs(60),
            budget: None,
        }
    }

    /// How long apart the attempts are.
    #[must_use]
    pub const fn backoff(mut self, backoff: Backoff) -> Self {
        self.backoff = backoff;
        self
    }

    /// How much of what a server asks for with `Retry-After` is waited for. With zero the header is not regarded.
    #[must_use]
    pub const fn retry_after(mut self, longest: Duration) -> Self {
        self.longest_retry_after = longest;
        self
    }

    /// How many retries there may be, over all requests: whoever retries a server that is down keeps it down.
    #[must_use]
    pub const fn budget(mut self, budget: Rate) -> Self {
        self.budget = Some(budget);
        self
    }

    pub(super) fn attempts(&self) -> u32 {
        self.attempts
    }

    pub(super) fn budget_rate(&self) -> Option<Rate> {
        self.budget
    }

    pub(super) fn longest_retry_after(&self) -> Duration {
        self.longest_retry_after
    }

    pub(super) fn interval(&self, earlier: u32, random: &Random) -> Duration {
        self.backoff.interval(earlier, random)
    }

    /// Whether the request may be sent again after this.
    pub(super) fn repeats(&self, request: &Request, outcome: Result<&Response, &TransportError>) -> bool {
        let is_unsent = outcome.is_err_and(|error| error.kind().is_unsent());
        (is_unsent || request.is_repeatable()) && self.conditions.iter().any(|condition| condition.covers(outcome))
    }
}
