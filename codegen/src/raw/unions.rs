//! Unions as written: types, and where the tag that tells them apart stands.

use super::expression::Expression;
use super::types::{case, open};
use super::{About, Named, Text, has_entries, members, text};
use crate::diagnostic::Diagnostics;
use crate::model::names::Case;
use crate::source::{Fields, Node, NodeValue};

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

pub(super) fn read(node: &Node, fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> RawUnion {
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
