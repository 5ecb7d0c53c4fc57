//! Which credentials an operation is called with.

use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::model::resolver::Resolver;
use crate::raw::Text;
use crate::raw::clients::auth::{Credential, RawAuth, RawChoice};

/// The credentials that an operation is called with, where that is not what its client says.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Those of the client, by position, in the order in which they are asked for.
    pub credentials: Vec<usize>,
    /// Whether it is called without where none of them is there.
    pub or_none: bool,
}

/// Resolves the key `auth` of an operation, by what its client has.
pub(super) fn resolve(raw: &RawChoice, known: &[Credential], resolver: &mut Resolver<'_>) -> Choice {
    let mut credentials = Vec::new();
    for written in &raw.names {
        let of_name = |at: &usize| called(&known[*at]) == written.value;
        let found: Vec<usize> = (0..known.len()).filter(of_name).collect();
        if found.is_empty() {
            unknown(written, known, resolver);
        }
        credentials.extend(found);
    }
    Choice { credentials, or_none: raw.none.is_some() }
}

/// What operations call credentials: their name, or the word for their kind.
fn called(credential: &Credential) -> &str {
    match (&credential.name, &credential.kind) {
        (Some(name), _) => &name.value,
        (None, RawAuth::ApiKey { .. }) => "api_key",
        (None, RawAuth::Token { .. } | RawAuth::Bearer(_)) => "bearer",
        (None, RawAuth::Signature(_)) => "signature",
    }
}

fn unknown(written: &Text, known: &[Credential], resolver: &mut Resolver<'_>) {
    let names = known.iter().map(called).chain(["none"]);
    resolver.diagnostics.push(
        Diagnostic::new(
            Code::UnresolvedReference,
            written.span,
            format!("the client has no credentials `{}`", written.value),
        )
        .label("not in its `auth`")
        .help(suggest::help(&written.value, names)),
    );
}
