//! Single values: texts, words of closed sets, types and templates.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use super::{Members, forms};
use crate::model::names;
use crate::model::types::Type;
use crate::raw::records::{DefaultFields, UnknownFields};

/// A text; readers take any single value as one, as YAML would read `1.0` as a number.
#[expect(dead_code, reason = "only the schema is used")]
pub(super) struct Text(String);

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "number", "boolean"] })
    }
}

/// Nothing behind the colon. `const` is safe from the transform that takes `null` away elsewhere.
pub(super) struct Nothing;

impl JsonSchema for Nothing {
    fn schema_name() -> Cow<'static, str> {
        "Nothing".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "const": null })
    }
}

/// A word of a closed set, which is the one of the reader.
macro_rules! word {
    ($name:ident, $words:expr, $about:literal) => {
        #[doc = $about]
        pub(super) struct $name;

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let words: Vec<&str> = $words.iter().map(|(word, _)| *word).collect();
                schemars::json_schema!({ "description": $about, "enum": words })
            }
        }
    };
}

pub(super) use word;

word!(Case, names::Case::WORDS, "How names are spelled on the wire.");
word!(Unknown, UnknownFields::WORDS, "What happens to fields that are not declared.");
word!(Defaults, DefaultFields::WORDS, "Whether fields are written that are at their default.");

/// The name of a type: a primitive one, which editors offer, or one that is declared.
pub(super) struct TypeName;

impl JsonSchema for TypeName {
    fn schema_name() -> Cow<'static, str> {
        "TypeName".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let primitives: Vec<&str> = Type::PRIMITIVES.iter().map(|(word, _)| *word).collect();
        json_schema!({
            "description": "A type: a name, `T?` for one that may be missing, `[T]`, or `{string: T}`.",
            "anyOf": [{ "enum": primitives }, { "type": "string" }],
        })
    }
}

forms! {
    /// A type: `string`, `Order?`, `[Order]` or `{string: Order}`.
    Expression {
        Name(TypeName),
        List([Box<Expression>; 1]),
        Map(MapExpression),
    }
}

super::keys! {
    /// A map from texts to values of a type.
    MapExpression {
        /// The type of the values.
        string: Box<Expression>,
    }
}

forms! {
    /// One text, or several.
    Texts {
        One(Text),
        Several(Vec<Text>),
    }
}

forms! {
    /// One case, or several.
    Cases {
        One(Case),
        Several(Vec<Case>),
    }
}

/// A text with `{parameters}` and `[optional parts]`.
pub(super) struct Template;

impl JsonSchema for Template {
    fn schema_name() -> Cow<'static, str> {
        "Template".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A text with `{parameters}`, `[optional parts]` and `${CONSTANTS}`.",
            "type": ["string", "number", "boolean"],
        })
    }
}

super::keys! {
    /// How a text is normalised, and what it must satisfy.
    Rules {
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

/// Values of any kind.
pub(super) type Anything = Value;

/// Texts by name.
pub(super) type TextMembers = Members<Text>;
