//! Components: their attributes, what can be in them, and which attributes exclude each other.

use super::{Attribute, Body, Component, unusable};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span, suggest};
use crate::model::names::{Name, Scope, WireScope};
use crate::model::resolver::Resolver;
use crate::model::symbols::Declaration;
use crate::raw::documents::{Presence, RawComponent, RawDocument, RawElement, RawNames};
use crate::raw::{Named, Text};
use crate::source::quoted;

/// The component at the root.
pub(super) fn root(declaration: &Declaration, raw: &RawDocument, resolver: &mut Resolver<'_>) -> Component {
    let name = Text { value: declaration.name.as_written().to_owned(), span: declaration.span };
    let (attributes, body) = element(&raw.root, raw, resolver);
    Component {
        name: declaration.name.clone(),
        span: declaration.span,
        doc: declaration.doc.clone(),
        deprecated: declaration.deprecated.clone(),
        tag: tag(&name, &raw.root, resolver),
        attributes,
        body,
        either: Vec::new(),
    }
}

/// A component that can be in others.
pub(super) fn component(named: &Named<RawComponent>, document: &RawDocument, resolver: &mut Resolver<'_>) -> Component {
    let raw = &named.value;
    let (attributes, body) = element(&raw.element, document, resolver);
    let either = raw.either.as_ref().map(|raw| either(raw, &attributes, resolver)).unwrap_or_default();
    let component = Component {
        name: Name::new(named.name.value.as_str()),
        span: named.name.span,
        doc: raw.about.doc_text(),
        deprecated: raw.about.deprecated_text(),
        tag: tag(&named.name, &raw.element, resolver),
        attributes,
        body,
        either,
    };
    claim_functions(&component, resolver.diagnostics);
    component
}

fn tag(name: &Text, raw: &RawElement, resolver: &mut Resolver<'_>) -> String {
    let tag = resolver.wire(raw.wire.as_ref(), name, &Name::new(name.value.as_str()), None);
    // A name that cannot be one in Rust either is reported where names are claimed.
    if raw.wire.is_some() || Name::declared(name, &mut Diagnostics::new()).is_some() {
        check_markup_name(&tag, "the name of an element", resolver.diagnostics);
    }
    tag.value
}

/// Names of the markup are written as they are, so that they have to be names there.
fn check_markup_name(name: &Text, what: &str, diagnostics: &mut Diagnostics) {
    let mut characters = name.value.chars();
    let is_name = characters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && characters.all(|other| other.is_ascii_alphanumeric() || matches!(other, '_' | '-' | '.' | ':'));
    if !is_name {
        diagnostics.push(unusable(
            name.span,
            &format!("{} cannot be {what}", quoted(&name.value)),
            "is no name in the markup",
            "begin with a letter, and go on with letters, digits, `_`, `-`, `.` and `:`",
        ));
    }
}

/// The attributes of a component, and what is in it.
fn element(raw: &RawElement, document: &RawDocument, resolver: &mut Resolver<'_>) -> (Vec<Attribute>, Body) {
    let mut names = Scope::default();
    let mut wires = WireScope::new(Code::DuplicateWireValue, "the attribute")
        .help("an element has an attribute once: give one of them another spelling with `wire:`");
    let mut attributes = Vec::new();
    for named in &raw.attributes {
        let Some(name) = Name::checked(&named.name, resolver.diagnostics) else { continue };
        if !names.claim(name.snake(), &named.name, "attribute", resolver.diagnostics) {
            continue;
        }
        let wire = resolver.wire(named.value.wire.as_ref(), &named.name, &name, None);
        check_markup_name(&wire, "the name of an attribute", resolver.diagnostics);
        wires.claim(&wire.value, wire.span, resolver.diagnostics);
        attributes.push(Attribute {
            name,
            span: named.name.span,
            doc: named.value.about.doc_text(),
            deprecated: named.value.about.deprecated_text(),
            wire: wire.value,
            presence: named.value.presence,
        });
    }
    (attributes, body(raw, document, &mut names, resolver))
}

fn body(raw: &RawElement, document: &RawDocument, names: &mut Scope, resolver: &mut Resolver<'_>) -> Body {
    if let Some(content) = &raw.content {
        let Some(name) = Name::checked(content, resolver.diagnostics) else { return Body::Empty };
        names.claim(name.snake(), content, "content", resolver.diagnostics);
        return Body::Text(name);
    }
    let Some(raw) = &raw.children else { return Body::Empty };
    let own = Text { value: "children".to_owned(), span: raw.span };
    names.claim(own.value.clone(), &own, "list", resolver.diagnostics);
    Body::Children(children(raw, document, resolver))
}

