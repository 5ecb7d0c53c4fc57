//! Operations over JSON-RPC: how each is called, and what its answer holds.

use serde_json::{Map, Value, json};

use super::operations::{answer, path, qualified};
use super::types::Described;
use crate::model::clients::rpc::RpcOperation;
use crate::model::clients::{Client, Role};

/// An operation; the types that it mentions are described too.
pub(super) fn describe(client: &Client, operation: &RpcOperation, types: &mut Described<'_>) -> Value {
    let RpcOperation { method, request } = operation;
    let mut call =
        Map::from_iter([("path".to_owned(), path(&request.path)), ("method".to_owned(), Value::from(method.as_str()))]);
    let mut headers = Vec::new();
    for argument in &request.arguments {
        match &argument.role {
            Role::Body => {
                call.insert("params".to_owned(), types.ty(&argument.ty));
            }
            Role::Header(wire) => headers.push(json!({ "name": wire, "type": types.ty(&argument.ty) })),
            // A call has one path, and no query.
            Role::Path(_) | Role::Query(_) => {}
        }
    }
    if !headers.is_empty() {
        call.insert("headers".to_owned(), Value::from(headers));
    }
    let mut described = Map::from_iter([
        ("name".to_owned(), Value::from(qualified(client, &request.name))),
        ("call".to_owned(), json!({ "rpc": call })),
    ]);
    answer(&mut described, client, request, types);
    Value::Object(described)
}
