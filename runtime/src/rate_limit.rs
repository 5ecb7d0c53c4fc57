//! Rate limits: no more requests than a server likes.
//!
//! ```
//! use std::sync::Arc;
//! use std::time::Duration;
//! use typeloom_runtime::client::{MemoryTransport, Method, Request, Response, Transport};
//! use typeloom_runtime::clock::{ManualClock, Rate};
//! use typeloom_runtime::rate_limit::{RateLimit, RateLimitTransport};
//!
//! /// A hundred requests a minute, ten of them at once.
//! const LIMIT: RateLimit = RateLimit::new(Rate::new(100, Duration::from_secs(60)).burst(10));
//!
//! let server = MemoryTransport::new();
//! server.respond_with(Method::Get, "/orders", |_| Ok(Response::new(200)));
//! let clock = ManualClock::new().skipping();
//! let transport = RateLimitTransport::new(server, LIMIT).with_clock(Arc::new(clock.clone()));
//! for _ in 0..12 {
//!     pollster::block_on(transport.call(Request::new(Method::Get, "/orders")))?;
//! }
//! assert_eq!(clock.sleeps(), [Duration::from_millis(600); 2]);
//! # Ok::<(), typeloom_runtime::client::TransportError>(())
//! ```

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::client::{Request, Response, StreamedResponse, Transport, TransportError, TransportErrorKind};
use crate::clock::{Clock, Rate, SystemClock, TokenBucket};
use crate::future::BoxFuture;

/// How many requests there may be, and how long one waits for its turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    rate: Rate,
    longest_wait: Duration,
    operations: Option<&'static [&'static str]>,
}

impl RateLimit {
    /// So many requests; one more waits for its turn, for a minute at most.
    pub const fn new(rate: Rate) -> Self {
        Self { rate, longest_wait: Duration::from_secs(60), operations: None }
    }

    /// How long a request waits at most. One that would wait longer fails at once. With zero none waits.
    #[must_use]
    pub const fn longest_wait(mut self, longest: Duration) -> Self {
        self.longest_wait = longest;
        self
    }

    /// Is for the operations with these names, and for no others.
    #[must_use]
    pub const fn operations(mut self, names: &'static [&'static str]) -> Self {
        self.operations = Some(names);
        self
    }

    /// Whether it is for a request.
    fn holds_for(&self, request: &Request) -> bool {
        self.operations.is_none_or(|names| request.operation().is_some_and(|known| names.contains(&known.name())))
    }
}

/// A request would have waited too long for its turn, and was not sent.
///
/// It is the source of the [`TransportError`] of kind [`RateLimited`](TransportErrorKind::RateLimited).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it would be its turn in {} seconds only", wait.as_secs_f64())]
#[non_exhaustive]
pub struct RateLimitExceeded {
    /// When it would have been its turn.
    pub wait: Duration,
}

/// Sends requests through another transport at a limited rate, in the order in which they come.
pub struct RateLimitTransport {
    inner: Arc<dyn Transport>,
    limit: RateLimit,
    bucket: TokenBucket,
    clock: Arc<dyn Clock>,
}

impl RateLimitTransport {
    /// Puts a limit before a transport. It is for all that is sent through this transport.
    pub fn new(inner: impl Transport + 'static, limit: RateLimit) -> Self {
        Self { inner: Arc::new(inner), limit, bucket: TokenBucket::new(limit.rate), clock: SystemClock::shared() }
    }

    /// Waits by another clock.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Waits for a turn, where the request needs one.
    async fn turn(&self, request: &Request) -> Result<(), TransportError> {
        if !self.limit.holds_for(request) {
            return Ok(());
        }
        let wait = self.bucket.reserve(self.clock.elapsed(), self.limit.longest_wait).map_err(|wait| {
            TransportError::new(TransportErrorKind::RateLimited).with_source(RateLimitExceeded { wait })
        })?;
        if !wait.is_zero() {
            let place = Place { bucket: &self.bucket, is_kept: false };
            self.clock.sleep(wait).await;
            place.keep();
        }
        Ok(())
    }
}

/// A place in the queue, given back by whoever leaves it.
struct Place<'b> {
    bucket: &'b TokenBucket,
    is_kept: bool,
}

impl Place<'_> {
    fn keep(mut self) {
        self.is_kept = true;
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        if !self.is_kept {
            self.bucket.give_back();
        }
    }
}

impl Transport for RateLimitTransport {
    fn call(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(async move {
            self.turn(&request).await?;
            self.inner.call(request).await
        })
    }

    fn stream(&self, request: Request) -> BoxFuture<'_, Result<StreamedResponse, TransportError>> {
        Box::pin(async move {
            self.turn(&request).await?;
            self.inner.stream(request).await
        })
    }
}

impl fmt::Debug for RateLimitTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("RateLimitTransport").field("limit", &self.limit).finish_non_exhaustive()
    }
}
