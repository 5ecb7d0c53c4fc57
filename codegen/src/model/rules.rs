//! Rules for one textual value: how it is normalised, and what it must satisfy.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::raw::types::RawRules;
use crate::source::Spanned;

/// Normalisation and validation, in this order: trim, strip the prefix, then the checks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// Whether white space at both ends is removed.
    pub trim: bool,
    /// A prefix that is removed once.
    pub strip_prefix: Option<String>,
    /// Whether an empty value is refused.
    pub non_empty: bool,
    /// The least number of characters.
    pub min_length: Option<u32>,
    /// The greatest number of characters.
    pub max_length: Option<u32>,
    /// A regular expression that the whole value must match.
    pub pattern: Option<String>,
}

impl Rules {
    /// Checks the rules as written.
    pub fn resolve(raw: &RawRules, diagnostics: &mut Diagnostics) -> Self {
        let min_length = length(raw.min_length.as_ref(), diagnostics);
        let max_length = length(raw.max_length.as_ref(), diagnostics);
        if let (Some(min), Some(max), Some(written)) = (min_length, max_length, &raw.max_length)
            && min > max
        {
            diagnostics.push(
                Diagnostic::new(Code::InvalidLimit, written.span, "no text satisfies both limits".to_owned())
                    .label("less than `min_length`")
                    .help("exchange them"),
            );
        }
        if let Some(pattern) = &raw.pattern
            && let Err(error) = regex_lite::Regex::new(&pattern.value)
        {
            diagnostics.push(
                Diagnostic::new(Code::InvalidPattern, pattern.span, format!("not a regular expression: {error}"))
                    .label("does not compile")
                    .help("escape characters with a meaning of their own, and quote the text in YAML: '^[a-z]+\\.[a-z]+$'"),
            );
        }
        if let Some(prefix) = &raw.strip_prefix
            && prefix.value.is_empty()
        {
            diagnostics.push(
                Diagnostic::new(Code::InvalidValue, prefix.span, "the prefix is empty".to_owned())
                    .label("nothing to strip")
                    .help("write the text to remove, or leave `strip_prefix` out"),
            );
        }
        Self {
            trim: raw.trim.as_ref().is_some_and(|flag| flag.value),
            strip_prefix: raw.strip_prefix.as_ref().map(|prefix| prefix.value.clone()),
            non_empty: raw.non_empty.as_ref().is_some_and(|flag| flag.value),
            min_length,
            max_length,
            pattern: raw.pattern.as_ref().map(|pattern| pattern.value.clone()),
        }
    }

    /// The rules with those of `over` in place of the ones that it sets.
    #[must_use]
    pub fn overridden(&self, over: &RawRules, own: &Self) -> Self {
        Self {
            trim: if over.trim.is_some() { own.trim } else { self.trim },
            non_empty: if over.non_empty.is_some() { own.non_empty } else { self.non_empty },
            strip_prefix: own.strip_prefix.clone().or_else(|| self.strip_prefix.clone()),
            min_length: own.min_length.or(self.min_length),
            max_length: own.max_length.or(self.max_length),
            pattern: own.pattern.clone().or_else(|| self.pattern.clone()),
        }
    }

    /// Whether some value is refused.
    #[must_use]
    pub fn can_fail(&self) -> bool {
        self.non_empty || self.min_length.is_some() || self.max_length.is_some() || self.pattern.is_some()
    }

    /// Whether some value is changed.
    #[must_use]
    pub fn normalises(&self) -> bool {
        self.trim || self.strip_prefix.is_some()
    }
}

fn length(written: Option<&Spanned<i64>>, diagnostics: &mut Diagnostics) -> Option<u32> {
    let written = written?;
    let length = u32::try_from(written.value).ok();
    if length.is_none() {
        diagnostics.push(
            Diagnostic::new(Code::InvalidLimit, written.span, "a length is a number from 0 up".to_owned())
                .label("not a length")
                .help("write a whole number such as `64`"),
        );
    }
    length
}
