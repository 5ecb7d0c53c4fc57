//! The `errors` section as written: what can go wrong with clients, by kind.

use super::{About, Named, Text, members, required, required_members};
use crate::diagnostic::Diagnostics;
use crate::source::{Fields, Node, NodeValue};

/// The error of clients: an enum.
#[derive(Clone, Debug)]
pub struct RawErrors {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `variants`
    pub variants: Vec<Named<RawVariant>>,
}

/// One kind of error.
#[derive(Clone, Debug)]
pub struct RawVariant {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `when`: the failures that it stands for; none for one that is only made by others.
    pub when: Vec<RawCondition>,
}

/// A failure.
#[derive(Clone, Debug)]
pub enum RawCondition {
    /// A status or a word.
    Word(Text),
    /// `code`: an error with this code in an answer.
    Code(Text),
}

/// Reads the whole section.
pub fn read(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Named<RawErrors>> {
    members(node, "the errors", diagnostics, |node, diagnostics| {
        let mut fields = Fields::of(node, "an error", diagnostics)?;
        let about = About::read(&mut fields, diagnostics);
        let variants = required_members(&mut fields, "variants", diagnostics, variant);
        fields.finish(diagnostics);
        Some(RawErrors { about, variants })
    })
}

/// The failures alone, or the long form; nothing for one that others make. A mapping with `code` is a failure.
fn variant(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawVariant> {
    match &node.value {
        NodeValue::Null => Some(RawVariant { about: About::default(), when: Vec::new() }),
        NodeValue::Mapping(entries) if entries.iter().all(|entry| entry.key.value != "code") => {
            let mut fields = Fields::of(node, "a variant", diagnostics)?;
            let about = About::read(&mut fields, diagnostics);
            let when = fields.take("when").map(|node| conditions(node, diagnostics)).unwrap_or_default();
            fields.finish(diagnostics);
            Some(RawVariant { about, when })
        }
        _ => Some(RawVariant { about: About::default(), when: conditions(node, diagnostics) }),
    }
}

/// A failure, or a list of them.
fn conditions(node: &Node, diagnostics: &mut Diagnostics) -> Vec<RawCondition> {
    match &node.value {
        NodeValue::Sequence(items) => items.iter().filter_map(|item| condition(item, diagnostics)).collect(),
        _ => condition(node, diagnostics).into_iter().collect(),
    }
}

fn condition(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawCondition> {
    if node.as_mapping().is_none() {
        return node.text("a failure", diagnostics).map(RawCondition::Word);
    }
    let mut fields = Fields::of(node, "a failure", diagnostics)?;
    let code = required(&mut fields, "code", diagnostics);
    fields.finish(diagnostics);
    code.map(RawCondition::Code)
}
