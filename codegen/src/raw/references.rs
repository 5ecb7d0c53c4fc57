//! The `references` section as written.

use super::examples::{self, RawExample};
use super::families::{self, RawFragment};
use super::template::RawTemplate;
use super::types::RawRules;
use super::{About, Named, Text, members, required_members, text, texts};
use crate::diagnostic::Diagnostics;
use crate::source::{Fields, Node, Spanned};

/// One declaration of the section.
#[derive(Clone, Debug)]
pub struct RawReference {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `subject`: the set of subjects.
    pub subject: Text,
    /// `kind`: the set of kinds.
    pub kind: Text,
    /// `key`
    pub key: RawKey,
    /// `path`: of the parts `subject`, `kind` and `key`.
    pub path: RawTemplate,
    /// `without_subject`: the kinds that are addressed without a subject.
    pub without_subject: Vec<Text>,
    /// `fragment.without_subject`: what stands for the subject in names.
    pub fragment: Option<Text>,
    /// `shorthands`
    pub shorthands: Vec<Named<RawShorthand>>,
    /// `paths`
    pub paths: Option<RawPaths>,
    /// `runtime`
    pub runtime: Option<RawRuntime>,
    /// `examples`
    pub examples: Vec<RawExample>,
}

/// The key of a reference: the primary one, or a certain one.
#[derive(Clone, Debug)]
pub struct RawKey {
    /// `name`: of the type.
    pub name: Text,
    /// `parameter`: what errors call the value.
    pub parameter: Option<Text>,
    /// `values`
    pub rules: RawRules,
    /// `fragment`
    pub fragment: Option<RawFragment>,
}

/// Constructors for one kind.
#[derive(Clone, Debug)]
pub struct RawShorthand {
    /// `kind`
    pub kind: Text,
    /// `global`: the constructor without a subject.
    pub global: Option<Text>,
}

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

/// A reference whose subject is read from a context.
#[derive(Clone, Debug)]
pub struct RawRuntime {
    /// `name`: of the type.
    pub name: Text,
    /// `doc`
    pub about: About,
    /// `source`: the name of the enum of sources.
    pub source: Text,
    /// `context`: the context that is read.
    pub context: Text,
    /// `sources`
    pub sources: Vec<Named<RawSource>>,
}

/// A place of a context that names a subject.
#[derive(Clone, Debug)]
pub struct RawSource {
    /// `doc`
    pub about: About,
    /// `subject`: the member of the set of subjects.
    pub subject: Text,
    /// `from`: the path of the value.
    pub from: Text,
}

impl RawReference {
    /// The types that a declaration adds to its own, with the place that names them.
    pub fn further_names(&self, own: &Text) -> Vec<Text> {
        let stem = own.value.strip_suffix("Reference").unwrap_or(&own.value);
        let mut names = vec![self.key.name.clone(), self.key.name.clone().map(|name| format!("{name}Selector"))];
        if let Some(paths) = &self.paths {
            names.push(paths.name.clone());
            if !paths.operations.is_empty() {
                names.push(Text { value: format!("{stem}Operation"), span: own.span });
            }
        }
        if let Some(runtime) = &self.runtime {
            names.extend([runtime.name.clone(), runtime.source.clone()]);
        }
        names
    }
}

/// Reads the whole section.
pub fn read(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Named<RawReference>> {
    members(node, "the references", diagnostics, |node, diagnostics| {
        let mut fields = Fields::of(node, "a reference", diagnostics)?;
        let about = About::read(&mut fields, diagnostics);
        let subject = required(&mut fields, "subject", diagnostics);
        let kind = required(&mut fields, "kind", diagnostics);
        let key = fields.require("key", diagnostics).and_then(|node| key(node, diagnostics));
        let path = required(&mut fields, "path", diagnostics).and_then(|text| RawTemplate::parse(text, diagnostics));
        let without_subject = texts(&mut fields, "without_subject", diagnostics);
        let fragment = fields.take("fragment").and_then(|node| fragment(node, diagnostics));
        let shorthands = named(&mut fields, "shorthands", diagnostics, shorthand);
        let paths = fields.take("paths").and_then(|node| paths(node, diagnostics));
        let runtime = fields.take("runtime").and_then(|node| runtime(node, diagnostics));
        let examples = fields.take("examples").map(|node| examples::read(node, diagnostics)).unwrap_or_default();
        fields.finish(diagnostics);
        Some(RawReference {
            about,
            subject: subject?,
            kind: kind?,
            key: key?,
            path: path?,
            without_subject,
            fragment,
            shorthands,
            paths,
            runtime,
            examples,
        })
    })
}

fn required(fields: &mut Fields<'_>, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Text> {
    fields.require(key, diagnostics).and_then(|node| node.text(key, diagnostics))
}

fn named<T>(
    fields: &mut Fields<'_>,
    key: &'static str,
    diagnostics: &mut Diagnostics,
    read: impl FnMut(&Node, &mut Diagnostics) -> Option<T>,
) -> Vec<Named<T>> {
    fields.take(key).map(|node| members(node, key, diagnostics, read)).unwrap_or_default()
}

fn key(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawKey> {
    let mut fields = Fields::of(node, "a key", diagnostics)?;
    let name = required(&mut fields, "name", diagnostics);
    let parameter = text(&mut fields, "parameter", diagnostics);
    let rules = families::rules(&mut fields, "values", diagnostics);
    let fragment = families::fragment(&mut fields, diagnostics);
    fields.finish(diagnostics);
    Some(RawKey { name: name?, parameter, rules, fragment })
}

fn fragment(node: &Node, diagnostics: &mut Diagnostics) -> Option<Text> {
    let mut fields = Fields::of(node, "the fragment of a reference", diagnostics)?;
    let without_subject = required(&mut fields, "without_subject", diagnostics);
    fields.finish(diagnostics);
    without_subject
}

fn shorthand(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawShorthand> {
    let mut fields = Fields::of(node, "a shorthand", diagnostics)?;
    let kind = required(&mut fields, "kind", diagnostics);
    let global = text(&mut fields, "global", diagnostics);
    fields.finish(diagnostics);
    Some(RawShorthand { kind: kind?, global })
}

fn paths(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawPaths> {
    let mut fields = Fields::of(node, "a type for paths", diagnostics)?;
    let name = required(&mut fields, "name", diagnostics);
    let about = About::read(&mut fields, diagnostics);
    let (base_name, base_from) = fields.take("base").map(|node| base(node, diagnostics)).unwrap_or_default();
    let routes = named(&mut fields, "routes", diagnostics, route);
    let operations = named(&mut fields, "operations", diagnostics, operation);
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
    let subject = fields.take("subject").and_then(|node| {
        node.keyword(SUBJECTS, diagnostics).map(|value| Spanned { value, span: node.span })
    });
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

fn runtime(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawRuntime> {
    let mut fields = Fields::of(node, "a runtime reference", diagnostics)?;
    let name = required(&mut fields, "name", diagnostics);
    let about = About::read(&mut fields, diagnostics);
    let source = required(&mut fields, "source", diagnostics);
    let context = required(&mut fields, "context", diagnostics);
    let sources = required_members(&mut fields, "sources", diagnostics, source_member);
    fields.finish(diagnostics);
    Some(RawRuntime { name: name?, about, source: source?, context: context?, sources })
}

fn source_member(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawSource> {
    let mut fields = Fields::of(node, "a source", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let subject = required(&mut fields, "subject", diagnostics);
    let from = required(&mut fields, "from", diagnostics);
    fields.finish(diagnostics);
    Some(RawSource { about, subject: subject?, from: from? })
}
