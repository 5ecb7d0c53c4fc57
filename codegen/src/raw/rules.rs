//! Rules for one textual value, as written.

use super::{Text, flag, integer, text, texts};
use crate::diagnostic::{Diagnostics, Span};
use crate::source::{Fields, Node, Spanned};

/// Normalisation and validation of a textual value; used by newtypes, template parameters and settings.
#[derive(Clone, Debug, Default)]
pub struct RawRules {
    /// Remove white space at both ends first.
    pub trim: Option<Spanned<bool>>,
    /// Remove this prefix once, after trimming.
    pub strip_prefix: Option<Text>,
    /// Refuse an empty value, after trimming and stripping.
    pub non_empty: Option<Spanned<bool>>,
    /// Refuse a value that begins with none of these, after stripping.
    pub starts_with: Vec<Text>,
    /// Remove this text from the end as often as it is there, after the beginning was checked.
    pub trim_end: Option<Text>,
    /// The least number of characters.
    pub min_length: Option<Spanned<i64>>,
    /// The greatest number of characters.
    pub max_length: Option<Spanned<i64>>,
    /// A regular expression that the whole value must match.
    pub pattern: Option<Text>,
}

impl RawRules {
    /// Reads the rules from the mapping that holds them among other keys.
    pub fn read(fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> Self {
        Self {
            trim: flag(fields, "trim", diagnostics),
            strip_prefix: text(fields, "strip_prefix", diagnostics),
            non_empty: flag(fields, "non_empty", diagnostics),
            starts_with: texts(fields, "starts_with", diagnostics),
            trim_end: text(fields, "trim_end", diagnostics),
            min_length: integer(fields, "min_length", diagnostics),
            max_length: integer(fields, "max_length", diagnostics),
            pattern: text(fields, "pattern", diagnostics),
        }
    }

    /// The place of the first rule that is given.
    #[must_use]
    pub fn first_span(&self) -> Option<Span> {
        [
            self.trim.as_ref().map(|rule| rule.span),
            self.strip_prefix.as_ref().map(|rule| rule.span),
            self.non_empty.as_ref().map(|rule| rule.span),
            self.starts_with.first().map(|rule| rule.span),
            self.trim_end.as_ref().map(|rule| rule.span),
            self.min_length.as_ref().map(|rule| rule.span),
            self.max_length.as_ref().map(|rule| rule.span),
            self.pattern.as_ref().map(|rule| rule.span),
        ]
        .into_iter()
        .flatten()
        .next()
    }
}

/// Rules in a mapping of their own under `key`.
pub fn read(fields: &mut Fields<'_>, key: &'static str, diagnostics: &mut Diagnostics) -> RawRules {
    fields.take(key).and_then(|node| read_mapping(node, diagnostics)).unwrap_or_default()
}

pub(super) fn read_mapping(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawRules> {
    let mut fields = Fields::of(node, "a set of rules", diagnostics)?;
    let rules = RawRules::read(&mut fields, diagnostics);
    fields.finish(diagnostics);
    Some(rules)
}
