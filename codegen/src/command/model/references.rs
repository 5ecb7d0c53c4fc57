//! The `references` section of the outline.

use super::accessors::path;
use super::addresses::fragment;
use super::outline::Object;
use super::types::{full_name, rules};
use crate::model::Model;
use crate::model::kinds::KindSet;
use crate::model::names::Name;
use crate::model::paths::{Operation, Paths, Route};
use crate::model::references::{Key, Reference, Shorthand};
use crate::model::runtime_references::{RuntimeReference, Source};

/// A reference.
pub(super) fn reference(model: &Model, reference: &Reference, object: Object) -> Object {
    let kinds = &model.kinds[reference.kind];
    let kind_name = |kind: &usize| kinds.members[*kind].name.as_written();
    let parts = &reference.path;
    let subject = if reference.without_subject.is_empty() { "{subject}" } else { "[{subject}]" };
    let shown = format!("{}{subject}{}{{kind}}[{}{{key}}{}]", parts.before, parts.between, parts.after, parts.end);
    object
        .with("subject", full_name(model, &model.subjects[reference.subject].declaration))
        .with("kind", full_name(model, &kinds.declaration))
        .with("key", key(&reference.key))
        .with("path", shown)
        .with_list("without_subject", reference.without_subject.iter().map(kind_name))
        .with_some("fragment", reference.fragment.as_deref())
        .with_members("shorthands", &reference.shorthands, |known| (known.name.as_written(), shorthand(known, kinds)))
        .with_some("paths", reference.paths.as_ref().map(|known| paths(model, known, kinds)))
        .with_some("runtime", reference.runtime.as_ref().map(|known| runtime(model, reference, known)))
        .with_list("examples", reference.examples.iter().map(|example| example.path.as_str()))
}

fn key(key: &Key) -> Object {
    let object = Object::default().with("name", key.name.as_written()).with("parameter", key.parameter.as_written());
    rules(&key.rules, object).with("fragment", fragment(&key.fragment))
}

fn shorthand(shorthand: &Shorthand, kinds: &KindSet) -> Object {
    Object::default()
        .with("kind", kinds.members[shorthand.kind].name.as_written())
        .with_some("global", shorthand.global.as_ref().map(Name::as_written))
}

fn runtime(model: &Model, reference: &Reference, runtime: &RuntimeReference) -> Object {
    let subjects = &model.subjects[reference.subject].family.members;
    let source = |source: &Source| {
        Object::default()
            .about(source.doc.as_ref(), source.deprecated.as_ref())
            .with("wire", source.wire.as_str())
            .with("subject", subjects[source.subject].name.as_written())
            .with("from", path(model, &source.accessor))
    };
    Object::default()
        .with("name", runtime.name.as_written())
        .about(runtime.doc.as_ref(), runtime.deprecated.as_ref())
        .with("source", runtime.source.as_written())
        .with("context", full_name(model, &model.contexts[runtime.context].declaration))
        .with_members("sources", &runtime.sources, |known| (known.name.as_written(), source(known)))
}

fn paths(model: &Model, paths: &Paths, kinds: &KindSet) -> Object {
    let from = paths.base.as_ref().map(|base| {
        let settings = &model.settings[base.settings];
        format!("{}.{}", full_name(model, &settings.declaration), settings.urls[base.url].name.as_written())
    });
    let base = Object::default().with("name", paths.base_name.as_written()).with_some("from", from);
    Object::default()
        .with("name", paths.name.as_written())
        .about(paths.doc.as_ref(), paths.deprecated.as_ref())
        .with("base", base)
        .with_members("routes", &paths.routes, |known| (known.name.as_written(), route(known, kinds)))
        .with_members("operations", &paths.operations, |known| (known.name.as_written(), operation(known, kinds)))
}

fn route(route: &Route, kinds: &KindSet) -> Object {
    Object::default()
        .about(route.doc.as_ref(), route.deprecated.as_ref())
        .with("kind", kinds.members[route.kind].name.as_written())
        .with("subject", if route.has_subject { "required" } else { "none" })
        .with("key", if route.has_key { "concrete" } else { "primary" })
        .with("suffix", route.suffix.as_str())
}

fn operation(operation: &Operation, kinds: &KindSet) -> Object {
    Object::default()
        .about(operation.doc.as_ref(), operation.deprecated.as_ref())
        .with("kind", kinds.members[operation.kind].name.as_written())
        .with("suffix", operation.suffix.as_str())
}
