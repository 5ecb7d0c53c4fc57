//! The `events` section as written.

use super::{About, Named, members};
use crate::diagnostic::Diagnostics;
use crate::source::{Fields, Node};

/// One declaration of the section.
#[derive(Clone, Debug)]
pub struct RawEvents {
    /// `doc` and `deprecated`.
    pub about: About,
}

/// Reads the whole section.
pub fn read(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Named<RawEvents>> {
    members(node, "a set of events", diagnostics, |node, diagnostics| {
        let mut fields = Fields::of(node, "a set of events", diagnostics)?;
        let about = About::read(&mut fields, diagnostics);
        fields.finish(diagnostics);
        Some(RawEvents { about })
    })
}
