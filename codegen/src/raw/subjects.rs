//! The `subjects` section as written.

use super::families::RawFamily;
use super::fragments::{self, RawFragment};
use super::{About, Named, members};
use crate::diagnostic::Diagnostics;
use crate::model::names::Case;
use crate::model::places::Place;
use crate::source::{Fields, Node};

/// One declaration of the section.
#[derive(Clone, Debug)]
pub struct RawSubjects {
    /// `doc` and `deprecated`.
    pub about: About,
    /// The members.
    pub family: RawFamily,
    /// `input`: how parameters are spelled in an input object.
    pub input: Option<Case>,
    /// `fragment`
    pub fragment: Option<RawFragment>,
}

/// Reads the whole section.
pub fn read(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Named<RawSubjects>> {
    members(node, "the subjects", diagnostics, |node, diagnostics| {
        let mut fields = Fields::of(node, "a set of subjects", diagnostics)?;
        let subjects = RawSubjects {
            about: About::read(&mut fields, diagnostics),
            input: fields.take("input").and_then(|node| node.keyword(Case::WORDS, diagnostics)),
            fragment: fragments::read(&mut fields, diagnostics),
            family: RawFamily::read(&mut fields, Place::Path, diagnostics),
        };
        fields.finish(diagnostics);
        Some(subjects)
    })
}
