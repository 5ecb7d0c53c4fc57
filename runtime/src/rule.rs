//! Rules: how one textual value is normalised and what it must be like.
//!
//! ```
//! use typeloom_runtime::rule::Rule;
//!
//! const HANDLE: Rule = Rule::new("handle").trim().strip_prefix("@").non_empty().max_length(64);
//!
//! assert_eq!(HANDLE.apply(" @acme\n")?, "acme");
//! let error = HANDLE.apply("@").unwrap_err();
//! assert_eq!(error.to_string(), "`handle` must not be empty");
//! # Ok::<(), typeloom_runtime::rule::ValueError>(())
//! ```

#[cfg(feature = "pattern")]
mod pattern;

use std::fmt::Display;
use std::ops::{Bound, RangeBounds};

#[cfg(feature = "pattern")]
pub use pattern::Pattern;

/// Why a value breaks its rule. Names the value, never shows it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ValueError {
    /// Nothing is left of the value.
    #[error("`{name}` must not be empty")]
    Empty {
        /// What the value is called.
        name: &'static str,
    },
    /// The value has too few characters.
    #[error("`{name}` must have at least {minimum} characters, not {length}")]
    TooShort {
        /// What the value is called.
        name: &'static str,
        /// The least number of characters.
        minimum: usize,
        /// The number of characters it has.
        length: usize,
    },
    /// The value has too many characters.
    #[error("`{name}` must have at most {maximum} characters, not {length}")]
    TooLong {
        /// What the value is called.
        name: &'static str,
        /// The greatest number of characters.
        maximum: usize,
        /// The number of characters it has.
        length: usize,
    },
    /// The value does not match its pattern as a whole.
    #[error("`{name}` must match `{pattern}`")]
    Pattern {
        /// What the value is called.
        name: &'static str,
        /// The pattern as the description writes it.
        pattern: &'static str,
    },
    /// The value begins with none of the texts that it must begin with.
    #[error("`{name}` must start with {}", alternatives(prefixes))]
    Prefix {
        /// What the value is called.
        name: &'static str,
        /// The texts that it may begin with.
        prefixes: &'static [&'static str],
    },
    /// A number lies outside its limits.
    #[error("`{name}` must be {limits}")]
    OutOfRange {
        /// What the value is called.
        name: &'static str,
        /// The limits in words.
        limits: String,
    },
    /// A text is none that the type of the value reads.
    #[error("`{name}` does not have the form of a value of its type")]
    Malformed {
        /// What the value is called.
        name: &'static str,
    },
}

/// How a value is normalised, and what it must be like after that.
///
/// Whatever the order in which a rule is put together, [`apply`](Self::apply) trims, checks for
/// emptiness, strips one prefix, checks for emptiness again, checks the beginning, removes what is
/// too much at the end, counts characters and matches the pattern.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    name: &'static str,
    trims: bool,
    prefix: Option<&'static str>,
    non_empty: bool,
    beginnings: &'static [&'static str],
    ending: Option<&'static str>,
    minimum: Option<usize>,
    maximum: Option<usize>,
    #[cfg(feature = "pattern")]
    pattern: Option<&'static Pattern>,
}

