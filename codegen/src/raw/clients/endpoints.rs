//! Endpoints that a client hands on to other software, as written.

use super::values::{self, RawFrom};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::raw::templates::RawTemplate;
use crate::raw::{About, Named, Text, has_entries, optional_members, required, required_texts, text};
use crate::source::{Fields, Node, NodeValue};

/// A place of the server that other software calls.
#[derive(Clone, Debug)]
pub struct RawPlace {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `path`, or `reference` and `kind`.
    pub address: RawAddress,
    /// `name`: what it is called; the last entry has no conditions.
    pub name: Vec<RawName>,
    /// `headers`: what requests have.
    pub headers: Vec<Named<RawHeader>>,
}

/// Where an endpoint is.
#[derive(Clone, Debug)]
pub enum RawAddress {
    /// `path`: always there.
    Path(RawTemplate),
    /// `reference`: where a reference leads.
    Reference {
        /// The name of the references.
        reference: Text,
        /// `kind`: the kind that they are of.
        kind: Text,
    },
}

/// What an endpoint is called, in some cases.
#[derive(Clone, Debug)]
pub struct RawName {
    /// Where the case is written.
    pub span: Span,
    /// `subject`: whether there is one.
    pub subject: Option<bool>,
    /// `key`: `primary`, `concrete`, or the keys that are meant.
    pub keys: Option<Vec<Text>>,
    /// `name`, or a text alone.
    pub text: Text,
}

/// What a header holds.
#[derive(Clone, Debug)]
pub enum RawHeader {
    /// The same in all requests.
    Fixed(Text),
    /// What the client holds.
    From(RawFrom),
}

/// Reads the key `endpoints` of a client.
pub(super) fn read(fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> Vec<Named<RawPlace>> {
    optional_members(fields, "endpoints", diagnostics, read_place)
}

fn read_place(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawPlace> {
    let mut fields = Fields::of(node, "an endpoint", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let address = read_address(&mut fields, diagnostics);
    let name = fields.take("name").map(|node| read_names(node, diagnostics)).unwrap_or_default();
    let headers = optional_members(&mut fields, "headers", diagnostics, read_header);
    fields.finish(diagnostics);
    Some(RawPlace { about, address: address?, name, headers })
}

fn read_address(fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> Option<RawAddress> {
    fields.exclusive("path", "reference", diagnostics);
    if fields.has("reference") {
        let (reference, kind) = (required(fields, "reference", diagnostics), required(fields, "kind", diagnostics));
        return Some(RawAddress::Reference { reference: reference?, kind: kind? });
    }
    RawTemplate::parse(required(fields, "path", diagnostics)?, diagnostics).map(RawAddress::Path)
}

fn read_names(node: &Node, diagnostics: &mut Diagnostics) -> Vec<RawName> {
    if let NodeValue::Scalar(_) = node.value {
        let text = node.text("a name", diagnostics);
        return text.map(|text| RawName { span: node.span, subject: None, keys: None, text }).into_iter().collect();
    }
    if !has_entries(node, "name", diagnostics) {
        return Vec::new();
    }
    let items = node.items("names", diagnostics).unwrap_or_default();
    let names: Vec<RawName> = items.iter().filter_map(|item| read_name(item, diagnostics)).collect();
    check_cases(&names, diagnostics);
    names
}

fn read_name(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawName> {
    let mut fields = Fields::of(node, "a case of the name", diagnostics)?;
    let subject = fields.take("subject").and_then(|node| node.keyword(&[("none", false), ("some", true)], diagnostics));
    let keys = fields.take("key").map(|node| required_texts(node, "keys", diagnostics));
    let name = text(&mut fields, "name", diagnostics);
    if name.is_none() {
        fields.require("name", diagnostics);
    }
    fields.finish(diagnostics);
    Some(RawName { span: node.span, subject, keys, text: name? })
}

/// There is a name in every case, and only once.
fn check_cases(names: &[RawName], diagnostics: &mut Diagnostics) {
    let Some((last, others)) = names.split_last() else { return };
    let is_open = |name: &RawName| name.subject.is_none() && name.keys.is_none();
    if !is_open(last) {
        diagnostics.push(
            Diagnostic::new(Code::MissingKey, last.span, "not every endpoint has a name")
                .label("the last case, with conditions")
                .help("add a case without `subject` and `key`: `- { name: \"{reference}\" }`"),
        );
    }
    for open in others.iter().filter(|name| is_open(name)) {
        diagnostics.push(
            Diagnostic::new(Code::ConflictingKeys, open.span, "the cases behind this one never apply")
                .label("has no conditions")
                .help("put it at the end"),
        );
    }
}

fn read_header(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawHeader> {
    if !matches!(node.value, NodeValue::Mapping(_)) {
        return node.text("the value of a header", diagnostics).map(RawHeader::Fixed);
    }
    let mut fields = Fields::of(node, "a header", diagnostics)?;
    let from = values::read_from(&mut fields, diagnostics);
    if from.is_none() {
        fields.require("from", diagnostics);
    }
    fields.finish(diagnostics);
    from.map(RawHeader::From)
}
