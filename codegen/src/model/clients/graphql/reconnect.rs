//! When a subscription connects again, resolved, and where it goes on.

use super::{GraphqlOperation, Kind, Value};
use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::model::arena::Arena;
use crate::model::clients::retry::{self, Backoff};
use crate::model::resolver::Resolver;
use crate::model::types::{Shape, Type, TypeDeclaration};
use crate::raw::clients::graphql::RawGraphqlOperation;
use crate::raw::clients::reconnect::{RawReconnect, RawReconnectPolicy};
use crate::raw::{Named, Text};

/// How often a subscription connects again, and how long apart.
#[derive(Clone, Debug)]
pub struct Reconnect {
    /// How often at most, without a result in between.
    pub attempts: u32,
    /// How long apart.
    pub backoff: Option<Backoff>,
    /// What it goes on with.
    pub resumes: Vec<Resume>,
}

/// A variable that has the value of a field of the last result when a subscription connects again.
#[derive(Clone, Debug)]
pub struct Resume {
    /// The variable, by position.
    pub variable: usize,
    /// The name of the field on the wire.
    pub field: String,
}

/// Resolves how often and how long apart.
pub(super) fn policy(raw: &RawReconnectPolicy, resolver: &mut Resolver<'_>) -> Option<Reconnect> {
    let attempts = u32::try_from(raw.attempts.value).ok().filter(|attempts| (1..=1000).contains(attempts));
    if attempts.is_none() {
        let message = format!("a subscription cannot connect {} times again", raw.attempts.value);
        resolver.diagnostics.push(
            Diagnostic::new(Code::InvalidValue, raw.attempts.span, message)
                .label("not a number of attempts")
                .help("write a number from 1 to 1000: so often, without a result in between"),
        );
    }
    let backoff = raw.backoff.as_ref().map(|raw| retry::backoff(raw, resolver.diagnostics));
    Some(Reconnect { attempts: attempts?, backoff: backoff.flatten(), resumes: Vec::new() })
}

/// Resolves what an operation says, where its client says `general`.
pub(super) fn resolve(
    raw: &RawGraphqlOperation,
    general: Option<&Reconnect>,
    operation: &GraphqlOperation,
    types: &Arena<TypeDeclaration>,
    resolver: &mut Resolver<'_>,
) -> Option<Reconnect> {
    let said = raw.reconnect.as_ref().map(|said| said.span).or(raw.resume.first().map(|named| named.name.span));
    if let (Some(span), true) = (said, operation.kind != Kind::Subscription) {
        let message = format!("a {} has no connection of its own", operation.kind.word());
        resolver.diagnostics.push(
            Diagnostic::new(Code::ConflictingKeys, span, message)
                .label("is for subscriptions")
                .related(raw.kind.span, "the kind is here")
                .help("remove it; the `retry` of the client is for this"),
        );
    }
    if operation.kind != Kind::Subscription {
        return None;
    }
    let reconnect = match raw.reconnect.as_ref().map(|said| &said.value) {
        None => general.cloned(),
        Some(RawReconnect::Never) => None,
        Some(RawReconnect::Policy(raw)) => policy(raw, resolver),
    };
    let mut going = Going { operation, types, resolver };
    let resumes = raw.resume.iter().filter_map(|named| going.resume(named)).collect();
    if let (None, Some(named)) = (&reconnect, raw.resume.first()) {
        let is_wrong = matches!(raw.reconnect.as_ref().map(|said| &said.value), Some(RawReconnect::Policy(_)));
        // A policy that is there and wrong has been told.
        if !is_wrong {
            resolver.diagnostics.push(
                Diagnostic::new(Code::MissingKey, named.name.span, "this subscription never connects again")
                    .label("has nothing to go on with")
                    .help("add `reconnect: { attempts: 5 }`, or remove `resume`"),
            );
        }
    }
    reconnect.map(|reconnect| Reconnect { resumes, ..reconnect })
}

struct Going<'a, 's, 'r> {
    operation: &'a GraphqlOperation,
    types: &'a Arena<TypeDeclaration>,
    resolver: &'s mut Resolver<'r>,
}

impl Going<'_, '_, '_> {
    fn resume(&mut self, named: &Named<Text>) -> Option<Resume> {
        let variables = &self.operation.variables;
        let Some(at) = variables.iter().position(|known| known.name.as_written() == named.name.value) else {
            let all = variables.iter().map(|known| known.name.as_written());
            let message = format!("no variable is called `{}`", named.name.value);
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::UnresolvedReference, named.name.span, message)
                    .label("not among the variables")
                    .help(suggest::help(&named.name.value, all)),
            );
            return None;
        };
        let record = match self.operation.returns.required().unaliased(self.types) {
            Type::Named(id) => match &self.types[*id].shape {
                Shape::Record(record) => Some(record),
                _ => None,
            },
            _ => None,
        };
        let fields = record.map(|record| record.fields.as_slice()).unwrap_or_default();
        let Some(field) = fields.iter().find(|known| known.name.as_written() == named.value.value) else {
            let all = fields.iter().map(|known| known.name.as_written());
            let message = format!("no field is called `{}`", named.value.value);
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::InvalidAccessor, named.value.span, message)
                    .label("not found in what the subscription returns")
                    .help(suggest::help(&named.value.value, all)),
            );
            return None;
        };
        let is_same = matches!(&variables[at].value, Value::Type(ty)
            if ty.required().unaliased(self.types) == field.ty.required().unaliased(self.types));
        if !is_same {
            let message = format!("`{}` and `{}` are of different types", named.name.value, named.value.value);
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::InvalidValue, named.value.span, message)
                    .label("cannot be the value of the variable")
                    .help("name a field of the type that the variable has"),
            );
            return None;
        }
        Some(Resume { variable: at, field: field.wire.clone() })
    }
}
