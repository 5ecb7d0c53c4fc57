//! What can be wrong with a value, or with a text that should have the form of a template.

use crate::rule::ValueError;
use crate::uri::UriError;

/// Why a text could not be built from, or read by, a template.
///
/// Names parameters and templates, never a value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TemplateError {
    /// Not as many values as parameters were given.
    #[error("`{template}` takes {expected} values, not {given}: give one for each parameter")]
    Count {
        /// The template as the description writes it.
        template: &'static str,
        /// The number of its parameters.
        expected: usize,
        /// The number of values given.
        given: usize,
    },
    /// A parameter that cannot be left out was left out.
    #[error("`{parameter}` is missing: give it a value, or leave out its whole optional part")]
    Missing {
        /// The parameter without a value.
        parameter: &'static str,
    },
    /// A value was empty.
    #[error("`{parameter}` must not be empty")]
    Empty {
        /// The parameter with the empty value.
        parameter: &'static str,
    },
    /// A segment came out as `.` or `..`.
    #[error(
        "`{parameter}` makes a path segment `.` or `..`, which URL libraries fold away: \
         use another value"
    )]
    DotSegment {
        /// The parameter in that segment, or the template when none is to blame alone.
        parameter: &'static str,
    },
    /// A value holds, or runs into, a literal by which the text is split again.
    #[error(
        "`{parameter}` must not hold `{separator}`, which separates it from what follows: \
         use another value"
    )]
    Separator {
        /// The parameter with that value.
        parameter: &'static str,
        /// The literal of the template.
        separator: &'static str,
    },
    /// A value holds a character that its place cannot carry.
    #[error(
        "`{parameter}` holds a control character, a space or another character that cannot stand \
         there: remove it"
    )]
    Character {
        /// The parameter with that value.
        parameter: &'static str,
    },
    /// A text to be parsed holds a `%` without two hexadecimal digits behind it.
    #[error("`{parameter}` holds a broken percent escape: write `%` as `%25`")]
    Escape {
        /// The parameter that was being read.
        parameter: &'static str,
    },
    /// The percent escapes of a text to be parsed do not spell UTF-8.
    #[error("`{parameter}` is not UTF-8 once its percent escapes are decoded: encode it as UTF-8")]
    Encoding {
        /// The parameter that was being read.
        parameter: &'static str,
    },
    /// A text to be parsed does not have the form of the template.
    #[error("the text does not have the form `{template}`")]
    NoMatch {
        /// The template as the description writes it.
        template: &'static str,
    },
    /// A URI to be parsed is not one of the template.
    #[error(transparent)]
    Uri(#[from] UriError),
    /// A value breaks its rule, which only a type with public fields can hold.
    #[error(transparent)]
    Value(#[from] ValueError),
}
