//! What is asked of a field: the fields of the type that is returned, down to single values.

use std::collections::BTreeSet;

use super::is_graphql_name;
use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::model::arena::{Arena, Id};
use crate::model::records::Record;
use crate::model::resolver::Resolver;
use crate::model::types::{Shape, Type, TypeDeclaration};
use crate::model::unions::{Tagging, Union};
use crate::raw::clients::graphql::RawGraphqlOperation;
use crate::source::quoted;

/// The field of every object that says which type it is of.
const TYPE_NAME: &str = "__typename";

/// How many lines a selection has at most, and how deep it goes.
const LONGEST: usize = 4096;
const DEEPEST: usize = 64;

/// Makes the selection of one operation.
pub(super) struct Selecting<'a, 'r, 'd> {
    types: &'a Arena<TypeDeclaration>,
    raw: &'a RawGraphqlOperation,
    resolver: &'r mut Resolver<'d>,
    /// The types around what is selected.
    around: Vec<Id<TypeDeclaration>>,
    /// How deep the type is that is looked at, lists and aliases included, and how many were looked at.
    depth: usize,
    visited: usize,
    /// The aliases that were needed.
    used: BTreeSet<usize>,
    /// The fields that could have an alias.
    known: BTreeSet<String>,
}

impl<'a, 'r, 'd> Selecting<'a, 'r, 'd> {
    pub(super) fn of(
        types: &'a Arena<TypeDeclaration>,
        raw: &'a RawGraphqlOperation,
        resolver: &'r mut Resolver<'d>,
    ) -> Self {
        Self {
            types,
            raw,
            resolver,
            around: Vec::new(),
            depth: 0,
            visited: 0,
            used: BTreeSet::new(),
            known: BTreeSet::new(),
        }
    }

    /// The lines of the selection; none for what has no fields.
    pub(super) fn lines(mut self, returns: &Type) -> Option<Vec<String>> {
        let lines = self.ty(returns);
        if lines.is_some() {
            self.check_aliases();
        }
        lines
    }

    fn ty(&mut self, ty: &Type) -> Option<Vec<String>> {
        if self.visited > LONGEST || self.depth > DEEPEST {
            // Once is enough to tell.
            let first = self.visited != usize::MAX;
            self.visited = usize::MAX;
            let help = "return a smaller type, with the fields that are needed";
            return first.then(|| self.refuse("the selection does not end soon enough".to_owned(), None, help))?;
        }
        self.visited += 1;
        self.depth += 1;
        let lines = self.unaliased(ty);
        self.depth -= 1;
        lines
    }

    fn unaliased(&mut self, ty: &Type) -> Option<Vec<String>> {
        match ty.unaliased(self.types) {
            Type::Optional(inner) | Type::List(inner) => self.ty(inner),
            Type::Named(id) => self.declared(*id),
            // A map is a value of a scalar type: GraphQL has no objects whose fields are not known.
            _ => Some(Vec::new()),
        }
    }

    fn declared(&mut self, id: Id<TypeDeclaration>) -> Option<Vec<String>> {
        let types = self.types;
        let name = types[id].declaration.name.as_written();
        if self.around.contains(&id) {
            let help = "return a type of its own that ends, or `json` for what is inside";
            return self.refuse(format!("`{name}` contains itself, and a selection has an end"), None, help);
        }
        self.around.push(id);
        let lines = match &types[id].shape {
            Shape::Record(record) if record.fields.is_empty() => {
                let help = "give the record a field";
                self.refuse(format!("`{name}` has no fields, and GraphQL asks for some"), None, help)
            }
            Shape::Record(record) => self.record(record),
            Shape::Union(union) => self.union(name, union),
            Shape::Enum(_) | Shape::Newtype(_) | Shape::Alias(_) => Some(Vec::new()),
        };
        self.around.pop();
        lines
    }

    fn record(&mut self, record: &Record) -> Option<Vec<String>> {
        let (mut lines, mut sound) = (Vec::new(), true);
        for field in &record.fields {
            if !is_graphql_name(&field.wire) {
                let message = format!("{} is no field of GraphQL", quoted(&field.wire));
                sound &= self.refuse(message, Some(field.span), "give the field another `wire`").is_some();
                continue;
            }
            match self.ty(&field.ty) {
                Some(inner) => push(&mut lines, self.asked(&field.wire), inner),
                None => sound = false,
            }
        }
        sound.then_some(lines)
    }

    fn union(&mut self, name: &str, union: &Union) -> Option<Vec<String>> {
        if !matches!(&union.tagging, Tagging::Internal { tag } if tag == TYPE_NAME) {
            let message = format!("GraphQL does not tell the members of `{name}` apart like this");
            return self.refuse(
                message,
                None,
                "write `tag: __typename` in the union, and the names of its types as `wire`",
            );
        }
        let (mut lines, mut sound) = (vec![TYPE_NAME.to_owned()], true);
        for variant in &union.variants {
            if !is_graphql_name(&variant.wire) {
                let message = format!("{} is no type of GraphQL", quoted(&variant.wire));
                sound &= self.refuse(message, Some(variant.span), "say with `wire` what it is called there").is_some();
                continue;
            }
            match self.ty(&variant.ty) {
                Some(inner) => push(&mut lines, format!("... on {}", variant.wire), inner),
                None => sound = false,
            }
        }
        sound.then_some(lines)
    }

    /// How a field is asked for: by its name, or by another one for which it is an alias.
    fn asked(&mut self, wire: &str) -> String {
        self.known.insert(wire.to_owned());
        match self.raw.aliases.iter().position(|alias| alias.name.value == wire) {
            Some(at) => {
                self.used.insert(at);
                format!("{wire}: {}", self.raw.aliases[at].value.value)
            }
            None => wire.to_owned(),
        }
    }

    fn check_aliases(&mut self) {
        let raw = self.raw;
        for (at, alias) in raw.aliases.iter().enumerate() {
            super::graphql_name(&alias.value, self.resolver);
            if self.used.contains(&at) {
                continue;
            }
            let known = self.known.iter().map(String::as_str);
            let message = format!("no field that is asked for is called {}", quoted(&alias.name.value));
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::UnusedSelector, alias.name.span, message)
                    .label("an alias for nothing")
                    .help(suggest::help(&alias.name.value, known)),
            );
        }
    }

    /// Reports at the type that is returned what cannot be selected.
    fn refuse(&mut self, message: String, related: Option<Span>, help: &'static str) -> Option<Vec<String>> {
        let mut diagnostic = Diagnostic::new(Code::InvalidTypeExpression, self.raw.returns.span, message)
            .label("cannot be asked for")
            .help(help);
        if let Some(span) = related {
            diagnostic = diagnostic.related(span, "it is this one");
        }
        self.resolver.diagnostics.push(diagnostic);
        None
    }
}

/// Adds a field with what is asked of it, if that is something.
fn push(lines: &mut Vec<String>, head: String, inner: Vec<String>) {
    if inner.is_empty() {
        lines.push(head);
        return;
    }
    lines.push(format!("{head} {{"));
    lines.extend(inner.into_iter().map(|line| format!("  {line}")));
    lines.push("}".to_owned());
}
