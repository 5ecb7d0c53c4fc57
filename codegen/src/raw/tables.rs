//! The `tables` section as written.

use super::{About, Named, Text, members, optional_members, required, required_members, required_texts, text};
use crate::diagnostic::{Diagnostics, Span};
use crate::model::tables::{Combination, Normalization};
use crate::source::{Fields, Node, Spanned};

/// A classification of texts.
#[derive(Clone, Debug)]
pub struct RawTable {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `gives`: the enum whose words it gives.
    pub gives: Text,
    /// `normalize`: what is done to a text before it is looked up.
    pub normalize: Vec<Spanned<Normalization>>,
    /// `whole`: whole texts by the word of the enum that they have.
    pub whole: Vec<Named<Vec<Text>>>,
    /// `split`: where a text is taken apart.
    pub split: Option<Text>,
    /// `parts`: for each part its texts, by the word of the enum that they have.
    pub parts: Vec<Named<RawPart>>,
    /// `combine`: which word a text has whose parts have several.
    pub combine: Option<Combination>,
    /// `default`: the word of everything else.
    pub default: Text,
}

/// The words of one part of a text.
#[derive(Clone, Debug)]
pub struct RawPart {
    /// Where they are written.
    pub span: Span,
    /// Texts by the word of the enum that they have.
    pub words: Vec<Named<Vec<Text>>>,
}

/// Reads the whole section.
pub fn read(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Named<RawTable>> {
    members(node, "the tables", diagnostics, |node, diagnostics| {
        let mut fields = Fields::of(node, "a table", diagnostics)?;
        let about = About::read(&mut fields, diagnostics);
        let gives = required(&mut fields, "gives", diagnostics);
        let normalize = fields.take("normalize").map(|node| normalizations(node, diagnostics)).unwrap_or_default();
        let whole = optional_members(&mut fields, "whole", diagnostics, texts);
        let split = text(&mut fields, "split", diagnostics);
        let parts = match fields.has("parts") {
            true => required_members(&mut fields, "parts", diagnostics, read_part),
            false => Vec::new(),
        };
        let combine = fields.take("combine").and_then(|node| node.keyword(&Combination::WORDS, diagnostics));
        let default = required(&mut fields, "default", diagnostics);
        fields.finish(diagnostics);
        Some(RawTable { about, gives: gives?, normalize, whole, split, parts, combine, default: default? })
    })
}

fn normalizations(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Spanned<Normalization>> {
    let items = node.items("a list of what is done to texts", diagnostics).unwrap_or_default();
    let mut read = |item: &Node| Some(Spanned::new(item.keyword(&Normalization::WORDS, diagnostics)?, item.span));
    items.iter().filter_map(&mut read).collect()
}

fn read_part(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawPart> {
    Some(RawPart { span: node.span, words: members(node, "the words of a part", diagnostics, texts) })
}

fn texts(node: &Node, diagnostics: &mut Diagnostics) -> Option<Vec<Text>> {
    Some(required_texts(node, "texts", diagnostics))
}
