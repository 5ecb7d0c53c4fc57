//! The examples of a reference, resolved: what the documentation asserts.

use super::kinds::KindSet;
use super::references::{Reference, require_without_subject};
use super::resolver::Resolver;
use super::subjects::SubjectSet;
use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::raw::Text;
use crate::raw::examples::RawExample;

/// A reference and the path that it has.
#[derive(Clone, Debug)]
pub struct Example {
    /// The member of the subjects, by position, and its values.
    pub subject: Option<(usize, Vec<String>)>,
    /// The kind, by position.
    pub kind: usize,
    /// The key; without it the example is about the primary one.
    pub key: Option<String>,
    /// The path.
    pub path: String,
}

/// Resolves the examples that can be used; the others are reported.
pub(super) fn resolve(
    raw: &[RawExample],
    reference: &Reference,
    subjects: &SubjectSet,
    kinds: &KindSet,
    resolver: &mut Resolver<'_>,
) -> Vec<Example> {
    raw.iter().filter_map(|example| one(example, reference, subjects, kinds, resolver)).collect()
}

fn one(
    raw: &RawExample,
    reference: &Reference,
    subjects: &SubjectSet,
    kinds: &KindSet,
    resolver: &mut Resolver<'_>,
) -> Option<Example> {
    let kind = kinds.addressed(&raw.kind, resolver)?;
    let subject = match &raw.subject {
        Some((member, values)) => Some(subject(member, values, subjects, resolver)?),
        None => {
            require_without_subject(kind, raw.span, reference, kinds, resolver);
            None
        }
    };
    let key = raw.key.as_ref().map(|key| resolver.interpolate(key));
    Some(Example { subject, kind, key, path: resolver.interpolate(&raw.path) })
}

fn subject(
    member: &Text,
    values: &[Text],
    subjects: &SubjectSet,
    resolver: &mut Resolver<'_>,
) -> Option<(usize, Vec<String>)> {
    let members = &subjects.family.members;
    let Some(position) = members.iter().position(|known| known.name.as_written() == member.value) else {
        let names = members.iter().map(|known| known.name.as_written());
        resolver.diagnostics.push(
            Diagnostic::new(Code::UnresolvedReference, member.span, format!("no subject is called `{}`", member.value))
                .label("not a member")
                .related(subjects.declaration.span, "the subjects are declared here")
                .help(suggest::help(&member.value, names)),
        );
        return None;
    };
    let expected = members[position].template.parameters.len();
    if values.len() != expected {
        resolver.diagnostics.push(
            Diagnostic::new(
                Code::WrongShape,
                member.span,
                format!("`{}` takes {expected} values, not {}", member.value, values.len()),
            )
            .label("another number of values")
            .help("give one value for each parameter of the template, in order"),
        );
        return None;
    }
    Some((position, values.iter().map(|value| resolver.interpolate(value)).collect()))
}