fn children(raw: &RawNames, document: &RawDocument, resolver: &mut Resolver<'_>) -> Vec<usize> {
    let known = || document.components.iter().map(|named| named.name.value.as_str());
    let mut children: Vec<(usize, Span)> = Vec::new();
    for name in &raw.names {
        let Some(position) = known().position(|known| known == name.value) else {
            resolver.diagnostics.push(
                Diagnostic::new(
                    Code::UnresolvedReference,
                    name.span,
                    format!("no component is called {}", quoted(&name.value)),
                )
                .label("not among the `components` of this document")
                .help(suggest::help(&name.value, known()).unwrap_or_else(|| "add it under `components:`".to_owned())),
            );
            continue;
        };
        match children.iter().find(|(known, _)| *known == position) {
            Some((_, first)) => resolver.diagnostics.push(twice(name, *first)),
            None => children.push((position, name.span)),
        }
    }
    children.into_iter().map(|(position, _)| position).collect()
}

fn twice(name: &Text, first: Span) -> Diagnostic {
    Diagnostic::new(Code::DuplicateName, name.span, format!("{} is named twice", quoted(&name.value)))
        .label("named again here")
        .related(first, "first named here")
        .help("remove one of them")
}

/// The attribute that a key names, by position.
pub(super) fn attribute_named(name: &Text, attributes: &[Attribute], resolver: &mut Resolver<'_>) -> Option<usize> {
    let known = || attributes.iter().map(|attribute| attribute.name.as_written());
    let position = known().position(|known| known == name.value);
    if position.is_none() {
        resolver.diagnostics.push(
            Diagnostic::new(
                Code::UnresolvedReference,
                name.span,
                format!("no attribute is called {}", quoted(&name.value)),
            )
            .label("not an attribute of this component")
            .help(suggest::help(&name.value, known()).unwrap_or_else(|| "add it under `attributes:`".to_owned())),
        );
    }
    position
}

/// The attributes of which a component has exactly one.
fn either(raw: &RawNames, attributes: &[Attribute], resolver: &mut Resolver<'_>) -> Vec<usize> {
    let mut either: Vec<(usize, Span)> = Vec::new();
    for name in &raw.names {
        let Some(position) = attribute_named(name, attributes, resolver) else { continue };
        if attributes[position].presence == Presence::Required {
            resolver.diagnostics.push(unusable(
                name.span,
                &format!("{} cannot be left out for another attribute", quoted(&name.value)),
                "is always there",
                "make its type `string?`, or take it out of `either`",
            ));
        }
        match either.iter().find(|(known, _)| *known == position) {
            Some((_, first)) => resolver.diagnostics.push(twice(name, *first)),
            None => either.push((position, name.span)),
        }
    }
    if raw.names.len() < 2 {
        resolver.diagnostics.push(unusable(
            raw.span,
            "there is nothing to choose from",
            "names only one attribute",
            "name two attributes or more; one that is always there has the type `string`",
        ));
    }
    either.into_iter().map(|(position, _)| position).collect()
}

/// Associated functions of a component are its alternatives, `add` and a setter for each further attribute.
fn claim_functions(component: &Component, diagnostics: &mut Diagnostics) {
    let taken = |name: &Name| {
        let is_setter_of = |attribute: &Attribute| name.snake() == format!("with_{}", attribute.name.snake());
        matches!((name.snake().as_str(), &component.body), ("add", Body::Children(_)))
            || component.attributes.iter().any(is_setter_of)
    };
    for attribute in component.either.iter().map(|position| &component.attributes[*position]) {
        if taken(&attribute.name) {
            let message = format!("`{}` is a function of the builder already", attribute.name.as_written());
            diagnostics.push(
                Diagnostic::new(Code::ReservedName, attribute.span, message)
                    .label("would be a constructor of the same name")
                    .help("choose another name, and keep the spelling in the markup with `wire:`"),
            );
        }
    }
}

/// Warns about components that nothing can hold.
pub(super) fn check_reached(root: &Component, components: &[Component], diagnostics: &mut Diagnostics) {
    let mut reached = vec![false; components.len()];
    let mut queue = vec![root];
    while let Some(component) = queue.pop() {
        let Body::Children(children) = &component.body else { continue };
        for child in children {
            if !std::mem::replace(&mut reached[*child], true) {
                queue.push(&components[*child]);
            }
        }
    }
    for (component, _) in components.iter().zip(reached).filter(|(_, reached)| !reached) {
        diagnostics.push(
            Diagnostic::new(
                Code::UnreachableType,
                component.span,
                format!("nothing uses the component `{}`", component.name.as_written()),
            )
            .label("cannot be in the document")
            .help("name it in the `children:` of another component, or remove it"),
        );
    }
}
