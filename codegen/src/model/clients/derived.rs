//! What methods that are made of an operation have in common: their names, and what they look for in its arguments and
//! in its result.

use super::{Argument, Operation};
use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::model::arena::{Arena, Id};
use crate::model::names::{Name, Scope};
use crate::model::records::{Field, Record};
use crate::model::resolver::Resolver;
use crate::model::types::{Shape, Type, TypeDeclaration};
use crate::raw::{Named, Text};

/// The name of a method beside that of the operation: the one that is written, or else the one that follows from it.
pub(super) fn method(
    written: Option<&Text>,
    operation: &Named<impl Sized>,
    following: String,
    names: &mut Scope,
    resolver: &mut Resolver<'_>,
) -> Option<Name> {
    let (name, written) = match written {
        Some(written) => (resolver.member(written)?, written),
        None => (Name::new(following), &operation.name),
    };
    let claimed = Text { value: name.as_written().to_owned(), span: written.span };
    names.claim(name.snake(), &claimed, "method", resolver.diagnostics);
    super::resolve::refuse_taken(&name, &claimed, resolver);
    Some(name)
}

/// An operation, in which arguments and fields of the result are looked for by name.
pub(super) struct Parts<'a> {
    pub(super) operation: &'a Operation,
    pub(super) types: &'a Arena<TypeDeclaration>,
}

impl<'a> Parts<'a> {
    /// The record that the operation returns, if it returns one.
    pub(super) fn result(&self) -> Option<(Id<TypeDeclaration>, &'a Record)> {
        let Type::Named(id) = self.operation.returns.as_ref()?.unaliased(self.types) else { return None };
        match &self.types[*id].shape {
            Shape::Record(record) => Some((*id, record)),
            _ => None,
        }
    }

    /// The argument of this name, by position.
    pub(super) fn argument(&self, written: &Text, resolver: &mut Resolver<'_>) -> Option<(usize, &'a Argument)> {
        let arguments = &self.operation.arguments;
        let found = arguments.iter().enumerate().find(|(_, known)| known.name.as_written() == written.value);
        if found.is_none() {
            let names = arguments.iter().map(|known| known.name.as_written());
            let message = format!("no argument of `{}` is called `{}`", self.name(), written.value);
            resolver.diagnostics.push(
                Diagnostic::new(Code::UnresolvedReference, written.span, message)
                    .label("not among the arguments")
                    .help(suggest::help(&written.value, names)),
            );
        }
        found
    }

    /// The field of the result of this name, by position. Of a secret nothing is made.
    pub(super) fn field<'r>(
        &self,
        written: &Text,
        record: &'r Record,
        resolver: &mut Resolver<'_>,
    ) -> Option<(usize, &'r Field)> {
        let found = record.fields.iter().enumerate().find(|(_, known)| known.name.as_written() == written.value);
        match found {
            None => {
                let names = record.fields.iter().map(|known| known.name.as_written());
                let message = format!("no field is called `{}`", written.value);
                resolver.diagnostics.push(
                    Diagnostic::new(Code::InvalidAccessor, written.span, message)
                        .label(format!("not found in what `{}` returns", self.name()))
                        .help(suggest::help(&written.value, names)),
                );
                None
            }
            Some((_, field)) if field.secret => {
                unfit(written, "is a secret", "name a field that is none", resolver);
                None
            }
            found => found,
        }
    }

    pub(super) fn name(&self) -> &'a str {
        self.operation.name.as_written()
    }
}

/// Says that an argument or a field is of a type that cannot be used.
pub(super) fn unfit(written: &Text, problem: &'static str, help: &'static str, resolver: &mut Resolver<'_>) {
    let message = format!("`{}` cannot be used here", written.value);
    resolver.diagnostics.push(Diagnostic::new(Code::InvalidValue, written.span, message).label(problem).help(help));
}
