//! The `errors` section as written: what can go wrong with clients, by kind.

use super::{About, Named, Text, members, required_members, texts};
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
    pub when: Vec<Text>,
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

/// The failures alone, or the long form; nothing for one that others make.
fn variant(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawVariant> {
    match &node.value {
        NodeValue::Null => Some(RawVariant { about: About::default(), when: Vec::new() }),
        NodeValue::Mapping(_) => {
            let mut fields = Fields::of(node, "a variant", diagnostics)?;
            let about = About::read(&mut fields, diagnostics);
            let when = texts(&mut fields, "when", diagnostics);
            fields.finish(diagnostics);
            Some(RawVariant { about, when })
        }
        _ => {
            let when = super::required_texts(node, "failures", diagnostics);
            Some(RawVariant { about: About::default(), when })
        }
    }
}
