//! A clock that a test moves.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::Clock;
use crate::future::BoxFuture;

/// A clock that stands still until it is moved. Clones are the same clock.
///
/// A sleeper waits for [`advance`](Self::advance); after [`skipping`](Self::skipping), whoever sleeps moves the clock
/// and is woken at once.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use typeloom_runtime::clock::{Clock, ManualClock};
///
/// let clock = ManualClock::at(UNIX_EPOCH + Duration::from_secs(1_770_112_800));
/// clock.advance(Duration::from_secs(5));
/// assert_eq!(clock.now(), UNIX_EPOCH + Duration::from_secs(1_770_112_805));
/// assert_eq!(clock.elapsed(), Duration::from_secs(5));
/// ```
#[derive(Debug, Clone)]
pub struct ManualClock {
    state: Arc<Mutex<State>>,
}

#[derive(Debug)]
struct State {
    start: SystemTime,
    elapsed: Duration,
    skips: bool,
    sleeps: Vec<Duration>,
    sleepers: Vec<Sleeper>,
}

#[derive(Debug)]
struct Sleeper {
    /// The place of its sleep in `sleeps`.
    number: usize,
    until: Duration,
    waker: Waker,
}

impl State {
    fn advance(&mut self, duration: Duration) {
        self.elapsed = self.elapsed.saturating_add(duration);
        let now = self.elapsed;
        self.sleepers.extract_if(.., |sleeper| sleeper.until <= now).for_each(|sleeper| sleeper.waker.wake());
    }
}

impl ManualClock {
    /// A clock that begins at the start of 1970.
    pub fn new() -> Self {
        Self::at(UNIX_EPOCH)
    }

    /// A clock that begins at `start`.
    pub fn at(start: SystemTime) -> Self {
        let state = State { start, elapsed: Duration::ZERO, skips: false, sleeps: Vec::new(), sleepers: Vec::new() };
        Self { state: Arc::new(Mutex::new(state)) }
    }

    /// The same clock, which moves by itself when somebody sleeps.
    #[must_use]
    pub fn skipping(self) -> Self {
        self.state().skips = true;
        self
    }

    /// Moves the clock, and wakes those who have slept long enough.
    pub fn advance(&self, duration: Duration) {
        self.state().advance(duration);
    }

    /// Sets the time of day, as a user or a time server does. [`elapsed`](Clock::elapsed) stays as it is.
    pub fn set(&self, now: SystemTime) {
        let mut state = self.state();
        state.start = now.checked_sub(state.elapsed).unwrap_or(now);
    }

    /// How long each sleep so far was to be, in the order in which they began.
    pub fn sleeps(&self) -> Vec<Duration> {
        self.state().sleeps.clone()
    }

    /// How many are asleep.
    pub fn sleepers(&self) -> usize {
        self.state().sleepers.len()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Every change is complete before the lock is given up.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for ManualClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for ManualClock {
    fn now(&self) -> SystemTime {
        let state = self.state();
        state.start.checked_add(state.elapsed).unwrap_or(state.start)
    }

    fn elapsed(&self) -> Duration {
        self.state().elapsed
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(Sleep { clock: self, duration, begun: None })
    }
}

/// One sleep, from its first poll on.
struct Sleep<'c> {
    clock: &'c ManualClock,
    duration: Duration,
    /// Its number, and when it ends.
    begun: Option<(usize, Duration)>,
}

impl Future for Sleep<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let clock = self.clock;
        let duration = self.duration;
        let mut state = clock.state();
        let (number, until) = *self.begun.get_or_insert_with(|| {
            let begun = (state.sleeps.len(), state.elapsed.saturating_add(duration));
            state.sleeps.push(duration);
            if state.skips {
                state.advance(duration);
            }
            begun
        });
        if until <= state.elapsed {
            return Poll::Ready(());
        }
        state.sleepers.retain(|sleeper| sleeper.number != number);
        state.sleepers.push(Sleeper { number, until, waker: context.waker().clone() });
        Poll::Pending
    }
}

impl Drop for Sleep<'_> {
    fn drop(&mut self) {
        if let Some((number, _)) = self.begun {
            self.clock.state().sleepers.retain(|sleeper| sleeper.number != number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sleeper_wakes_when_its_time_has_come() {
        let clock = ManualClock::new();
        let mut sleep = clock.sleep(Duration::from_secs(2));
        let mut poll = || sleep.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(poll().is_pending());
        clock.advance(Duration::from_secs(1));
        assert!(poll().is_pending());
        assert_eq!(clock.sleepers(), 1);
        clock.advance(Duration::from_secs(1));
        assert_eq!(clock.sleepers(), 0);
        assert!(poll().is_ready());
    }

    #[test]
    fn who_gives_up_sleeps_no_longer() {
        let clock = ManualClock::new();
        let mut sleep = clock.sleep(Duration::from_secs(2));
        assert!(sleep.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        drop(sleep);
        assert_eq!(clock.sleepers(), 0);
    }

    #[test]
    fn the_time_of_day_can_be_set_back_but_the_elapsed_time_cannot() {
        let clock = ManualClock::at(UNIX_EPOCH + Duration::from_secs(100));
        clock.advance(Duration::from_secs(10));
        clock.set(UNIX_EPOCH + Duration::from_secs(50));
        assert_eq!(clock.now(), UNIX_EPOCH + Duration::from_secs(50));
        assert_eq!(clock.elapsed(), Duration::from_secs(10));
    }
}
