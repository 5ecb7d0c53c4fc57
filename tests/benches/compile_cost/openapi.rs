//! The synthetic client as an OpenAPI document, for other generators.

use serde_json::{Map, Value, json};
use typeloom::model::Model;
use typeloom::model::clients::{Operation, Role};
use typeloom::model::records::Record;
use typeloom::model::types::{Shape, Type};

/// The document of all clients, and of all types whether or not an operation mentions them.
pub(crate) fn document(model: &Model) -> Value {
    let mut paths = Map::new();
    for operation in model.clients.iter().flat_map(|(_, client)| &client.operations) {
        let item = paths.entry(operation.path.text.clone()).or_insert_with(|| json!({}));
        item[operation.method.word()] = described(model, operation);
    }
    let mut schemas: Map<String, Value> = model
        .types
        .iter()
        .map(|(_, declared)| (declared.declaration.name.pascal(), shape(model, &declared.shape)))
        .collect();
    let error = json!({
        "type": "object", "required": ["message"],
        "properties": { "message": { "type": "string" }, "error_code": { "type": "string" } },
    });
    schemas.insert("Error".to_owned(), error);
    json!({
        "openapi": "3.0.3", "info": { "title": "Bulk", "version": "0.0.0" }, "paths": paths,
        "components": { "schemas": schemas },
    })
}

fn described(model: &Model, operation: &Operation) -> Value {
    let parameters: Vec<Value> = operation
        .arguments
        .iter()
        .filter_map(|argument| {
            let (place, name) = match &argument.role {
                Role::Path(_) => ("path", argument.name.snake()),
                Role::Query(wire) => ("query", wire.clone()),
                Role::Header(_) | Role::Body => return None,
            };
            let (ty, required) = required(&argument.ty);
            Some(json!({ "in": place, "name": name, "required": required, "schema": self::ty(model, ty) }))
        })
        .collect();
    let answer = match &operation.returns {
        Some(ty) => json!({ "200": { "description": "Done.", "content": content(model, ty) } }),
        None => json!({ "204": { "description": "Done." } }),
    };
    let mut described = json!({
        "operationId": operation.name.as_written(), "description": operation.doc, "parameters": parameters,
        "responses": answer,
    });
    for class in ["4XX", "5XX"] {
        let schema = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Error" } } });
        described["responses"][class] = json!({ "description": "Not done.", "content": schema });
    }
    if let Some(body) = operation.arguments.iter().find(|argument| argument.role == Role::Body) {
        described["requestBody"] = json!({ "required": true, "content": content(model, &body.ty) });
    }
    described
}

fn content(model: &Model, ty: &Type) -> Value {
    json!({ "application/json": { "schema": self::ty(model, ty) } })
}

fn shape(model: &Model, shape: &Shape) -> Value {
    match shape {
        Shape::Record(record) => self::record(model, record),
        Shape::Enum(shape) => {
            let words: Vec<&String> = shape.members.iter().map(|member| &member.wire).collect();
            json!({ "type": "string", "enum": words })
        }
        Shape::Union(_) | Shape::Newtype(_) | Shape::Alias(_) => unreachable!("the schema of operations has none"),
    }
}

fn record(model: &Model, record: &Record) -> Value {
    let (mut properties, mut needed) = (Map::new(), Vec::new());
    for field in &record.fields {
        let (ty, required) = required(&field.ty);
        let mut schema = self::ty(model, ty);
        if let Some(doc) = &field.doc {
            schema["description"] = doc.clone().into();
        }
        properties.insert(field.wire.clone(), schema);
        needed.extend(required.then(|| field.wire.clone()));
    }
    json!({ "type": "object", "properties": properties, "required": needed })
}

/// The type without what says that it may be missing, and whether it may not.
fn required(ty: &Type) -> (&Type, bool) {
    match ty {
        Type::Optional(inner) => (inner, false),
        other => (other, true),
    }
}

fn ty(model: &Model, ty: &Type) -> Value {
    match ty {
        Type::String => json!({ "type": "string" }),
        Type::Bool => json!({ "type": "boolean" }),
        Type::I32 => json!({ "type": "integer", "format": "int32" }),
        Type::I64 => json!({ "type": "integer", "format": "int64" }),
        Type::U32 => json!({ "type": "integer", "format": "uint32" }),
        Type::U64 => json!({ "type": "integer", "format": "uint64" }),
        Type::F64 => json!({ "type": "number", "format": "double" }),
        Type::Json => json!({}),
        Type::Named(id) => {
            json!({ "$ref": format!("#/components/schemas/{}", model.types[*id].declaration.name.pascal()) })
        }
        Type::List(inner) => json!({ "type": "array", "items": self::ty(model, inner) }),
        Type::Map(inner) => json!({ "type": "object", "additionalProperties": self::ty(model, inner) }),
        other => unreachable!("the schema of operations has no {other:?}"),
    }
}
