//! Operations: how each is called, and what its answer holds.

use serde_json::{Map, Value, json};

use super::types::Described;
use super::{auth, signatures};
use crate::model::clients::pages::{Pages, Step};
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
    answer(&mut described, client, operation, types);
    Value::Object(described)
}

/// What comes back, and whether it is a stream.
pub(super) fn answer(
    described: &mut Map<String, Value>,
    client: &Client,
    operation: &Operation,
    types: &mut Described<'_>,
) {
    if let Some(returns) = &operation.returns {
        described.insert("returns".to_owned(), types.ty(returns));
    }
    let may_lack = operation.auth.as_ref().is_some_and(|choice| choice.or_none);
    if let Some(auth) = auth::describe(client.credentials_of(operation)).filter(|_| !may_lack) {
        described.insert("auth".to_owned(), auth);
    }
    if operation.delivery == Delivery::Events {
        described.insert("stream".to_owned(), Value::Bool(true));
    }
    if let Some(name) = signatures::name(client, client.credentials_of(operation)) {
        described.insert("signature".to_owned(), name.into());
    }
    if let Some(pages) = &operation.pages {
        described.insert("pages".to_owned(), self::pages(operation, pages, types));
    }
}

/// What the parts of a list are called that is given piece by piece.
fn pages(operation: &Operation, pages: &Pages, types: &Described<'_>) -> Value {
    let mut named = Map::new();
    let query = |at: usize| match &operation.arguments[at].role {
        Role::Query(wire) => Some(wire.as_str()),
        _ => None,
    };
    let mut name = |key: &str, name: Option<&str>| named.extend(name.map(|name| (key.to_owned(), Value::from(name))));
    name("limit", pages.limit.and_then(query));
    match pages.step {
        Step::Offset(at) => name("offset", query(at)),
        Step::Cursor(at) => name("cursor", query(at)),
    }
    if let Some(around) = &pages.around {
        let field = |at: usize| types.wire(around.record, at);
        name("items", field(around.items));
        name("total", around.total.and_then(field));
        name("next", around.next.and_then(field));
        name("more", around.more.and_then(field));
    }
    Value::Object(named)
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
    if let Some(signature) = &operation.signature {
        call.insert("signature".to_owned(), signatures::in_body(signature));
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
