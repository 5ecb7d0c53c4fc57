//! The `events` section of the outline.

use super::accessors::path;
use super::outline::Object;
use super::types::full_name;
use crate::model::Model;
use crate::model::arena::Id;
use crate::model::events::{Envelope, EventKind, EventSet, Parts, Verbatim};
use crate::model::types::TypeDeclaration;

/// A set of events.
pub(super) fn events(model: &Model, events: &EventSet, object: Object) -> Object {
    object
        .with("message", type_name(model, events.message))
        .with("envelope", envelope(model, &events.envelope))
        .with("parts", parts(model, &events.parts))
        .with_some("raw", events.raw.as_ref().map(|raw| verbatim(model, raw)))
        .with_members("kinds", &events.kinds, |known| (known.name.as_written(), kind(model, known)))
}

/// The name of a type with its package.
pub(super) fn type_name(model: &Model, id: Id<TypeDeclaration>) -> String {
    full_name(model, &model.types[id].declaration)
}

fn envelope(model: &Model, envelope: &Envelope) -> Object {
    Object::default()
        .with("at", path(model, &envelope.at))
        .with("key", envelope.key.as_str())
        .with("type", type_name(model, envelope.record))
        .with("kind", path(model, &envelope.kind))
        .with("id", path(model, &envelope.id))
        .with("source", path(model, &envelope.source))
}

fn parts(model: &Model, parts: &Parts) -> Object {
    Object::default()
        .with("at", path(model, &parts.at))
        .with("metadata", path(model, &parts.metadata))
        .with("key", parts.key.as_str())
        .with("type", type_name(model, parts.record))
        .with("schema", path(model, &parts.schema))
        .with("data", path(model, &parts.data))
}

fn verbatim(model: &Model, raw: &Verbatim) -> Object {
    Object::default().with("schema", raw.schema.as_str()).with("type", type_name(model, raw.record))
}

fn kind(model: &Model, kind: &EventKind) -> Object {
    Object::default()
        .about(kind.doc.as_ref(), kind.deprecated.as_ref())
        .with("type", kind.wire.as_str())
        .with("schema", kind.schema.as_str())
        .with("payload", type_name(model, kind.payload))
}
