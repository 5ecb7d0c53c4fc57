//! The names of one file, resolved: declarations, types and constants in texts, or the finding about what is not there.

use std::collections::BTreeSet;

use super::Module;
use super::arena::{Arena, Id};
use super::constants::Constant;
use super::names::{Case, Name};
use super::symbols::{Entry, Symbol, Symbols};
use super::types::{Type, TypeDeclaration};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, suggest};
use crate::raw::Text;
use crate::raw::expression::{Expression, ExpressionKind};
use crate::source::{Naming, quoted};

/// Resolves the names of one file.
pub struct Resolver<'a> {
    symbols: &'a Symbols,
    module: Id<Module>,
    used_imports: BTreeSet<Id<Module>>,
    /// Where findings go.
    pub diagnostics: &'a mut Diagnostics,
    constants: &'a Arena<Constant>,
}

impl<'a> Resolver<'a> {
    /// A resolver for the names in `module`.
    #[must_use]
    pub fn new(
        symbols: &'a Symbols,
        constants: &'a Arena<Constant>,
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
        self.find(name, |symbol| !matches!(symbol, Symbol::Constant(_)))
    }

    /// Finds a declaration by name; a name that was mistyped is one of the `meant` symbols.
    fn find(&mut self, name: &Text, meant: fn(Symbol) -> bool) -> Option<Symbol> {
        let found = self.symbols.visible(&name.value, self.module);
        self.used_imports.extend(found.iter().map(|entry| entry.module).filter(|module| *module != self.module));
        let diagnostic = match found.as_slice() {
            [entry] => return Some(entry.symbol),
            [] => self.unresolved(name, meant)?,
            several => self.ambiguous(name, several),
        };
        self.diagnostics.push(diagnostic);
        None
    }

    fn ambiguous(&self, name: &Text, several: &[&Entry]) -> Diagnostic {
        let mut diagnostic =
            Diagnostic::new(Code::AmbiguousReference, name.span, format!("`{}` could be several things", name.value))
                .label("more than one import declares it");
        for entry in several {
            diagnostic = diagnostic.related(entry.span, format!("{} declared here", entry.symbol.what()));
        }
        let names: Vec<String> =
            several.iter().map(|entry| format!("`{}`", self.symbols.qualified(&name.value, entry))).collect();
        diagnostic.help(format!("say which package is meant: {}", names.join(" or ")))
    }

    /// The finding about a name that is not there, unless it is missing because of something that was reported.
    fn unresolved(&mut self, name: &Text, meant: fn(Symbol) -> bool) -> Option<Diagnostic> {
        let diagnostic =
            Diagnostic::new(Code::UnresolvedReference, name.span, format!("nothing is called {}", quoted(&name.value)))
                .label("not found in this file or its imports");
        if name.value.is_empty() {
            return Some(
                Diagnostic::new(Code::UnresolvedReference, name.span, "a name is missing")
                    .label("expected a name here")
                    .help("write the name of a declaration"),
            );
        }
        let (package, simple) = name
            .value
            .rsplit_once('.')
            .map_or((None, name.value.as_str()), |(package, simple)| (Some(package), simple));
        let symbols = self.symbols;
        if let Some(module) = symbols.unusable.get(simple) {
            self.used_imports.insert(*module);
            return None;
        }
        let is_complete = !symbols.incomplete.contains(&self.module);
        if let Some(entry) = symbols.by_name.get(simple).and_then(|entries| entries.first()) {
            let diagnostic = diagnostic.related(entry.span, "there is one here");
            return is_complete.then(|| {
                diagnostic.help(match package {
                    Some(_) if symbols.is_visible(entry, self.module) => {
                        self.used_imports.insert(entry.module);
                        format!("it belongs to another package: write `{}`", symbols.qualified(simple, entry))
                    }
                    _ => format!("import the file that declares it: {}", symbols.import(entry, self.module)),
                })
            });
        }
        let is_meant = |entry: &&Entry| meant(entry.symbol);
        let declared = symbols.by_name.iter().filter(|(_, entries)| entries.iter().any(|entry| is_meant(&entry)));
        let primitives = Type::PRIMITIVES.iter().map(|(word, _)| *word).filter(|_| package.is_none());
        let candidates = declared.map(|(name, _)| name.as_str()).chain(primitives);
        let Some(close) = suggest::closest(simple, candidates) else {
            return is_complete.then(|| diagnostic.help("declare it in this file, or import the file that does"));
        };
        let entries = symbols.by_name.get(close).map(Vec::as_slice).unwrap_or_default();
        let full = package.map_or_else(|| close.to_owned(), |package| format!("{package}.{close}"));
        Some(diagnostic.help(
            match (entries.iter().find(|entry| symbols.is_visible(entry, self.module)), entries.first()) {
                (None, Some(entry)) => {
                    format!("did you mean `{full}`? import it: {}", symbols.import(entry, self.module))
                }
                (visible, _) => {
                    // The import is there for the name that was meant: one mistake is enough to tell.
                    self.used_imports.extend(visible.map(|entry| entry.module));
                    format!("did you mean `{full}`?")
                }
            },
        ))
    }

