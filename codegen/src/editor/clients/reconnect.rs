//! When a subscription connects again.

use super::retry::Backoff;
use crate::editor::words::word;
use crate::editor::{forms, keys};

forms! {
    /// Never, or by a policy.
    Reconnect {
        Never(Never),
        Policy(ReconnectPolicy),
    }
}

word!(Never, [("none", ())], "It does not connect again.");

keys! {
    /// How often a subscription connects again, and how long apart.
    ReconnectPolicy {
        /// How often at most, without a result in between.
        attempts: i64,
        /// How long apart.
        backoff: Option<Backoff>,
    }
}
