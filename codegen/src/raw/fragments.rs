//! How values become part of names, as written.

use super::{Named, Text, members};
use crate::diagnostic::{Diagnostics, Span};
use crate::source::Fields;

/// `fragment`: how values become part of names.
#[derive(Clone, Debug)]
pub struct RawFragment {
    /// Where it is written.
    pub span: Span,
    /// `replace`: single characters and what stands for them.
    pub replace: Vec<Named<Text>>,
}

/// Reads `fragment: { replace: { "-": "_" } }`.
pub fn read(fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> Option<RawFragment> {
    let node = fields.take("fragment")?;
    let mut fields = Fields::of(node, "a fragment", diagnostics)?;
    let replace = fields
        .take("replace")
        .map(|node| {
            members(node, "characters and their replacements", diagnostics, |node, diagnostics| {
                node.text("a text", diagnostics)
            })
        })
        .unwrap_or_default();
    fields.finish(diagnostics);
    Some(RawFragment { span: node.span, replace })
}