    /// Reports that a name stands for the wrong kind of thing.
    pub fn wrong_kind(&mut self, name: &Text, expected: &str, found: Symbol) {
        let entries = self.symbols.visible(&name.value, self.module);
        let declared = entries.into_iter().find(|entry| entry.symbol == found).map(|entry| entry.span);
        let mut diagnostic = Diagnostic::new(
            Code::WrongKindOfReference,
            name.span,
            format!("expected {expected}, but `{}` is {}", name.value, found.what()),
        )
        .label(format!("not {expected}"))
        .help(format!("name {expected} here"));
        if let Some(declared) = declared {
            diagnostic = diagnostic.related(declared, format!("declared as {} here", found.what()));
        }
        self.diagnostics.push(diagnostic);
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
            ExpressionKind::Rust(tokens) => Type::Rust(tokens.clone()),
            ExpressionKind::Name(name) => {
                if let Some((_, primitive)) = Type::PRIMITIVES.iter().find(|(word, _)| word == name) {
                    return primitive.clone();
                }
                let name = Text { value: name.clone(), span: expression.span };
                self.type_named(&name).map_or(Type::Json, Type::Named)
            }
        }
    }

    /// Who gave the names of the file.
    #[must_use]
    pub fn naming(&self) -> Naming {
        self.symbols.naming(self.module)
    }

    /// The name of a member, checked where a schema gives it.
    pub fn member(&mut self, written: &Text) -> Option<Name> {
        match self.naming() {
            Naming::Schema => Name::checked(written, self.diagnostics),
            Naming::Rust => Some(Name::of_rust(written.value.as_str())),
        }
    }

    /// The spelling of a name on the wire: what is written, or the name in the case of its declaration.
    pub fn wire(&mut self, written: Option<&Text>, declared: &Text, name: &Name, case: Option<Case>) -> Text {
        match written {
            Some(written) => Text { value: self.interpolate(written), span: written.span },
            None => Text { value: name.in_case(case.unwrap_or(Case::AsWritten)), span: declared.span },
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

    /// Replaces `${NAME}` by the text of that constant; what cannot be replaced is reported and stays as it is.
    pub fn interpolate(&mut self, text: &Text) -> String {
        let mut result = String::with_capacity(text.value.len());
        let mut at = 0;
        while let Some(start) = text.value[at..].find("${").map(|start| at + start) {
            result.push_str(&text.value[at..start]);
            let Some(end) = text.value[start..].find('}').map(|length| start + length) else {
                self.diagnostics.push(
                    Diagnostic::new(Code::UnclosedBrace, text.part(start..start + 2), "this `${` is never closed")
                        .label("opened here")
                        .help("close it behind the name of the constant: `${NAME}`"),
                );
                at = start;
                break;
            };
            let name = Text { value: text.value[start + 2..end].to_owned(), span: text.part(start + 2..end) };
            match self.find(&name, |symbol| matches!(symbol, Symbol::Constant(_))) {
                Some(Symbol::Constant(id)) => result.push_str(&self.constants[id].text()),
                Some(other) => self.wrong_kind(&name, "a constant", other),
                None => result.push_str(&text.value[start..=end]),
            }
            at = end + 1;
        }
        result.push_str(&text.value[at..]);
        result
    }
}
