//! Profiles: servers of one kind that call the members of bodies differently.

use super::Argument;
use super::operation::body_record;
use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::model::arena::Arena;
use crate::model::names::{Name, Scope, WireScope};
use crate::model::records::Record;
use crate::model::resolver::Resolver;
use crate::model::types::TypeDeclaration;
use crate::raw::clients::profiles::RawProfileNames;
use crate::raw::clients::{RawClient, RawOperation};
use crate::raw::{Named, Text};

/// A kind of server that a client can speak to.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The name.
    pub name: Name,
    /// The `doc` text.
    pub doc: Option<String>,
}

/// What an operation calls differently in a profile.
#[derive(Clone, Debug)]
pub struct ProfileNames {
    /// The position of the profile; that of the first is 0.
    pub profile: usize,
    /// The spellings of fields that differ: that of the record, and that of the profile.
    pub names: Vec<(String, String)>,
}

/// The name of the enum of profiles, to be claimed beside the declared ones.
pub(in crate::model) fn enum_name(client: &Name) -> Name {
    Name::new(format!("{}Profile", client.pascal()))
}

/// Resolves the key `profiles` of a client.
pub(super) fn resolve(raw: &RawClient, resolver: &mut Resolver<'_>) -> Vec<Profile> {
    let mut names = Scope::of_declarations();
    let mut profiles = Vec::new();
    for named in &raw.profiles {
        let Some(name) = resolver.member(&named.name) else { continue };
        names.claim(name.pascal(), &named.name, "profile", resolver.diagnostics);
        profiles.push(Profile { name, doc: named.value.doc.as_ref().map(|doc| doc.value.clone()) });
    }
    profiles
}

/// Resolves the key `profiles` of an operation.
pub(super) fn of_operation(
    raw: &RawOperation,
    client: &RawClient,
    arguments: &[Argument],
    types: &Arena<TypeDeclaration>,
    resolver: &mut Resolver<'_>,
) -> Vec<ProfileNames> {
    let Some(first) = raw.profiles.first() else { return Vec::new() };
    if let Some(sign) = &raw.sign {
        resolver.diagnostics.push(
            Diagnostic::new(Code::ConflictingKeys, first.name.span, "a signed body says itself how members are called")
                .label("cannot be called differently")
                .related(sign.span, "it is signed here")
                .help("make two operations"),
        );
        return Vec::new();
    }
    let Some(record) = body_record(first.name.span, arguments, types, resolver) else { return Vec::new() };
    let mut all = Vec::new();
    for named in &raw.profiles {
        let Some(profile) = find(&named.name, client, resolver) else { continue };
        let names = names(&named.value, record, resolver);
        if names.is_empty() {
            resolver.diagnostics.push(
                Diagnostic::new(Code::UnusedSelector, named.name.span, "nothing is called differently in this profile")
                    .label("says what the record says")
                    .help("give another `case`, or other `names`, or leave it out"),
            );
        }
        all.push(ProfileNames { profile, names });
    }
    all
}

/// The position of a profile that is not the first.
fn find(name: &Text, client: &RawClient, resolver: &mut Resolver<'_>) -> Option<usize> {
    let found = client.profiles.iter().position(|known| known.name.value == name.value);
    let diagnostic = match found {
        Some(0) => Diagnostic::new(Code::InvalidValue, name.span, "the first profile is what records say themselves")
            .label("calls nothing differently")
            .help("change the record, or name another profile"),
        Some(_) => return found,
        None => {
            Diagnostic::new(Code::UnresolvedReference, name.span, format!("the client has no profile `{}`", name.value))
                .label("not among its `profiles`")
                .help(suggest::help(&name.value, client.profiles.iter().map(|known| known.name.value.as_str())))
        }
    };
    resolver.diagnostics.push(diagnostic);
    None
}

/// The spellings that differ.
fn names(raw: &RawProfileNames, record: &Record, resolver: &mut Resolver<'_>) -> Vec<(String, String)> {
    check_fields(&raw.names, record, resolver);
    let mut scope = WireScope::new(Code::DuplicateWireValue, "the spelling").help("give one of them another name");
    let mut differing = Vec::new();
    for field in &record.fields {
        let given = raw.names.iter().find(|named| named.name.value == field.name.as_written());
        let (wire, span): (String, Span) = match (given, raw.case) {
            (Some(named), _) => (named.value.value.clone(), named.value.span),
            (None, Some(case)) => (field.name.in_case(case), raw.span),
            (None, None) => (field.wire.clone(), raw.span),
        };
        scope.claim(&wire, span, resolver.diagnostics);
        if wire != field.wire {
            differing.push((field.wire.clone(), wire));
        }
    }
    differing
}

fn check_fields(names: &[Named<Text>], record: &Record, resolver: &mut Resolver<'_>) {
    for named in names {
        let known = || record.fields.iter().map(|field| field.name.as_written());
        if known().any(|name| name == named.name.value) {
            continue;
        }
        resolver.diagnostics.push(
            Diagnostic::new(
                Code::UnresolvedReference,
                named.name.span,
                format!("the body has no field `{}`", named.name.value),
            )
            .label("not a field of the record")
            .help(suggest::help(&named.name.value, known())),
        );
    }
}
