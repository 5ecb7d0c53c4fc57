//! Operations that a guard calls, and the forms of their arguments.

use std::collections::BTreeSet;

use super::GuardOption;
use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::model::Model;
use crate::model::arena::Id;
use crate::model::clients::{Argument, Client, Delivery, Operation};
use crate::model::forms::{self, Form, Parameter, ParameterType, Surroundings};
use crate::model::names::Name;
use crate::model::resolver::Resolver;
use crate::model::types::{Type, TypeDeclaration};
use crate::raw::Text;
use crate::raw::guards::RawArguments;

/// An operation of the client of a guard, and its arguments.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The operation, by position.
    pub operation: usize,
    /// A form for each argument of the operation, in the order of its declaration; none where one is left out.
    pub arguments: Vec<Option<Form>>,
}

/// The id under which an answer is remembered, in forms.
pub(super) const PERMIT: &str = "permit";
/// What went wrong, in forms.
pub(super) const ERROR: &str = "error";

/// What forms of guards can name besides options.
pub(super) const GIVEN: [&str; 8] = ["action", "resource", "attributes", "function", "module", "now", PERMIT, ERROR];

/// Something is wrong, and was reported.
pub(super) struct Reported;

/// Resolves what a guard asks.
pub(super) struct Asking<'a, 'r> {
    pub(super) client: Id<Client>,
    pub(super) options: &'a [GuardOption],
    pub(super) model: &'a Model,
    pub(super) defaults: &'a BTreeSet<(Id<TypeDeclaration>, usize)>,
    pub(super) resolver: &'a mut Resolver<'r>,
}

impl<'a> Asking<'a, '_> {
    /// The operation that is asked.
    pub(super) fn operation(&self, ask: &Ask) -> &'a Operation {
        &self.model.clients[self.client].operations[ask.operation]
    }

    /// An operation with its arguments, which can name `further` things.
    pub(super) fn ask(&mut self, operation: &Text, arguments: &RawArguments, further: &[&str]) -> Option<Ask> {
        let position = self.find(operation).filter(|position| self.answers_at_once(operation, *position))?;
        let declared = &self.model.clients[self.client].operations[position].arguments;
        let giveable = || declared.iter().filter(|argument| argument.is_parameter());
        for named in &arguments.values {
            if !giveable().any(|argument| argument.name.as_written() == named.name.value) {
                let message = format!("`{}` has no argument `{}`", operation.value, named.name.value);
                let names = giveable().map(|argument| argument.name.as_written());
                self.resolver.diagnostics.push(
                    Diagnostic::new(Code::UnknownFormName, named.name.span, message)
                        .label("not an argument of this operation")
                        .help(suggest::help(&named.name.value, names)),
                );
            }
        }
        let forms: Vec<_> =
            declared.iter().map(|argument| self.argument(argument, operation, arguments, further)).collect();
        let forms: Result<Vec<_>, Reported> = forms.into_iter().collect();
        Some(Ask { operation: position, arguments: forms.ok()? })
    }

    fn find(&mut self, written: &Text) -> Option<usize> {
        let client = self.model.clients.get(self.client)?;
        let names = || client.operations.iter().map(|operation| operation.name.as_written());
        let position = names().position(|name| name == written.value);
        if position.is_none() {
            let is_graphql =
                client.graphql_operations.iter().any(|operation| operation.name.as_written() == written.value);
            let name = client.declaration.name.as_written();
            let (message, help) = if is_graphql {
                (
                    format!("`{}` is called over GraphQL", written.value),
                    Some("name an operation with a path".to_owned()),
                )
            } else {
                let help = suggest::help(&written.value, names());
                (format!("`{name}` has no operation `{}`", written.value), help)
            };
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::UnknownFormName, written.span, message)
                    .label("no operation that guards can call")
                    .related(client.declaration.span, "the client is here")
                    .help(help),
            );
        }
        position
    }

    /// Whether an operation has one answer, and no stream of them, which is reported.
    fn answers_at_once(&mut self, written: &Text, position: usize) -> bool {
        let is_whole = self.model.clients[self.client].operations[position].delivery == Delivery::Whole;
        if !is_whole {
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::WrongShape, written.span, format!("`{}` gives a stream", written.value))
                    .label("has more than one answer")
                    .help("name an operation with one answer"),
            );
        }
        is_whole
    }

    /// The form of an argument; none where it is left out and may be.
    fn argument(
        &mut self,
        argument: &Argument,
        operation: &Text,
        arguments: &RawArguments,
        further: &[&str],
    ) -> Result<Option<Form>, Reported> {
        let name = argument.name.as_written();
        let Some(given) = arguments.values.iter().find(|named| named.name.value == name) else {
            if passed_type(argument).is_optional() || !argument.is_parameter() {
                return Ok(None);
            }
            self.resolver.diagnostics.push(
                Diagnostic::new(
                    Code::MissingFormField,
                    arguments.span,
                    format!("`{}` needs `{name}`", operation.value),
                )
                .label(format!("`{name}` is missing"))
                .help(format!("add `{name}: …`")),
            );
            return Err(Reported);
        };
        let unusable = BTreeSet::new();
        let around = Surroundings {
            types: &self.model.types,
            events: &self.model.events,
            context: None,
            defaults: self.defaults,
            properties: &[],
            forms: &[],
            unusable: &unusable,
        };
        let parameters = self.parameters(further);
        let ty = passed_type(argument);
        let value = (&given.value, &ty);
        let form = forms::resolve(&given.name, parameters, value, around, &mut BTreeSet::new(), self.resolver);
        form.map(Some).ok_or(Reported)
    }

    /// What a form can name.
    fn parameters(&self, further: &[&str]) -> Vec<Parameter> {
        let known = GIVEN.iter().filter(|name| ![PERMIT, ERROR].contains(name) || further.contains(name));
        let known = known.map(|name| (Name::new(*name), given_type(name)));
        let options = self.options.iter().map(|option| (option.name.clone(), option.ty.clone()));
        known.chain(options).map(|(name, ty)| Parameter { name, ty: ParameterType::Value(ty), uses: 0 }).collect()
    }
}

/// The type of what is passed for an argument; what the client holds, and what has a default, may be left out.
pub fn passed_type(argument: &Argument) -> Type {
    if argument.from.is_some() || argument.default.is_some() {
        Type::Optional(Box::new(argument.ty.required().clone()))
    } else {
        argument.ty.clone()
    }
}

fn given_type(name: &str) -> Type {
    match name {
        "attributes" => Type::Map(Box::new(Type::Json)),
        "resource" | "function" | "module" => Type::Optional(Box::new(Type::String)),
        _ => Type::String,
    }
}
