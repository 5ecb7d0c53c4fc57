//! JSON Schemas for generated types: each `JsonSchema` impl is one call of a function in here.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::scalar::{Bytes, Duration};
use crate::secret::Secret;
use crate::unknown::UnknownValue;

/// A field of a record.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name on the wire.
    pub name: &'static str,
    /// The schema of its type.
    pub schema: Schema,
    /// Whether it must be there.
    pub required: bool,
    /// What it is, or nothing.
    pub doc: &'static str,
}

/// A variant of a union: its tag, and the schema of its record.
pub type Variant = (&'static str, Schema);

/// A record. `closed` ones accept no other fields.
#[must_use]
pub fn record(doc: &str, fields: Vec<Field>, closed: bool) -> Schema {
    let required: Vec<&str> = fields.iter().filter(|field| field.required).map(|field| field.name).collect();
    let mut schema = Map::new();
    describe(&mut schema, doc);
    schema.insert("type".into(), "object".into());
    if !required.is_empty() {
        schema.insert("required".into(), required.into());
    }
    let properties = fields.into_iter().map(|field| (field.name.to_owned(), documented(field.schema, field.doc)));
    schema.insert("properties".into(), Value::Object(properties.collect()));
    if closed {
        schema.insert("additionalProperties".into(), false.into());
    }
    schema.into()
}

/// An enum that accepts further values: its known ones are examples.
#[must_use]
pub fn open_enumeration(doc: &str, values: &[&str]) -> Schema {
    texts(doc, "examples", values)
}

/// An enum that accepts these values only.
#[must_use]
pub fn closed_enumeration(doc: &str, values: &[&str]) -> Schema {
    texts(doc, "enum", values)
}

fn texts(doc: &str, keyword: &str, values: &[&str]) -> Schema {
    let mut schema = Map::new();
    describe(&mut schema, doc);
    schema.insert("type".into(), "string".into());
    schema.insert(keyword.into(), values.into());
    schema.into()
}

/// A union whose tag is a member of its records: `{"kind": "…", …}`. An `open` one accepts further tags.
#[must_use]
pub fn internal_union(doc: &str, tag: &str, variants: Vec<Variant>, open: bool) -> Schema {
    let names = names(&variants);
    let alternatives = variants.into_iter().map(|(name, schema)| {
        json!({ "type": "object", "required": [tag], "properties": { tag: { "const": name } }, "allOf": [schema] })
    });
    union(doc, alternatives.collect(), open.then(|| other_tag(tag, &names)))
}

/// A union of the form `{"type": "…", "content": …}`. An `open` one accepts further tags.
#[must_use]
pub fn adjacent_union(doc: &str, tag: &str, content: &str, variants: Vec<Variant>, open: bool) -> Schema {
    let names = names(&variants);
    let alternatives = variants.into_iter().map(|(name, schema)| {
        json!({
            "type": "object",
            "required": [tag, content],
            "properties": { tag: { "const": name }, content: schema },
        })
    });
    union(doc, alternatives.collect(), open.then(|| other_tag(tag, &names)))
}

/// A union of the form `{"variant": …}`. An `open` one accepts further names.
#[must_use]
pub fn external_union(doc: &str, variants: Vec<Variant>, open: bool) -> Schema {
    let names = names(&variants);
    let alternatives = variants.into_iter().map(|(name, schema)| {
        json!({
            "type": "object",
            "required": [name],
            "properties": { name: schema },
            "additionalProperties": false,
        })
    });
    let other = json!({
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "propertyNames": { "not": { "enum": names } },
    });
    union(doc, alternatives.collect(), open.then_some(other))
}

/// Text with a `format`, as in `format("uri")`.
#[must_use]
pub fn format(name: &str) -> Schema {
    text([("format", name)])
}

/// A text with further keywords.
fn text<const N: usize>(keywords: [(&str, &str); N]) -> Schema {
    let mut schema = Map::new();
    schema.insert("type".into(), "string".into());
    schema.extend(keywords.map(|(keyword, value)| (keyword.to_owned(), value.into())));
    schema.into()
}

fn names(variants: &[Variant]) -> Vec<&'static str> {
    variants.iter().map(|(name, _)| *name).collect()
}

fn other_tag(tag: &str, names: &[&str]) -> Value {
    json!({
        "type": "object",
        "required": [tag],
        "properties": { tag: { "type": "string", "not": { "enum": names } } },
    })
}

fn union(doc: &str, mut alternatives: Vec<Value>, other: Option<Value>) -> Schema {
    alternatives.extend(other);
    let mut schema = Map::new();
    describe(&mut schema, doc);
    schema.insert("oneOf".into(), Value::Array(alternatives));
    schema.into()
}

fn describe(schema: &mut Map<String, Value>, doc: &str) {
    if !doc.is_empty() {
        schema.insert("description".into(), doc.into());
    }
}

/// The schema with a description of its own; one that it has already gives way.
fn documented(schema: Schema, doc: &str) -> Value {
    let mut schema = schema;
    if !doc.is_empty() {
        schema.insert("description".into(), doc.into());
    }
    schema.into()
}

macro_rules! text_schemas {
    ($($type:ty: $name:literal, $keywords:expr;)*) => {$(
        impl JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                text($keywords)
            }
        }
    )*};
}

text_schemas! {
    Bytes: "Bytes", [("contentEncoding", "base64")];
    Duration: "Duration", [("pattern", r"^[0-9]+(\.[0-9]+)?s$")];
    UnknownValue: "UnknownValue", [];
}

#[cfg(feature = "timestamp")]
text_schemas! {
    crate::scalar::Timestamp: "Timestamp", [("format", "date-time")];
}

/// The schema of the value itself, marked as not to be shown.
impl<T: JsonSchema> JsonSchema for Secret<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        format!("Secret<{}>", T::schema_id()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = generator.subschema_for::<T>();
        schema.insert("writeOnly".into(), true.into());
        schema
    }
}
