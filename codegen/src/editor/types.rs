//! The `types` section.

#![expect(clippy::struct_field_names, reason = "constructs are called by their keys")]

use super::words::{Anything, Case, Cases, Defaults, Expression, Nothing, Text, Texts, Unknown};
use super::{Members, described, forms};

forms! {
    /// A record, an enum, a union, a newtype or an alias.
    Type {
        Record(Record),
        Enum(Enum),
        Union(Union),
        Newtype(Newtype),
        Alias(Alias),
        Short(Expression),
    }
}

described! {
    /// A record: named fields.
    Record {
        /// The fields.
        fields: Members<Field>,
        /// How field names are spelled on the wire.
        case: Option<Case>,
        /// Further cases that are accepted on input.
        accept: Option<Cases>,
        /// What happens to fields that are not declared: `ignore` (the default), `keep` or `refuse`.
        unknown: Option<Unknown>,
        /// Whether fields are written that are at their default.
        defaults: Option<Defaults>,
    }
}

forms! {
    /// A type, or a type and more.
    Field {
        Short(Expression),
        Long(LongField),
    }
}

described! {
    /// A field of a record.
    LongField {
        /// The type.
        #[schemars(rename = "type")]
        ty: Expression,
        /// The spelling on the wire, where the case does not give it.
        wire: Option<Text>,
        /// Further spellings that are accepted on input.
        aliases: Option<Texts>,
        /// The value of a field that is missing.
        default: Option<Anything>,
        /// Whether the value is hidden in `Debug`.
        secret: Option<bool>,
        /// Whether a `bool` also accepts `0`, `1` and words such as `yes`.
        lenient: Option<bool>,
    }
}

described! {
    /// A set of words.
    Enum {
        /// The words: a list, or names with their spelling on the wire.
        #[schemars(rename = "enum")]
        members: EnumMembers,
        /// How member names are spelled on the wire.
        case: Option<Case>,
        /// Whether unknown words are kept (the default) or refused.
        open: Option<bool>,
    }
}

forms! {
    /// Words in a list, or members with more to say.
    EnumMembers {
        List(Vec<Text>),
        Members(Members<Member>),
    }
}

forms! {
    /// Nothing, the spelling on the wire, or more.
    Member {
        Bare(Nothing),
        Wire(Text),
        Long(LongMember),
    }
}

described! {
    /// A member of an enum.
    LongMember {
        /// The spelling on the wire.
        wire: Option<Text>,
        /// Further spellings that are accepted on input.
        aliases: Option<Texts>,
    }
}

described! {
    /// One of several types, told apart by a tag.
    Union {
        /// The members.
        #[schemars(rename = "union")]
        members: Members<Variant>,
        /// How member names are spelled as tags.
        case: Option<Case>,
        /// The field that holds the tag; without it the tag is the one key of an enclosing object.
        tag: Option<Text>,
        /// The field beside the tag that holds the value.
        content: Option<Text>,
        /// Whether unknown tags are kept (the default) or refused.
        open: Option<bool>,
    }
}

forms! {
    /// A type, or a type and more.
    Variant {
        Short(Expression),
        Long(LongVariant),
    }
}

described! {
    /// A member of a union.
    LongVariant {
        /// The type of the value.
        #[schemars(rename = "type")]
        ty: Expression,
        /// The tag on the wire, where the case does not give it.
        wire: Option<Text>,
    }
}

described! {
    /// A value with rules.
    Newtype {
        /// The type inside.
        newtype: Expression,
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
        /// The least number.
        min: Option<f64>,
        /// The greatest number.
        max: Option<f64>,
        /// Whether the value is hidden in `Debug`.
        secret: Option<bool>,
    }
}

described! {
    /// Another name for a type.
    Alias {
        /// The type.
        alias: Expression,
    }
}
