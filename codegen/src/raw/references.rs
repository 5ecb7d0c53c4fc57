//! The `references` section as written.

use super::examples::{self, RawExample};
use super::fragments::{self, RawFragment};
use super::paths::{self, RawPaths};
use super::rules::{self, RawRules};
use super::runtime_references::{self, RawRuntime};
use super::templates::RawTemplate;
use super::{About, Named, Text, members, optional_members, required, text, texts};
use crate::diagnostic::Diagnostics;
use crate::source::{Fields, Node};

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
        let shorthands = optional_members(&mut fields, "shorthands", diagnostics, shorthand);
        let paths = fields.take("paths").and_then(|node| paths::read(node, diagnostics));
        let runtime = fields.take("runtime").and_then(|node| runtime_references::read(node, diagnostics));
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

fn key(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawKey> {
    let mut fields = Fields::of(node, "a key", diagnostics)?;
    let name = required(&mut fields, "name", diagnostics);
    let parameter = text(&mut fields, "parameter", diagnostics);
    let rules = rules::read(&mut fields, "values", diagnostics);
    let fragment = fragments::read(&mut fields, diagnostics);
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
