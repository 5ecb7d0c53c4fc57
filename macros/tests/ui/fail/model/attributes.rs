//! Attributes that say what has no meaning.
use typeloom_runtime::{Model, Secret};
use std::collections::BTreeMap;

#[derive(Model)]
#[model(csae = "camelCase", unknown = "keep")]
struct Keys {
    #[model(wier = "id")]
    id: String,
    #[model(flatten)]
    rest: BTreeMap<String, String>,
    #[model(wire = "a", wire = "b")]
    twice: u32,
    #[model(secret, doc = "The token.")]
    token: String,
    #[model(type = "string")]
    typed: String,
    #[model(wire = "x")]
    #[model(wire = "y")]
    other: String,
    #[model(wire, aliases)]
    nothing: u32,
}

#[derive(Model)]
#[model(case = "camel", accept = ["snake_case", "kebab"], unknown = "drop")]
struct Words {
    user_id: u32,
}

#[derive(Model)]
#[model(case = camelCase)]
struct Syntax {
    #[model(wire "id")]
    id: u32,
    #[model(wire = 'c')]
    letter: u32,
    #[model(default = 3 + 4)]
    sum: u32,
}

#[derive(Model)]
struct Defaults {
    #[model(default = "many")]
    count: u32,
    #[model(default = -1)]
    positive: u64,
    #[model(default)]
    note: Option<String>,
    #[model(default = "low")]
    priority: Priority,
    #[model(lenient)]
    number: u32,
    #[model(default = ["a"])]
    list: Vec<String>,
}

#[derive(Model)]
enum Priority {
    #[model(wire = "low", aliases = ["l", "low"])]
    Low,
    #[model(wire = "low", default)]
    Lower,
}

#[derive(Model)]
struct Spelled {
    #[model(wire = "id")]
    order_id: u32,
    id: u32,
    #[model(wire = "quo\"ted")]
    quoted: Secret<u32>,
}

fn main() {}
