//! How much a crate holds.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::config::CrateOutput;
use crate::model::Model;
use crate::model::symbols::Symbol;

/// How much a crate holds: declared types, members of address families, kinds of events.
#[derive(Clone, Debug)]
pub(super) struct Summary {
    pub(super) name: String,
    pub(super) packages: usize,
    pub(super) types: usize,
    pub(super) addresses: usize,
    pub(super) events: usize,
}

impl Summary {
    /// Counts what the crate is made from: its package and what it imports.
    pub(super) fn of(model: &Model, output: &CrateOutput) -> Self {
        let root = model.packages.iter().find(|(_, package)| package.name == output.package.as_str());
        let modules = root.map(|(id, _)| model.needed(id)).unwrap_or_default();
        let packages: BTreeSet<_> = modules.iter().map(|module| model.modules[*module].package).collect();
        let mut summary =
            Self { name: output.name.value.clone(), packages: packages.len(), types: 0, addresses: 0, events: 0 };
        let declarations = modules.iter().flat_map(|module| &model.modules[*module].declarations);
        for symbol in declarations {
            match symbol {
                Symbol::Type(_)
                | Symbol::Settings(_)
                | Symbol::Context(_)
                | Symbol::Client(_)
                | Symbol::Enrollment(_)
                | Symbol::Errors(_)
                | Symbol::Thread(_)
                | Symbol::Table(_)
                | Symbol::Guard(_) => {
                    summary.types += 1;
                }
                Symbol::Subjects(id) => summary.addresses += model.subjects[*id].family.members.len(),
                Symbol::Kinds(id) => summary.addresses += model.kinds[*id].members.len(),
                Symbol::Selector(id) => summary.addresses += model.selectors[*id].family.members.len(),
                Symbol::Reference(_) => summary.addresses += 1,
                Symbol::Events(id) => summary.events += model.events[*id].kinds.len(),
                Symbol::Document(id) => summary.types += model.documents[*id].all_components().count(),
                Symbol::Constant(_) => {}
            }
        }
        summary
    }

    /// `acme-sdk: 1 package, 2 types, 3 addresses, 4 events`
    pub(super) fn sentence(&self) -> String {
        format!("{} has {}", self.name, self.counts())
    }

    /// `1 package, 2 types, 3 addresses, 4 events`
    pub(super) fn counts(&self) -> String {
        [
            counted(self.packages, "package"),
            counted(self.types, "type"),
            if self.addresses == 1 { "1 address".to_owned() } else { format!("{} addresses", self.addresses) },
            counted(self.events, "event"),
        ]
        .join(", ")
    }

    /// For programs.
    pub(super) fn json(&self) -> Map<String, Value> {
        [
            ("name", json!(self.name)),
            ("packages", json!(self.packages)),
            ("types", json!(self.types)),
            ("addresses", json!(self.addresses)),
            ("events", json!(self.events)),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into_iter()
        .collect()
    }

    /// What [`json`](Self::json) gave.
    pub(super) fn from_json(stored: &Value) -> Option<Self> {
        let count = |key| usize::try_from(stored.get(key)?.as_u64()?).ok();
        Some(Self {
            name: stored.get("name")?.as_str()?.to_owned(),
            packages: count("packages")?,
            types: count("types")?,
            addresses: count("addresses")?,
            events: count("events")?,
        })
    }
}

/// A number with its noun.
pub(super) fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
