//! Patterns: regular expressions that have to match a value as a whole.

use std::sync::OnceLock;

/// A regular expression that has to match a value as a whole, compiled when first used.
///
/// Belongs into a `static`, so that it is compiled once.
///
/// ```
/// use typeloom_runtime::rule::{Pattern, Rule};
///
/// static SLUG: Pattern = Pattern::new("[a-z]+|[0-9]+");
/// static NAME: Rule = Rule::new("name").pattern(&SLUG);
///
/// assert!(NAME.apply("orders").is_ok());
/// assert!(NAME.apply("orders7").is_err());
/// ```
#[derive(Debug)]
pub struct Pattern {
    text: &'static str,
    compiled: OnceLock<Option<regex_lite::Regex>>,
}

impl Pattern {
    /// The pattern written as `text`, in the syntax of the `regex-lite` crate.
    pub const fn new(text: &'static str) -> Self {
        Self { text, compiled: OnceLock::new() }
    }

    /// The pattern as the description writes it.
    pub const fn text(&self) -> &'static str {
        self.text
    }

    /// Whether the pattern matches `value` from its first character to its last.
    ///
    /// A pattern that is no regular expression matches nothing; the generator refuses such a
    /// pattern, and accepting everything would be worse.
    pub fn matches(&self, value: &str) -> bool {
        self.compiled
            .get_or_init(|| regex_lite::Regex::new(&format!(r"\A(?:{})\z", self.text)).ok())
            .as_ref()
            .is_some_and(|regex| regex.is_match(value))
    }
}
