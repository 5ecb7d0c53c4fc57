//! The same types as a person writes them with serde's derives: what the generated library is compared with.
//!
//! It does less than the generated library: its enums and unions refuse what they do not know, and there are no
//! constructors, setters or accessors.

use std::fmt::Write as _;

use typeloom::model::enums::Enum;
use typeloom::model::records::{Field, Record};
use typeloom::model::types::{Shape, Type};
use typeloom::model::unions::{Tagging, Union};
use typeloom::model::{Model, Module};
use typeloom::rust::Files;

use crate::crates::Style;

const DERIVES: &str = "#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]";
const ENUM_DERIVES: &str =
    "#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]";

pub(crate) fn files(model: &Model) -> Files {
    let mut files = Files::default();
    let name = Style::Serde.library();
    files.insert(
        "Cargo.toml",
        format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\nserde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n"
        ),
    );
    let mut library = String::new();
    for (_, module) in model.modules.iter() {
        let name = module.name.snake();
        let _ = writeln!(library, "pub mod {name};\npub use {name}::*;");
        files.insert(format!("src/{name}.rs"), text(model, module));
    }
    files.insert("src/lib.rs", library);
    files
}

fn text(model: &Model, module: &Module) -> String {
    let mut text = "use crate::*;\nuse serde::{Deserialize, Serialize};\n".to_owned();
    let own = |path: &str| path == module.path;
    for (_, declared) in
        model.types.iter().filter(|(_, declared)| own(&model.modules[declared.declaration.module].path))
    {
        let name = declared.declaration.name.pascal();
        match &declared.shape {
            Shape::Record(shape) => record(&mut text, model, &name, shape),
            Shape::Enum(shape) => enumeration(&mut text, &name, shape),
            Shape::Union(shape) => union(&mut text, model, &name, shape),
            Shape::Newtype(_) | Shape::Alias(_) => unreachable!("the synthetic schema has none"),
        }
    }
    text
}

fn record(text: &mut String, model: &Model, name: &str, record: &Record) {
    let _ = writeln!(text, "\n{DERIVES}\npub struct {name} {{");
    for Field { name, wire, ty, .. } in &record.fields {
        let name = name.snake();
        let _ = write!(text, "{}", renamed(wire, &name));
        if ty.is_optional() {
            text.push_str("    #[serde(skip_serializing_if = \"Option::is_none\")]\n");
        }
        let _ = writeln!(text, "    pub {name}: {},", rust(model, ty));
    }
    text.push_str("}\n");
}

fn enumeration(text: &mut String, name: &str, shape: &Enum) {
    let _ = writeln!(text, "\n{ENUM_DERIVES}\npub enum {name} {{");
    for member in &shape.members {
        let name = member.name.pascal();
        let _ = writeln!(text, "{}    {name},", renamed(&member.wire, &name));
    }
    text.push_str("}\n");
}

fn union(text: &mut String, model: &Model, name: &str, union: &Union) {
    let tagging = match &union.tagging {
        Tagging::Internal { tag } => format!("#[serde(tag = {tag:?})]\n"),
        Tagging::Adjacent { tag, content } => format!("#[serde(tag = {tag:?}, content = {content:?})]\n"),
        Tagging::External => String::new(),
    };
    let _ = writeln!(text, "\n{DERIVES}\n{tagging}pub enum {name} {{");
    for variant in &union.variants {
        let name = variant.name.pascal();
        let _ = writeln!(text, "{}    {name}({}),", renamed(&variant.wire, &name), rust(model, &variant.ty));
    }
    text.push_str("}\n");
}

fn renamed(wire: &str, name: &str) -> String {
    if wire == name { String::new() } else { format!("    #[serde(rename = {wire:?})]\n") }
}

fn rust(model: &Model, ty: &Type) -> String {
    match ty {
        Type::String => "String".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::I32 => "i32".to_owned(),
        Type::I64 => "i64".to_owned(),
        Type::U32 => "u32".to_owned(),
        Type::U64 => "u64".to_owned(),
        Type::F64 => "f64".to_owned(),
        Type::Json => "serde_json::Value".to_owned(),
        Type::Named(id) => model.types[*id].declaration.name.pascal(),
        Type::Optional(inner) => format!("Option<{}>", rust(model, inner)),
        Type::List(inner) => format!("Vec<{}>", rust(model, inner)),
        Type::Map(inner) => format!("std::collections::BTreeMap<String, {}>", rust(model, inner)),
        Type::Bytes | Type::Timestamp | Type::Duration | Type::Uuid | Type::Url | Type::Rust(_) => {
            unreachable!("the synthetic schema has none")
        }
    }
}
