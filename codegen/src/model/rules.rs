//! Rules for one textual value: how it is normalised, and what it must satisfy.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, suggest};
use crate::raw::rules::RawRules;
use crate::source::Spanned;

/// Normalisation and validation, in this order: trim, strip the prefix, check the beginning, trim the
/// end, then the other checks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// Whether white space at both ends is removed.
    pub trim: bool,
    /// A prefix that is removed once.
    pub strip_prefix: Option<String>,
    /// Whether an empty value is refused.
    pub non_empty: bool,
    /// The texts of which the value begins with one; any beginning when there are none.
    pub starts_with: Vec<String>,
    /// A text that is removed from the end as often as it is there.
    pub trim_end: Option<String>,
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
                    .help(if error.to_string().contains("not supported") {
                        "say it without look-around and back references"
                    } else {
                        "escape characters with a meaning of their own, and quote the text: '[a-z]+\\.[a-z]+'"
                    }),
            );
        }
        let removed = [("strip_prefix", &raw.strip_prefix), ("trim_end", &raw.trim_end)];
        let removed = removed.into_iter().filter_map(|(key, text)| Some((key, text.as_ref()?)));
        let beginnings = raw.starts_with.iter().map(|text| ("starts_with", text));
        for (key, text) in removed.chain(beginnings).filter(|(_, text)| text.value.is_empty()) {
            diagnostics.push(
                Diagnostic::new(Code::InvalidValue, text.span, format!("the text of `{key}` is empty"))
                    .label("matches everything")
                    .help(format!("write a text, or leave `{key}` out")),
            );
        }
        Self {
            trim: raw.trim.as_ref().is_some_and(|flag| flag.value),
            strip_prefix: raw.strip_prefix.as_ref().map(|prefix| prefix.value.clone()),
            non_empty: raw.non_empty.as_ref().is_some_and(|flag| flag.value),
            starts_with: raw.starts_with.iter().map(|text| text.value.clone()).collect(),
            trim_end: raw.trim_end.as_ref().map(|text| text.value.clone()),
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
            starts_with: if own.starts_with.is_empty() { self.starts_with.clone() } else { own.starts_with.clone() },
            trim_end: own.trim_end.clone().or_else(|| self.trim_end.clone()),
            min_length: own.min_length.or(self.min_length),
            max_length: own.max_length.or(self.max_length),
            pattern: own.pattern.clone().or_else(|| self.pattern.clone()),
        }
    }

    /// Whether some value is refused.
    #[must_use]
    pub fn can_fail(&self) -> bool {
        self.non_empty
            || !self.starts_with.is_empty()
            || self.min_length.is_some()
            || self.max_length.is_some()
            || self.pattern.is_some()
    }

    /// Whether some value is changed.
    #[must_use]
    pub fn normalises(&self) -> bool {
        self.trim || self.strip_prefix.is_some() || self.trim_end.is_some()
    }

    /// What becomes of a value, or why it is refused; the same that the runtime does.
    ///
    /// # Errors
    /// The rule that is broken, in words.
    pub fn apply(&self, value: &str) -> Result<String, String> {
        let mut value = if self.trim { trimmed(value) } else { value };
        if let Some(prefix) = &self.strip_prefix {
            value = value.strip_prefix(prefix.as_str()).unwrap_or(value);
        }
        if !self.starts_with.is_empty() && !self.starts_with.iter().any(|prefix| value.starts_with(prefix.as_str())) {
            let prefixes = suggest::list(self.starts_with.iter().map(String::as_str));
            return Err(format!("must start with one of {prefixes}"));
        }
        if let Some(suffix) = self.trim_end.as_deref().filter(|suffix| !suffix.is_empty()) {
            value = value.trim_end_matches(suffix);
        }
        if self.non_empty && value.is_empty() {
            return Err("must not be empty".to_owned());
        }
        let length = value.chars().count();
        match (self.min_length, self.max_length) {
            (Some(min), _) if length < min as usize => return Err(format!("must have at least {min} characters")),
            (_, Some(max)) if length > max as usize => return Err(format!("must have at most {max} characters")),
            _ => {}
        }
        let matches = |pattern: &String| {
            regex_lite::Regex::new(&format!(r"\A(?:{pattern})\z")).is_ok_and(|regex| regex.is_match(value))
        };
        match &self.pattern {
            Some(pattern) if !matches(pattern) => Err(format!("must match `{pattern}`")),
            _ => Ok(value.to_owned()),
        }
    }
}

/// Without the white space at both ends that the runtime removes: Unicode's, and U+001C to U+001F.
fn trimmed(value: &str) -> &str {
    value.trim_matches(|character: char| character.is_whitespace() || matches!(character, '\u{1c}'..='\u{1f}'))
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
