//! The path of a reference: read from a template into its one form.

use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::model::paths;
use crate::model::resolver::Resolver;
use crate::raw::Text;
use crate::raw::references::RawReference;
use crate::raw::templates::{Part, PartKind, RawTemplate};

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

const PARTS: [&str; 3] = ["subject", "kind", "key"];

/// Reads the path into its one form, or says which part is missing, unknown or in the wrong place.
pub(super) fn resolve(
    raw: &RawTemplate,
    reference: &RawReference,
    resolver: &mut Resolver<'_>,
) -> Option<ReferencePath> {
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
                    text.push_str(
                        &resolver.interpolate(&Text { value: format!("${{{}}}", name.value), span: name.span }),
                    );
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
    let well_placed = (before.is_empty() || before.starts_with('/'))
        && !before.ends_with('/')
        && between.starts_with('/')
        && between.ends_with('/');
    let (Some(subject_is_optional), true, Some((after, end)), None, true) =
        (subject_is_optional, has_kind, key, parts.next(), well_placed)
    else {
        resolver.diagnostics.push(
            Diagnostic::new(
                Code::InvalidTemplate,
                raw.text.span,
                "a reference's path is made of subject, kind and key".to_owned(),
            )
            .label("not in this form")
            .help("write `{subject}/{kind}[/{key}]`, with `[{subject}]` where it may be left out"),
        );
        return None;
    };
    check_subject_rule(raw, reference, subject_is_optional, resolver);
    let path = ReferencePath { before, between, after, end };
    paths::check_literal(&format!("{}{}{}{}", path.before, path.between, path.after, path.end), raw.text.span, resolver)
        .then_some(path)
}

fn is_only(parts: &[Part], name: &str) -> bool {
    matches!(parts, [Part { kind: PartKind::Parameter(written), .. }] if written.value == name)
}

/// The literals around the key in its optional part.
fn key_part(parts: &[Part]) -> Option<(String, String)> {
    match parts {
        [Part { kind: PartKind::Literal(after), .. }, key]
            if is_only(std::slice::from_ref(key), "key") && after.ends_with('/') =>
        {
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
                    Diagnostic::new(
                        Code::UnknownParameter,
                        name.span,
                        format!("a reference has no part `{}`", name.value),
                    )
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
            Diagnostic::new(
                Code::MissingSubjectRule,
                raw.text.span,
                "the subject may be left out, but no kind goes without".to_owned(),
            )
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
