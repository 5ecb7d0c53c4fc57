//! Intervals that grow, and chance to keep many callers from coming at once.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How long to wait between attempts: a first interval, each following one longer by a factor, up to a longest.
///
/// ```
/// use std::time::Duration;
/// use typeloom_runtime::clock::{Backoff, Jitter, Random};
///
/// const BACKOFF: Backoff = Backoff::new(Duration::from_secs(2)).factor(1.5).maximum(Duration::from_secs(10));
/// let random = Random::seeded(7);
/// let seconds: Vec<f64> = (0..6).map(|n| BACKOFF.interval(n, &random).as_secs_f64()).collect();
/// assert_eq!(seconds, [2.0, 3.0, 4.5, 6.75, 10.0, 10.0]);
///
/// let spread = BACKOFF.jitter(Jitter::Full);
/// assert!((0..1000).all(|n| spread.interval(n, &random) <= Duration::from_secs(10)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Backoff {
    initial: Duration,
    factor: f64,
    maximum: Duration,
    jitter: Jitter,
}

/// What chance does to an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Jitter {
    /// Nothing.
    #[default]
    None,
    /// Half of it stays, the other half is anything from nothing to itself.
    Half,
    /// It is anything from nothing to itself.
    Full,
}

impl Jitter {
    fn apply(self, interval: Duration, random: &Random) -> Duration {
        match self {
            Self::None => interval,
            Self::Half => (interval / 2).saturating_add((interval / 2).mul_f64(random.fraction())),
            Self::Full => interval.mul_f64(random.fraction()),
        }
    }
}

impl Backoff {
    /// Intervals that begin with this one and double, without a longest and without chance.
    pub const fn new(initial: Duration) -> Self {
        Self { initial, factor: 2.0, maximum: Duration::MAX, jitter: Jitter::None }
    }

    /// By how much each interval is longer than the one before; 1 for intervals of the same length.
    #[must_use]
    pub const fn factor(mut self, factor: f64) -> Self {
        self.factor = factor;
        self
    }

    /// The longest interval.
    #[must_use]
    pub const fn maximum(mut self, maximum: Duration) -> Self {
        self.maximum = maximum;
        self
    }

    /// What chance does to each interval.
    #[must_use]
    pub const fn jitter(mut self, jitter: Jitter) -> Self {
        self.jitter = jitter;
        self
    }

    /// The interval after `earlier` ones.
    pub fn interval(&self, earlier: u32, random: &Random) -> Duration {
        let growth = self.factor.powf(f64::from(earlier));
        // What is too large for a duration is larger than any maximum.
        let grown = Duration::try_from_secs_f64(self.initial.as_secs_f64() * growth).unwrap_or(self.maximum);
        self.jitter.apply(grown.min(self.maximum), random)
    }
}

/// Random numbers that need not be secret: `SplitMix64`.
#[derive(Debug)]
pub struct Random {
    state: AtomicU64,
}

impl Random {
    /// Numbers that differ from one start of the program to the next.
    pub fn new() -> Self {
        Self::seeded(RandomState::new().hash_one(0_u8))
    }

    /// The same numbers each time, for tests.
    pub const fn seeded(seed: u64) -> Self {
        Self { state: AtomicU64::new(seed) }
    }

    /// A number from 0 to 1, without 1.
    pub fn fraction(&self) -> f64 {
        // As many bits as a f64 holds exactly, as a part of all of them.
        let bits = u32::try_from(self.bits() >> 32).unwrap_or_default();
        f64::from(bits) / (f64::from(u32::MAX) + 1.0)
    }

    fn bits(&self) -> u64 {
        const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
        let mut bits = self.state.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }
}

impl Default for Random {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn chance_stays_within_its_bounds() {
        let random = Random::seeded(1);
        let half = Backoff::new(SECOND).factor(1.0).jitter(Jitter::Half);
        let full = half.jitter(Jitter::Full);
        let halves: Vec<_> = (0..1000).map(|n| half.interval(n, &random)).collect();
        let fulls: Vec<_> = (0..1000).map(|n| full.interval(n, &random)).collect();
        assert!(halves.iter().all(|interval| (SECOND / 2..=SECOND).contains(interval)));
        assert!(fulls.iter().all(|interval| *interval < SECOND));
        assert!(fulls.iter().any(|interval| *interval < SECOND / 10), "chance reaches everywhere");
        assert!(fulls.iter().any(|interval| *interval > SECOND / 10 * 9), "chance reaches everywhere");
    }

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let numbers = |seed| {
            let random = Random::seeded(seed);
            [random.fraction(), random.fraction()].map(f64::to_bits)
        };
        assert_eq!(numbers(3), numbers(3));
        assert_ne!(numbers(3), numbers(4));
    }

    #[test]
    fn senseless_factors_are_no_panic() {
        let random = Random::seeded(1);
        for factor in [f64::NAN, f64::INFINITY, -2.0, 0.0, 1e300] {
            let backoff = Backoff::new(SECOND).factor(factor).maximum(SECOND * 9).jitter(Jitter::Half);
            assert!((0..70).all(|n| backoff.interval(n, &random) <= SECOND * 9), "{factor}");
        }
        let endless = Backoff::new(Duration::MAX).jitter(Jitter::Full);
        assert!(endless.interval(9, &random) <= Duration::MAX);
    }
}
