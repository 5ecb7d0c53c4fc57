//! The `clients` section of the outline.

use super::outline::Object;
use super::types::expression;
use crate::model::Model;
use crate::model::clients::graphql::{GraphqlOperation, Value, Variable};
use crate::model::clients::{Argument, Client, Operation, Role};

/// A client.
pub(super) fn client(model: &Model, client: &Client, object: Object) -> Object {
    let object = object
        .with_members("operations", &client.operations, |known| (known.name.as_written(), operation(model, known)));
    object.with_members("graphql_operations", &client.graphql_operations, |known| {
        (known.name.as_written(), graphql_operation(model, known))
    })
}

fn operation(model: &Model, operation: &Operation) -> Object {
    Object::default()
        .about(operation.doc.as_ref(), operation.deprecated.as_ref())
        .with("method", operation.method.word())
        .with("path", operation.path.text.as_str())
        .with_members("arguments", &operation.arguments, |known| (known.name.as_written(), argument(model, known)))
        .with_some("returns", operation.returns.as_ref().map(|ty| expression(model, ty)))
}

fn graphql_operation(model: &Model, operation: &GraphqlOperation) -> Object {
    Object::default()
        .about(operation.doc.as_ref(), operation.deprecated.as_ref())
        .with("kind", operation.kind.word())
        .with("field", operation.field.as_str())
        .with("path", operation.path.text.as_str())
        .with("document", operation.document.as_str())
        .with_members("variables", &operation.variables, |known| (known.name.as_written(), variable(model, known)))
        .with("returns", expression(model, &operation.returns))
}

fn variable(model: &Model, variable: &Variable) -> Object {
    let object = Object::default().about(variable.doc.as_ref(), None);
    let object = match &variable.value {
        Value::Type(ty) => object.with("type", expression(model, ty)),
        Value::Selector { id, .. } => object.with("selector", model.selectors[*id].declaration.name.as_written()),
        Value::Subject { id, .. } => object.with("subject", model.subjects[*id].declaration.name.as_written()),
    };
    let object = if variable.value.is_optional() { object.with("optional", true) } else { object };
    object.with("wire", variable.wire.as_str())
}

fn argument(model: &Model, argument: &Argument) -> Object {
    let object = Object::default().about(argument.doc.as_ref(), None).with("type", expression(model, &argument.ty));
    match &argument.role {
        Role::Path(_) => object.with("in", "path"),
        Role::Query(wire) => object.with("in", "query").with("wire", wire.as_str()),
        Role::Header(wire) => object.with("in", "header").with("wire", wire.as_str()),
        Role::Body => object.with("in", "body"),
    }
}
