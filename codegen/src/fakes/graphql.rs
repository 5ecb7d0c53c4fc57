//! Operations over GraphQL: how each is called, and what its answer holds.

use serde_json::{Value, json};

use super::operations::{path, qualified};
use super::types::Described;
use super::{auth, signatures};
use crate::model::clients::Client;
use crate::model::clients::graphql::{self, GraphqlOperation};

/// An operation; the types that it mentions are described too.
pub(super) fn describe(client: &Client, operation: &GraphqlOperation, types: &mut Described<'_>) -> Value {
    let variables: Vec<Value> = operation
        .variables
        .iter()
        .map(|variable| json!({ "name": variable.wire, "type": variable_type(&variable.value, types) }))
        .collect();
    let call = json!({
        "path": path(&operation.path),
        "kind": operation.kind.word(),
        "operation": operation.document_name,
        "field": operation.field,
        "variables": variables,
    });
    let mut described = json!({
        "name": qualified(client, &operation.name),
        "call": { "graphql": call },
        "returns": types.ty(&operation.returns),
    });
    if let Some(auth) = auth::describe(client.general_credentials()) {
        described["auth"] = auth;
    }
    if let Some(name) = signatures::name(client, client.general_credentials()) {
        described["signature"] = name.into();
    }
    described
}

/// What a variable holds on the wire: selectors are text there, and subjects objects.
fn variable_type(value: &graphql::Value, types: &mut Described<'_>) -> Value {
    let (word, optional) = match value {
        graphql::Value::Type(ty) => return types.ty(ty),
        graphql::Value::Selector { optional, .. } => ("string", *optional),
        graphql::Value::Subject { optional, .. } => ("json", *optional),
    };
    if optional { json!({ "optional": word }) } else { Value::from(word) }
}
