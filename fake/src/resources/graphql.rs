//! Which operations over GraphQL are about the same thing, from their variables and types.
//!
//! A record is one that is kept where a mutation returns it and needs no identifier of it, and a query finds or lists it.
//! The identifier is the field `id`, or the one that is named for the record: `orderId` of an `Order`.

use serde_json::{Map, Value};

use crate::description::{Call, Description, GraphqlCall, GraphqlKind, Operation, Resolved, Type, Types};

use super::infer::{Effect, Resource};
use super::overlay::{as_text, canonical};

/// What an operation does, to which resource, and the variable with the identifier.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) effect: Effect,
    pub(super) resource: usize,
    variable: Option<String>,
}

impl Known {
    /// The identifier that the variables name, as it stands in the store.
    pub(super) fn id(&self, variables: &Map<String, Value>) -> String {
        let value = self.variable.as_ref().and_then(|name| variables.get(name));
        value.and_then(as_text).unwrap_or_default()
    }
}

/// Adds the resources of GraphQL, and says for each operation what it does to one.
pub(super) fn infer(description: &Description, resources: &mut Vec<Resource>) -> Vec<Option<Known>> {
    let types = &description.types;
    let first = resources.len();
    for (operation, call) in calls(description) {
        let Some(item) = operation.returns.as_ref().filter(|_| call.kind == GraphqlKind::Mutation) else { continue };
        let Some(kept) = Kept::of(types, item) else { continue };
        let is_known = resources[first..].iter().any(|known| known.item == *item.required());
        if is_known
            || kept.variable(call).is_some()
            || !description.operations.iter().any(|other| kept.is_asked(types, other))
        {
            continue;
        }
        resources.push(Resource::of_records(kept.name, item.required().clone(), kept.id.to_owned()));
    }
    let about = |operation: &Operation| {
        let Call::Graphql(call) = &operation.call else { return None };
        resources.iter().enumerate().skip(first).find_map(|(at, resource)| {
            let kept = Kept::of(types, &resource.item)?;
            let (effect, variable) = kept.effect(types, operation, call)?;
            Some(Known { effect, resource: at, variable: variable.map(str::to_owned) })
        })
    };
    description.operations.iter().map(about).collect()
}

fn calls(description: &Description) -> impl Iterator<Item = (&Operation, &GraphqlCall)> {
    description.operations.iter().filter_map(|operation| match &operation.call {
        Call::Graphql(call) => Some((operation, call)),
        _ => None,
    })
}

/// A record with an identifier.
struct Kept<'t> {
    name: &'t str,
    item: &'t Type,
    id: &'t str,
}

impl<'t> Kept<'t> {
    fn of(types: &'t Types, item: &'t Type) -> Option<Self> {
        let Resolved::Record(name, record) = types.resolve(item.required()) else { return None };
        // Names of types are qualified: `acme.Order`.
        let own = format!("{}id", canonical(name.rsplit('.').next().unwrap_or(name)));
        let named = |wanted: &str| record.fields.iter().find(|field| canonical(&field.name) == wanted);
        let id = named("id").or_else(|| named(&own))?;
        Some(Self { name, item: item.required(), id: &id.name })
    }

    /// The variable that says which one is meant, if there has to be one.
    fn variable<'c>(&self, call: &'c GraphqlCall) -> Option<&'c str> {
        let own = format!("{}id", canonical(self.name.rsplit('.').next().unwrap_or(self.name)));
        let id = canonical(self.id);
        let is_it = |name: &str| [own.as_str(), id.as_str()].contains(&canonical(name).as_str());
        let needed = call.variables.iter().filter(|variable| !variable.ty.is_optional());
        needed.map(|variable| variable.name.as_str()).find(|name| is_it(name))
    }

    /// Whether a query finds or lists such records.
    fn is_asked(&self, types: &Types, operation: &Operation) -> bool {
        let Call::Graphql(call) = &operation.call else { return false };
        matches!(self.effect(types, operation, call), Some((Effect::Read | Effect::List, _)))
    }

    fn effect<'c>(
        &self,
        types: &Types,
        operation: &Operation,
        call: &'c GraphqlCall,
    ) -> Option<(Effect, Option<&'c str>)> {
        let (variable, returns) = (self.variable(call), operation.returns.as_ref());
        let is_item = returns.is_some_and(|returns| returns.required() == self.item);
        match (call.kind, variable) {
            (GraphqlKind::Query, Some(_)) if is_item => Some((Effect::Read, variable)),
            (GraphqlKind::Query, None) if returns.is_some_and(|returns| self.is_listed(types, returns)) => {
                Some((Effect::List, None))
            }
            (GraphqlKind::Mutation, None) if is_item => Some((Effect::Create, None)),
            (GraphqlKind::Mutation, Some(_)) if deletes(call) => Some((Effect::Delete, variable)),
            (GraphqlKind::Mutation, Some(_)) if is_item => Some((Effect::Change, variable)),
            _ => None,
        }
    }

    /// Whether a type is a list of such records, or a record with one.
    fn is_listed(&self, types: &Types, returns: &Type) -> bool {
        let is_list = |ty: &Type| types.element(ty).is_some_and(|element| element.required() == self.item);
        is_list(returns)
            || types.record(returns).is_some_and(|record| record.fields.iter().any(|field| is_list(&field.ty)))
    }
}

/// Whether a mutation says by its name that something is gone then.
fn deletes(call: &GraphqlCall) -> bool {
    let name = call.field.as_ref().unwrap_or(&call.operation).to_lowercase();
    ["delete", "remove"].iter().any(|word| name.starts_with(word))
}
