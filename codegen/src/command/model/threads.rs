//! The `threads` section of the outline.

use super::accessors::path;
use super::events::type_name;
use super::forms::{form, gives};
use super::outline::Object;
use super::types::{default, expression, full_name};
use crate::model::Model;
use crate::model::threads::{
    Alternative, Content, ContentKind, Fallback, Join, Message, MessageOperation, Operation, Place, Property,
    PropertySource, Sends, TargetUse, Thread,
};

/// A thread.
pub(super) fn thread(model: &Model, thread: &Thread, object: Object) -> Object {
    object
        .with("context", full_name(model, &model.contexts[thread.context].declaration))
        .with("emits", type_name(model, thread.emits))
        .with_some("reserved", thread.reserved.as_deref())
        .with_members("properties", &thread.properties, |known| {
            (known.name.as_written(), property(model, &thread.properties, known))
        })
        .with_some("message", thread.message.as_ref().map(|known| message(model, thread, known)))
        .with_some(
            "target",
            thread.target.as_ref().map(|target| {
                let object = Object::default().with("type", type_name(model, target.record));
                object.with("inbound", gives(model, thread, &target.inbound))
            }),
        )
        .with_some(
            "history",
            thread.history.as_ref().map(|history| {
                Object::default()
                    .about(history.doc.as_ref(), history.deprecated.as_ref())
                    .with("item", type_name(model, history.item))
                    .with("of", thread.properties[history.of].name.as_written())
                    .with("limit", history.limit)
            }),
        )
        .with_members("forms", &thread.forms, |known| (known.name.as_written(), form(model, thread, known)))
        .with_members("contents", &thread.contents, |known| (known.name.as_written(), content(model, thread, known)))
        .with_members("operations", &thread.operations, |known| {
            (known.name.as_written(), operation(model, thread, known))
        })
}

fn property(model: &Model, all: &[Property], property: &Property) -> Object {
    let object = Object::default().about(property.doc.as_ref(), property.deprecated.as_ref());
    let object = object.with("type", expression(model, &property.ty)).with_flag("optional", property.optional);
    match &property.source {
        PropertySource::First { first, fallback } => {
            let object = object.with_list("first", first.iter().map(|known| alternative(model, all, known)));
            object.with_some(
                "default",
                fallback.as_ref().map(|fallback| match fallback {
                    Fallback::Literal(value) => default(model, value),
                    Fallback::NewId => "$new_id".into(),
                }),
            )
        }
        PropertySource::Join(known) => object.with("join", join(model, known)),
    }
}

fn alternative(model: &Model, all: &[Property], alternative: &Alternative) -> Object {
    let place = match &alternative.place {
        Place::Property(position) => all[*position].name.as_written().to_owned(),
        Place::Context(accessor) => path(model, accessor),
    };
    let when = alternative.conditions.iter().fold(Object::default(), |all, condition| {
        all.with(&path(model, &condition.accessor), default(model, &condition.value))
    });
    let object = Object::default().with("path", place);
    let object = if when.is_empty() { object } else { object.with("when", when) };
    object.with_flag("non_empty", alternative.non_empty)
}

fn join(model: &Model, join: &Join) -> Object {
    Object::default()
        .with("of", path(model, &join.of))
        .with("field", path(model, &join.field))
        .with("with", join.separator.as_str())
        .with_some(
            "without",
            join.without
                .as_ref()
                .map(|(at, key)| Object::default().with("at", path(model, at)).with("key", key.as_str())),
        )
}

fn message(model: &Model, thread: &Thread, message: &Message) -> Object {
    let operations = message.operations.iter().fold(Object::default(), |all, known| match known {
        MessageOperation::OfThread { name, operation } => {
            all.with(name.as_written(), thread.operations[*operation].name.as_written())
        }
        MessageOperation::Own(known) => all.with(known.name.as_written(), operation(model, thread, known)),
    });
    let object = Object::default()
        .about(message.doc.as_ref(), message.deprecated.as_ref())
        .with("name", message.name.as_written())
        .with_members("properties", &message.properties, |known| {
            (known.name.as_written(), property(model, &message.properties, known))
        });
    if operations.is_empty() { object } else { object.with("operations", operations) }
}

fn content(model: &Model, thread: &Thread, content: &Content) -> Object {
    let object = Object::default().about(content.doc.as_ref(), None);
    match &content.kind {
        ContentKind::Text(known) => object.with("type", "string").with("gives", gives(model, thread, known)),
        ContentKind::Document(id, known) => object
            .with("type", full_name(model, &model.documents[*id].declaration))
            .with("gives", gives(model, thread, known)),
        ContentKind::AsIs => object.with("type", type_name(model, thread.emits)),
        ContentKind::Value(value) => object
            .with("type", type_name(model, value.ty))
            .with_list("non_empty", value.non_empty.iter().map(|field| path(model, field)))
            .with_some(
                "store",
                value.store.as_ref().map(|store| {
                    let scope = Object::default().with("scope", gives(model, thread, &store.scope));
                    scope.with("name", gives(model, thread, &store.name))
                }),
            )
            .with("gives", gives(model, thread, &value.form)),
        ContentKind::Stream(stream) => {
            let forms = Object::default()
                .with("delta", gives(model, thread, &stream.delta))
                .with("end", gives(model, thread, &stream.end))
                .with("whole", gives(model, thread, &stream.whole));
            object.with("stream", forms)
        }
    }
}

fn operation(model: &Model, thread: &Thread, operation: &Operation) -> Object {
    let target = operation
        .target
        .and_then(|target| TargetUse::WORDS.iter().find(|(_, known)| *known == target).map(|(word, _)| *word));
    let object = Object::default()
        .about(operation.doc.as_ref(), operation.deprecated.as_ref())
        .with_some("target", target)
        .with_flag("metadata", operation.metadata);
    match &operation.sends {
        Sends::Contents(set) => {
            let contents = thread.content_sets[*set].contents.iter();
            object.with_list("contents", contents.map(|kind| thread.contents[*kind].name.as_written()))
        }
        Sends::Text(form) => object.with("gives", gives(model, thread, form)),
        Sends::Event { requires, arguments, form } => {
            let requires = requires.iter().fold(Object::default(), |all, required| {
                all.with(required.name.as_written(), path(model, &required.accessor))
            });
            let object = if requires.is_empty() { object } else { object.with("requires", requires) };
            let object = object.with_members("arguments", arguments, |known| {
                let object = Object::default().about(known.doc.as_ref(), known.deprecated.as_ref());
                let object = object.with("type", expression(model, &known.ty));
                (
                    known.name.as_written(),
                    object.with_some("default", known.default.as_ref().map(|value| default(model, value))),
                )
            });
            object.with("gives", gives(model, thread, form))
        }
    }
}
