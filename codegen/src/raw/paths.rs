//! The type that joins paths to a base URL, as written.

use super::{About, Named, Text, optional_members, required, text};
use crate::diagnostic::Diagnostics;
use crate::source::{Fields, Node, Spanned};

/// A type that joins paths to a base URL.
#[derive(Clone, Debug)]
pub struct RawPaths {
    /// `name`: of the type.
    pub name: Text,
    /// `doc`
    pub about: About,
    /// `base.name`: of the method that gives the base URL.
    pub base_name: Option<Text>,
    /// `base.from`: the setting that is the base URL.
    pub base_from: Option<Text>,
    /// `routes`
    pub routes: Vec<Named<RawRoute>>,
    /// `operations`
    pub operations: Vec<Named<RawOperation>>,
}

/// A path with a name of its own.
#[derive(Clone, Debug)]
pub struct RawRoute {
    /// `doc`
    pub about: About,
    /// `kind`
    pub kind: Text,
    /// `subject`
    pub subject: Option<Spanned<RouteSubject>>,
    /// `key`
    pub key: RouteKey,
    /// `suffix`
    pub suffix: Option<Text>,
}

/// Whether a route has a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RouteSubject {
    /// `required`
    Required,
    /// `none`
    None,
}

/// Which key a route has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum RouteKey {
    /// `primary`
    #[default]
    Primary,
    /// `concrete`: a parameter of the route.
    Concrete,
}

/// What is done at the address of a reference: its path with a suffix.
#[derive(Clone, Debug)]
pub struct RawOperation {
    /// `doc`
    pub about: About,
    /// `kind`
    pub kind: Text,
    /// `suffix`
    pub suffix: Text,
}

pub(super) fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawPaths> {
    let mut fields = Fields::of(node, "a type for paths", diagnostics)?;
    let name = required(&mut fields, "name", diagnostics);
    let about = About::read(&mut fields, diagnostics);
    let (base_name, base_from) = fields.take("base").map(|node| base(node, diagnostics)).unwrap_or_default();
    let routes = optional_members(&mut fields, "routes", diagnostics, route);
    let operations = optional_members(&mut fields, "operations", diagnostics, operation);
    fields.finish(diagnostics);
    Some(RawPaths { name: name?, about, base_name, base_from, routes, operations })
}

/// `base: Settings.url`, or `{ name: base_url, from: Settings.url }`.
fn base(node: &Node, diagnostics: &mut Diagnostics) -> (Option<Text>, Option<Text>) {
    if node.is_scalar() {
        return (None, node.text("a setting", diagnostics));
    }
    let Some(mut fields) = Fields::of(node, "a base URL", diagnostics) else { return (None, None) };
    let base = (text(&mut fields, "name", diagnostics), text(&mut fields, "from", diagnostics));
    fields.finish(diagnostics);
    base
}

const SUBJECTS: &[(&str, RouteSubject)] = &[("required", RouteSubject::Required), ("none", RouteSubject::None)];

const KEYS: &[(&str, RouteKey)] = &[("primary", RouteKey::Primary), ("concrete", RouteKey::Concrete)];

fn route(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawRoute> {
    let mut fields = Fields::of(node, "a route", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let kind = required(&mut fields, "kind", diagnostics);
    let subject = fields
        .take("subject")
        .and_then(|node| node.keyword(SUBJECTS, diagnostics).map(|value| Spanned { value, span: node.span }));
    let key = fields.take("key").and_then(|node| node.keyword(KEYS, diagnostics)).unwrap_or_default();
    let suffix = text(&mut fields, "suffix", diagnostics);
    fields.finish(diagnostics);
    Some(RawRoute { about, kind: kind?, subject, key, suffix })
}

fn operation(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawOperation> {
    let mut fields = Fields::of(node, "an operation", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let kind = required(&mut fields, "kind", diagnostics);
    let suffix = required(&mut fields, "suffix", diagnostics);
    fields.finish(diagnostics);
    Some(RawOperation { about, kind: kind?, suffix: suffix? })
}
