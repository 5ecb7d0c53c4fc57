//! The `contexts` section as written.

use super::{About, Named, Text, members, optional_members, required, text};
use crate::diagnostic::{Diagnostics, Span};
use crate::source::{Fields, Node, NodeValue};

/// A typed view of one request.
#[derive(Clone, Debug)]
pub struct RawContext {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `request`: the record that the context is made from.
    pub request: Text,
    /// `inbox`: the raw parts that are kept.
    pub inbox: Option<RawInbox>,
    /// `extensions`: typed values from maps of the request.
    pub extensions: Vec<Named<RawExtension>>,
    /// `event`
    pub event: Option<RawEventSource>,
    /// `extra`: the name of values that travel with the context.
    pub extra: Option<Text>,
    /// `accessors`: short names for paths.
    pub accessors: Vec<Named<RawAccessor>>,
    /// `selectors`: made from values of the context.
    pub selectors: Vec<Named<RawDerivedSelector>>,
}

/// The raw parts that are kept.
#[derive(Clone, Debug)]
pub struct RawInbox {
    /// Where it is written.
    pub span: Span,
    /// `name`: the name of the type.
    pub name: Text,
    /// `parts`: names for fields of the request.
    pub parts: Vec<Named<Text>>,
    /// `given`: names and types of what the host gives beside the request.
    pub given: Vec<Named<Text>>,
}

/// A typed value under a key of a map.
#[derive(Clone, Debug)]
pub struct RawExtension {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `at`: the map in the request.
    pub at: Text,
    /// `key`: the key in the map.
    pub key: Text,
    /// `type`: the record under the key.
    pub ty: Text,
}

/// Where the event of a context comes from.
#[derive(Clone, Debug)]
pub struct RawEventSource {
    /// `type`: a set of events.
    pub ty: Text,
    /// `from`: the field of the request with the message.
    pub from: Text,
    /// `requires`: the extension without which events are ignored.
    pub requires: Option<Text>,
}

/// A short name for a path.
#[derive(Clone, Debug)]
pub struct RawAccessor {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `path`
    pub path: Text,
}

/// A selector made from values of the context.
#[derive(Clone, Debug)]
pub struct RawDerivedSelector {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `selector`
    pub selector: Text,
    /// `first`: forms of the selector and the paths to their values, in the order in which they are tried.
    pub first: Vec<Named<Text>>,
}

/// Reads the whole section.
pub fn read(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Named<RawContext>> {
    members(node, "the contexts", diagnostics, |node, diagnostics| {
        let mut fields = Fields::of(node, "a context", diagnostics)?;
        let about = About::read(&mut fields, diagnostics);
        let request = fields.require("request", diagnostics).and_then(|node| node.text("a record", diagnostics));
        let inbox = fields.take("inbox").and_then(|node| read_inbox(node, diagnostics));
        let extensions = optional_members(&mut fields, "extensions", diagnostics, read_extension);
        let event = fields.take("event").and_then(|node| read_event(node, diagnostics));
        let extra = text(&mut fields, "extra", diagnostics);
        let accessors = optional_members(&mut fields, "accessors", diagnostics, read_accessor);
        let selectors = optional_members(&mut fields, "selectors", diagnostics, read_selector);
        fields.finish(diagnostics);
        Some(RawContext { about, request: request?, inbox, extensions, event, extra, accessors, selectors })
    })
}

fn read_inbox(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawInbox> {
    let mut fields = Fields::of(node, "an inbox", diagnostics)?;
    let name = required(&mut fields, "name", diagnostics);
    let parts =
        optional_members(&mut fields, "parts", diagnostics, |node, diagnostics| node.text("a field", diagnostics));
    let given =
        optional_members(&mut fields, "given", diagnostics, |node, diagnostics| node.text("a type", diagnostics));
    fields.finish(diagnostics);
    Some(RawInbox { span: node.span, name: name?, parts, given })
}

fn read_extension(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawExtension> {
    let mut fields = Fields::of(node, "an extension", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let mut text = |key| required(&mut fields, key, diagnostics);
    let (at, key, ty) = (text("at"), text("key"), text("type"));
    fields.finish(diagnostics);
    Some(RawExtension { about, at: at?, key: key?, ty: ty? })
}

fn read_event(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawEventSource> {
    let mut fields = Fields::of(node, "the event of a context", diagnostics)?;
    let (ty, from) = (required(&mut fields, "type", diagnostics), required(&mut fields, "from", diagnostics));
    let requires = text(&mut fields, "requires", diagnostics);
    fields.finish(diagnostics);
    Some(RawEventSource { ty: ty?, from: from?, requires })
}

fn read_accessor(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawAccessor> {
    if !matches!(node.value, NodeValue::Mapping(_)) {
        return Some(RawAccessor { about: About::default(), path: node.text("a path", diagnostics)? });
    }
    let mut fields = Fields::of(node, "an accessor", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let path = required(&mut fields, "path", diagnostics);
    fields.finish(diagnostics);
    Some(RawAccessor { about, path: path? })
}

fn read_selector(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawDerivedSelector> {
    let mut fields = Fields::of(node, "a derived selector", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let selector = required(&mut fields, "selector", diagnostics);
    let first = fields.require("first", diagnostics).and_then(|node| node.items("a list of alternatives", diagnostics));
    let first = first.map(|items| {
        let read =
            |item| members(item, "an alternative", diagnostics, |node, diagnostics| node.text("a path", diagnostics));
        items.iter().flat_map(read).collect()
    });
    fields.finish(diagnostics);
    Some(RawDerivedSelector { about, selector: selector?, first: first? })
}
