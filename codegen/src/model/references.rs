//! The `references` section, resolved: a subject, a kind and a key, and the path that they make.

mod path;

pub use path::ReferencePath;

use super::Model;
use super::arena::Id;
use super::examples::{self, Example};
use super::fragments::Fragment;
use super::kinds::KindSet;
use super::names::{Name, Scope};
use super::paths::{self, Paths};
use super::places::Place;
use super::resolver::Resolver;
use super::rules::Rules;
use super::runtime_references::{self, RuntimeReference};
use super::subjects::SubjectSet;
use super::symbols::{Declaration, Symbol};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::raw::Text;
use crate::raw::references::{RawKey, RawReference};

/// A reference.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Name, place and documentation.
    pub declaration: Declaration,
    /// The set of subjects.
    pub subject: Id<SubjectSet>,
    /// The set of kinds.
    pub kind: Id<KindSet>,
    /// The key.
    pub key: Key,
    /// The path.
    pub path: ReferencePath,
    /// The kinds that are addressed without a subject, by position.
    pub without_subject: Vec<usize>,
    /// What stands for the subject in names, if references have names.
    pub fragment: Option<String>,
    /// Constructors for one kind.
    pub shorthands: Vec<Shorthand>,
    /// The type that joins paths to a base URL.
    pub paths: Option<Paths>,
    /// The reference whose subject is read from a context.
    pub runtime: Option<RuntimeReference>,
    /// What the documentation asserts.
    pub examples: Vec<Example>,
}

/// The key of a reference.
#[derive(Clone, Debug)]
pub struct Key {
    /// The name of the type.
    pub name: Name,
    /// What errors call the value.
    pub parameter: Name,
    /// Normalisation and checks.
    pub rules: Rules,
    /// How a key becomes part of a name.
    pub fragment: Fragment,
}

/// Constructors for one kind.
#[derive(Clone, Debug)]
pub struct Shorthand {
    /// The name of the constructor with a key.
    pub name: Name,
    /// The kind, by position.
    pub kind: usize,
    /// The name of the constructor without a subject.
    pub global: Option<Name>,
}

impl Reference {
    /// The name without `Reference`: `capability`.
    #[must_use]
    pub fn stem(&self) -> Name {
        let written = self.declaration.name.as_written();
        Name::new(written.strip_suffix("Reference").filter(|stem| !stem.is_empty()).unwrap_or(written))
    }

    /// Whether a kind is addressed without a subject.
    #[must_use]
    pub fn goes_without_subject(&self, kind: usize) -> bool {
        self.without_subject.contains(&kind)
    }
}

/// Resolves one declaration; `None` when the sets that it is made of cannot be found.
pub(super) fn resolve(
    declaration: Declaration,
    raw: &RawReference,
    model: &Model,
    resolver: &mut Resolver<'_>,
) -> Option<Reference> {
    let subject = subject_set(&raw.subject, resolver);
    let kind = kind_set(&raw.kind, resolver);
    let key = key(&raw.key, resolver);
    let path = path::resolve(&raw.path, raw, resolver);
    let (subject, kind) = (subject?, kind?);
    let (subjects, kinds) = (&model.subjects[subject], &model.kinds[kind]);
    require_path(&raw.subject, subjects, resolver);
    let without_subject = without_subject(raw, kinds, resolver);
    let fragment = raw.fragment.as_ref().map(|text| resolver.interpolate(text));
    if let Some(text) = &raw.fragment
        && subjects.fragment.is_none()
    {
        resolver.diagnostics.push(
            Diagnostic::new(Code::MissingKey, text.span, "names of references contain those of subjects".to_owned())
                .label("has no effect without them")
                .related(subjects.declaration.span, "declared without `fragment:`")
                .help("add `fragment:` to the set of subjects"),
        );
    }
    check_key_fragment(raw, resolver);
    let mut reference = Reference {
        declaration,
        subject,
        kind,
        key: key?,
        path: path?,
        without_subject,
        fragment,
        shorthands: Vec::new(),
        paths: None,
        runtime: None,
        examples: Vec::new(),
    };
    reference.shorthands = shorthands(raw, &reference, kinds, resolver);
    reference.paths = raw.paths.as_ref().map(|paths| paths::resolve(paths, &reference, model, resolver));
    reference.runtime =
        raw.runtime.as_ref().and_then(|runtime| runtime_references::resolve(runtime, subjects, model, resolver));
    reference.examples = examples::resolve(&raw.examples, &reference, subjects, kinds, resolver);
    Some(reference)
}

/// Keys are part of the names of references only.
fn check_key_fragment(raw: &RawReference, resolver: &mut Resolver<'_>) {
    if let (Some(fragment), None) = (&raw.key.fragment, &raw.fragment) {
        resolver.diagnostics.push(
            Diagnostic::new(
                Code::MissingKey,
                fragment.span,
                "a key is part of the name of a reference, and this one has none".to_owned(),
            )
            .label("has no effect")
            .help("add `fragment: { without_subject: global }` to the reference, or remove this"),
        );
    }
}

