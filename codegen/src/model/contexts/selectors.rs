//! Selectors that are made from values of a context; resolved last, when selectors are known.

use super::{Alternative, Context, DerivedSelector};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::accessors::{self, Path, Start};
use crate::model::arena::{Arena, Id};
use crate::model::events::EventSet;
use crate::model::names::Name;
use crate::model::resolver::Resolver;
use crate::model::selectors::Selector;
use crate::model::symbols::Symbol;
use crate::model::types::TypeDeclaration;
use crate::raw::contexts::{RawContext, RawDerivedSelector};
use crate::raw::{Named, Text};

/// The selectors of one context.
pub(in crate::model) fn resolve(
    raw: &RawContext,
    context: &Context,
    (types, events): (&Arena<TypeDeclaration>, &Arena<EventSet>),
    selectors: &Arena<Selector>,
    resolver: &mut Resolver<'_>,
) -> Vec<DerivedSelector> {
    let start = Start::Context(context, events);
    raw.selectors.iter().filter_map(|named| derived(named, start, types, selectors, resolver)).collect()
}

fn derived(
    named: &Named<RawDerivedSelector>,
    start: Start<'_>,
    types: &Arena<TypeDeclaration>,
    selectors: &Arena<Selector>,
    resolver: &mut Resolver<'_>,
) -> Option<DerivedSelector> {
    let raw = &named.value;
    let id = match resolver.symbol(&raw.selector)? {
        Symbol::Selector(id) => id,
        other => {
            resolver.wrong_kind(&raw.selector, "a selector", other);
            return None;
        }
    };
    if raw.first.is_empty() {
        resolver.diagnostics.push(
            Diagnostic::new(Code::InvalidSource, named.name.span, "the selector is made of nothing".to_owned())
                .label("`first` has no alternatives")
                .help("write a member of the selector and a path to its value: `first: [{ member: path.to.value }]`"),
        );
        return None;
    }
    let alternatives: Vec<_> =
        raw.first.iter().map(|named| alternative(named, start, types, (id, selectors.get(id)?), resolver)).collect();
    Some(DerivedSelector {
        name: Name::new(named.name.value.as_str()),
        doc: raw.about.doc_text(),
        deprecated: raw.about.deprecated_text(),
        selector: id,
        first: alternatives.into_iter().collect::<Option<_>>()?,
    })
}

fn alternative(
    named: &Named<Text>,
    start: Start<'_>,
    types: &Arena<TypeDeclaration>,
    (_, selector): (Id<Selector>, &Selector),
    resolver: &mut Resolver<'_>,
) -> Option<Alternative> {
    let path = Path::read(&named.value, resolver.diagnostics);
    let accessor = path.and_then(|path| accessors::resolve_text(&path, start, types, resolver.diagnostics));
    let member = selector.family.position(&named.name, selector.declaration.span, resolver)?;
    let parameters = &selector.family.members[member].template.parameters;
    if !matches!(parameters.as_slice(), [one] if !one.optional) {
        resolver.diagnostics.push(
            Diagnostic::new(
                Code::InvalidSource,
                named.name.span,
                format!("`{}` is not made of one value", named.name.value),
            )
            .label(format!("has {} parameters", parameters.len()))
            .related(selector.family.members[member].span, "declared here")
            .help("choose a member whose template has exactly one parameter"),
        );
        return None;
    }
    Some(Alternative { member, accessor: accessor? })
}
