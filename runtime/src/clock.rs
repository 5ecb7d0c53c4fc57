//! Clocks: what time it is, and waiting.
//!
//! Whatever waits or goes stale in this crate asks a [`Clock`], so that a test need not wait:
//!
//! ```
//! use std::time::Duration;
//! use typeloom_runtime::clock::{Clock, ManualClock};
//!
//! let clock = ManualClock::new().skipping();
//! pollster::block_on(clock.sleep(Duration::from_secs(3600)));
//! assert_eq!(clock.elapsed(), Duration::from_secs(3600));
//! assert_eq!(clock.sleeps(), [Duration::from_secs(3600)]);
//! ```

mod backoff;
mod bucket;
#[cfg(any(feature = "guard", feature = "signature"))]
mod iso;
mod manual;

pub use backoff::{Backoff, Jitter, Random};
pub use bucket::{Rate, TokenBucket};
#[cfg(any(feature = "guard", feature = "signature"))]
pub use iso::{iso_offset, iso_utc};
pub use manual::ManualClock;

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::future::BoxFuture;

/// Tells the time, and wakes after a while.
pub trait Clock: Send + Sync {
    /// The time of day, which others have to agree with: in tokens, signatures and headers. It can be set back.
    fn now(&self) -> SystemTime;

    /// The time since some moment in the past, which only grows: for intervals and limits.
    fn elapsed(&self) -> Duration;

    /// Waits so long at least, counted from the first poll.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;
}

impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> SystemTime {
        (**self).now()
    }

    fn elapsed(&self) -> Duration {
        (**self).elapsed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        (**self).sleep(duration)
    }
}

/// The clock of the machine. It sleeps in the timer of tokio, and so only inside of a tokio runtime that has one.
///
/// ```
/// use std::time::Duration;
/// use typeloom_runtime::clock::{Clock, SystemClock};
///
/// let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
/// let clock = SystemClock::new();
/// runtime.block_on(clock.sleep(Duration::from_millis(1)));
/// assert!(clock.elapsed() >= Duration::from_millis(1));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct SystemClock {
    start: Instant,
}

impl SystemClock {
    /// A clock that counts from now.
    pub fn new() -> Self {
        Self { start: Instant::now() }
    }

    /// The clock of what is not given another one.
    pub fn shared() -> Arc<dyn Clock> {
        Arc::new(Self::new())
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        // Inside of the future: a tokio timer is looked for where the future is polled, not where it was made.
        Box::pin(async move { tokio::time::sleep(duration).await })
    }
}

/// Whole seconds since 1970, negative before.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use typeloom_runtime::clock::unix_seconds;
///
/// assert_eq!(unix_seconds(UNIX_EPOCH + Duration::from_millis(1500)), 1);
/// assert_eq!(unix_seconds(UNIX_EPOCH - Duration::from_millis(1500)), -2);
/// ```
pub fn unix_seconds(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_secs()).unwrap_or(i64::MAX),
        Err(error) => {
            let before = error.duration();
            let seconds = before.as_secs().saturating_add(u64::from(before.subsec_nanos() > 0));
            i64::try_from(seconds).map_or(i64::MIN, |seconds| -seconds)
        }
    }
}
