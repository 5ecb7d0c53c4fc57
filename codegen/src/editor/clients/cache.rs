//! Which responses are kept.

use crate::editor::words::{Text, Texts, word};
use crate::editor::{forms, keys};
use crate::model::clients::cache;

keys! {
    /// What is kept, for how long, and how much of it.
    Cache {
        /// For how long a response is kept: `1m`.
        ttl: Text,
        /// How many are.
        size: i64,
        /// The arguments that tell answers apart, beside those of the path and the body.
        key: Option<Texts>,
        /// Which one goes when there is no room.
        evict: Option<Evict>,
        /// What makes all of them worthless.
        clear: Option<ClearOn>,
    }
}

word!(Evict, cache::Evict::WORDS, "Which response goes when there is no room for another one.");
word!(ClearOn, cache::ClearOn::WORDS, "What makes all responses worthless before their time.");

forms! {
    /// Not at all, or in a cache of its own.
    OperationCache {
        Never(NoCache),
        Own(Cache),
    }
}

word!(NoCache, [("none", ())], "Its responses are not kept.");
