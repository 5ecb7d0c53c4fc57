//! Types without an end: values that would have to contain themselves, and names that mean nothing but each other.

use std::collections::BTreeSet;

use super::arena::{Arena, Id};
use super::types::{Shape, Type, TypeDeclaration};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};

/// Reports every circle of types of which none has an end, and says whether there was none.
pub(super) fn check(types: &Arena<TypeDeclaration>, diagnostics: &mut Diagnostics) -> bool {
    let own = |id: Id<TypeDeclaration>| types[id].declaration.span;
    // A name alone holds nothing, so that not even a list ends a circle of aliases.
    let alias = |id: Id<TypeDeclaration>| match &types[id].shape {
        Shape::Alias(ty) => mentioned(ty).map(|next| (next, own(id))),
        _ => None,
    };
    // A newtype may hold itself in a list. Being absent is no end for it: it takes no box.
    let held = |id: Id<TypeDeclaration>| match &types[id].shape {
        Shape::Alias(ty) => ty.contains_directly().map(|next| (next, own(id))),
        Shape::Newtype(newtype) => newtype.inner.contains_directly().map(|next| (next, own(id))),
        _ => None,
    };
    let nameless = |first: &str| {
        (format!("`{first}` stands for nothing but itself"), "make one of them a record, or name another type")
    };
    let before = diagnostics.len();
    report(types, alias, nameless, diagnostics);
    if diagnostics.len() == before {
        report(types, held, nameless, diagnostics);
    }
    if diagnostics.len() == before {
        let finite = finite(types);
        let next = |id: Id<TypeDeclaration>| {
            if finite[id.index()] { None } else { needed(types, id, &finite).first().copied() }
        };
        let endless = |first: &str| {
            (
                format!("`{first}` can never be made: it needs a value of itself"),
                "make one field of the circle optional (`T?`) or a list (`[T]`)",
            )
        };
        report(types, next, endless, diagnostics);
    }
    diagnostics.len() == before
}

/// The one declared type that an expression mentions.
fn mentioned(ty: &Type) -> Option<Id<TypeDeclaration>> {
    let mut found = None;
    ty.mentions(&mut |id| found = Some(id));
    found
}

/// Which types have a value with an end. A record has one when its required fields do; a union when one member does.
fn finite(types: &Arena<TypeDeclaration>) -> Vec<bool> {
    let mut finite = vec![false; types.len()];
    let mut waiting: Vec<Vec<Id<TypeDeclaration>>> = vec![Vec::new(); types.len()];
    let mut queue: Vec<Id<TypeDeclaration>> = types.ids().collect();
    while let Some(id) = queue.pop() {
        if finite[id.index()] {
            continue;
        }
        let needed = needed(types, id, &finite);
        finite[id.index()] = needed.is_empty();
        if needed.is_empty() {
            queue.append(&mut waiting[id.index()]);
        }
        for (target, _) in needed {
            waiting[target.index()].push(id);
        }
    }
    finite
}

/// What a value of `id` waits for, with the place of the field or member: the first type without an end, as far as is
/// known, that it contains; for a union one for each member, if none has an end.
fn needed(
    types: &Arena<TypeDeclaration>,
    id: Id<TypeDeclaration>,
    finite: &[bool],
) -> Vec<(Id<TypeDeclaration>, Span)> {
    let needs = |ty: &Type, place: Span| match ty {
        Type::Named(id) if !finite[id.index()] => Some((*id, place)),
        _ => None,
    };
    let own = types[id].declaration.span;
    match &types[id].shape {
        Shape::Record(record) => {
            record.fields.iter().find_map(|field| needs(&field.ty, field.span)).into_iter().collect()
        }
        Shape::Union(union) if union.open => Vec::new(),
        Shape::Union(union) => {
            let members: Option<Vec<_>> =
                union.variants.iter().map(|variant| needs(&variant.ty, variant.span)).collect();
            members.unwrap_or_default()
        }
        Shape::Newtype(newtype) => needs(&newtype.inner, own).into_iter().collect(),
        Shape::Alias(ty) => needs(ty, own).into_iter().collect(),
        Shape::Enum(_) => Vec::new(),
    }
}

/// Follows the steps from every type and reports each circle once, with all its steps.
fn report(
    types: &Arena<TypeDeclaration>,
    next: impl Fn(Id<TypeDeclaration>) -> Option<(Id<TypeDeclaration>, Span)>,
    words: impl Fn(&str) -> (String, &'static str),
    diagnostics: &mut Diagnostics,
) {
    let mut seen = BTreeSet::new();
    for start in types.ids() {
        let mut walked: Vec<(Id<TypeDeclaration>, Span)> = Vec::new();
        let mut here = start;
        while seen.insert(here) {
            let Some((target, place)) = next(here) else { break };
            walked.push((here, place));
            here = target;
        }
        if let Some(first) = walked.iter().position(|(id, _)| *id == here) {
            diagnostics.push(circle(types, &walked[first..], here, &words));
        }
    }
}

fn circle(
    types: &Arena<TypeDeclaration>,
    steps: &[(Id<TypeDeclaration>, Span)],
    first: Id<TypeDeclaration>,
    words: impl Fn(&str) -> (String, &'static str),
) -> Diagnostic {
    let name = |id: Id<TypeDeclaration>| types[id].declaration.name.as_written();
    let (message, help) = words(name(first));
    let targets = steps.iter().skip(1).map(|(id, _)| *id).chain([first]);
    let mut labels = steps.iter().zip(targets).map(|((id, place), target)| {
        let another = if *id == target { "another " } else { "" };
        (*place, format!("`{}` needs {another}`{}`", name(*id), name(target)))
    });
    let (span, label) = labels.next().unzip();
    let found = Diagnostic::new(Code::InfiniteType, span, message).label(label.unwrap_or_default()).help(help);
    labels.fold(found, |found, (place, label)| found.related(place, label))
}
