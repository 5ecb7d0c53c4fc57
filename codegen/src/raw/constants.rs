//! The `constants` section as written.

use super::{About, Literal, Named, members};
use crate::diagnostic::Diagnostics;
use crate::source::{Fields, Node, NodeValue};

/// A named value.
#[derive(Clone, Debug)]
pub struct RawConstant {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `value`
    pub value: Literal,
}

/// Reads the whole section.
pub fn read(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Named<RawConstant>> {
    members(node, "the constants", diagnostics, |node, diagnostics| {
        if !matches!(node.value, NodeValue::Mapping(_)) {
            return Some(RawConstant { about: About::default(), value: Literal(node.clone()) });
        }
        let mut fields = Fields::of(node, "a constant", diagnostics)?;
        let about = About::read(&mut fields, diagnostics);
        let value = fields.require("value", diagnostics).cloned().map(Literal);
        fields.finish(diagnostics);
        Some(RawConstant { about, value: value? })
    })
}
