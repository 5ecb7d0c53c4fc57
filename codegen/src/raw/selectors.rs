//! The `selectors` section as written.

use super::families::RawFamily;
use super::{About, Named, Text, flag, members, text};
use crate::diagnostic::Diagnostics;
use crate::model::places::Place;
use crate::source::{Fields, Node};

/// One declaration of the section.
#[derive(Clone, Debug)]
pub struct RawSelector {
    /// `doc` and `deprecated`.
    pub about: About,
    /// The members.
    pub family: RawFamily,
    /// `header`: the header that carries the selector.
    pub header: Option<Text>,
    /// `graphql`: whether the selector is also a GraphQL value.
    pub graphql: bool,
}

/// Reads the whole section.
pub fn read(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Named<RawSelector>> {
    members(node, "the selectors", diagnostics, |node, diagnostics| {
        let mut fields = Fields::of(node, "a selector", diagnostics)?;
        let selector = RawSelector {
            about: About::read(&mut fields, diagnostics),
            header: text(&mut fields, "header", diagnostics),
            graphql: flag(&mut fields, "graphql", diagnostics).is_some_and(|flag| flag.value),
            family: RawFamily::read(&mut fields, Place::Uri, diagnostics),
        };
        fields.finish(diagnostics);
        Some(selector)
    })
}
