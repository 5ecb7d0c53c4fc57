//! The `kinds` section as written.

use super::{About, Named, Text, members, required_members, text};
use crate::diagnostic::Diagnostics;
use crate::model::names::Case;
use crate::source::{Fields, Node};

/// One declaration of the section.
#[derive(Clone, Debug)]
pub struct RawKinds {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `case`: how member names are spelled on the wire.
    pub case: Option<Case>,
    /// `members`
    pub members: Vec<Named<RawKind>>,
}

/// A member of a set of kinds.
#[derive(Clone, Debug, Default)]
pub struct RawKind {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `wire`
    pub wire: Option<Text>,
    /// `segment`: how the kind is spelled in a path; without it the kind has no path.
    pub segment: Option<Text>,
}

/// Reads the whole section.
pub fn read(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Named<RawKinds>> {
    members(node, "the kinds", diagnostics, |node, diagnostics| {
        let mut fields = Fields::of(node, "a set of kinds", diagnostics)?;
        let kinds = RawKinds {
            about: About::read(&mut fields, diagnostics),
            case: fields.take("case").and_then(|node| node.keyword(Case::WORDS, diagnostics)),
            members: required_members(&mut fields, "members", diagnostics, kind),
        };
        fields.finish(diagnostics);
        Some(kinds)
    })
}

fn kind(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawKind> {
    if node.is_null() {
        return Some(RawKind::default());
    }
    let mut fields = Fields::of(node, "a kind", diagnostics)?;
    let kind = RawKind {
        about: About::read(&mut fields, diagnostics),
        wire: text(&mut fields, "wire", diagnostics),
        segment: text(&mut fields, "segment", diagnostics),
    };
    fields.finish(diagnostics);
    Some(kind)
}
