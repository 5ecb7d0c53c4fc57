//! Arguments of operations.

use crate::editor::words::{Anything, Expression, Text, Texts};
use crate::editor::{forms, keys};

forms! {
    /// A type, or a type and more.
    Argument {
        Short(Expression),
        Long(LongArgument),
    }
}

keys! {
    /// An argument of an operation.
    LongArgument {
        /// What it is, in Markdown; becomes part of the documentation of the operation.
        doc: Option<Text>,
        /// The type.
        #[schemars(rename = "type")]
        ty: Option<Expression>,
        /// The value of the client that it is when a call gives none. Without `type`, no call can.
        from: Option<Text>,
        /// The members of a selector that are sent.
        only: Option<Texts>,
        /// The name of the query parameter or header.
        wire: Option<Text>,
        /// What is sent when it is not given.
        default: Option<Anything>,
        /// The least number.
        min: Option<f64>,
        /// The greatest number.
        max: Option<f64>,
        /// Remove white space at both ends first.
        trim: Option<bool>,
        /// Remove this prefix once, after trimming.
        strip_prefix: Option<Text>,
        /// Refuse an empty text, after trimming and stripping.
        non_empty: Option<bool>,
        /// Refuse a text that begins with none of these, after stripping.
        starts_with: Option<Texts>,
        /// Remove this text from the end as often as it is there.
        trim_end: Option<Text>,
        /// The least number of characters.
        min_length: Option<i64>,
        /// The greatest number of characters.
        max_length: Option<i64>,
        /// A regular expression that the whole text must match.
        pattern: Option<Text>,
    }
}
