//! Profiles of servers, as written.

use crate::diagnostic::{Diagnostics, Span};
use crate::model::names::Case;
use crate::raw::types::case;
use crate::raw::{Named, Text, optional_members, text};
use crate::source::{Fields, Node, NodeValue};

/// A kind of server that a client can speak to.
#[derive(Clone, Debug, Default)]
pub struct RawProfile {
    /// `doc`
    pub doc: Option<Text>,
}

/// What an operation calls differently in a profile.
#[derive(Clone, Debug)]
pub struct RawProfileNames {
    /// Where it is written.
    pub span: Span,
    /// `case`: how the members of the body are spelled.
    pub case: Option<Case>,
    /// `names`: what single fields are called.
    pub names: Vec<Named<Text>>,
}

/// Reads a profile of a client.
pub(super) fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawProfile> {
    if matches!(node.value, NodeValue::Null) {
        return Some(RawProfile::default());
    }
    let mut fields = Fields::of(node, "a profile", diagnostics)?;
    let doc = text(&mut fields, "doc", diagnostics);
    fields.finish(diagnostics);
    Some(RawProfile { doc })
}

/// Reads what an operation calls differently.
pub(super) fn read_names(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawProfileNames> {
    let mut fields = Fields::of(node, "what a profile calls differently", diagnostics)?;
    let case = case(&mut fields, diagnostics);
    let names =
        optional_members(&mut fields, "names", diagnostics, |node, diagnostics| node.text("a name", diagnostics));
    fields.finish(diagnostics);
    Some(RawProfileNames { span: node.span, case, names })
}
