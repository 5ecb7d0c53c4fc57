//! The `runtime` of a reference, resolved: a reference whose subject is read from a context.

use super::Model;
use super::accessors::{self, Accessor, Path, Start};
use super::arena::Id;
use super::contexts::Context;
use super::names::{Case, Name, Scope};
use super::references::Reference;
use super::resolver::Resolver;
use super::subjects::SubjectSet;
use super::symbols::Symbol;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::raw::Text;
use crate::raw::runtime_references::{RawRuntime, RawSource};

/// A reference whose subject is read from a context.
#[derive(Clone, Debug)]
pub struct RuntimeReference {
    /// The name of the type.
    pub name: Name,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
    /// The name of the enum of sources.
    pub source: Name,
    /// The context that is read.
    pub context: Id<Context>,
    /// The sources in order.
    pub sources: Vec<Source>,
}

/// A place of a context that names a subject.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name.
    pub name: Name,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
    /// The spelling on the wire.
    pub wire: String,
    /// The member of the set of subjects, by position.
    pub subject: usize,
    /// Leads from the context to the value.
    pub accessor: Accessor,
}

/// Resolves the runtime form of a reference to `subjects`.
pub(super) fn resolve(
    raw: &RawRuntime,
    subjects: &SubjectSet,
    model: &Model,
    resolver: &mut Resolver<'_>,
) -> Option<RuntimeReference> {
    let name = Name::checked(&raw.name, resolver.diagnostics);
    let source = Name::checked(&raw.source, resolver.diagnostics);
    let id = context(&raw.context, resolver)?;
    let context = model.contexts.get(id)?;
    let mut names = Scope::default();
    let mut sources = Vec::new();
    for named in &raw.sources {
        let Some(name) = Name::checked(&named.name, resolver.diagnostics) else { continue };
        if names.claim(name.pascal(), &named.name, "source", resolver.diagnostics) {
            sources.extend(self::source(name, &named.value, subjects, context, model, resolver));
        }
    }
    let doc = raw.about.doc_text();
    let deprecated = raw.about.deprecated_text();
    Some(RuntimeReference { name: name?, doc, deprecated, source: source?, context: id, sources })
}

fn context(name: &Text, resolver: &mut Resolver<'_>) -> Option<Id<Context>> {
    match resolver.symbol(name)? {
        Symbol::Context(id) => Some(id),
        other => {
            resolver.wrong_kind(name, "a context", other);
            None
        }
    }
}

fn source(
    name: Name,
    raw: &RawSource,
    subjects: &SubjectSet,
    context: &Context,
    model: &Model,
    resolver: &mut Resolver<'_>,
) -> Option<Source> {
    let subject = subjects.family.position(&raw.subject, subjects.declaration.span, resolver);
    let path = Path::read(&raw.from, resolver.diagnostics)?;
    let accessor =
        accessors::resolve_text(&path, Start::Context(context, &model.events), &model.types, resolver.diagnostics);
    let subject = subject?;
    if !matches!(subjects.family.members[subject].template.parameters.as_slice(), [one] if !one.optional) {
        resolver.diagnostics.push(
            Diagnostic::new(
                Code::InvalidSource,
                raw.subject.span,
                format!("`{}` is not made of one value", raw.subject.value),
            )
            .label("needs several values, or none")
            .related(subjects.family.members[subject].template.span, "its template is here")
            .help("name a subject with one parameter"),
        );
        return None;
    }
    let doc = raw.about.doc_text();
    let deprecated = raw.about.deprecated_text();
    Some(Source { wire: name.in_case(Case::Kebab), name, doc, deprecated, subject, accessor: accessor? })
}

/// Subjects are read from one context only: `from_context` is a constructor of theirs.
pub(super) fn check<'r>(references: impl Iterator<Item = &'r Reference>, diagnostics: &mut Diagnostics) {
    let mut seen: Vec<&Reference> = Vec::new();
    for reference in references.filter(|reference| reference.runtime.is_some()) {
        if let Some(first) = seen.iter().find(|first| first.subject == reference.subject) {
            diagnostics.push(
                Diagnostic::new(
                    Code::ConflictingKeys,
                    reference.declaration.span,
                    "two references read the same subjects from contexts".to_owned(),
                )
                .label("the second one")
                .related(first.declaration.span, "the first one is here")
                .help("keep `runtime:` in one of them"),
            );
        }
        seen.push(reference);
    }
}
