//! The one place where names are looked up: a table of every declaration, and a resolver per file.

use std::collections::{BTreeMap, BTreeSet};

use super::arena::Id;
use super::constants::Constant;
use super::contexts::Context;
use super::events::EventSet;
use super::kinds::KindSet;
use super::names::Name;
use super::references::Reference;
use super::selectors::Selector;
use super::settings::Settings;
use super::subjects::SubjectSet;
use super::types::{Type, TypeDeclaration};
use super::{Module, Package};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span, suggest};
use crate::raw::Text;
use crate::raw::expression::{Expression, ExpressionKind};

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
    by_name: BTreeMap<String, Vec<Entry>>,
    package_names: Vec<String>,
    imports: Vec<Vec<Id<Module>>>,
    module_paths: Vec<String>,
}

impl Symbols {
    /// An empty table for these packages and files.
    #[must_use]
    pub fn new(package_names: Vec<String>, imports: Vec<Vec<Id<Module>>>, module_paths: Vec<String>) -> Self {
        Self { by_name: BTreeMap::new(), package_names, imports, module_paths }
    }

    /// Adds a declaration.
    pub fn declare(&mut self, name: &str, entry: Entry) {
        self.by_name.entry(name.to_owned()).or_default().push(entry);
    }

    /// The entries called `name` that a file can see: its own and those of the files it imports.
    fn visible<'s>(&'s self, name: &str, from: Id<Module>) -> Vec<&'s Entry> {
        let (package, name) = match name.rsplit_once('.') {
            Some((package, name)) => (Some(package), name),
            None => (None, name),
        };
        let entries = self.by_name.get(name).map(Vec::as_slice).unwrap_or_default();
        let visible = |entry: &&Entry| {
            (entry.module == from || self.imports[from.index()].contains(&entry.module))
                && package.is_none_or(|package| self.package_names[entry.package.index()] == package)
        };
        let visible: Vec<_> = entries.iter().filter(visible).collect();
        // A file's own declaration comes before an imported one of another package.
        match visible.iter().find(|entry| entry.module == from) {
            Some(own) => vec![own],
            None => visible,
        }
    }
}

/// Resolves the names of one file.
pub struct Resolver<'a> {
    symbols: &'a Symbols,
    module: Id<Module>,
    used_imports: BTreeSet<Id<Module>>,
    /// Where findings go.
    pub diagnostics: &'a mut Diagnostics,
    constants: &'a super::arena::Arena<Constant>,
}

impl<'a> Resolver<'a> {
    /// A resolver for the names in `module`.
    #[must_use]
    pub fn new(
        symbols: &'a Symbols,
        constants: &'a super::arena::Arena<Constant>,
        module: Id<Module>,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Self { symbols, module, used_imports: BTreeSet::new(), diagnostics, constants }
    }

    /// The file whose names are resolved.
    #[must_use]
    pub fn module(&self) -> Id<Module> {
        self.module
    }

    /// The imports that at least one name came from.
    #[must_use]
    pub fn used_imports(self) -> BTreeSet<Id<Module>> {
        self.used_imports
    }

    /// Finds a declaration by name (`Message`, or `a2a.Message` where the package must be said).
    pub fn symbol(&mut self, name: &Text) -> Option<Symbol> {
        match self.symbols.visible(&name.value, self.module).as_slice() {
            [entry] => {
                if entry.module != self.module {
                    self.used_imports.insert(entry.module);
                }
                Some(entry.symbol)
            }
            [] => {
                let diagnostic = self.unresolved(name);
                self.diagnostics.push(diagnostic);
                None
            }
            several => {
                let mut diagnostic =
                    Diagnostic::new(Code::AmbiguousReference, name.span, format!("`{}` could be several things", name.value))
                        .label("more than one import declares it");
                for entry in several {
                    self.used_imports.insert(entry.module);
                    diagnostic = diagnostic.related(entry.span, format!("{} declared here", entry.symbol.what()));
                }
                let package = &self.symbols.package_names[several[0].package.index()];
                diagnostic = diagnostic.help(format!("say which package is meant: `{package}.{}`", name.value));
                self.diagnostics.push(diagnostic);
                None
            }
        }
    }

