//! What a denial is among the errors of a client.

use std::collections::BTreeMap;

use super::Guard;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span, suggest};
use crate::model::Model;
use crate::model::arena::Id;
use crate::model::clients::Client;
use crate::model::errors::ErrorSet;
use crate::model::resolver::Resolver;
use crate::raw::Text;

/// A variant of the errors of a client.
#[derive(Clone, Copy, Debug)]
pub struct Denial {
    /// The errors.
    pub errors: Id<ErrorSet>,
    /// The variant, by position.
    pub variant: usize,
    /// Where it is named.
    pub span: Span,
}

/// Finds `ClientErrors.denied`.
pub(super) fn resolve(
    written: &Text,
    client: Id<Client>,
    model: &Model,
    resolver: &mut Resolver<'_>,
) -> Option<Denial> {
    let client = &model.clients[client];
    let Some(errors) = client.errors else {
        let name = client.declaration.name.as_written();
        resolver.diagnostics.push(
            Diagnostic::new(Code::MissingKey, written.span, format!("`{name}` has no errors of its own"))
                .label("is none of them")
                .related(client.declaration.span, "the client is here")
                .help("add `errors:` to the client, or leave this out: the error is the runtime's `GuardError`"),
        );
        return None;
    };
    let set = &model.errors[errors];
    let own = set.declaration.name.as_written();
    let (of, name) = written.value.rsplit_once('.').unwrap_or(("", &written.value));
    let variant = set.position(name).filter(|_| of == own);
    if variant.is_none() {
        let variants: Vec<String> =
            set.variants.iter().map(|variant| format!("{own}.{}", variant.name.as_written())).collect();
        resolver.diagnostics.push(
            Diagnostic::new(
                Code::UnknownFormName,
                written.span,
                format!("the client has no error `{}`", written.value),
            )
            .label("not found")
            .related(set.declaration.span, "its errors are here")
            .help(suggest::help(&written.value, variants.iter().map(String::as_str))),
        );
    }
    variant.map(|variant| Denial { errors, variant, span: written.span })
}

/// Errors are made of what a guard says in one way.
pub(in crate::model) fn check<'g>(guards: impl Iterator<Item = &'g Guard>, diagnostics: &mut Diagnostics) {
    let mut known: BTreeMap<Id<ErrorSet>, Span> = BTreeMap::new();
    for denial in guards.filter_map(|guard| guard.denied) {
        if let Some(first) = known.get(&denial.errors) {
            diagnostics.push(
                Diagnostic::new(Code::DuplicateName, denial.span, "these errors know already what a denial is")
                    .label("said again")
                    .related(*first, "it is said here")
                    .help("remove one of them: what is said once goes for all guards"),
            );
        } else {
            known.insert(denial.errors, denial.span);
        }
    }
}
