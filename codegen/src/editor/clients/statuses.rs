//! What statuses mean.

use crate::editor::words::{Anything, word};
use crate::editor::{forms, keys};

forms! {
    /// One status, or several.
    Statuses {
        One(u16),
        Several(Vec<u16>),
    }
}

forms! {
    /// What a status means.
    StatusMeaning {
        Word(MeaningWord),
        Value(StatusValue),
    }
}

word!(
    MeaningWord,
    [("body", ()), ("none", ())],
    "What a status means: the body holds what is returned, or there is nothing."
);

keys! {
    /// A status that stands for a value.
    StatusValue {
        /// What is returned, whatever the body says.
        value: Anything,
    }
}
