//! The `clients` section of the outline.

use super::outline::Object;
use super::types::expression;
use crate::model::Model;
use crate::model::clients::{Argument, Client, Operation, Role};

/// A client.
pub(super) fn client(model: &Model, client: &Client, object: Object) -> Object {
    object.with_members("operations", &client.operations, |known| (known.name.as_written(), operation(model, known)))
}

fn operation(model: &Model, operation: &Operation) -> Object {
    Object::default()
        .about(operation.doc.as_ref(), operation.deprecated.as_ref())
        .with("method", operation.method.word())
        .with("path", operation.path.text.as_str())
        .with_members("arguments", &operation.arguments, |known| (known.name.as_written(), argument(model, known)))
        .with_some("returns", operation.returns.as_ref().map(|ty| expression(model, ty)))
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
