//! Operations that are asked until something has come to its end.

use super::retry::Backoff;
use crate::editor::words::{Text, Texts, word};
use crate::editor::{forms, keys};
use crate::model::clients::poll::ToleranceWord;

keys! {
    /// How an operation is asked until something has come to its end.
    Poll {
        /// What the method that does so is called.
        method: Option<Text>,
        /// The field of the result that says how far it is.
        field: Text,
        /// What it holds at an end.
        until: Texts,
        /// How long apart the questions are.
        interval: Interval,
        /// For how long they are asked: `5m`.
        limit: Text,
        /// Which failures are waited out.
        tolerate: Option<Tolerance>,
    }
}

forms! {
    /// Intervals that stay the same, or that grow.
    Interval {
        Same(Text),
        Growing(Backoff),
    }
}

forms! {
    /// Which failures are waited out.
    Tolerance {
        Word(ToleranceWords),
        AllBut(AllBut),
    }
}

word!(ToleranceWords, ToleranceWord::WORDS, "None, or those that may pass.");

keys! {
    /// All failures but some.
    AllBut {
        /// The statuses of those that end it.
        all_but: Texts,
    }
}
