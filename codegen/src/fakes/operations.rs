//! Operations: how each is called, and what its answer holds.

use serde_json::{Map, Value, json};

use super::types::Described;
use crate::model::clients::{Argument, Client, Delivery, Operation, Role};
use crate::model::names::Name;
use crate::model::templates::{Piece, Template};

/// An operation; the types that it mentions are described too.
pub(super) fn describe(client: &Client, operation: &Operation, types: &mut Described<'_>) -> Value {
    let name = qualified(client, &operation.name);
    let mut described = Map::from_iter([
        ("name".to_owned(), Value::from(name)),
        ("call".to_owned(), json!({ "http": call(operation, types) })),
    ]);
    described.extend(operation.statuses.success.first().map(|status| ("status".to_owned(), Value::from(*status))));
    answer(&mut described, operation, types);
    Value::Object(described)
}

/// What comes back, and whether it is a stream.
pub(super) fn answer(described: &mut Map<String, Value>, operation: &Operation, types: &mut Described<'_>) {
    if let Some(returns) = &operation.returns {
        described.insert("returns".to_owned(), types.ty(returns));
    }
    if operation.delivery == Delivery::Events {
        described.insert("stream".to_owned(), Value::Bool(true));
    }
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
        let ty = types.ty(&argument.ty);
        // The client always sends one with a default; others need not.
        let is_optional = argument.default.is_some() && !matches!(argument.role, Role::Path(_));
        let ty = if is_optional { json!({ "optional": ty }) } else { ty };
        let named = json!({ "name": name, "type": ty });
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
    // At the base URL itself requests have the path `/`.
    if template.pieces.is_empty() { json!(["/"]) } else { pieces(template, &template.pieces) }
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
