//! How a subscription is kept up.

use std::time::Duration;

use crate::clock::{Backoff, Random};
use crate::json::Value;
use crate::model::Model;
use crate::secret::Secret;

/// How a [`Subscription`](super::Subscription) behaves. The default waits 10 seconds for an acknowledgement, asks a
/// server that is quiet for 30 seconds whether it is still there, reads no more than 16 results ahead, and does not
/// connect again.
#[derive(Debug, Clone)]
#[must_use]
pub struct SubscriptionOptions {
    pub(super) ack_timeout: Duration,
    pub(super) keep_alive: Option<Duration>,
    pub(super) read_ahead: usize,
    pub(super) reconnect: Reconnect,
    pub(super) init: Option<Secret<String>>,
}

impl SubscriptionOptions {
    /// The options that hold when nothing is said.
    pub fn new() -> Self {
        Self {
            ack_timeout: Duration::from_secs(10),
            keep_alive: Some(Duration::from_secs(30)),
            read_ahead: 16,
            reconnect: Reconnect::never(),
            init: None,
        }
    }

    /// How long the server may take to acknowledge a connection, and to take a message.
    pub fn ack_timeout(mut self, timeout: Duration) -> Self {
        self.ack_timeout = timeout;
        self
    }

    /// After how long without a message the server is asked whether it is still there; if it then says nothing for as
    /// long again, the subscription fails. `None` waits for ever.
    pub fn keep_alive(mut self, interval: impl Into<Option<Duration>>) -> Self {
        self.keep_alive = interval.into();
        self
    }

    /// How many results are read before they are asked for; at least one. When so many wait, nothing more is read, and
    /// no ping answered, until one is taken.
    pub fn read_ahead(mut self, results: usize) -> Self {
        self.read_ahead = results.max(1);
        self
    }

    /// When to connect again.
    pub fn reconnect(mut self, reconnect: Reconnect) -> Self {
        self.reconnect = reconnect;
        self
    }

    /// What the connection begins with: the payload of `connection_init`, which often holds a token.
    pub fn init(mut self, payload: &Value) -> Self {
        self.init = Some(Secret::new(payload.to_json()));
        self
    }
}

impl Default for SubscriptionOptions {
    fn default() -> Self {
        Self::new()
    }
}

/// When a subscription that failed connects again: after errors that [may pass](crate::client::ClientError::is_retryable).
///
/// What the server had to say meanwhile is lost, unless it is asked for it ([`Resume`](super::Resume)); whether that can be
/// borne is for the caller to know.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reconnect {
    attempts: u32,
    backoff: Backoff,
}

impl Reconnect {
    /// Never.
    pub const fn never() -> Self {
        Self::up_to(0)
    }

    /// At most so many times without a result in between, after a second, two, and so on up to 30.
    pub const fn up_to(attempts: u32) -> Self {
        Self { attempts, backoff: Backoff::new(Duration::from_secs(1)).maximum(Duration::from_secs(30)) }
    }

    /// How long to wait the first time, and at most; each time twice as long as before.
    #[must_use]
    pub const fn with_delay(self, first: Duration, longest: Duration) -> Self {
        self.backoff(Backoff::new(first).maximum(longest))
    }

    /// How long to wait each time.
    #[must_use]
    pub const fn backoff(mut self, backoff: Backoff) -> Self {
        self.backoff = backoff;
        self
    }

    /// How long to wait before the attempt of this number, counted from 0; `None` when there is none.
    pub(super) fn delay(&self, attempt: u32, random: &Random) -> Option<Duration> {
        (attempt < self.attempts).then(|| self.backoff.interval(attempt, random))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_connection_begins_with_is_not_shown() {
        let options = SubscriptionOptions::new().init(&Value::from_iter([("token", "hunter2")]));
        assert!(!format!("{options:?}").contains("hunter2"));
    }

    #[test]
    fn delays_grow_and_end() {
        let delays = |reconnect: Reconnect| -> Vec<u64> {
            (0..)
                .map_while(|attempt| reconnect.delay(attempt, &Random::seeded(1)))
                .map(|delay| delay.as_secs())
                .collect()
        };
        assert_eq!(delays(Reconnect::never()), [0; 0]);
        assert_eq!(delays(Reconnect::up_to(7)), [1, 2, 4, 8, 16, 30, 30]);
        let long = Reconnect::up_to(100).with_delay(Duration::from_secs(1), Duration::MAX);
        assert_eq!(delays(long).len(), 100);
    }
}
