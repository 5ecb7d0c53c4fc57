//! Tables: what kind of thing a text is, by the words in it.
//!
//! ```
//! use typeloom_runtime::table::{Combination, Part, Rule, Table};
//!
//! // Ranks are positions in an order: 0 is harmless, 2 is dangerous.
//! static HARM: Table = Table::new(1)
//!     .lower()
//!     .trim()
//!     .whole(&[("cache:clear", 2)])
//!     .parts(":", &[Part::new("area", &[("cache", 0), ("payment", 2)]), Part::new("action", &[("read", 0)])])
//!     .combination(Combination::Highest);
//!
//! assert_eq!(HARM.look_up(" Cache:CLEAR"), (2, Rule::Whole));
//! assert_eq!(HARM.look_up("payment:read"), (2, Rule::Parts(vec!["area", "action"])));
//! assert_eq!(HARM.look_up("cache:fill"), (0, Rule::Parts(vec!["area"])));
//! assert_eq!(HARM.look_up("payment"), (1, Rule::Otherwise));
//! ```

use std::borrow::Cow;
use std::fmt;

/// Words and their ranks.
type Words = &'static [(&'static str, u16)];

/// A table: ranks of whole texts, ranks of the parts of texts, and the rank of everything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    lower: bool,
    trim: bool,
    whole: Words,
    separator: &'static str,
    parts: &'static [Part],
    combination: Combination,
    default: u16,
}

/// Words for one part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    name: &'static str,
    words: Words,
}

/// Which rank a text has whose parts have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Combination {
    /// That of the first part that has one.
    #[default]
    First,
    /// The highest.
    Highest,
    /// The lowest.
    Lowest,
}

/// What decided about a text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rule {
    /// The whole text is in the table.
    Whole,
    /// These parts of it are, in the order in which they stand.
    Parts(Vec<&'static str>),
    /// Nothing of it is.
    Otherwise,
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => formatter.write_str("the whole text is in the table"),
            Self::Parts(parts) => write!(formatter, "the table has its {}", parts.join(" and ")),
            Self::Otherwise => formatter.write_str("nothing of it is in the table"),
        }
    }
}

/// What a table says of a text, and what decided.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explained<T> {
    /// What it says.
    pub value: T,
    /// What decided.
    pub rule: Rule,
}

impl<T> Explained<T> {
    /// A value and its reason.
    pub const fn new(value: T, rule: Rule) -> Self {
        Self { value, rule }
    }
}

impl Part {
    /// A part with a name. Words are sorted: by bytes, each once.
    pub const fn new(name: &'static str, words: Words) -> Self {
        Self { name, words }
    }
}

impl Table {
    /// A table that gives everything this rank.
    pub const fn new(default: u16) -> Self {
        Self {
            lower: false,
            trim: false,
            whole: &[],
            separator: "",
            parts: &[],
            combination: Combination::First,
            default,
        }
    }

    /// Looks texts up in lower case.
    #[must_use]
    pub const fn lower(mut self) -> Self {
        self.lower = true;
        self
    }

    /// Looks texts up without white space around them.
    #[must_use]
    pub const fn trim(mut self) -> Self {
        self.trim = true;
        self
    }

    /// Ranks of whole texts, which are sorted: by bytes, each once.
    #[must_use]
    pub const fn whole(mut self, words: Words) -> Self {
        self.whole = words;
        self
    }

    /// Ranks of parts. A text is taken apart at the first separators, into as many parts as these; one with fewer has none.
    #[must_use]
    pub const fn parts(mut self, separator: &'static str, parts: &'static [Part]) -> Self {
        self.separator = separator;
        self.parts = parts;
        self
    }

    /// Which rank a text has whose parts have several.
    #[must_use]
    pub const fn combination(mut self, combination: Combination) -> Self {
        self.combination = combination;
        self
    }

    /// The rank of a text, and what decided.
    pub fn look_up(&self, text: &str) -> (u16, Rule) {
        let text = if self.trim { text.trim() } else { text };
        let text = if self.lower { Cow::Owned(text.to_lowercase()) } else { Cow::Borrowed(text) };
        if let Some(rank) = rank(self.whole, &text) {
            return (rank, Rule::Whole);
        }
        let found: Vec<(&'static str, u16)> = self.found(&text).collect();
        let ranks = found.iter().map(|(_, rank)| *rank);
        let combined = match self.combination {
            Combination::First => ranks.into_iter().next(),
            Combination::Highest => ranks.max(),
            Combination::Lowest => ranks.min(),
        };
        match combined {
            None => (self.default, Rule::Otherwise),
            Some(rank) => {
                let deciding = if self.combination == Combination::First { 1 } else { found.len() };
                (rank, Rule::Parts(found.into_iter().take(deciding).map(|(name, _)| name).collect()))
            }
        }
    }

    /// The parts of a text that have ranks.
    fn found<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (&'static str, u16)> + 't {
        let pieces = || text.splitn(self.parts.len(), self.separator);
        let is_complete = !self.parts.is_empty() && pieces().count() == self.parts.len();
        let pieces = is_complete.then(pieces).into_iter().flatten();
        self.parts.iter().zip(pieces).filter_map(|(part, piece)| Some((part.name, rank(part.words, piece)?)))
    }
}

fn rank(words: Words, word: &str) -> Option<u16> {
    words.binary_search_by(|(known, _)| (*known).cmp(word)).ok().map(|at| words[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTS: &[Part] = &[Part::new("area", &[("a", 1), ("b", 3)]), Part::new("action", &[("x", 2)])];

    #[test]
    fn parts_are_combined_as_they_are_told_to() {
        let table = Table::new(0).parts(":", PARTS);
        let highest = table.combination(Combination::Highest);
        let lowest = table.combination(Combination::Lowest);
        let ranks = |text| [table, highest, lowest].map(|table| table.look_up(text).0);
        assert_eq!(ranks("a:x"), [1, 2, 1]);
        assert_eq!(ranks("b:x"), [3, 3, 2]);
        assert_eq!(ranks("c:x"), [2, 2, 2]);
        assert_eq!(table.look_up("a:x").1, Rule::Parts(vec!["area"]));
        assert_eq!(highest.look_up("a:x").1.to_string(), "the table has its area and action");
    }

    #[test]
    fn a_text_is_taken_apart_at_the_first_separator() {
        let table = Table::new(0).parts(":", PARTS).combination(Combination::Highest);
        assert_eq!(table.look_up("a:x:x"), (1, Rule::Parts(vec!["area"])));
        assert_eq!(table.look_up(":x"), (2, Rule::Parts(vec!["action"])));
        assert_eq!(table.look_up("a"), (0, Rule::Otherwise));
        assert_eq!(table.look_up(""), (0, Rule::Otherwise));
    }

    #[test]
    fn an_empty_table_has_its_default() {
        assert_eq!(Table::new(7).look_up("a:x"), (7, Rule::Otherwise));
    }
}
