//! Clocks that differ.

use std::time::{Duration, SystemTime};

/// The clock of this machine differs from that of a server by more than signatures may.
///
/// It is the source of the [`AuthError::Rejected`](crate::auth::AuthError::Rejected) that takes the place of a response
/// with status 401.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the clock of this machine is {} seconds {} that of the server, and signatures may differ by {} seconds: set it right",
    difference.as_secs(), if *is_ahead { "ahead of" } else { "behind" }, tolerance.as_secs()
)]
#[non_exhaustive]
pub struct ClockSkew {
    /// By how much they differ.
    pub difference: Duration,
    /// Whether the clock of this machine is the one that is ahead.
    pub is_ahead: bool,
    /// By how much they may differ.
    pub tolerance: Duration,
}

impl ClockSkew {
    /// The difference, if it is more than it may be.
    pub(super) fn between(ours: SystemTime, theirs: SystemTime, tolerance: Duration) -> Option<Self> {
        let (difference, is_ahead) = match ours.duration_since(theirs) {
            Ok(ahead) => (ahead, true),
            Err(behind) => (behind.duration(), false),
        };
        (difference > tolerance).then_some(Self { difference, is_ahead, tolerance })
    }
}
