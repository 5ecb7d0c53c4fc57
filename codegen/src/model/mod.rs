//! Raw → Model: names resolved to ids, rules checked, nothing left to look up.
//!
//! [`resolve`] takes the files as written and gives the [`Model`], or the findings that prevent it. One file per section
//! of the language; [`resolver`] is the only place that finds anything by name.

pub mod accessors;
pub mod arena;
pub mod clients;
pub mod constants;
pub mod constructors;
pub mod contexts;
mod declare;
pub mod defaults;
pub mod documents;
pub mod enrollments;
pub mod enums;
pub mod errors;
pub mod events;
pub mod examples;
pub mod families;
pub mod forms;
pub mod fragments;
pub mod guards;
mod infinite;
pub mod kinds;
mod modules;
pub mod names;
pub mod newtypes;
mod overlap;
pub mod paths;
pub mod places;
mod reachability;
pub mod records;
mod recursion;
pub mod references;
mod resolve;
pub mod resolver;
pub mod rules;
pub mod runtime_references;
pub mod selectors;
pub mod settings;
pub mod subjects;
pub mod symbols;
pub mod tables;
pub mod templates;
pub mod threads;
pub mod types;
pub mod unions;

pub use resolve::resolve;

use arena::{Arena, Id};
use names::Name;
use symbols::Symbol;

/// Everything that a set of schema files says, checked. Immutable from here on.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// The packages, imported ones first.
    pub packages: Arena<Package>,
    /// The schema files, imported ones first.
    pub modules: Arena<Module>,
    /// From `constants`.
    pub constants: Arena<constants::Constant>,
    /// From `settings`.
    pub settings: Arena<settings::Settings>,
    /// From `types`.
    pub types: Arena<types::TypeDeclaration>,
    /// From `subjects`.
    pub subjects: Arena<subjects::SubjectSet>,
    /// From `kinds`.
    pub kinds: Arena<kinds::KindSet>,
    /// From `references`.
    pub references: Arena<references::Reference>,
    /// From `selectors`.
    pub selectors: Arena<selectors::Selector>,
    /// From `events`.
    pub events: Arena<events::EventSet>,
    /// From `contexts`.
    pub contexts: Arena<contexts::Context>,
    /// From `documents`.
    pub documents: Arena<documents::Document>,
    /// From `errors`.
    pub errors: Arena<errors::ErrorSet>,
    /// From `clients`.
    pub clients: Arena<clients::Client>,
    /// From `enrollments`.
    pub enrollments: Arena<enrollments::Enrollment>,
    /// From `threads`.
    pub threads: Arena<threads::Thread>,
    /// From `tables`.
    pub tables: Arena<tables::Table>,
    /// From `guards`.
    pub guards: Arena<guards::Guard>,
}

/// A package: a folder of schema files with one name.
#[derive(Clone, Debug)]
pub struct Package {
    /// The dotted name.
    pub name: String,
    /// Its files.
    pub modules: Vec<Id<Module>>,
}

/// A schema file; becomes a Rust module.
#[derive(Clone, Debug)]
pub struct Module {
    /// The package that it belongs to.
    pub package: Id<Package>,
    /// The file's name without its extension.
    pub name: Name,
    /// The path of the file as it was loaded, for headers and messages.
    pub path: String,
    /// The `doc` text of the file.
    pub doc: Option<String>,
    /// The files that it imports.
    pub imports: Vec<Id<Module>>,
    /// Its declarations, in the order of the file.
    pub declarations: Vec<Symbol>,
}

impl Model {
    /// What every declaration has, for all declarations of all sections.
    pub fn declarations(&self) -> impl Iterator<Item = (Symbol, &symbols::Declaration)> {
        self.modules
            .iter()
            .flat_map(|(_, module)| module.declarations.iter())
            .map(|symbol| (*symbol, self.declaration(*symbol)))
    }

    /// What every declaration has, for one of them.
    #[must_use]
    pub fn declaration(&self, symbol: Symbol) -> &symbols::Declaration {
        match symbol {
            Symbol::Constant(id) => &self.constants[id].declaration,
            Symbol::Settings(id) => &self.settings[id].declaration,
            Symbol::Type(id) => &self.types[id].declaration,
            Symbol::Subjects(id) => &self.subjects[id].declaration,
            Symbol::Kinds(id) => &self.kinds[id].declaration,
            Symbol::Reference(id) => &self.references[id].declaration,
            Symbol::Selector(id) => &self.selectors[id].declaration,
            Symbol::Events(id) => &self.events[id].declaration,
            Symbol::Context(id) => &self.contexts[id].declaration,
            Symbol::Document(id) => &self.documents[id].declaration,
            Symbol::Errors(id) => &self.errors[id].declaration,
            Symbol::Client(id) => &self.clients[id].declaration,
            Symbol::Enrollment(id) => &self.enrollments[id].declaration,
            Symbol::Thread(id) => &self.threads[id].declaration,
            Symbol::Table(id) => &self.tables[id].declaration,
            Symbol::Guard(id) => &self.guards[id].declaration,
        }
    }

    /// Whether a client whose errors these are polls, which then has to know what is waited out.
    #[must_use]
    pub fn is_polled_with(&self, errors: Id<errors::ErrorSet>) -> bool {
        let mut clients = self.clients.iter().filter(|(_, client)| client.errors == Some(errors));
        clients.any(|(_, client)| client.operations.iter().any(|operation| operation.poll.is_some()))
    }

    /// The rules of all values in the addresses of a file.
    pub fn address_rules(&self, module: Id<Module>) -> impl Iterator<Item = &rules::Rules> {
        let own = move |declaration: &symbols::Declaration| declaration.module == module;
        let subjects = self.subjects.iter().filter(move |(_, set)| own(&set.declaration)).map(|(_, set)| &set.family);
        let selectors = self
            .selectors
            .iter()
            .filter(move |(_, selector)| own(&selector.declaration))
            .map(|(_, selector)| &selector.family);
        let keys = self.references.iter().filter(move |(_, reference)| own(&reference.declaration));
        let members = subjects.chain(selectors).flat_map(|family| &family.members);
        let values = members.flat_map(|member| &member.template.parameters).map(|parameter| &parameter.rules);
        values.chain(keys.map(|(_, reference)| &reference.key.rules))
    }
}
