//! The `types` section as written: records, enums, unions, newtypes and aliases.

use super::expression::Expression;
use super::{About, Literal, Named, Text, flag, has_entries, integer, members, text, texts};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::model::names::Case;
use crate::source::{Fields, Node, NodeValue, Spanned};

/// One declaration of the section.
#[derive(Clone, Debug)]
pub struct RawType {
    /// `doc` and `deprecated`.
    pub about: About,
    /// Which construct it is.
    pub shape: RawShape,
}

/// The constructs of the section, each known by its key.
#[derive(Clone, Debug)]
pub enum RawShape {
    /// `fields:`
    Record(RawRecord),
    /// `enum:`
    Enum(RawEnum),
    /// `union:`
    Union(RawUnion),
    /// `newtype:`
    Newtype(Box<RawNewtype>),
    /// `alias:`, or a type expression alone.
    Alias(Expression),
}

/// A record: named fields.
#[derive(Clone, Debug)]
pub struct RawRecord {
    /// The fields in order.
    pub fields: Vec<Named<RawField>>,
    /// `case`: how field names are spelled on the wire.
    pub case: Option<Case>,
    /// `accept`: further cases that are accepted on input.
    pub accept: Vec<Case>,
    /// `unknown`: what happens to fields that the record does not declare.
    pub unknown: Option<Spanned<UnknownFields>>,
}

/// What a record does with fields that it does not declare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum UnknownFields {
    /// They are skipped.
    #[default]
    Ignore,
    /// They are kept in `unknown_fields` and written again.
    Keep,
    /// They are an error.
    Refuse,
}

impl UnknownFields {
    /// The words that select it in a schema.
    pub const WORDS: &'static [(&'static str, Self)] =
        &[("ignore", Self::Ignore), ("keep", Self::Keep), ("refuse", Self::Refuse)];
}

/// A field of a record.
#[derive(Clone, Debug)]
pub struct RawField {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `type`
    pub ty: Expression,
    /// `wire`: the spelling on the wire when the case does not give it.
    pub wire: Option<Text>,
    /// `aliases`: further spellings accepted on input.
    pub aliases: Vec<Text>,
    /// `default`: used when the field is absent.
    pub default: Option<Literal>,
    /// `secret`: the value never shows in `Debug`.
    pub secret: bool,
    /// `lenient`: a `bool` also accepts `0`, `1` and words such as `yes`.
    pub lenient: Option<Spanned<bool>>,
}

/// An enum: a closed or open set of words.
#[derive(Clone, Debug)]
pub struct RawEnum {
    /// The members in order.
    pub members: Vec<Named<RawMember>>,
    /// `case`: how member names are spelled on the wire.
    pub case: Option<Case>,
    /// `open`: whether unknown words are kept (the default) or refused.
    pub open: bool,
}

/// A member of an enum.
#[derive(Clone, Debug, Default)]
pub struct RawMember {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `wire`
    pub wire: Option<Text>,
    /// `aliases`
    pub aliases: Vec<Text>,
}

/// A union: one of several types, told apart by a tag.
#[derive(Clone, Debug)]
pub struct RawUnion {
    /// The members in order.
    pub members: Vec<Named<RawVariant>>,
    /// `case`: how member names are spelled as tags.
    pub case: Option<Case>,
    /// `tag`: the field that holds the tag; without it the tag is the one key of an enclosing object.
    pub tag: Option<Text>,
    /// `content`: the field beside the tag that holds the value.
    pub content: Option<Text>,
    /// `open`
    pub open: bool,
}

/// A member of a union.
#[derive(Clone, Debug)]
pub struct RawVariant {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `type`
    pub ty: Expression,
    /// `wire`: the tag when the case does not give it.
    pub wire: Option<Text>,
}

/// A newtype: a value with rules.
#[derive(Clone, Debug)]
pub struct RawNewtype {
    /// `newtype`: the type inside.
    pub inner: Expression,
    /// `trim`, `non_empty`, `strip_prefix`, lengths and pattern.
    pub rules: RawRules,
    /// `min`
    pub min: Option<Literal>,
    /// `max`
    pub max: Option<Literal>,
    /// `secret`
    pub secret: bool,
}

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

