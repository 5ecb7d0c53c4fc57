//! When a request is sent again.

use crate::editor::keys;
use crate::editor::words::{Text, Texts, word};
use crate::model::clients;

keys! {
    /// When a request is sent again.
    Retry {
        /// How often a request is sent at most.
        attempts: i64,
        /// After which failures: `connect`, `timeout`, `interrupted`, `429`, `5xx`.
        when: Texts,
        /// How long apart the attempts are.
        backoff: Option<Backoff>,
        /// How much of what a server asks for is waited for.
        #[schemars(rename = "retry_after")]
        longest: Option<Text>,
    }
}

keys! {
    /// How long apart attempts are.
    Backoff {
        /// The first interval.
        initial: Text,
        /// How much longer each following one is.
        factor: Option<f64>,
        /// The longest.
        max: Option<Text>,
        /// How much of an interval is chance.
        jitter: Option<Jitter>,
    }
}

word!(Jitter, clients::Jitter::WORDS, "How much of an interval is chance.");
