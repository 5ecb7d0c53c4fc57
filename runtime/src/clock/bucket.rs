//! Token buckets: so many at once, so many in a time.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How many of something are allowed in a time, and how many of them at once.
///
/// ```
/// use std::time::Duration;
/// use typeloom_runtime::clock::Rate;
///
/// /// A hundred a minute, ten of them at once.
/// const LIMIT: Rate = Rate::new(100, Duration::from_secs(60)).burst(10);
/// assert_eq!(LIMIT.interval(), Duration::from_millis(600));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    count: u32,
    period: Duration,
    burst: u32,
}

impl Rate {
    /// `count` in each `period`, all of them at once if need be. A count of 0 is 1.
    pub const fn new(count: u32, period: Duration) -> Self {
        let count = if count == 0 { 1 } else { count };
        Self { count, period, burst: count }
    }

    /// At most so many at once, and 1 at least.
    #[must_use]
    pub const fn burst(mut self, burst: u32) -> Self {
        self.burst = if burst == 0 { 1 } else { burst };
        self
    }

    /// The time in which one more is allowed.
    pub const fn interval(&self) -> Duration {
        match self.period.checked_div(self.count) {
            Some(interval) => interval,
            None => self.period,
        }
    }
}

/// A bucket that begins full and is filled at a [`Rate`].
///
/// It knows no clock: whoever takes from it says what time it is, as [`Clock::elapsed`](super::Clock::elapsed) gives it.
///
/// ```
/// use std::time::Duration;
/// use typeloom_runtime::clock::{Rate, TokenBucket};
///
/// let bucket = TokenBucket::new(Rate::new(2, Duration::from_secs(2)));
/// let start = Duration::ZERO;
/// assert!(bucket.try_take(start) && bucket.try_take(start) && !bucket.try_take(start));
/// assert!(bucket.try_take(Duration::from_secs(1)));
/// ```
#[derive(Debug)]
pub struct TokenBucket {
    rate: Rate,
    /// When the bucket will be full again, if nothing more is taken: the one number that says how full it is.
    full_at: Mutex<Duration>,
}

impl TokenBucket {
    /// A full bucket.
    pub const fn new(rate: Rate) -> Self {
        Self { rate, full_at: Mutex::new(Duration::ZERO) }
    }

    /// Takes one if there is one.
    pub fn try_take(&self, now: Duration) -> bool {
        self.reserve(now, Duration::ZERO).is_ok()
    }

    /// Takes one that is there within `longest`, and says how long to wait for it. Who comes first is served first.
    ///
    /// # Errors
    /// The time that it would take, when that is longer; nothing is taken then.
    pub fn reserve(&self, now: Duration, longest: Duration) -> Result<Duration, Duration> {
        let interval = self.rate.interval();
        let capacity = interval.saturating_mul(self.rate.burst);
        let mut full_at = self.full_at();
        let after = (*full_at).max(now).saturating_add(interval);
        let wait = after.saturating_sub(now).saturating_sub(capacity);
        if wait > longest {
            return Err(wait);
        }
        *full_at = after;
        Ok(wait)
    }

    /// Puts one back that was taken and not used.
    pub fn give_back(&self) {
        let mut full_at = self.full_at();
        *full_at = full_at.saturating_sub(self.rate.interval());
    }

    fn full_at(&self) -> MutexGuard<'_, Duration> {
        self.full_at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn those_who_wait_are_served_in_turn() {
        let bucket = TokenBucket::new(Rate::new(1, SECOND));
        let waits: Vec<_> = (0..4).map(|_| bucket.reserve(Duration::ZERO, SECOND * 2)).collect();
        assert_eq!(waits, [Ok(Duration::ZERO), Ok(SECOND), Ok(SECOND * 2), Err(SECOND * 3)]);
        bucket.give_back();
        assert_eq!(bucket.reserve(Duration::ZERO, SECOND * 2), Ok(SECOND * 2));
    }

    #[test]
    fn a_bucket_holds_no_more_than_a_burst() {
        let bucket = TokenBucket::new(Rate::new(10, SECOND).burst(3));
        let late = SECOND * 1000;
        assert_eq!((0..10).filter(|_| bucket.try_take(late)).count(), 3);
        assert!(bucket.try_take(late + Duration::from_millis(100)));
        assert!(!bucket.try_take(late + Duration::from_millis(100)));
    }

    #[test]
    fn senseless_rates_are_no_panic() {
        let bucket = TokenBucket::new(Rate::new(0, Duration::MAX).burst(0));
        assert!(bucket.try_take(Duration::MAX));
        assert!(TokenBucket::new(Rate::new(u32::MAX, Duration::ZERO)).try_take(Duration::ZERO));
    }
}
