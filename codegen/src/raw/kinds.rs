//! The `kinds` section as written.

use super::{About, Named, members};
use crate::diagnostic::Diagnostics;
use crate::source::{Fields, Node};

/// One declaration of the section.
#[derive(Clone, Debug)]
pub struct RawKinds {
    /// `doc` and `deprecated`.
    pub about: About,
}

/// Reads the whole section.
pub fn read(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Named<RawKinds>> {
    members(node, "a set of kinds", diagnostics, |node, diagnostics| {
        let mut fields = Fields::of(node, "a set of kinds", diagnostics)?;
        let about = About::read(&mut fields, diagnostics);
        fields.finish(diagnostics);
        Some(RawKinds { about })
    })
}
