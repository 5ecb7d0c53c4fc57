//! Arguments before they are sent: what stands for one that is not given, and what is checked.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::operations::{local, some};
use crate::model::clients::{Argument, Operation};
use crate::model::defaults::Default;
use crate::model::types::{Shape, Type};
use crate::rust::identifiers::{identifier, snake};
use crate::rust::scope::Scope;
use crate::rust::{docs, literals, newtypes, rules as constants};

/// The rules of texts, which stand before all statements.
pub(super) fn rules(operation: &Operation) -> TokenStream {
    let rules = operation.arguments.iter().filter(|argument| argument.checks.rules()).map(|argument| {
        let (rule, constant) =
            (rule(argument), constants::constant(argument.name.as_written(), &argument.checks.rules));
        quote!(static #rule: runtime::Rule = #constant;)
    });
    rules.collect()
}

/// The statements that make arguments what is sent, in their order.
pub(super) fn prepared(scope: &Scope<'_>, call: &Ident, operation: &Operation) -> TokenStream {
    let prepared = operation.arguments.iter().map(|argument| {
        let default = argument.default.as_ref().map(|default| given(scope, operation, argument, default));
        let checked = checked(scope, call, argument);
        quote!(#default #checked)
    });
    prepared.collect()
}

/// The statements that put a default in the place of an argument that is not given.
fn given(scope: &Scope<'_>, operation: &Operation, argument: &Argument, default: &Default) -> TokenStream {
    let name = snake(&argument.name);
    let value = literals::default(scope, default, &argument.ty);
    match (&argument.ty, default) {
        (Type::String, Default::Text(text)) => quote!(let #name = #name.unwrap_or(#text);),
        (ty, _) if is_copied(ty) => quote!(let #name = #name.unwrap_or(#value);),
        _ => {
            let names = operation.arguments.iter().map(|argument| argument.name.snake());
            let default = local(&format!("default_{}", argument.name.snake()), names);
            quote! {
                let #default = #value;
                let #name = #name.unwrap_or(&#default);
            }
        }
    }
}

/// Whether the parameter for a type is the value itself.
fn is_copied(ty: &Type) -> bool {
    matches!(ty, Type::Bool | Type::I32 | Type::I64 | Type::U32 | Type::U64 | Type::F64)
}

/// The statement that checks an argument, or brings a text into its form.
fn checked(scope: &Scope<'_>, call: &Ident, argument: &Argument) -> TokenStream {
    let (name, written) = (snake(&argument.name), argument.name.as_written());
    let checks = &argument.checks;
    let may_be_missing = argument.ty.is_optional() || argument.from.is_some();
    if checks.rules() {
        let rule = rule(argument);
        return if may_be_missing {
            quote!(let #name = #name.map(|#name| #call.text(&#rule, #name));)
        } else {
            quote!(let #name = #call.text(&#rule, #name);)
        };
    }
    if !checks.limits() {
        return TokenStream::new();
    }
    let value = if is_copied(argument.ty.required()) { quote!(#name) } else { quote!(*#name) };
    let limits = newtypes::limited(checks.min, checks.max);
    let check = quote!(#call.check(runtime::check_range(#written, #value, #limits)););
    if may_be_missing {
        let some = some(scope);
        quote!(if let #some(#name) = #name { #check })
    } else {
        check
    }
}

fn rule(argument: &Argument) -> Ident {
    identifier(&format!("{}_RULE", argument.name.screaming()))
}

/// What is said about an argument: its documentation, its default and what is checked.
pub(super) fn explained(scope: &Scope<'_>, argument: &Argument) -> Option<String> {
    let mut said: Vec<String> = docs::written(argument.doc.as_deref()).map(str::to_owned).into_iter().collect();
    let checks = &argument.checks;
    if checks.rules() {
        said.push(constants::prose(&checks.rules).trim().replace("Makes the value from text", "Text"));
    }
    let limit = |words: &str, limit: Option<_>| limit.map(|limit| format!("{words} {}", newtypes::shown(limit)));
    match (limit("at least", checks.min), limit("at most", checks.max)) {
        (Some(min), Some(max)) => said.push(format!("It is {min} and {max}.")),
        (Some(only), None) | (None, Some(only)) => said.push(format!("It is {only}.")),
        (None, None) => {}
    }
    if let Some(default) = argument.default.as_ref().and_then(|default| shown(scope, default)) {
        said.push(format!("`{default}` when it is not given."));
    }
    (!said.is_empty()).then(|| said.join(" "))
}

/// A default as a person writes it, where that is known here.
fn shown(scope: &Scope<'_>, default: &Default) -> Option<String> {
    Some(match default {
        Default::Text(text) if !text.contains('`') => text.clone(),
        Default::Bool(flag) => flag.to_string(),
        Default::Integer(integer) => integer.to_string(),
        Default::Number(number) => number.to_string(),
        Default::Duration(duration) => format!("{}s", duration.as_secs_f64()),
        Default::Member(id, at) => match &scope.declared(*id).shape {
            Shape::Enum(declared) => declared.members.get(*at)?.wire.clone(),
            _ => return None,
        },
        Default::Text(_) | Default::Empty | Default::Json(_) | Default::Rust => return None,
    })
}
