//! The `tables` section as written.

use super::{About, Named, Text, members, required, required_members, required_texts, text};
use crate::diagnostic::Diagnostics;
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
    pub whole: RawWords,
    /// `split`: where a text is taken apart.
    pub split: Option<Text>,
    /// `parts`: for each part its texts, by the word of the enum that they have.
    pub parts: Vec<Named<RawWords>>,
    /// `combine`: which word a text has whose parts have several.
    pub combine: Option<Combination>,
    /// `default`: the word of everything else.
    pub default: Text,
}

/// Texts by the word of the enum that they have.
pub type RawWords = Vec<Named<Vec<Text>>>;

/// Reads the whole section.
pub fn read(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Named<RawTable>> {
    members(node, "the tables", diagnostics, |node, diagnostics| {
        let mut fields = Fields::of(node, "a table", diagnostics)?;
        let about = About::read(&mut fields, diagnostics);
        let gives = required(&mut fields, "gives", diagnostics);
        let normalize = fields.take("normalize").map(|node| normalizations(node, diagnostics)).unwrap_or_default();
        let whole = fields.take("whole").map(|node| words(node, diagnostics)).unwrap_or_default();
        let split = text(&mut fields, "split", diagnostics);
        let parts = if fields.has("parts") {
            required_members(&mut fields, "parts", diagnostics, |node, diagnostics| Some(words(node, diagnostics)))
        } else {
            Vec::new()
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

fn words(node: &Node, diagnostics: &mut Diagnostics) -> RawWords {
    members(node, "texts", diagnostics, |node, diagnostics| Some(required_texts(node, "texts", diagnostics)))
}
