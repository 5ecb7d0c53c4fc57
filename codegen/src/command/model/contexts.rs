//! The `contexts` section of the outline.

use super::accessors::{accessor, path};
use super::events::type_name;
use super::outline::Object;
use super::types::{expression, full_name};
use crate::model::Model;
use crate::model::contexts::{Context, DerivedSelector, EventSource, Extension, Inbox, InboxPart};
use crate::model::names::Name;
use crate::model::types::Shape;

/// A context.
pub(super) fn context(model: &Model, context: &Context, object: Object) -> Object {
    object
        .with("request", type_name(model, context.request))
        .with_some("inbox", context.inbox.as_ref().map(|known| inbox(model, context, known)))
        .with_members("extensions", &context.extensions, |known| (known.name.as_written(), extension(model, known)))
        .with_some("event", context.event.as_ref().map(|known| event(model, context, known)))
        .with_some("extra", context.extra.as_ref().map(Name::as_written))
        .with_members("accessors", &context.accessors, |known| {
            let about = Object::default().about(known.doc.as_ref(), known.deprecated.as_ref());
            (known.name.as_written(), about.with("leads", accessor(model, &known.accessor)))
        })
        .with_members("selectors", &context.selectors, |known| (known.name.as_written(), selector(model, known)))
}

/// The name of a field of the request.
fn field<'m>(model: &'m Model, context: &Context, field: usize) -> Option<&'m str> {
    match &model.types[context.request].shape {
        Shape::Record(record) => record.fields.get(field).map(|field| field.name.as_written()),
        _ => None,
    }
}

fn inbox(model: &Model, context: &Context, inbox: &Inbox) -> Object {
    let part = |part: &InboxPart| {
        Object::default()
            .with("type", expression(model, &part.ty))
            .with_some("field", part.field.and_then(|position| field(model, context, position)))
    };
    Object::default()
        .with("name", inbox.name.as_written())
        .with_members("parts", &inbox.parts, |known| (known.name.as_written(), part(known)))
}

fn extension(model: &Model, extension: &Extension) -> Object {
    Object::default()
        .about(extension.doc.as_ref(), extension.deprecated.as_ref())
        .with("at", path(model, &extension.at))
        .with("key", extension.key.as_str())
        .with("type", type_name(model, extension.record))
}

fn event(model: &Model, context: &Context, event: &EventSource) -> Object {
    let required = event.requires.and_then(|position| context.extensions.get(position));
    Object::default()
        .with("type", full_name(model, &model.events[event.events].declaration))
        .with_some("from", field(model, context, event.message))
        .with_some("requires", required.map(|extension| extension.name.as_written()))
}

fn selector(model: &Model, derived: &DerivedSelector) -> Object {
    let selector = &model.selectors[derived.selector];
    let first = derived.first.iter().map(|alternative| {
        let member = selector.family.members[alternative.member].name.as_written();
        Object::default().with(member, path(model, &alternative.accessor))
    });
    Object::default()
        .about(derived.doc.as_ref(), derived.deprecated.as_ref())
        .with("selector", full_name(model, &selector.declaration))
        .with_list("first", first)
}
