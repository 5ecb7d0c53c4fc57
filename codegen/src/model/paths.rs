//! The `paths` of a reference, resolved: named routes and operations under a base URL.

use super::Model;
use super::arena::Id;
use super::kinds::KindSet;
use super::names::{Name, Scope};
use super::references::{Reference, require_without_subject};
use super::resolver::Resolver;
use super::settings::Settings;
use super::symbols::Symbol;
use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::raw::Text;
use crate::raw::paths::{RawPaths, RawRoute, RouteKey, RouteSubject};

/// A type that joins paths to a base URL.
#[derive(Clone, Debug)]
pub struct Paths {
    /// The name of the type.
    pub name: Name,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
    /// The name of the method that gives the base URL.
    pub base_name: Name,
    /// The setting that is the base URL.
    pub base: Option<Base>,
    /// Paths with names of their own.
    pub routes: Vec<Route>,
    /// Suffixes of references.
    pub operations: Vec<Operation>,
}

/// A setting that is the base URL.
#[derive(Clone, Copy, Debug)]
pub struct Base {
    /// The settings.
    pub settings: Id<Settings>,
    /// The derived URL, by position.
    pub url: usize,
}

/// A path with a name of its own.
#[derive(Clone, Debug)]
pub struct Route {
    /// The name.
    pub name: Name,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
    /// The kind, by position.
    pub kind: usize,
    /// Whether it has a subject.
    pub has_subject: bool,
    /// Whether it has a concrete key.
    pub has_key: bool,
    /// What follows the path of the reference.
    pub suffix: String,
}

/// What is done at the address of a reference.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The name.
    pub name: Name,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
    /// The kind that has it, by position.
    pub kind: usize,
    /// What follows the path of the reference.
    pub suffix: String,
}

/// Resolves the paths of `reference`.
pub(super) fn resolve(raw: &RawPaths, reference: &Reference, model: &Model, resolver: &mut Resolver<'_>) -> Paths {
    let kinds = &model.kinds[reference.kind];
    let name = Name::checked(&raw.name, resolver.diagnostics).unwrap_or_else(|| Name::new("Paths"));
    let base_name = match &raw.base_name {
        Some(written) => Name::checked(written, resolver.diagnostics),
        None => None,
    };
    let base_name = base_name.unwrap_or_else(|| Name::new("base_url"));
    let base = raw.base_from.as_ref().and_then(|written| base(written, model, resolver));
    let mut names = Scope::default();
    let own = |text: &str| Text { value: text.to_owned(), span: raw.name.span };
    let own_names = ["new", "from_settings", "subject", "kind", "operation"];
    for taken in own_names.into_iter().chain([base_name.as_written(), reference.stem().as_written()]) {
        names.claim(Name::new(taken).snake(), &own(taken), "path", resolver.diagnostics);
    }
    let mut routes = Vec::new();
    for named in &raw.routes {
        let Some(name) = Name::checked(&named.name, resolver.diagnostics) else { continue };
        names.claim(name.snake(), &named.name, "route", resolver.diagnostics);
        routes.extend(route(name, &named.value, reference, kinds, resolver));
    }
    let mut operation_names = Scope::default();
    let mut operations = Vec::new();
    for named in &raw.operations {
        let Some(name) = Name::checked(&named.name, resolver.diagnostics) else { continue };
        operation_names.claim(name.pascal(), &named.name, "operation", resolver.diagnostics);
        let suffix = suffix(&named.value.suffix, resolver);
        let kind = kinds.addressed(&named.value.kind, resolver);
        if let (Some(kind), Some(suffix)) = (kind, suffix) {
            let (doc, deprecated) = (named.value.about.doc_text(), named.value.about.deprecated_text());
            operations.push(Operation { name, doc, deprecated, kind, suffix });
        }
    }
    let (doc, deprecated) = (raw.about.doc_text(), raw.about.deprecated_text());
    Paths { name, doc, deprecated, base_name, base, routes, operations }
}

/// `Settings.url`: one of the URLs that are derived from settings.
fn base(written: &Text, model: &Model, resolver: &mut Resolver<'_>) -> Option<Base> {
    let split = written.value.rfind('.');
    let (at, after) = split.map_or((written.value.len(), written.value.len()), |at| (at, at + 1));
    let group = Text { value: written.value[..at].to_owned(), span: written.part(0..at) };
    let settings = match resolver.symbol(&group)? {
        Symbol::Settings(id) => id,
        other => {
            resolver.wrong_kind(&group, "settings", other);
            return None;
        }
    };
    let group = model.settings.get(settings)?;
    let name = &written.value[after..];
    let names = || group.urls.iter().map(|url| url.name.as_written());
    let url = names().position(|known| known == name);
    if url.is_none() {
        resolver.diagnostics.push(
            Diagnostic::new(
                Code::UnresolvedReference,
                written.part(after..written.value.len()),
                format!("no URL is called `{name}`"),
            )
            .label("not a URL of these settings")
            .related(group.declaration.span, "the settings are declared here")
            .help(suggest::help(name, names()).or_else(|| Some("add it under `urls:` of the settings".to_owned()))),
        );
    }
    Some(Base { settings, url: url? })
}

fn route(
    name: Name,
    raw: &RawRoute,
    reference: &Reference,
    kinds: &KindSet,
    resolver: &mut Resolver<'_>,
) -> Option<Route> {
    let suffix = match &raw.suffix {
        Some(written) => suffix(written, resolver),
        None => Some(String::new()),
    };
    let kind = kinds.addressed(&raw.kind, resolver)?;
    let has_subject = raw.subject.as_ref().is_none_or(|subject| subject.value == RouteSubject::Required);
    if let Some(subject) = &raw.subject
        && !has_subject
    {
        require_without_subject(kind, subject.span, reference, kinds, resolver);
    }
    let (doc, deprecated) = (raw.about.doc_text(), raw.about.deprecated_text());
    let has_key = raw.key == RouteKey::Concrete;
    Some(Route { name, doc, deprecated, kind, has_subject, has_key, suffix: suffix? })
}

fn suffix(written: &Text, resolver: &mut Resolver<'_>) -> Option<String> {
    let suffix = resolver.interpolate(written);
    if !suffix.starts_with('/') || suffix.len() < 2 {
        resolver.diagnostics.push(
            Diagnostic::new(Code::InvalidTemplate, written.span, "a suffix starts with `/`".to_owned())
                .label("would run into the segment before it")
                .help("write it like `/message:send`"),
        );
        return None;
    }
    check_literal(&suffix, written.span, resolver).then_some(suffix)
}

/// Reports a literal that cannot stand in a path as it is.
pub(super) fn check_literal(literal: &str, span: Span, resolver: &mut Resolver<'_>) -> bool {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "/-._~:@!$&'()*+,;=%".contains(character);
    let problem = if let Some(character) = literal.chars().find(|character| !is_plain(*character)) {
        format!("`{}` cannot stand in a path", character.escape_default())
    } else if literal.split('/').any(|segment| matches!(segment, "." | "..")) {
        "a path has no segments `.` and `..`".to_owned()
    } else {
        return true;
    };
    resolver.diagnostics.push(
        Diagnostic::new(Code::InvalidTemplate, span, problem).label("not a path").help("write the path as it is sent"),
    );
    false
}
