//! Records as written: fields, and how their names are spelled on the wire.

use super::expression::Expression;
use super::types::case;
use super::{About, Literal, Named, Text, flag, members, text, texts};
use crate::diagnostic::Diagnostics;
use crate::model::names::Case;
use crate::source::{Fields, Node, NodeValue, Spanned};

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
    /// `defaults`: whether fields are written that are at their default.
    pub defaults: DefaultFields,
}

/// What a record does on output with fields that are at their default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum DefaultFields {
    /// They are written.
    #[default]
    Write,
    /// They are left out.
    Omit,
}

impl DefaultFields {
    /// The words that select it in a schema.
    pub const WORDS: &'static [(&'static str, Self)] = &[("write", Self::Write), ("omit", Self::Omit)];
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

pub(super) fn read(node: &Node, fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> RawRecord {
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
    let defaults = fields.take("defaults").and_then(|node| node.keyword(DefaultFields::WORDS, diagnostics));
    let defaults = defaults.unwrap_or_default();
    RawRecord { fields: members(node, "the fields", diagnostics, read_field), case, accept, unknown, defaults }
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
