//! Every mapping of the language has a table in the reference, with the same keys.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use typeloom::editor;
use typeloom::source::SECTIONS;

use super::page::{self, Keys};

/// Type expressions have a table of their own kind.
const NO_TABLE: &[&str] = &["MapExpression"];

/// Where mappings are described that several sections use.
const SHARED: &[&str] = &["templates", "types"];

/// The mappings of the language: their names, their keys, and the mappings in them.
struct Language {
    schema: Value,
}

impl Language {
    fn definition(&self, name: &str) -> &Value {
        &self.schema["definitions"][name]
    }

    /// The keys of a mapping; `None` for what is no mapping.
    fn keys(&self, name: &str) -> Option<Keys> {
        let keys = self.definition(name)["properties"].as_object()?;
        Some(keys.keys().cloned().collect())
    }

    /// Everything that is reached from a part of the schema, by name.
    fn reached(&self, part: &Value, found: &mut BTreeSet<String>) {
        match part {
            Value::Object(members) => {
                if let Some(name) = members.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next())
                    && found.insert(name.to_owned())
                {
                    self.reached(self.definition(name), found);
                }
                members.values().for_each(|part| self.reached(part, found));
            }
            Value::Array(items) => items.iter().for_each(|part| self.reached(part, found)),
            _ => {}
        }
    }

    /// The sections that use each mapping.
    fn uses(&self) -> BTreeMap<String, Vec<&'static str>> {
        let mut uses: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
        uses.insert("File".to_owned(), vec!["files"]);
        let properties = &self.definition("File")["properties"];
        let config = &self.schema["then"];
        let parts = SECTIONS.iter().map(|section| (*section, &properties[section])).chain([("configuration", config)]);
        for (section, part) in parts {
            let mut found = BTreeSet::new();
            self.reached(part, &mut found);
            for name in found {
                uses.entry(name).or_default().push(section);
            }
        }
        uses
    }
}

#[test]
fn the_tables_have_the_keys_of_the_language() {
    let language = Language { schema: editor::schema() };
    let tables: BTreeMap<String, Vec<Keys>> =
        page::sections(&page::reference()).into_iter().map(|(title, text)| (title, page::tables(&text))).collect();
    let rules = language.keys("Rules").unwrap();
    let mut missing = Vec::new();
    for (name, sections) in language.uses() {
        let Some(mut keys) = language.keys(&name).filter(|_| !NO_TABLE.contains(&name.as_str())) else { continue };
        // These two are described once for all mappings but that of a file; so are the rules, wherever they stand.
        if name != "File" {
            keys.retain(|key| !matches!(key.as_str(), "doc" | "deprecated"));
        }
        if keys != rules && keys.is_superset(&rules) {
            keys.retain(|key| !rules.contains(key));
        }
        if keys.is_empty() {
            continue;
        }
        let shared: &[&str] = if sections.len() > 1 { SHARED } else { &[] };
        let mut places = sections.iter().chain(shared).filter_map(|section| tables.get(*section)).flatten();
        if !places.any(|table| *table == keys) {
            missing.push(format!("`{name}` of {}: {keys:?}", sections.join(", ")));
        }
    }
    assert!(missing.is_empty(), "docs/language.md has no table with exactly these keys:\n{}", missing.join("\n"));
}

#[test]
fn the_tables_have_no_other_keys() {
    let language = Language { schema: editor::schema() };
    let known: BTreeSet<String> = language.uses().keys().filter_map(|name| language.keys(name)).flatten().collect();
    for (title, text) in page::sections(&page::reference()) {
        for key in page::tables(&text).into_iter().flatten() {
            assert!(known.contains(&key), "docs/language.md describes `{key}` under `{title}`, and no mapping has it");
        }
    }
}
