//! What statuses mean, as written.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::raw::{Literal, Text};
use crate::source::{Fields, Node, NodeValue};

/// A status, and what it means.
#[derive(Clone, Debug)]
pub struct RawStatus {
    /// The status.
    pub status: Text,
    /// What it means.
    pub meaning: RawMeaning,
}

/// What a status means.
#[derive(Clone, Debug)]
pub enum RawMeaning {
    /// `body`: the body holds what is returned.
    Body,
    /// `none`: there is nothing.
    Nothing,
    /// `value`: this is returned.
    Value(Literal),
}

/// The entries of `statuses`.
pub(super) fn read(node: &Node, diagnostics: &mut Diagnostics) -> Vec<RawStatus> {
    let entries = node.entries("meanings by status", diagnostics).unwrap_or_default();
    let statuses = entries.iter().filter_map(|entry| {
        let meaning = read_meaning(&entry.value, diagnostics)?;
        Some(RawStatus { status: entry.key.clone(), meaning })
    });
    statuses.collect()
}

fn read_meaning(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawMeaning> {
    match &node.value {
        NodeValue::Mapping(_) => {
            let mut fields = Fields::of(node, "the meaning of a status", diagnostics)?;
            let value = fields.require("value", diagnostics).cloned();
            fields.finish(diagnostics);
            value.map(|node| RawMeaning::Value(Literal(node)))
        }
        NodeValue::Scalar(_) => node.keyword(&[("body", RawMeaning::Body), ("none", RawMeaning::Nothing)], diagnostics),
        _ => {
            diagnostics.push(
                Diagnostic::new(Code::WrongShape, node.span, "the meaning of this status is not said")
                    .label("expected a word or a mapping")
                    .help("write `body`, `none` or `{ value: … }`"),
            );
            None
        }
    }
}
