//! Families as written: members that each have a template, what `subjects` and `selectors` are made of.

use super::rules::{self, RawRules};
use super::templates::RawTemplate;
use super::{About, Named, Text, members, required_members, text, texts};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::model::names::Case;
use crate::model::places::Place;
use crate::model::templates::Dots;
use crate::source::{Fields, Node, Spanned};

/// The members of a family and what holds for all of them.
#[derive(Clone, Debug)]
pub struct RawFamily {
    /// `case`: how member names are spelled on the wire.
    pub case: Option<Case>,
    /// `dots`: whether `.` and `..` are values.
    pub dots: Option<Spanned<Dots>>,
    /// `values`: rules for every parameter of every member.
    pub rules: RawRules,
    /// `members`
    pub members: Vec<Named<RawFamilyMember>>,
}

/// A member of a family.
#[derive(Clone, Debug)]
pub struct RawFamilyMember {
    /// `doc` and `deprecated`.
    pub about: About,
    /// Where texts of this member stand.
    pub place: Place,
    /// Where that is said.
    pub place_span: Span,
    /// `path`, `uri`, `topic` or `header`.
    pub template: RawTemplate,
    /// `wire`: the spelling of the kind when the case does not give it.
    pub wire: Option<Text>,
    /// `aliases`: further names of the constructor.
    pub aliases: Vec<Text>,
    /// `values`: rules for every parameter.
    pub rules: RawRules,
    /// `parameters`: rules for single parameters.
    pub parameters: Vec<Named<RawRules>>,
}

impl RawFamily {
    /// Reads the keys of a family from the declaration that holds them; a member in short form stands at `short`.
    pub fn read(fields: &mut Fields<'_>, short: Place, diagnostics: &mut Diagnostics) -> Self {
        let dots = fields.take("dots").and_then(|node| {
            let value = node.keyword(Dots::WORDS, diagnostics)?;
            Some(Spanned { value, span: node.span })
        });
        Self {
            case: fields.take("case").and_then(|node| node.keyword(Case::WORDS, diagnostics)),
            dots,
            rules: rules::read(fields, "values", diagnostics),
            members: required_members(fields, "members", diagnostics, |node, diagnostics| {
                member(node, short, diagnostics)
            }),
        }
    }
}

fn member(node: &Node, short: Place, diagnostics: &mut Diagnostics) -> Option<RawFamilyMember> {
    if node.is_scalar() {
        return Some(RawFamilyMember {
            about: About::default(),
            place: short,
            place_span: node.span,
            template: RawTemplate::parse(node.text("a template", diagnostics)?, diagnostics)?,
            wire: None,
            aliases: Vec::new(),
            rules: RawRules::default(),
            parameters: Vec::new(),
        });
    }
    let mut fields = Fields::of(node, "a member", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let wire = text(&mut fields, "wire", diagnostics);
    let aliases = texts(&mut fields, "aliases", diagnostics);
    let rules = rules::read(&mut fields, "values", diagnostics);
    let parameters = fields
        .take("parameters")
        .map(|node| members(node, "the parameters", diagnostics, rules::read_mapping))
        .unwrap_or_default();
    let placed = placed_template(&mut fields, diagnostics);
    fields.finish(diagnostics);
    let (place, place_span, template) = placed?;
    Some(RawFamilyMember { about, place, place_span, template, wire, aliases, rules, parameters })
}

/// The one template that a member has, under the key that names its place.
fn placed_template(fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> Option<(Place, Span, RawTemplate)> {
    let found: Vec<_> =
        Place::WORDS.iter().filter_map(|(key, place)| fields.entry(key).map(|entry| (*place, entry))).collect();
    match found.as_slice() {
        [(place, entry)] => {
            let text = entry.value.text("a template", diagnostics)?;
            Some((*place, entry.key.span, RawTemplate::parse(text, diagnostics)?))
        }
        [] => {
            diagnostics.push(
                Diagnostic::new(Code::MissingKey, fields.span(), "this member has no template".to_owned())
                    .label("needs one of `path`, `uri`, `topic`, `header`")
                    .help("write `path: \"/orders/{order_id}\"`"),
            );
            None
        }
        [(_, first), (_, second), ..] => {
            let message = format!("a member has either `{}` or `{}`, not both", first.key.value, second.key.value);
            diagnostics.push(
                Diagnostic::new(Code::ConflictingKeys, second.key.span, message)
                    .label("one too many")
                    .related(first.key.span, "the other one is here")
                    .help("declare two members, or two families for two places"),
            );
            None
        }
    }
}