fn subject_set(name: &Text, resolver: &mut Resolver<'_>) -> Option<Id<SubjectSet>> {
    match resolver.symbol(name)? {
        Symbol::Subjects(id) => Some(id),
        other => {
            resolver.wrong_kind(name, "a set of subjects", other);
            None
        }
    }
}

fn kind_set(name: &Text, resolver: &mut Resolver<'_>) -> Option<Id<KindSet>> {
    match resolver.symbol(name)? {
        Symbol::Kinds(id) => Some(id),
        other => {
            resolver.wrong_kind(name, "a set of kinds", other);
            None
        }
    }
}

fn key(raw: &RawKey, resolver: &mut Resolver<'_>) -> Option<Key> {
    let parameter = match &raw.parameter {
        Some(written) => Name::checked(written, resolver.diagnostics)?,
        None => Name::new(Name::new(raw.name.value.as_str()).snake()),
    };
    if parameter.snake() == "subject" {
        let written = raw.parameter.as_ref().unwrap_or(&raw.name);
        resolver.diagnostics.push(
            Diagnostic::new(Code::ReservedName, written.span, "`subject` is another part of a reference".to_owned())
                .label("the key cannot have this name")
                .help("choose another name with `parameter:`"),
        );
    }
    Some(Key {
        name: Name::checked(&raw.name, resolver.diagnostics)?,
        parameter,
        rules: Rules::resolve(&raw.rules, resolver.diagnostics),
        fragment: raw.fragment.as_ref().map(|fragment| Fragment::resolve(fragment, resolver)).unwrap_or_default(),
    })
}

fn require_path(name: &Text, subjects: &SubjectSet, resolver: &mut Resolver<'_>) {
    if subjects.family.place != Place::Path {
        resolver.diagnostics.push(
            Diagnostic::new(
                Code::WrongKindOfReference,
                name.span,
                format!("the subjects of `{}` have no paths", name.value),
            )
            .label("not a set of paths")
            .related(subjects.declaration.span, format!("each has a {}", subjects.family.place.word()))
            .help("name a set of subjects whose members have a `path:`"),
        );
    }
}

fn without_subject(raw: &RawReference, kinds: &KindSet, resolver: &mut Resolver<'_>) -> Vec<usize> {
    let mut positions = Vec::new();
    for name in &raw.without_subject {
        let Some(position) = kinds.addressed(name, resolver) else { continue };
        if positions.contains(&position) {
            resolver.diagnostics.push(
                Diagnostic::new(Code::UnusedSelector, name.span, format!("`{}` is listed twice", name.value))
                    .label("matches nothing that is left")
                    .help("remove it"),
            );
            continue;
        }
        positions.push(position);
    }
    positions
}

/// Reports a use without a subject of a kind that has none.
pub(super) fn require_without_subject(
    kind: usize,
    span: Span,
    reference: &Reference,
    kinds: &KindSet,
    resolver: &mut Resolver<'_>,
) {
    if !reference.goes_without_subject(kind) {
        let name = kinds.members[kind].name.as_written();
        resolver.diagnostics.push(
            Diagnostic::new(Code::MissingSubjectRule, span, format!("`{name}` is not addressed without a subject"))
                .label("leaves the subject out")
                .related(reference.declaration.span, "`without_subject` of this reference does not list it")
                .help(format!("add `{name}` to `without_subject`, or give the address a subject")),
        );
    }
}

fn shorthands(
    raw: &RawReference,
    reference: &Reference,
    kinds: &KindSet,
    resolver: &mut Resolver<'_>,
) -> Vec<Shorthand> {
    const RESERVED: [&str; 7] = ["new", "kind", "subject", "key", "path", "name_fragment", "from_context"];
    let mut names = Scope::default();
    let mut shorthands = Vec::new();
    for named in &raw.shorthands {
        let Some(name) = Name::checked(&named.name, resolver.diagnostics) else { continue };
        let primary = Text { value: format!("primary_{}", named.name.value), span: named.name.span };
        names.claim(name.snake(), &named.name, "shorthand", resolver.diagnostics);
        names.claim(Name::new(primary.value.as_str()).snake(), &primary, "shorthand", resolver.diagnostics);
        if RESERVED.contains(&name.snake().as_str()) {
            resolver.diagnostics.push(
                Diagnostic::new(
                    Code::ReservedName,
                    named.name.span,
                    format!("a reference already has a method `{}`", name.snake()),
                )
                .label("becomes a constructor of this name")
                .help("choose another name"),
            );
        }
        let kind = kinds.addressed(&named.value.kind, resolver);
        let global = named.value.global.as_ref().and_then(|written| {
            names.claim(Name::new(written.value.as_str()).snake(), written, "shorthand", resolver.diagnostics);
            if let Some(kind) = kind {
                require_without_subject(kind, written.span, reference, kinds, resolver);
            }
            Name::checked(written, resolver.diagnostics)
        });
        if let Some(kind) = kind {
            shorthands.push(Shorthand { name, kind, global });
        }
    }
    shorthands
}
