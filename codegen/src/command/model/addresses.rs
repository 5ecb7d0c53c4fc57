//! The `subjects`, `kinds` and `selectors` sections of the outline.

use super::outline::Object;
use super::types::rules;
use crate::model::families::{Family, Member};
use crate::model::fragments::Fragment;
use crate::model::kinds::{Kind, KindSet};
use crate::model::names::{Case, Name};
use crate::model::selectors::Selector;
use crate::model::subjects::SubjectSet;
use crate::model::templates::{Dots, Parameter, Piece};

/// A set of subjects.
pub(super) fn subjects(subjects: &SubjectSet, object: Object) -> Object {
    let input = Case::WORDS.iter().find(|(_, case)| Some(*case) == subjects.input);
    let object = object.with_some("input", input.map(|(word, _)| *word));
    family(&subjects.family, object.with_some("fragment", subjects.fragment.as_ref().map(fragment)))
}

/// A selector.
pub(super) fn selector(selector: &Selector, object: Object) -> Object {
    let object = object.with_some("header", selector.header.as_deref()).with_flag("graphql", selector.graphql);
    family(&selector.family, object)
}

/// A set of kinds.
pub(super) fn kinds(kinds: &KindSet, object: Object) -> Object {
    object.with_members("members", &kinds.members, |member| (member.name.as_written(), kind(member)))
}

fn kind(kind: &Kind) -> Object {
    Object::default()
        .about(kind.doc.as_ref(), kind.deprecated.as_ref())
        .with("wire", kind.wire.as_str())
        .with_some("segment", kind.segment.as_deref())
}

fn family(family: &Family, object: Object) -> Object {
    let dots = Dots::WORDS.iter().find(|(_, dots)| *dots == family.dots);
    let place = family.place.word();
    object
        .with_some("dots", dots.map(|(word, _)| *word))
        .with_members("members", &family.members, |known| (known.name.as_written(), member(known, place)))
}

fn member(member: &Member, place: &str) -> Object {
    Object::default()
        .about(member.doc.as_ref(), member.deprecated.as_ref())
        .with("wire", member.wire.as_str())
        .with(place, text(&member.template.pieces, &member.template.parameters))
        .with_list("aliases", member.aliases.iter().map(Name::as_written))
        .with_members("parameters", &member.template.parameters, |known| (known.name.as_written(), parameter(known)))
}

/// The template as the language writes it, with constants filled in.
fn text(pieces: &[Piece], parameters: &[Parameter]) -> String {
    let escaped = |text: &str| {
        ["{", "}", "[", "]"].iter().fold(text.to_owned(), |text, sign| text.replace(sign, &sign.repeat(2)))
    };
    let piece = |piece: &Piece| match piece {
        Piece::Literal(literal) => escaped(literal),
        Piece::Parameter(position) => format!("{{{}}}", parameters[*position].name.as_written()),
        Piece::Optional(inner) => format!("[{}]", text(inner, parameters)),
    };
    pieces.iter().map(piece).collect()
}

fn parameter(parameter: &Parameter) -> Object {
    rules(&parameter.rules, Object::default().with_flag("optional", parameter.optional))
}

/// How values become part of names.
pub(super) fn fragment(fragment: &Fragment) -> Object {
    let replaced = fragment
        .replace
        .iter()
        .fold(Object::default(), |all, (from, to)| all.with(from.encode_utf8(&mut [0; 4]), to.as_str()));
    Object::default().with("replace", replaced)
}
