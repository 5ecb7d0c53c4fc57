//! Types, as far as a fake needs them: to make values, and to check those of a request.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

/// A type as it is used: `"string"`, `{"named": "shop.Order"}`, `{"list": "u32"}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Type {
    /// Any text.
    String,
    /// `true` or `false`.
    Bool,
    /// A whole number.
    I32,
    /// A whole number.
    I64,
    /// A whole number from 0 up.
    U32,
    /// A whole number from 0 up.
    U64,
    /// A number.
    F64,
    /// Any value.
    Json,
    /// Base64.
    Bytes,
    /// RFC 3339.
    Timestamp,
    /// A length of time: `1.5s`, or a number of seconds.
    Duration,
    /// Five groups of hexadecimal digits.
    Uuid,
    /// A URL.
    Url,
    /// A declared type.
    Named(String),
    /// A value that may be absent.
    Optional(Box<Type>),
    /// A list.
    List(Box<Type>),
    /// An object with any names.
    Map(Box<Type>),
}

impl Type {
    /// The type inside `Optional`, or the type itself.
    #[must_use]
    pub fn required(&self) -> &Self {
        match self {
            Self::Optional(inner) => inner.required(),
            other => other,
        }
    }

    /// Whether the value may be absent.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        matches!(self, Self::Optional(_))
    }

    /// The declared type that it mentions.
    #[must_use]
    pub fn named(&self) -> Option<&str> {
        match self {
            Self::Named(name) => Some(name),
            Self::Optional(inner) | Self::List(inner) | Self::Map(inner) => inner.named(),
            _ => None,
        }
    }
}

/// The declared types by name.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Types {
    types: BTreeMap<String, Shape>,
}

/// The constructs.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Named fields.
    Record(Record),
    /// A set of words.
    Enum(Words),
    /// One of several types.
    Union(Union),
    /// A value with rules.
    Newtype(Newtype),
    /// Another name for a type.
    Alias(Type),
}

/// Named fields.
#[derive(Clone, Debug, Deserialize)]
pub struct Record {
    /// The fields in order.
    pub fields: Vec<Field>,
    /// Whether no others are allowed.
    #[serde(default)]
    pub closed: bool,
}

/// A field of a record.
#[derive(Clone, Debug, Deserialize)]
pub struct Field {
    /// The name on the wire.
    pub name: String,
    /// Further names that are read.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The type.
    #[serde(rename = "type")]
    pub ty: Type,
    /// What stands in for an absent value.
    #[serde(default)]
    pub default: Option<Value>,
    /// Whether a flag is also read from numbers and words.
    #[serde(default)]
    pub lenient: bool,
}

/// A set of words.
#[derive(Clone, Debug, Deserialize)]
pub struct Words {
    /// The words in order.
    pub members: Vec<Word>,
    /// Whether others are allowed.
    #[serde(default)]
    pub open: bool,
}

/// A word of an enum.
#[derive(Clone, Debug, Deserialize)]
pub struct Word {
    /// The word on the wire.
    pub name: String,
    /// Further words that are read as it.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// One of several types.
#[derive(Clone, Debug, Deserialize)]
pub struct Union {
    /// The members in order.
    pub variants: Vec<Variant>,
    /// Where the tag is.
    pub tagging: Tagging,
    /// Whether other tags are allowed.
    #[serde(default)]
    pub open: bool,
}

/// Where the tag of a union is.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tagging {
    /// Among the fields of the member.
    Internal {
        /// The field with the tag.
        tag: String,
    },
    /// Beside the value.
    Adjacent {
        /// The field with the tag.
        tag: String,
        /// The field with the value.
        content: String,
    },
    /// The tag is the only name in an object, with the value behind it.
    External,
}

/// A member of a union.
#[derive(Clone, Debug, Deserialize)]
pub struct Variant {
    /// The tag on the wire.
    pub name: String,
    /// The type.
    #[serde(rename = "type")]
    pub ty: Type,
}

/// A value with rules.
#[derive(Clone, Debug, Deserialize)]
pub struct Newtype {
    /// The type inside.
    pub of: Type,
    /// Rules for text.
    #[serde(default)]
    pub rules: Rules,
    /// The least number.
    #[serde(default)]
    pub min: Option<serde_json::Number>,
    /// The greatest number.
    #[serde(default)]
    pub max: Option<serde_json::Number>,
}

/// How text is normalised, and what it must satisfy.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Rules {
    /// Whether white space at both ends is removed.
    pub trim: bool,
    /// A prefix that is removed once.
    pub strip_prefix: Option<String>,
    /// Whether an empty text is refused.
    pub non_empty: bool,
    /// The texts of which it begins with one.
    pub starts_with: Vec<String>,
    /// A text that is removed from the end as often as it is there.
    pub trim_end: Option<String>,
    /// The least number of characters.
    pub min_length: Option<usize>,
    /// The greatest number of characters.
    pub max_length: Option<usize>,
    /// A regular expression for the whole text.
    pub pattern: Option<String>,
}

/// What a type is in the end, through aliases.
#[derive(Clone, Copy, Debug)]
pub enum Resolved<'t> {
    /// A type of the language.
    Plain(&'t Type),
    /// A record with its name.
    Record(&'t str, &'t Record),
    /// An enum.
    Enum(&'t Words),
    /// A union with its name.
    Union(&'t str, &'t Union),
    /// A newtype.
    Newtype(&'t Newtype),
}

impl Types {
    /// Whether a type is described.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.types.contains_key(name)
    }

    /// What a type is, through aliases.
    #[must_use]
    pub fn resolve<'t>(&'t self, ty: &'t Type) -> Resolved<'t> {
        let mut ty = ty;
        // A chain of aliases longer than there are types is a circle, and stands for any value.
        for _ in 0..=self.types.len() {
            let Type::Named(name) = ty else { return Resolved::Plain(ty) };
            match self.types.get_key_value(name) {
                Some((_, Shape::Alias(inner))) => ty = inner,
                Some((name, Shape::Record(record))) => return Resolved::Record(name, record),
                Some((_, Shape::Enum(words))) => return Resolved::Enum(words),
                Some((name, Shape::Union(union))) => return Resolved::Union(name, union),
                Some((_, Shape::Newtype(newtype))) => return Resolved::Newtype(newtype),
                None => break,
            }
        }
        Resolved::Plain(&Type::Json)
    }

    /// The record that a type is, whether or not it may be absent.
    #[must_use]
    pub fn record<'t>(&'t self, ty: &'t Type) -> Option<&'t Record> {
        match self.resolve(ty.required()) {
            Resolved::Record(_, record) => Some(record),
            _ => None,
        }
    }

    /// The type of the elements, if it is a list.
    #[must_use]
    pub fn element<'t>(&'t self, ty: &'t Type) -> Option<&'t Type> {
        match self.resolve(ty.required()) {
            Resolved::Plain(Type::List(element)) => Some(element),
            _ => None,
        }
    }

    /// Every type that a declared type mentions, with the name of the latter.
    pub(super) fn mentions(&self) -> impl Iterator<Item = (&str, &Type)> {
        self.types.iter().flat_map(|(name, shape)| {
            let types: Vec<&Type> = match shape {
                Shape::Record(record) => record.fields.iter().map(|field| &field.ty).collect(),
                Shape::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
                Shape::Newtype(newtype) => vec![&newtype.of],
                Shape::Alias(ty) => vec![ty],
                Shape::Enum(_) => Vec::new(),
            };
            types.into_iter().map(move |ty| (name.as_str(), ty))
        })
    }
}
