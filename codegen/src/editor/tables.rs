//! The `tables` section.

use super::words::{Text, Texts, word};
use super::{Members, described};
use crate::model::tables;

word!(Normalization, tables::Normalization::WORDS, "What is done to a text before it is looked up.");
word!(Combination, tables::Combination::WORDS, "Which word a text has whose parts have several.");

described! {
    /// A classification of texts by the words in them.
    Table {
        /// The enum whose words it gives, ordered from the lowest to the highest.
        gives: Text,
        /// What is done to a text before it is looked up.
        normalize: Option<Vec<Normalization>>,
        /// Whole texts, by the word of the enum that they have.
        whole: Option<Members<Texts>>,
        /// Where a text is taken apart: at the first separators, into as many parts as there are.
        split: Option<Text>,
        /// The texts of each part, by the word of the enum that they have.
        parts: Option<Members<Members<Texts>>>,
        /// Which word a text has whose parts have several.
        combine: Option<Combination>,
        /// The word of everything else.
        default: Text,
    }
}
