//! The kinds of a set of events.

use super::{Carried, EventKind, record};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::arena::{Arena, Id};
use crate::model::names::{Name, Scope, WireScope};
use crate::model::resolver::Resolver;
use crate::model::types::{Shape, Type, TypeDeclaration};
use crate::model::unions::as_record;
use crate::raw::events::{RawEventKind, RawEvents, RawPayload};
use crate::raw::{Named, Text};

/// The kinds that can be used; the others are reported.
pub(super) fn resolve(
    raw: &RawEvents,
    types: &Arena<TypeDeclaration>,
    carried: &mut Carried,
    schemas: &mut WireScope,
    resolver: &mut Resolver<'_>,
) -> Vec<EventKind> {
    let mut names = Scope::default();
    let mut wires = WireScope::new(Code::DuplicateEventType, "the event type")
        .help("a reader could not tell the events apart: give each a type of its own, or remove one");
    let mut kinds = Vec::new();
    for named in &raw.kinds {
        let Some(name) = Name::checked(&named.name, resolver.diagnostics) else { continue };
        if name.pascal() == "Unknown" {
            resolver.diagnostics.push(
                Diagnostic::new(
                    Code::ReservedName,
                    named.name.span,
                    "a set of events already has a kind `Unknown`".to_owned(),
                )
                .label("this name is taken by the generated kind for unknown events")
                .help("choose another name"),
            );
            continue;
        }
        if !names.claim(name.pascal(), &named.name, "kind", resolver.diagnostics) {
            continue;
        }
        kinds.extend(kind(named, name, types, carried, (&mut wires, schemas), resolver));
    }
    kinds
}

fn kind(
    named: &Named<RawEventKind>,
    name: Name,
    types: &Arena<TypeDeclaration>,
    carried: &mut Carried,
    (wires, schemas): (&mut WireScope, &mut WireScope),
    resolver: &mut Resolver<'_>,
) -> Option<EventKind> {
    let raw = &named.value;
    let (wire, schema) = (resolver.interpolate(&raw.ty), resolver.interpolate(&raw.schema));
    check_word("type", &raw.ty, resolver.diagnostics);
    check_word("schema", &raw.schema, resolver.diagnostics);
    wires.claim(&wire, raw.ty.span, resolver.diagnostics);
    schemas.claim(&schema, raw.schema.span, resolver.diagnostics);
    let payload = record(&raw.payload, types, resolver)?;
    let payload = unaliased(payload, types);
    if let Some(first) = carried.insert(payload, raw.payload.span) {
        resolver.diagnostics.push(
            Diagnostic::new(
                Code::DuplicatePayloadSchema,
                raw.payload.span,
                format!("`{}` is the payload of two events", raw.payload.value),
            )
            .label("used again here")
            .related(first, "first used here")
            .help("give each event a record of its own, which knows its type and schema"),
        );
    }
    Some(EventKind {
        name,
        span: named.name.span,
        doc: raw.about.doc_text(),
        deprecated: raw.about.deprecated_text(),
        wire,
        schema,
        payload,
    })
}

/// Reports a payload whose type or schema could be that of no event.
pub fn check_payload(raw: &RawPayload, diagnostics: &mut Diagnostics) {
    check_word("type", &raw.ty, diagnostics);
    check_word("schema", &raw.schema, diagnostics);
}

fn check_word(what: &str, written: &Text, diagnostics: &mut Diagnostics) {
    if written.value.is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, written.span, format!("the {what} of an event is empty"))
                .label("tells nothing")
                .help(format!("write the {what} that is on the wire")),
        );
    }
}

/// The record itself where a payload is named by an alias.
fn unaliased(id: Id<TypeDeclaration>, types: &Arena<TypeDeclaration>) -> Id<TypeDeclaration> {
    match &types[id].shape {
        Shape::Alias(_) => as_record(&Type::Named(id), types).map_or(id, |(id, _)| id),
        _ => id,
    }
}
