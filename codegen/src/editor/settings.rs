//! The `settings` section.

use super::words::{Anything, Expression, Text, TextMembers, Texts};
use super::{Members, described};

described! {
    /// A group of values that are read from the environment.
    Settings {
        /// The settings.
        fields: Members<Setting>,
        /// URLs that are derived from settings.
        urls: Option<Members<Url>>,
    }
}

described! {
    /// One value that is read from the environment.
    Setting {
        /// The type.
        #[schemars(rename = "type")]
        ty: Expression,
        /// The environment variable.
        env: Text,
        /// The value where the variable is not set.
        default: Option<Anything>,
        /// Whether the value is hidden in `Debug`.
        secret: Option<bool>,
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

described! {
    /// A URL that is derived from a setting.
    Url {
        /// The setting.
        from: Text,
        /// What is appended to the origin.
        path: Option<Text>,
        /// Schemes and what replaces them.
        scheme: Option<TextMembers>,
    }
}
