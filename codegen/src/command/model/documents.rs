//! The `documents` section of the outline.

use super::outline::Object;
use crate::model::documents::{Attribute, Body, Component, Document};
use crate::model::names::Name;
use crate::raw::documents::Presence;

/// A document.
pub(super) fn document(document: &Document, object: Object) -> Object {
    let title = document.title.map(|position| document.root.attributes[position].name.as_written());
    let object = element(document, &document.root, object.with("media_type", document.media_type.as_str()))
        .with_some("title", title)
        .with_some("file", document.file.as_deref())
        .with_members("components", &document.components, |known| (known.name.as_written(), component(document, known)))
        .with_flag("markup", document.markup);
    let beginnings = Object::default().with_list("starts_with", document.url.iter().map(String::as_str));
    object.with_some("url", (!beginnings.is_empty()).then_some(beginnings))
}

fn component(document: &Document, component: &Component) -> Object {
    let about = Object::default().about(component.doc.as_ref(), component.deprecated.as_ref());
    let either = component.either.iter().map(|position| component.attributes[*position].name.as_written());
    element(document, component, about).with_list("either", either)
}

/// What a component is rendered to.
fn element(document: &Document, component: &Component, object: Object) -> Object {
    let object =
        object
            .with("wire", component.tag.as_str())
            .with_members("attributes", &component.attributes, |known| (known.name.as_written(), attribute(known)));
    match &component.body {
        Body::Empty => object,
        Body::Text(content) => object.with("content", content.as_written()),
        Body::Children(children) => {
            let names = children.iter().map(|child| &document.components[*child].name);
            object.with_list("children", names.map(Name::as_written))
        }
    }
}

fn attribute(attribute: &Attribute) -> Object {
    let known = Presence::WORDS.iter().find(|(_, presence)| *presence == attribute.presence);
    Object::default()
        .about(attribute.doc.as_ref(), attribute.deprecated.as_ref())
        .with_some("type", known.map(|(word, _)| *word))
        .with("wire", attribute.wire.as_str())
}
