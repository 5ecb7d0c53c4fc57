//! The `documents` section, resolved: components, what can be in them, and in which ways a document can be given.

mod components;
mod given;

use super::names::{Name, Scope, check_prelude};
use super::resolver::Resolver;
use super::symbols::Declaration;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::raw::Named;
use crate::raw::documents::{Presence, RawDocument, RawElement};

/// A document; its declaration is that of the component at the root.
#[derive(Clone, Debug)]
pub struct Document {
    /// Name, place and documentation.
    pub declaration: Declaration,
    /// The media type of the markup.
    pub media_type: String,
    /// The component at the root.
    pub root: Component,
    /// The attribute of the root that is the title, by position.
    pub title: Option<usize>,
    /// What a file with the markup is called, behind the title.
    pub file: Option<String>,
    /// What can be in it.
    pub components: Vec<Component>,
    /// Whether markup can be given.
    pub markup: bool,
    /// What a URL that can be given begins with; empty when none can.
    pub url: Vec<String>,
}

/// A component.
#[derive(Clone, Debug)]
pub struct Component {
    /// The name.
    pub name: Name,
    /// Where the name is written.
    pub span: Span,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
    /// The name in the markup.
    pub tag: String,
    /// The attributes, in the order in which they are rendered.
    pub attributes: Vec<Attribute>,
    /// What is in it.
    pub body: Body,
    /// The attributes, by position, of which it has exactly one; empty when there is no such rule.
    pub either: Vec<usize>,
}

/// An attribute.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// The name.
    pub name: Name,
    /// Where the name is written.
    pub span: Span,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
    /// The name in the markup.
    pub wire: String,
    /// Whether it is always there.
    pub presence: Presence,
}

/// What is in a component.
#[derive(Clone, Debug)]
pub enum Body {
    /// Nothing.
    Empty,
    /// Text.
    Text(Name),
    /// Components of the document, by position; never empty.
    Children(Vec<usize>),
}

impl Document {
    /// The name of the type of what can be sent.
    #[must_use]
    pub fn document_name(&self) -> Name {
        document_name(&self.declaration.name)
    }

    /// The root, and the components that can be in it.
    pub fn all_components(&self) -> impl Iterator<Item = &Component> {
        std::iter::once(&self.root).chain(&self.components)
    }

    /// The names of the types that it generates beside its own.
    pub fn further_names(&self) -> impl Iterator<Item = Name> {
        let components = self.components.iter().map(|component| component.name.clone());
        let children = self.all_components().filter_map(Component::child_name);
        components.chain(children).chain([self.document_name()])
    }
}

impl Component {
    /// The name of the type of what can be in it, where that is more than one component.
    #[must_use]
    pub fn child_name(&self) -> Option<Name> {
        match &self.body {
            Body::Children(children) if children.len() > 1 => Some(child_name(&self.name)),
            _ => None,
        }
    }
}

fn document_name(name: &Name) -> Name {
    Name::new(format!("{}Document", name.pascal()))
}

fn child_name(component: &Name) -> Name {
    Name::new(format!("{}Child", component.pascal()))
}

/// Claims the names of the types that a document brings along.
pub(super) fn claim(named: &Named<RawDocument>, types: &mut Scope, diagnostics: &mut Diagnostics) {
    let document = Name::new(named.name.value.as_str());
    let has_several = |element: &RawElement| element.children.as_ref().is_some_and(|children| children.names.len() > 1);
    types.claim(document_name(&document).pascal(), &named.name, "declaration", diagnostics);
    if has_several(&named.value.root) {
        types.claim(child_name(&document).pascal(), &named.name, "declaration", diagnostics);
    }
    for component in &named.value.components {
        let Some(name) = Name::declared(&component.name, diagnostics) else { continue };
        if check_prelude(&name, component.name.span, diagnostics) {
            types.claim(name.pascal(), &component.name, "component", diagnostics);
        }
        if has_several(&component.value.element) {
            types.claim(child_name(&name).pascal(), &component.name, "component", diagnostics);
        }
    }
}

/// Resolves one declaration.
pub(super) fn resolve(declaration: Declaration, raw: &RawDocument, resolver: &mut Resolver<'_>) -> Document {
    let root = components::root(&declaration, raw, resolver);
    let components: Vec<Component> =
        raw.components.iter().map(|named| components::component(named, raw, resolver)).collect();
    components::check_reached(&root, &components, resolver.diagnostics);
    let title = raw.title.as_ref().and_then(|title| components::attribute_named(title, &root.attributes, resolver));
    let media_type = given::media_type(&raw.media_type, resolver);
    let file = raw.file.as_ref().map(|file| given::file(file, resolver));
    let url = raw.url.as_ref().map(|url| given::beginnings(url, resolver)).unwrap_or_default();
    Document { declaration, media_type, root, title, file, components, markup: raw.markup, url }
}

/// A finding about a text that cannot be used.
fn unusable(span: Span, message: &str, label: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Code::InvalidValue, span, message).label(label).help(help)
}
