//! The `references` section, resolved: a subject, a kind and a key, and the path that they make.

use super::arena::Id;
use super::examples::{self, Example};
use super::families::Fragment;
use super::kinds::KindSet;
use super::names::{Name, Scope};
use super::paths::{self, Paths};
use super::rules::Rules;
use super::runtime_references::{self, RuntimeReference};
use super::subjects::SubjectSet;
use super::symbols::{Declaration, Resolver, Symbol};
use super::templates::Place;
use super::Model;
use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::raw::references::{RawKey, RawReference};
use crate::raw::template::{Part, PartKind, RawTemplate};
use crate::raw::Text;

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

/// `before [{subject}] between {kind} [after {key} end] suffix`: the literals around the three parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReferencePath {
    /// In front of the subject's path.
    pub before: String,
    /// Between the subject's path and the kind's segment.
    pub between: String,
    /// Between the segment and the key; written with the key only.
    pub after: String,
    /// Behind the key; written with the key only.
    pub end: String,
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
pub(super) fn resolve(declaration: Declaration, raw: &RawReference, model: &Model, resolver: &mut Resolver<'_>) -> Option<Reference> {
    let subject = subject_set(&raw.subject, resolver);
    let kind = kind_set(&raw.kind, resolver);
    let key = key(&raw.key, resolver);
    let path = path(&raw.path, raw, resolver);
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
    reference.runtime = raw.runtime.as_ref().and_then(|runtime| runtime_references::resolve(runtime, subjects, model, resolver));
    reference.examples = examples::resolve(&raw.examples, &reference, subjects, kinds, resolver);
    Some(reference)
}

/// Keys are part of the names of references only.
fn check_key_fragment(raw: &RawReference, resolver: &mut Resolver<'_>) {
    if let (Some(fragment), None) = (&raw.key.fragment, &raw.fragment) {
        resolver.diagnostics.push(
            Diagnostic::new(Code::MissingKey, fragment.span, "a key is part of the name of a reference, and this one has none".to_owned())
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
            Diagnostic::new(Code::WrongKindOfReference, name.span, format!("the subjects of `{}` have no paths", name.value))
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

const PARTS: [&str; 3] = ["subject", "kind", "key"];

/// Reads the path into its one form, or says which part is missing, unknown or in the wrong place.
fn path(raw: &RawTemplate, reference: &RawReference, resolver: &mut Resolver<'_>) -> Option<ReferencePath> {
    if !known_parts(&raw.parts, resolver) {
        return None;
    }
    let mut parts = raw.parts.iter().peekable();
    let mut literal = |parts: &mut std::iter::Peekable<std::slice::Iter<'_, Part>>| {
        let mut text = String::new();
        while let Some(part) = parts.next_if(|part| matches!(part.kind, PartKind::Literal(_) | PartKind::Constant(_))) {
            match &part.kind {
                PartKind::Literal(literal) => text.push_str(literal),
                PartKind::Constant(name) => {
                    text.push_str(&resolver.interpolate(&Text { value: format!("${{{}}}", name.value), span: name.span }));
                }
                _ => {}
            }
        }
        text
    };
    let before = literal(&mut parts);
    let subject = parts.next();
    let between = literal(&mut parts);
    let kind = parts.next();
    let key = parts.next();
    let subject_is_optional = match subject.map(|part| &part.kind) {
        Some(PartKind::Parameter(name)) if name.value == "subject" => Some(false),
        Some(PartKind::Optional(inner)) if is_only(inner, "subject") => Some(true),
        _ => None,
    };
    let has_kind = matches!(kind.map(|part| &part.kind), Some(PartKind::Parameter(name)) if name.value == "kind");
    let key = match key.map(|part| &part.kind) {
        Some(PartKind::Optional(inner)) => key_part(inner),
        _ => None,
    };
    let well_placed = (before.is_empty() || before.starts_with('/')) && !before.ends_with('/') && between.starts_with('/') && between.ends_with('/');
    let (Some(subject_is_optional), true, Some((after, end)), None, true) = (subject_is_optional, has_kind, key, parts.next(), well_placed)
    else {
        resolver.diagnostics.push(
            Diagnostic::new(Code::InvalidTemplate, raw.text.span, "a reference's path is made of subject, kind and key".to_owned())
                .label("not in this form")
                .help("write `{subject}/{kind}[/{key}]`, with `[{subject}]` where it may be left out"),
        );
        return None;
    };
    check_subject_rule(raw, reference, subject_is_optional, resolver);
    let path = ReferencePath { before, between, after, end };
    paths::check_literal(&format!("{}{}{}{}", path.before, path.between, path.after, path.end), raw.text.span, resolver).then_some(path)
}

fn is_only(parts: &[Part], name: &str) -> bool {
    matches!(parts, [Part { kind: PartKind::Parameter(written), .. }] if written.value == name)
}

/// The literals around the key in its optional part.
fn key_part(parts: &[Part]) -> Option<(String, String)> {
    match parts {
        [Part { kind: PartKind::Literal(after), .. }, key] if is_only(std::slice::from_ref(key), "key") && after.ends_with('/') => {
            Some((after.clone(), String::new()))
        }
        [Part { kind: PartKind::Literal(after), .. }, key, Part { kind: PartKind::Literal(end), .. }]
            if is_only(std::slice::from_ref(key), "key") && after.ends_with('/') && end.starts_with('/') =>
        {
            Some((after.clone(), end.clone()))
        }
        _ => None,
    }
}

fn known_parts(parts: &[Part], resolver: &mut Resolver<'_>) -> bool {
    let mut known = true;
    for part in parts {
        match &part.kind {
            PartKind::Parameter(name) if !PARTS.contains(&name.value.as_str()) => {
                resolver.diagnostics.push(
                    Diagnostic::new(Code::UnknownParameter, name.span, format!("a reference has no part `{}`", name.value))
                        .label("not a part")
                        .help(suggest::help(&name.value, PARTS.into_iter())),
                );
                known = false;
            }
            PartKind::Optional(inner) => known &= known_parts(inner, resolver),
            _ => {}
        }
    }
    known
}

/// A subject that may be left out needs kinds that go without, and the other way round.
fn check_subject_rule(raw: &RawTemplate, reference: &RawReference, is_optional: bool, resolver: &mut Resolver<'_>) {
    match (is_optional, reference.without_subject.first()) {
        (true, None) => resolver.diagnostics.push(
            Diagnostic::new(Code::MissingSubjectRule, raw.text.span, "the subject may be left out, but no kind goes without".to_owned())
                .label("`[{subject}]` is optional")
                .help("list those kinds in `without_subject`, or write `{subject}` without brackets"),
        ),
        (false, Some(name)) => resolver.diagnostics.push(
            Diagnostic::new(Code::UnusedSelector, name.span, "the path always has a subject".to_owned())
                .label("has no effect")
                .related(raw.text.span, "the subject is not optional here")
                .help("write `[{subject}]` in the path, or remove `without_subject`"),
        ),
        _ => {}
    }
}

/// Reports a use without a subject of a kind that has none.
pub(super) fn require_without_subject(kind: usize, span: Span, reference: &Reference, kinds: &KindSet, resolver: &mut Resolver<'_>) {
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

fn shorthands(raw: &RawReference, reference: &Reference, kinds: &KindSet, resolver: &mut Resolver<'_>) -> Vec<Shorthand> {
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
                Diagnostic::new(Code::ReservedName, named.name.span, format!("a reference already has a method `{}`", name.snake()))
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
