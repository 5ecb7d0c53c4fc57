//! The table of every declared name: what it stands for, and which files see it.

use std::collections::{BTreeMap, BTreeSet};

use super::arena::Id;
use super::clients::Client;
use super::constants::Constant;
use super::contexts::Context;
use super::documents::Document;
use super::enrollments::Enrollment;
use super::errors::ErrorSet;
use super::events::EventSet;
use super::guards::Guard;
use super::kinds::KindSet;
use super::names::Name;
use super::references::Reference;
use super::selectors::Selector;
use super::settings::Settings;
use super::subjects::SubjectSet;
use super::tables::Table;
use super::threads::Thread;
use super::types::TypeDeclaration;
use super::{Module, Package};
use crate::diagnostic::Span;
use crate::raw::{About, Text};
use crate::source::{File, Naming, folder_of, way};

/// A declaration of any section, by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Symbol {
    /// From `constants`.
    Constant(Id<Constant>),
    /// From `settings`.
    Settings(Id<Settings>),
    /// From `types`.
    Type(Id<TypeDeclaration>),
    /// From `subjects`.
    Subjects(Id<SubjectSet>),
    /// From `kinds`.
    Kinds(Id<KindSet>),
    /// From `references`.
    Reference(Id<Reference>),
    /// From `selectors`.
    Selector(Id<Selector>),
    /// From `events`.
    Events(Id<EventSet>),
    /// From `contexts`.
    Context(Id<Context>),
    /// From `documents`.
    Document(Id<Document>),
    /// From `errors`.
    Errors(Id<ErrorSet>),
    /// From `clients`.
    Client(Id<Client>),
    /// From `enrollments`.
    Enrollment(Id<Enrollment>),
    /// From `threads`.
    Thread(Id<Thread>),
    /// From `tables`.
    Table(Id<Table>),
    /// From `guards`.
    Guard(Id<Guard>),
}

impl Symbol {
    /// What it is, for messages: `a type`, `a set of subjects`.
    #[must_use]
    pub fn what(self) -> &'static str {
        match self {
            Self::Constant(_) => "a constant",
            Self::Settings(_) => "settings",
            Self::Type(_) => "a type",
            Self::Subjects(_) => "a set of subjects",
            Self::Kinds(_) => "a set of kinds",
            Self::Reference(_) => "a reference",
            Self::Selector(_) => "a selector",
            Self::Events(_) => "a set of events",
            Self::Context(_) => "a context",
            Self::Document(_) => "a document",
            Self::Errors(_) => "an error of clients",
            Self::Client(_) => "a client",
            Self::Enrollment(_) => "an enrollment",
            Self::Thread(_) => "a thread",
            Self::Table(_) => "a table",
            Self::Guard(_) => "a guard",
        }
    }
}

/// A declared name: where it is and what it stands for.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it stands for.
    pub symbol: Symbol,
    /// The file that declares it.
    pub module: Id<Module>,
    /// The package of that file.
    pub package: Id<Package>,
    /// Where the name is written.
    pub span: Span,
}

/// Every declared name of every file.
#[derive(Debug, Default)]
pub struct Symbols {
    pub(super) by_name: BTreeMap<String, Vec<Entry>>,
    package_names: Vec<String>,
    imports: Vec<Vec<Id<Module>>>,
    module_paths: Vec<String>,
    namings: Vec<Naming>,
    /// Names whose declarations are reported as unusable, with their files.
    pub(super) unusable: BTreeMap<String, Id<Module>>,
    /// Files that import something that could not be read.
    pub(super) incomplete: BTreeSet<Id<Module>>,
}

impl Symbols {
    /// An empty table for these packages and files.
    #[must_use]
    pub fn new(package_names: Vec<String>, imports: Vec<Vec<Id<Module>>>, module_paths: Vec<String>) -> Self {
        Self { package_names, imports, module_paths, ..Self::default() }
    }

    /// Says who gave the names of each file.
    #[must_use]
    pub fn with_namings(self, namings: Vec<Naming>) -> Self {
        Self { namings, ..self }
    }

    /// Who gave the names of a file.
    #[must_use]
    pub fn naming(&self, module: Id<Module>) -> Naming {
        self.namings.get(module.index()).copied().unwrap_or_default()
    }

    /// Takes note of what was reported in a file already, so that names that are missing for that reason are not.
    pub fn excuse(&mut self, file: &File, module: Id<Module>) {
        let entries = file.sections.iter().filter_map(|section| section.node.as_mapping()).flatten();
        for name in entries.map(|entry| &entry.key.value).filter(|name| !self.by_name.contains_key(*name)) {
            self.unusable.insert(name.clone(), module);
        }
        if !file.is_complete {
            self.incomplete.insert(module);
        }
    }

    /// Adds a declaration.
    pub fn declare(&mut self, name: &str, entry: Entry) {
        self.by_name.entry(name.to_owned()).or_default().push(entry);
    }

    /// The entries called `name` that a file can see: its own and those of the files it imports.
    pub(super) fn visible<'s>(&'s self, name: &str, from: Id<Module>) -> Vec<&'s Entry> {
        let (package, name) = match name.rsplit_once('.') {
            Some((package, name)) => (Some(package), name),
            None => (None, name),
        };
        let entries = self.by_name.get(name).map(Vec::as_slice).unwrap_or_default();
        let visible = |entry: &&Entry| {
            self.is_visible(entry, from)
                && package.is_none_or(|package| self.package_names[entry.package.index()] == package)
        };
        let visible: Vec<_> = entries.iter().filter(visible).collect();
        // A file's own declaration comes before an imported one of another package.
        match visible.iter().find(|entry| entry.module == from) {
            Some(own) => vec![own],
            None => visible,
        }
    }

    pub(super) fn is_visible(&self, entry: &Entry, from: Id<Module>) -> bool {
        entry.module == from || self.imports[from.index()].contains(&entry.module)
    }

    /// The name with its package in front.
    pub(super) fn qualified(&self, name: &str, entry: &Entry) -> String {
        format!("{}.{name}", self.package_names[entry.package.index()])
    }

    /// The line that makes an entry visible.
    pub(super) fn import(&self, entry: &Entry, from: Id<Module>) -> String {
        let (from, to) = (&self.module_paths[from.index()], &self.module_paths[entry.module.index()]);
        format!("`import: [{}]`", way(folder_of(from), to))
    }
}

/// What every declaration has.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// The name, checked.
    pub name: Name,
    /// The file that declares it.
    pub module: Id<Module>,
    /// Where the name is written.
    pub span: Span,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
}

impl Declaration {
    /// What is said about a declaration in its file.
    #[must_use]
    pub fn of(name: &Text, about: &About, module: Id<Module>, naming: Naming) -> Self {
        Self {
            name: match naming {
                Naming::Schema => Name::new(name.value.as_str()),
                Naming::Rust => Name::of_rust(name.value.as_str()),
            },
            module,
            span: name.span,
            doc: about.doc_text(),
            deprecated: about.deprecated_text(),
        }
    }
}