    fn unresolved(&self, name: &Text) -> Diagnostic {
        let diagnostic =
            Diagnostic::new(Code::UnresolvedReference, name.span, format!("nothing is called `{}`", name.value))
                .label("not found in this file or its imports");
        let simple = name.value.rsplit('.').next().unwrap_or(&name.value);
        if let Some(entry) = self.symbols.by_name.get(simple).and_then(|entries| entries.first()) {
            let path = &self.symbols.module_paths[entry.module.index()];
            return diagnostic
                .related(entry.span, "there is one here")
                .help(format!("import the file that declares it: `{path}`"));
        }
        let declared = self.symbols.by_name.keys().map(String::as_str);
        let candidates = declared.chain(Type::PRIMITIVES.iter().map(|(word, _)| *word));
        match suggest::closest(&name.value, candidates) {
            Some(close) => diagnostic.help(format!("did you mean `{close}`?")),
            None => diagnostic.help("declare it in `types:` (or the section it belongs to), or import the file that does"),
        }
    }

    /// Reports that a name stands for the wrong kind of thing.
    pub fn wrong_kind(&mut self, name: &Text, expected: &str, found: Symbol) {
        self.diagnostics.push(
            Diagnostic::new(
                Code::WrongKindOfReference,
                name.span,
                format!("expected {expected}, but `{}` is {}", name.value, found.what()),
            )
            .label(format!("not {expected}"))
            .help(format!("name {expected} here")),
        );
    }

    /// Resolves a type expression; what cannot be resolved is reported and becomes `json`.
    pub fn ty(&mut self, expression: &Expression) -> Type {
        match &expression.kind {
            ExpressionKind::Optional(inner) => match self.ty(inner) {
                Type::Optional(inner) => Type::Optional(inner),
                inner => Type::Optional(Box::new(inner)),
            },
            ExpressionKind::List(inner) => Type::List(Box::new(self.ty(inner))),
            ExpressionKind::Map(inner) => Type::Map(Box::new(self.ty(inner))),
            ExpressionKind::Name(name) => {
                if let Some((_, primitive)) = Type::PRIMITIVES.iter().find(|(word, _)| word == name) {
                    return primitive.clone();
                }
                let name = Text { value: name.clone(), span: expression.span };
                self.type_named(&name).map_or(Type::Json, Type::Named)
            }
        }
    }

    /// Finds a declared type.
    pub fn type_named(&mut self, name: &Text) -> Option<Id<TypeDeclaration>> {
        match self.symbol(name)? {
            Symbol::Type(id) => Some(id),
            other => {
                self.wrong_kind(name, "a type", other);
                None
            }
        }
    }

    /// Replaces `${NAME}` by the text of that constant.
    pub fn interpolate(&mut self, text: &Text) -> String {
        let mut result = String::with_capacity(text.value.len());
        let mut rest = text.value.as_str();
        while let Some(start) = rest.find("${") {
            result.push_str(&rest[..start]);
            let Some(length) = rest[start..].find('}') else {
                self.diagnostics.push(
                    Diagnostic::new(Code::UnclosedBrace, text.span, "`${` is never closed".to_owned())
                        .label("opened in this text")
                        .help("close it: `${NAME}`"),
                );
                return result;
            };
            let name = Text { value: rest[start + 2..start + length].to_owned(), span: text.span };
            match self.symbol(&name) {
                Some(Symbol::Constant(id)) => result.push_str(&self.constants[id].text()),
                Some(other) => self.wrong_kind(&name, "a constant", other),
                None => {}
            }
            rest = &rest[start + length + 1..];
        }
        result.push_str(rest);
        result
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
