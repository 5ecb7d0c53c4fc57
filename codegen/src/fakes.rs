//! Model → what a fake server is made from: one JSON document for a client.
//!
//! The crate `typeloom-fake` reads the document; the command gives it one, and generated crates hold theirs as text. So both
//! are one server with one behaviour, and this side knows no server.

mod auth;
mod graphql;
mod operations;
mod rpc;
mod signatures;
mod types;

use serde_json::{Value, json};

use crate::model::Model;
use crate::model::arena::Id;
use crate::model::clients::Client;

/// The document of these clients: their operations, and the types that those mention.
///
/// Of one client it is what a crate generated with the feature `fake` holds.
#[must_use]
pub fn describe(model: &Model, clients: &[Id<Client>]) -> Value {
    let mut types = types::Described::new(model);
    let mut operations = Vec::new();
    for client in clients.iter().map(|id| &model.clients[*id]) {
        operations.extend(client.operations.iter().map(|known| operations::describe(client, known, &mut types)));
        let over_graphql = client.graphql_operations.iter();
        operations.extend(over_graphql.map(|known| graphql::describe(client, known, &mut types)));
        operations.extend(client.rpc_operations.iter().map(|known| rpc::describe(client, known, &mut types)));
    }
    let signatures = signatures::describe(clients.iter().map(|id| &model.clients[*id]));
    let names: Vec<&str> = clients.iter().map(|id| model.clients[*id].declaration.name.as_written()).collect();
    let mut document = json!({ "name": names.join(", "), "operations": operations, "types": types.finish() });
    if !signatures.is_empty() {
        document["signatures"] = Value::Object(signatures);
    }
    document
}
