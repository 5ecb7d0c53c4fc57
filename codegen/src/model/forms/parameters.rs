//! Forms with names, which say what they take.

use std::collections::BTreeSet;

use super::{Form, Parameter, ParameterType, Surroundings, resolve};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::names::{Name, Scope};
use crate::model::resolver::Resolver;
use crate::model::types::Type;
use crate::raw::expression::Expression;
use crate::raw::forms::RawValue;
use crate::raw::{Named, Text};

/// Resolves a form that takes `takes` and gives a value of a type.
pub(in crate::model) fn function(
    name: &Text,
    takes: &[Named<Expression>],
    given: (&RawValue, &Type),
    around: Surroundings<'_>,
    used: &mut BTreeSet<usize>,
    resolver: &mut Resolver<'_>,
) -> Option<Form> {
    let mut unusable = BTreeSet::new();
    let parameters = parameters(takes, &mut unusable, resolver);
    let is_complete = unusable.is_empty();
    unusable.extend(around.unusable.iter().cloned());
    let form = resolve(name, parameters, given, Surroundings { unusable: &unusable, ..around }, used, resolver)?;
    if !is_complete {
        return None;
    }
    unused(&form, takes, resolver.diagnostics);
    Some(form)
}

/// What can be used of `takes`; the names of the rest are kept.
fn parameters(
    takes: &[Named<Expression>],
    unusable: &mut BTreeSet<String>,
    resolver: &mut Resolver<'_>,
) -> Vec<Parameter> {
    let mut names = Scope::of_declarations();
    let mut parameters = Vec::new();
    for Named { name: written, value } in takes {
        let name = Name::declared(written, resolver.diagnostics)
            .filter(|name| names.claim(name.snake(), written, "parameter", resolver.diagnostics));
        match (name, resolver.known_ty(value)) {
            (Some(name), Some(ty)) => parameters.push(Parameter { name, ty: ParameterType::Value(ty), uses: 0 }),
            _ => {
                unusable.insert(written.value.clone());
            }
        }
    }
    parameters
}

/// What is taken and not looked at is probably misspelled in what is given.
fn unused(form: &Form, takes: &[Named<Expression>], diagnostics: &mut Diagnostics) {
    for (_, named) in form.parameters.iter().zip(takes).filter(|(parameter, _)| parameter.uses == 0) {
        let message = format!("`{}` is never used", named.name.value);
        diagnostics.push(
            Diagnostic::new(Code::UnusedForm, named.name.span, message)
                .label("is taken and not looked at")
                .help("use it in `gives`, or remove it"),
        );
    }
}
