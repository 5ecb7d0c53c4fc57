//! Retries: sending a request again after a failure that may pass.
//!
//! A [`RetryPolicy`] says after which failures, how often and how long apart; a [`RetryTransport`] puts it before
//! another transport. It comes before the layer that gives credentials, so that each attempt gets its own: a signature
//! with the time of the attempt, a token that is fresh. From the stub to the wire the layers are: trace, cache, retry,
//! rate limit, credentials.
//!
//! ```
//! use std::sync::Arc;
//! use std::time::Duration;
//! use typeloom_runtime::client::{MemoryTransport, Method, Request, Response, Transport};
//! use typeloom_runtime::clock::{Backoff, ManualClock};
//! use typeloom_runtime::retry::{RetryOn, RetryPolicy, RetryTransport};
//!
//! const POLICY: RetryPolicy = RetryPolicy::new(4, &[RetryOn::Connect, RetryOn::Status(429), RetryOn::StatusClass(5)])
//!     .backoff(Backoff::new(Duration::from_secs(1)));
//!
//! let server = MemoryTransport::new();
//! server
//!     .reply(Method::Get, "/orders", Response::new(500))
//!     .reply(Method::Get, "/orders", Response::new(429).with_header("retry-after", "7"))
//!     .reply(Method::Get, "/orders", Response::new(200));
//! let clock = ManualClock::new().skipping();
//! let transport = RetryTransport::new(server, POLICY).with_clock(Arc::new(clock.clone()));
//!
//! let response = pollster::block_on(transport.call(Request::new(Method::Get, "/orders")))?;
//! assert_eq!((response.status(), response.attempts()), (200, 3));
//! assert_eq!(clock.sleeps(), [Duration::from_secs(1), Duration::from_secs(7)]);
//! # Ok::<(), typeloom_runtime::client::TransportError>(())
//! ```
//!
//! # What is not sent again
//!
//! A request that could do its work twice: one whose operation is not [repeatable]. Only where
//! the server was certainly not reached, it is sent again like any other.
//!
//! A response that is streamed is no longer sent again once its head has come with success: what was read of it would come
//! twice.
//!
//! Whoever gives up gives back the last response or error; both know the number of attempts.
//!
//! [repeatable]: crate::client::Operation::is_repeatable

mod after;
mod policy;

pub use policy::{RetryOn, RetryPolicy};

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::client::{Arrived, Request, Response, StreamedResponse, Transport, TransportError};
use crate::clock::{Clock, Random, SystemClock, TokenBucket};
use crate::future::BoxFuture;

/// Sends requests through another transport, again where a [`RetryPolicy`] says so.
pub struct RetryTransport {
    inner: Arc<dyn Transport>,
    policy: RetryPolicy,
    clock: Arc<dyn Clock>,
    random: Random,
    budget: Option<TokenBucket>,
}

impl RetryTransport {
    /// Puts a policy before a transport.
    pub fn new(inner: impl Transport + 'static, policy: RetryPolicy) -> Self {
        Self {
            inner: Arc::new(inner),
            policy,
            clock: SystemClock::shared(),
            random: Random::new(),
            budget: policy.budget_rate().map(TokenBucket::new),
        }
    }

    /// Waits by another clock.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Makes chance the same each time.
    #[must_use]
    pub fn with_seed(mut self, seed: u64) -> Self {
        self.random = Random::seeded(seed);
        self
    }

    /// How long to wait before the next attempt; `None` when there is none.
    fn wait(&self, request: &Request, attempt: u32, outcome: Result<&Response, &TransportError>) -> Option<Duration> {
        if !self.policy.repeats(request, outcome) {
            return None;
        }
        let asked = match outcome {
            Ok(response) => response.header("retry-after").and_then(|value| after::wait(value, self.clock.now())),
            Err(_) => None,
        };
        if let Some(budget) = &self.budget
            && !budget.try_take(self.clock.elapsed())
        {
            return None;
        }
        let interval = self.policy.interval(attempt - 1, &self.random);
        Some(asked.map_or(interval, |asked| interval.max(asked.min(self.policy.longest_retry_after()))))
    }

    async fn attempts<R: Arrived>(&self, mut request: Request) -> Result<R, TransportError> {
        let mut attempt = 1;
        while attempt < self.policy.attempts() {
            // The copy is kept and not sent: it has no room for what layers behind add.
            let kept = request.clone();
            let outcome = R::send(&*self.inner, request).await;
            request = kept;
            let Some(wait) = self.wait(&request, attempt, outcome.as_ref().map(R::head)) else {
                return numbered(outcome, attempt);
            };
            drop(outcome);
            self.clock.sleep(wait).await;
            attempt += 1;
        }
        numbered(R::send(&*self.inner, request).await, attempt)
    }
}

/// The outcome, with the number of the attempt that it came of.
fn numbered<R: Arrived>(outcome: Result<R, TransportError>, attempt: u32) -> Result<R, TransportError> {
    match outcome {
        Ok(response) => Ok(response.after_attempts(attempt)),
        Err(error) => Err(error.with_attempts(attempt)),
    }
}

impl Transport for RetryTransport {
    fn call(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(self.attempts(request))
    }

    fn stream(&self, request: Request) -> BoxFuture<'_, Result<StreamedResponse, TransportError>> {
        Box::pin(self.attempts(request))
    }
}

impl fmt::Debug for RetryTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("RetryTransport").field("policy", &self.policy).finish_non_exhaustive()
    }
}
