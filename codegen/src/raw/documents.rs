//! The `documents` section as written.

use super::{About, Named, Text, flag, has_entries, members, optional_members, required, required_texts, text};
use crate::diagnostic::{Diagnostics, Span};
use crate::source::{Fields, Node, NodeValue};

/// A document of components; itself the component at the root.
#[derive(Clone, Debug)]
pub struct RawDocument {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `media_type`
    pub media_type: Text,
    /// `wire`, `attributes`, `content` and `children` of the root.
    pub root: RawElement,
    /// `title`: the attribute of the root that is the title.
    pub title: Option<Text>,
    /// `file`: what files with the markup are called.
    pub file: Option<Text>,
    /// `components`: what can be in it.
    pub components: Vec<Named<RawComponent>>,
    /// `markup`: whether markup can be given.
    pub markup: bool,
    /// `url`, `starts_with`: what a URL that can be given begins with.
    pub url: Option<RawNames>,
}

/// A component.
#[derive(Clone, Debug)]
pub struct RawComponent {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `wire`, `attributes`, `content` and `children`.
    pub element: RawElement,
    /// `either`: attributes of which it has exactly one.
    pub either: Option<RawNames>,
}

/// What a component is rendered to.
#[derive(Clone, Debug)]
pub struct RawElement {
    /// `wire`: the tag, where it is not the name.
    pub wire: Option<Text>,
    /// `attributes`, in the order in which they are rendered.
    pub attributes: Vec<Named<RawAttribute>>,
    /// `content`: what the text in it is called.
    pub content: Option<Text>,
    /// `children`: the components that can be in it.
    pub children: Option<RawNames>,
}

/// A list of names.
#[derive(Clone, Debug)]
pub struct RawNames {
    /// Where the list is.
    pub span: Span,
    /// The names.
    pub names: Vec<Text>,
}

/// Whether a component always has an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always, even an empty one.
    Required,
    /// Only one that is not empty.
    Optional,
}

impl Presence {
    /// The type expressions of attributes, which are always text.
    pub const WORDS: &'static [(&'static str, Self)] = &[("string", Self::Required), ("string?", Self::Optional)];
}

/// An attribute.
#[derive(Clone, Debug)]
pub struct RawAttribute {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `type`
    pub presence: Presence,
    /// `wire`: the spelling in the markup, where it is not the name.
    pub wire: Option<Text>,
}

/// Reads the whole section.
pub fn read(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Named<RawDocument>> {
    members(node, "the documents", diagnostics, |node, diagnostics| {
        let mut fields = Fields::of(node, "a document", diagnostics)?;
        let about = About::read(&mut fields, diagnostics);
        let media_type = required(&mut fields, "media_type", diagnostics);
        let root = read_element(&mut fields, diagnostics);
        let title = text(&mut fields, "title", diagnostics);
        let file = text(&mut fields, "file", diagnostics);
        let components = optional_members(&mut fields, "components", diagnostics, read_component);
        let markup = flag(&mut fields, "markup", diagnostics).is_some_and(|flag| flag.value);
        let url = fields.take("url").and_then(|node| read_url(node, diagnostics));
        fields.finish(diagnostics);
        Some(RawDocument { about, media_type: media_type?, root, title, file, components, markup, url })
    })
}

fn read_component(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawComponent> {
    let mut fields = Fields::of(node, "a component", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let element = read_element(&mut fields, diagnostics);
    let either = names(&mut fields, "either", diagnostics);
    fields.finish(diagnostics);
    Some(RawComponent { about, element, either })
}

fn read_element(fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> RawElement {
    let wire = text(fields, "wire", diagnostics);
    let attributes = optional_members(fields, "attributes", diagnostics, read_attribute);
    fields.exclusive("content", "children", diagnostics);
    let content = text(fields, "content", diagnostics);
    let children = names(fields, "children", diagnostics);
    RawElement { wire, attributes, content, children }
}

fn read_attribute(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawAttribute> {
    if !matches!(node.value, NodeValue::Mapping(_)) {
        let presence = node.keyword(Presence::WORDS, diagnostics).unwrap_or(Presence::Optional);
        return Some(RawAttribute { about: About::default(), presence, wire: None });
    }
    let mut fields = Fields::of(node, "an attribute", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let presence = fields.require("type", diagnostics).and_then(|node| node.keyword(Presence::WORDS, diagnostics));
    let wire = text(&mut fields, "wire", diagnostics);
    fields.finish(diagnostics);
    // One that cannot be used was reported; other keys may name it all the same.
    Some(RawAttribute { about, presence: presence.unwrap_or(Presence::Optional), wire })
}

fn read_url(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawNames> {
    let mut fields = Fields::of(node, "the URL of a document", diagnostics)?;
    fields.require("starts_with", diagnostics);
    let starts_with = names(&mut fields, "starts_with", diagnostics);
    fields.finish(diagnostics);
    starts_with
}

/// The texts under a key, of which there is at least one.
fn names(fields: &mut Fields<'_>, key: &'static str, diagnostics: &mut Diagnostics) -> Option<RawNames> {
    let node = fields.take(key).filter(|node| has_entries(node, key, diagnostics))?;
    Some(RawNames { span: node.span, names: required_texts(node, key, diagnostics) })
}
