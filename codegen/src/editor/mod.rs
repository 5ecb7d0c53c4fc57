//! The language as a JSON Schema, for editors.
//!
//! The types of this module are never made: they mirror what the readers in [`raw`](crate::raw) and
//! [`config`](crate::config) accept, key by key, and only their schemas are used. A test compares the keys.

mod addresses;
mod clients;
mod config;
mod constants;
mod contexts;
mod documents;
mod enrollments;
mod errors;
mod events;
mod file;
mod guards;
mod references;
mod settings;
mod tables;
mod threads;
mod types;
mod words;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform as _};
use serde_json::{Map, Value, json};

use crate::rust::MARKER;

/// The name of the file that `generate` keeps beside the configuration.
pub const FILE_NAME: &str = "typeloom.schema.json";

/// Declares a mapping of the language: a struct with these keys and no others.
macro_rules! keys {
    ($(#[$about:meta])* $name:ident { $($keys:tt)* }) => {
        $(#[$about])*
        #[derive(schemars::JsonSchema)]
        #[schemars(deny_unknown_fields)]
        #[expect(dead_code, reason = "only the schema is used")]
        pub(in crate::editor) struct $name { $($keys)* }
    };
}

/// Declares a mapping that can also have the keys `doc` and `deprecated`.
macro_rules! described {
    ($(#[$about:meta])* $name:ident { $($keys:tt)* }) => {
        crate::editor::keys! {
            $(#[$about])*
            $name {
                /// What it is, in Markdown; becomes the documentation of the generated code.
                doc: Option<crate::editor::words::Text>,
                /// Why not to use it any more; becomes `#[deprecated]`.
                deprecated: Option<crate::editor::words::Text>,
                $($keys)*
            }
        }
    };
}

/// Declares alternatives: a short and a long form, or several constructs.
macro_rules! forms {
    ($(#[$about:meta])* $name:ident { $($forms:tt)* }) => {
        $(#[$about])*
        #[derive(schemars::JsonSchema)]
        #[schemars(untagged)]
        #[allow(dead_code, clippy::large_enum_variant, reason = "only the schema is used")]
        pub(in crate::editor) enum $name { $($forms)* }
    };
}

use {described, forms, keys};

/// Names and what they stand for.
type Members<T> = std::collections::BTreeMap<String, T>;

/// The schema of schema files and of the configuration, as text.
pub fn text() -> String {
    format!("{:#}\n", schema())
}

/// The schema of schema files and of the configuration.
///
/// One schema serves both, so that a project keeps one file; a configuration is what has the key `crates`.
pub fn schema() -> Value {
    let mut generator = SchemaSettings::draft07().into_generator();
    let (config, file) = (reference::<config::Config>(&mut generator), reference::<file::File>(&mut generator));
    let mut definitions = generator.take_definitions(true);
    for definition in definitions.values_mut() {
        if let Ok(schema) = definition.try_into() {
            RecursiveTransform(without_null).transform(schema);
        }
    }
    json!({
        "$comment": format!("{MARKER}. `typeloom generate` keeps it up to date."),
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Typeloom",
        "if": { "type": "object", "required": ["crates"] },
        "then": config,
        "else": file,
        "definitions": definitions,
    })
}

fn reference<T: JsonSchema>(generator: &mut schemars::SchemaGenerator) -> Value {
    generator.subschema_for::<T>().to_value()
}

/// A key that may be left out is an `Option` here, which would also allow `null`; the readers do not.
fn without_null(schema: &mut schemars::Schema) {
    let Some(schema) = schema.as_object_mut() else { return };
    if let Some(Value::Array(kinds)) = schema.get_mut("type") {
        kinds.retain(|kind| kind != "null");
        if let [only] = kinds.as_slice() {
            let only = only.clone();
            schema.insert("type".to_owned(), only);
        }
    }
    let Some(Value::Array(forms)) = schema.get_mut("anyOf") else { return };
    forms.retain(|form| *form != json!({ "type": "null" }));
    if let [Value::Object(only)] = forms.as_slice() {
        let only: Map<String, Value> = only.clone();
        schema.remove("anyOf");
        // Beside a reference draft 7 ignores everything else, so descriptions stay outside.
        if only.contains_key("$ref") && !schema.is_empty() {
            schema.insert("allOf".to_owned(), json!([only]));
        } else {
            schema.extend(only);
        }
    }
}
