//! Enums as written: words, as a list or with what is said about each.

use super::types::{case, open};
use super::{About, Named, Text, has_entries, members, text, texts};
use crate::diagnostic::Diagnostics;
use crate::model::names::Case;
use crate::source::{Fields, Node, NodeValue};

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

pub(super) fn read(node: &Node, fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> RawEnum {
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
