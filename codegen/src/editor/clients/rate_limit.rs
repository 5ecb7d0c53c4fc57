//! How many requests there may be.

use crate::editor::keys;
use crate::editor::words::Text;

keys! {
    /// How many requests there may be in a time.
    RateLimit {
        /// How many.
        requests: i64,
        /// In which time: `1m`.
        per: Text,
        /// How many of them at once.
        burst: Option<i64>,
        /// How long one waits for its turn: `10s`.
        longest_wait: Option<Text>,
    }
}
