//! Operations: how each is called, and what its answer holds.

use serde_json::{Map, Value, json};

use super::auth;
use super::types::Described;
use crate::model::clients::{Argument, Client, Operation, Role};
use crate::model::names::Name;
use crate::model::templates::{Piece, Template};

/// An operation; the types that it mentions are described too.
pub(super) fn describe(client: &Client, operation: &Operation, types: &mut Described<'_>) -> Value {
    let name = qualified(client, &operation.name);
    let mut described = Map::from_iter([
        ("name".to_owned(), Value::from(name)),
        ("call".to_owned(), json!({ "http": call(operation, types) })),
    ]);
    if let Some(returns) = &operation.returns {
        described.insert("returns".to_owned(), types.ty(returns));
    }
    if let Some(auth) = auth::describe(client).filter(|_| !operation.open) {
        described.insert("auth".to_owned(), auth);
    }
    Value::Object(described)
}

/// The name of an operation in messages.
pub(super) fn qualified(client: &Client, operation: &Name) -> String {
    format!("{}::{}", client.declaration.name.as_written(), operation.as_written())
}

fn call(operation: &Operation, types: &mut Described<'_>) -> Value {
    let template = &operation.path;
    let mut call = Map::from_iter([
        ("method".to_owned(), Value::from(operation.method.word().to_uppercase())),
        ("path".to_owned(), path(template)),
    ]);
    let mut add = |list: &str, name: &str, argument: &Argument| {
        let named = json!({ "name": name, "type": types.ty(&argument.ty) });
        if let Value::Array(list) = call.entry(list).or_insert_with(|| json!([])) {
            list.push(named);
        }
    };
    for argument in &operation.arguments {
        match &argument.role {
            Role::Path(at) => add("parameters", parameter(template, *at), argument),
            Role::Query(wire) => add("query", wire, argument),
            Role::Header(wire) => add("headers", wire, argument),
            Role::Body => {}
        }
    }
    let mut bodies = operation.arguments.iter().filter(|argument| argument.role == Role::Body);
    if let Some(body) = bodies.next() {
        call.insert("body".to_owned(), types.ty(&body.ty));
    }
    Value::Object(call)
}

/// The pieces of a path.
pub(super) fn path(template: &Template) -> Value {
    pieces(template, &template.pieces)
}

fn pieces(template: &Template, pieces: &[Piece]) -> Value {
    let described = |piece: &Piece| match piece {
        Piece::Literal(text) => Value::from(text.as_str()),
        Piece::Parameter(at) => json!({ "parameter": parameter(template, *at) }),
        Piece::Optional(inner) => json!({ "optional": self::pieces(template, inner) }),
    };
    pieces.iter().map(described).collect()
}

fn parameter(template: &Template, at: usize) -> &str {
    template.parameters[at].name.as_written()
}