impl Rule {
    /// A rule for the value called `name`, which as yet accepts everything as it is.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            trims: false,
            prefix: None,
            non_empty: false,
            beginnings: &[],
            ending: None,
            minimum: None,
            maximum: None,
            #[cfg(feature = "pattern")]
            pattern: None,
        }
    }

    /// Removes whitespace around the value, as [`trim`] does.
    #[must_use]
    pub const fn trim(mut self) -> Self {
        self.trims = true;
        self
    }

    /// Removes `prefix` once when the value begins with it.
    #[must_use]
    pub const fn strip_prefix(mut self, prefix: &'static str) -> Self {
        self.prefix = Some(prefix);
        self
    }

    /// Refuses a value of which nothing is left.
    #[must_use]
    pub const fn non_empty(mut self) -> Self {
        self.non_empty = true;
        self
    }

    /// Refuses a value that begins with none of `prefixes`.
    #[must_use]
    pub const fn starts_with(mut self, prefixes: &'static [&'static str]) -> Self {
        self.beginnings = prefixes;
        self
    }

    /// Removes `suffix` from the end of the value as often as it is there.
    #[must_use]
    pub const fn trim_end(mut self, suffix: &'static str) -> Self {
        self.ending = Some(suffix);
        self
    }

    /// Refuses a value of fewer characters.
    #[must_use]
    pub const fn min_length(mut self, characters: usize) -> Self {
        self.minimum = Some(characters);
        self
    }

    /// Refuses a value of more characters.
    #[must_use]
    pub const fn max_length(mut self, characters: usize) -> Self {
        self.maximum = Some(characters);
        self
    }

    /// Refuses a value that `pattern` does not match as a whole.
    #[cfg(feature = "pattern")]
    #[must_use]
    pub const fn pattern(mut self, pattern: &'static Pattern) -> Self {
        self.pattern = Some(pattern);
        self
    }

    /// What the value is called.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Normalises `value` and checks what comes out.
    ///
    /// # Errors
    ///
    /// The first [`ValueError`] in the order given at [`Rule`].
    pub fn apply(&self, value: &str) -> Result<String, ValueError> {
        self.check(value).map(str::to_owned)
    }

    /// Like [`apply`](Self::apply), without a copy: gives the part of `value` that is left.
    ///
    /// # Errors
    ///
    /// As [`apply`](Self::apply).
    pub fn check<'v>(&self, value: &'v str) -> Result<&'v str, ValueError> {
        let mut value = if self.trims { trim(value) } else { value };
        self.refuse_empty(value)?;
        if let Some(prefix) = self.prefix {
            value = value.strip_prefix(prefix).unwrap_or(value);
            self.refuse_empty(value)?;
        }
        if !self.beginnings.is_empty() && !self.beginnings.iter().any(|prefix| value.starts_with(prefix)) {
            return Err(ValueError::Prefix { name: self.name, prefixes: self.beginnings });
        }
        if let Some(suffix) = self.ending.filter(|suffix| !suffix.is_empty()) {
            value = value.trim_end_matches(suffix);
            self.refuse_empty(value)?;
        }
        self.check_length(value)?;
        #[cfg(feature = "pattern")]
        if let Some(pattern) = self.pattern
            && !pattern.matches(value)
        {
            return Err(ValueError::Pattern { name: self.name, pattern: pattern.text() });
        }
        Ok(value)
    }

    fn refuse_empty(&self, value: &str) -> Result<(), ValueError> {
        if self.non_empty && value.is_empty() {
            return Err(ValueError::Empty { name: self.name });
        }
        Ok(())
    }

    fn check_length(&self, value: &str) -> Result<(), ValueError> {
        if self.minimum.is_none() && self.maximum.is_none() {
            return Ok(());
        }
        let (name, length) = (self.name, value.chars().count());
        match (self.minimum, self.maximum) {
            (Some(minimum), _) if length < minimum => Err(ValueError::TooShort { name, minimum, length }),
            (_, Some(maximum)) if length > maximum => Err(ValueError::TooLong { name, maximum, length }),
            _ => Ok(()),
        }
    }
}

/// The texts as a message lists them: `` `a`, `b` or `c` ``.
pub(crate) fn alternatives(texts: &[&str]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| format!("`{text}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// Removes whitespace from both ends of `text`.
///
/// Whitespace is Unicode's `White_Space` and the four separators U+001C to U+001F; zero-width
/// characters (U+200B, U+FEFF, U+180E) and U+0000 are not.
///
/// ```
/// use typeloom_runtime::rule::trim;
///
/// assert_eq!(trim("\u{a0}\u{1f} acme\r\n"), "acme");
/// assert_eq!(trim("\u{200b}acme"), "\u{200b}acme");
/// ```
pub fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// Whether [`trim`] removes `character`.
pub(crate) fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{1c}'..='\u{1f}')
}

/// Gives `value` back when it lies in `limits`.
///
/// ```
/// use typeloom_runtime::rule::check_range;
///
/// assert_eq!(check_range("share", 0.5, 0.0..=1.0)?, 0.5);
/// let error = check_range("retries", 9, 1..=5).unwrap_err();
/// assert_eq!(error.to_string(), "`retries` must be at least 1 and at most 5");
/// # Ok::<(), typeloom_runtime::rule::ValueError>(())
/// ```
///
/// # Errors
///
/// [`ValueError::OutOfRange`] when it does not; a NaN lies in no limits but `..`.
pub fn check_range<N: PartialOrd + Display>(
    name: &'static str,
    value: N,
    limits: impl RangeBounds<N>,
) -> Result<N, ValueError> {
    if limits.contains(&value) {
        return Ok(value);
    }
    let lower = match limits.start_bound() {
        Bound::Included(least) => Some(format!("at least {least}")),
        Bound::Excluded(least) => Some(format!("greater than {least}")),
        Bound::Unbounded => None,
    };
    let upper = match limits.end_bound() {
        Bound::Included(greatest) => Some(format!("at most {greatest}")),
        Bound::Excluded(greatest) => Some(format!("less than {greatest}")),
        Bound::Unbounded => None,
    };
    let limits: Vec<String> = lower.into_iter().chain(upper).collect();
    Err(ValueError::OutOfRange { name, limits: limits.join(" and ") })
}