/// Reads the whole section.
pub fn read(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Named<RawType>> {
    members(node, "the types", diagnostics, read_type)
}

fn read_type(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawType> {
    if !matches!(node.value, NodeValue::Mapping(_)) || Expression::is_map(node) {
        let alias = Expression::read(node, diagnostics)?;
        return Some(RawType { about: About::default(), shape: RawShape::Alias(alias) });
    }
    let mut fields = Fields::of(node, "a type", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let shape = read_shape(&mut fields, diagnostics);
    fields.finish(diagnostics);
    Some(RawType { about, shape: shape? })
}

const CONSTRUCTS: [&str; 5] = ["fields", "enum", "union", "newtype", "alias"];

fn read_shape(fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> Option<RawShape> {
    let found: Vec<_> = CONSTRUCTS.into_iter().filter_map(|key| fields.entry(key).map(|entry| (key, entry))).collect();
    let (key, entry) = match found.as_slice() {
        [one] => *one,
        // The typo is reported as an unknown key.
        [] if fields.has_typo_of(&CONSTRUCTS) => return None,
        [] => {
            diagnostics.push(
                Diagnostic::new(Code::MissingKey, fields.head(), "this type does not say what it is")
                    .label("needs one of `fields`, `enum`, `union`, `newtype`, `alias`")
                    .help("a record has `fields:`, an enum `enum:`, a union `union:`"),
            );
            return None;
        }
        [(first, one), (second, other), ..] => {
            diagnostics.push(
                Diagnostic::new(
                    Code::ConflictingKeys,
                    other.key.span,
                    format!("a type has either `{first}` or `{second}`, not both"),
                )
                .label("one too many")
                .related(one.key.span, "this already says what the type is")
                .help("remove one of them, or make two types"),
            );
            return None;
        }
    };
    let node = &entry.value;
    match key {
        "fields" => Some(RawShape::Record(read_record(node, fields, diagnostics))),
        "enum" => Some(RawShape::Enum(read_enum(node, fields, diagnostics))),
        "union" => Some(RawShape::Union(read_union(node, fields, diagnostics))),
        "newtype" => read_newtype(node, fields, diagnostics).map(|newtype| RawShape::Newtype(Box::new(newtype))),
        _ => Expression::read(node, diagnostics).map(RawShape::Alias),
    }
}

fn case(fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> Option<Case> {
    fields.take("case").and_then(|node| node.keyword(Case::WORDS, diagnostics))
}

fn read_record(node: &Node, fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> RawRecord {
    let case = case(fields, diagnostics);
    let accept = match fields.take("accept") {
        Some(node) if node.as_scalar().is_some() => node.keyword(Case::WORDS, diagnostics).into_iter().collect(),
        Some(node) => node
            .items("accept", diagnostics)
            .unwrap_or_default()
            .iter()
            .filter_map(|item| item.keyword(Case::WORDS, diagnostics))
            .collect(),
        None => Vec::new(),
    };
    let unknown = fields.take("unknown").and_then(|node| {
        let value = node.keyword(UnknownFields::WORDS, diagnostics)?;
        Some(Spanned { value, span: node.span })
    });
    RawRecord { fields: members(node, "the fields", diagnostics, read_field), case, accept, unknown }
}

fn read_field(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawField> {
    if !matches!(node.value, NodeValue::Mapping(_)) || Expression::is_map(node) {
        return Some(RawField {
            about: About::default(),
            ty: Expression::read(node, diagnostics)?,
            wire: None,
            aliases: Vec::new(),
            default: None,
            secret: false,
            lenient: None,
        });
    }
    let mut fields = Fields::of(node, "a field", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let ty = fields.require("type", diagnostics).and_then(|node| Expression::read(node, diagnostics));
    let wire = text(&mut fields, "wire", diagnostics);
    let aliases = texts(&mut fields, "aliases", diagnostics);
    let default = fields.take("default").cloned().map(Literal);
    let secret = flag(&mut fields, "secret", diagnostics).is_some_and(|flag| flag.value);
    let lenient = flag(&mut fields, "lenient", diagnostics).filter(|flag| flag.value);
    fields.finish(diagnostics);
    Some(RawField { about, ty: ty?, wire, aliases, default, secret, lenient })
}

fn open(fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> bool {
    flag(fields, "open", diagnostics).is_none_or(|flag| flag.value)
}

fn read_enum(node: &Node, fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> RawEnum {
    let case = case(fields, diagnostics);
    let open = open(fields, diagnostics);
    let members = match &node.value {
        _ if !has_entries(node, "enum", diagnostics) => Vec::new(),
        NodeValue::Sequence(items) => items
            .iter()
            .filter_map(|item| {
                let wire = item.text("a member", diagnostics)?;
                // In a list the text is both: the name, and the spelling on the wire unless a case is given.
                let member = RawMember { wire: case.is_none().then(|| wire.clone()), ..RawMember::default() };
                Some(Named { name: wire, value: member })
            })
            .collect(),
        _ => members(node, "the members", diagnostics, read_member),
    };
    RawEnum { members, case, open }
}

fn read_member(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawMember> {
    match &node.value {
        NodeValue::Null => Some(RawMember::default()),
        NodeValue::Scalar(_) => {
            Some(RawMember { wire: Some(node.text("the spelling on the wire", diagnostics)?), ..RawMember::default() })
        }
        _ => {
            let mut fields = Fields::of(node, "a member", diagnostics)?;
            let member = RawMember {
                about: About::read(&mut fields, diagnostics),
                wire: text(&mut fields, "wire", diagnostics),
                aliases: texts(&mut fields, "aliases", diagnostics),
            };
            fields.finish(diagnostics);
            Some(member)
        }
    }
}

fn read_union(node: &Node, fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> RawUnion {
    let has_members = has_entries(node, "union", diagnostics);
    RawUnion {
        case: case(fields, diagnostics),
        tag: text(fields, "tag", diagnostics),
        content: text(fields, "content", diagnostics),
        open: open(fields, diagnostics),
        members: if has_members { members(node, "the members", diagnostics, read_variant) } else { Vec::new() },
    }
}

fn read_variant(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawVariant> {
    if !matches!(node.value, NodeValue::Mapping(_)) || Expression::is_map(node) {
        return Some(RawVariant { about: About::default(), ty: Expression::read(node, diagnostics)?, wire: None });
    }
    let mut fields = Fields::of(node, "a member", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let wire = text(&mut fields, "wire", diagnostics);
    let ty = fields.require("type", diagnostics).and_then(|node| Expression::read(node, diagnostics));
    fields.finish(diagnostics);
    Some(RawVariant { about, ty: ty?, wire })
}

fn read_newtype(node: &Node, fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> Option<RawNewtype> {
    let rules = RawRules::read(fields, diagnostics);
    let mut limit = |key| fields.take(key).cloned().map(Literal);
    let (min, max) = (limit("min"), limit("max"));
    let secret = flag(fields, "secret", diagnostics).is_some_and(|flag| flag.value);
    Some(RawNewtype { inner: Expression::read(node, diagnostics)?, rules, min, max, secret })
}
