//! The methods of a guard that call operations: forms make the arguments, and a reply is read of the answer.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::options;
use crate::model::accessors::Accessor;
use crate::model::clients::{Argument, Role};
use crate::model::forms::{Form, Owner, Parameter, Reference, Root, ValueKind};
use crate::model::guards::{Ask, Guard, Reading, TimestampForm, passed_type};
use crate::model::types::Type;
use crate::rust::accessors;
use crate::rust::clients::in_order;
use crate::rust::forms::Values;
use crate::rust::identifiers::{affixed, snake};
use crate::rust::scope::Scope;

/// The methods that register an action.
pub(super) fn registering(scope: &Scope<'_>, guard: &Guard) -> Option<TokenStream> {
    let register = guard.register.as_ref()?;
    let registers = match register.when {
        Some(option) => {
            let name = snake(&guard.options[option].name);
            quote!(self.#name)
        }
        None => quote!(true),
    };
    let result = scope.prelude("Result");
    let about = looked_at("about", uses_action(guard, &register.ask));
    let (given, call) = called(scope, guard, &register.ask);
    Some(quote! {
        fn registers(&self) -> bool {
            #registers
        }

        fn register<'a>(
            &'a self,
            #about: &'a runtime::guard::Action,
        ) -> runtime::BoxFuture<'a, #result<(), runtime::guard::remote::Failed>> {
            ::std::boxed::Box::pin(async move {
                #given
                #call?;
                Ok(())
            })
        }
    })
}

/// The method that asks whether an action may be done.
pub(super) fn check(scope: &Scope<'_>, guard: &Guard) -> TokenStream {
    let result = scope.prelude("Result");
    let body = asked(scope, guard, &guard.check.ask, &guard.check.reading);
    let about = looked_at("about", uses_action(guard, &guard.check.ask));
    quote! {
        fn check<'a>(
            &'a self,
            #about: &'a runtime::guard::Action,
        ) -> runtime::BoxFuture<'a, #result<runtime::guard::remote::Reply, runtime::guard::remote::Failed>> {
            #body
        }
    }
}

/// The method that asks what has become of a question.
pub(super) fn wait(scope: &Scope<'_>, guard: &Guard) -> Option<TokenStream> {
    let wait = guard.wait.as_ref()?;
    let result = scope.prelude("Result");
    let body = asked(scope, guard, &wait.ask, &wait.reading);
    let about = looked_at("about", uses_action(guard, &wait.ask));
    let permit = looked_at("permit", uses(&wait.ask, "permit"));
    Some(quote! {
        fn wait<'a>(
            &'a self,
            #about: &'a runtime::guard::Action,
            #permit: &'a str,
        ) -> runtime::BoxFuture<'a, #result<runtime::guard::remote::Reply, runtime::guard::remote::Failed>> {
            #body
        }
    })
}

/// The method that says how an action went.
pub(super) fn report(scope: &Scope<'_>, guard: &Guard) -> Option<TokenStream> {
    let report = guard.report.as_ref()?;
    let result = scope.prelude("Result");
    let asks = || [&report.succeeded, &report.failed, &report.aborted].into_iter().flatten();
    let arm = |pattern: TokenStream, ask: &Option<Ask>| {
        ask.as_ref().map(|ask| {
            let (given, call) = called(scope, guard, ask);
            (pattern, quote!({ #given #call?; }))
        })
    };
    let error = report.failed.as_ref().is_some_and(|ask| uses(ask, "error"));
    let failed = if error { quote!({ error, .. }) } else { quote!({ .. }) };
    let arms = [
        arm(quote!(runtime::guard::Outcome::Succeeded), &report.succeeded),
        arm(quote!(runtime::guard::Outcome::Failed #failed), &report.failed),
        arm(quote!(runtime::guard::Outcome::Aborted), &report.aborted),
    ];
    let arms: Vec<_> = arms.into_iter().flatten().collect();
    let told = match arms.as_slice() {
        [(pattern, body)] => quote!(if let #pattern = outcome #body),
        _ => {
            let arms = arms.iter().map(|(pattern, body)| quote!(#pattern => #body));
            quote!(match outcome { #(#arms)* _ => {} })
        }
    };
    let about = looked_at("about", asks().any(|ask| uses_action(guard, ask)));
    let permit = looked_at("permit", asks().any(|ask| uses(ask, "permit")));
    Some(quote! {
        fn report<'a>(
            &'a self,
            #about: &'a runtime::guard::Action,
            #permit: &'a str,
            outcome: &'a runtime::guard::Outcome,
        ) -> runtime::BoxFuture<'a, #result<(), runtime::guard::remote::Failed>> {
            ::std::boxed::Box::pin(async move {
                #told
                Ok(())
            })
        }
    })
}

/// A parameter, which is called otherwise where nothing looks at it.
fn looked_at(name: &str, is_used: bool) -> Ident {
    if is_used { format_ident!("{name}") } else { format_ident!("_{name}") }
}

fn uses(ask: &Ask, name: &str) -> bool {
    ask.arguments.iter().flatten().any(|form| form.uses(name))
}

/// Whether an operation is told something of the action, itself or through an option.
fn uses_action(guard: &Guard, ask: &Ask) -> bool {
    use crate::model::guards::OptionSource;
    let from_action = ["action", "resource", "attributes", "function", "module"];
    let by_table = guard.options.iter().filter(|option| matches!(option.source, OptionSource::Table(_)));
    let by_table = by_table.map(|option| option.name.as_written());
    from_action.into_iter().chain(by_table).any(|name| uses(ask, name))
}

/// The future of a reply.
fn asked(scope: &Scope<'_>, guard: &Guard, ask: &Ask, reading: &Reading) -> TokenStream {
    let (given, call) = called(scope, guard, ask);
    let reply = reply(scope, reading);
    let operation = &scope.model.clients[guard.client].operations[ask.operation];
    let present = operation.may_be_absent().then(|| {
        quote! {
            let Some(answer) = answer else { return Err(runtime::guard::remote::Failed::absent()) };
        }
    });
    quote! {
        ::std::boxed::Box::pin(async move {
            #given
            let answer = #call?;
            #present
            Ok(#reply)
        })
    }
}

/// What is read of an answer.
fn reply(scope: &Scope<'_>, reading: &Reading) -> TokenStream {
    let answer = quote!(answer);
    let word = match (&reading.status.ty.unaliased(&scope.model.types), reading.status.optional) {
        (Type::Named(_), false) => {
            let place = accessors::place(scope, &reading.status, &answer);
            quote!(#place.as_str())
        }
        (Type::Named(_), true) => {
            let (value, ty) = (accessors::expression(scope, &reading.status, &answer), scope.ty(&reading.status.ty));
            quote!(#value.map(#ty::as_str).unwrap_or_default())
        }
        (_, false) => accessors::expression(scope, &reading.status, &answer),
        (_, true) => {
            let value = accessors::expression(scope, &reading.status, &answer);
            quote!(#value.unwrap_or_default())
        }
    };
    let permit = reading.permit.as_ref().map(|permit| text(scope, permit, &answer));
    let permit = permit.map(|permit| quote!(.with_permit(#permit)));
    let reasons = reading.reasons.iter().map(|reason| text(scope, reason, &answer));
    quote!(runtime::guard::remote::Reply::new(#word) #permit #(.with_reason(#reasons))*)
}

/// A text that may be missing.
fn text(scope: &Scope<'_>, accessor: &Accessor, answer: &TokenStream) -> TokenStream {
    let is_newtype = *accessor.ty.unaliased(&scope.model.types) != Type::String;
    match (accessor.optional, is_newtype) {
        (false, false) => {
            let value = accessors::expression(scope, accessor, answer);
            quote!(Some(#value))
        }
        (false, true) => {
            let place = accessors::place(scope, accessor, answer);
            quote!(Some(#place.as_str()))
        }
        (true, false) => accessors::expression(scope, accessor, answer),
        (true, true) => {
            let (value, ty) = (accessors::expression(scope, accessor, answer), scope.ty(&accessor.ty));
            quote!(#value.map(#ty::as_str))
        }
    }
}

/// The arguments of an operation, and its call, awaited.
fn called(scope: &Scope<'_>, guard: &Guard, ask: &Ask) -> (TokenStream, TokenStream) {
    let operation = &scope.model.clients[guard.client].operations[ask.operation];
    let forms = || operation.arguments.iter().zip(&ask.arguments);
    let locals = forms().filter_map(|(argument, form)| {
        let (name, value) = (local(argument), made(scope, guard, argument, form.as_ref()?));
        Some(quote!(let #name = #value;))
    });
    let passed = in_order(operation).filter(|argument| argument.is_parameter()).map(|argument| {
        let is_given = forms().any(|(known, form)| known.name == argument.name && form.is_some());
        if is_given { passed(argument) } else { quote!(None) }
    });
    let method = snake(&operation.name);
    let failed = match scope.model.clients[guard.client].errors {
        Some(_) => {
            quote!(|error| runtime::guard::remote::Failed::new(error.status(), error.is_retryable(), error))
        }
        None => quote!(runtime::guard::remote::Failed::from),
    };
    let call = quote!(self.client.#method(#(#passed),*).await.map_err(#failed));
    (quote!(#(#locals)*), call)
}

fn local(argument: &Argument) -> Ident {
    affixed("given_", &argument.name, "")
}

/// What a form makes, owned: a block in which what it looks at has its name.
fn made(scope: &Scope<'_>, guard: &Guard, argument: &Argument, form: &Form) -> TokenStream {
    let is_wrapped = passed_type(argument).is_optional() && !form.value.optional;
    if let (Some(parameter), false) = (alone(form), is_wrapped) {
        return seen(scope, guard, parameter);
    }
    let (names, values): (Vec<Ident>, Vec<TokenStream>) =
        form.used().map(|parameter| (snake(&parameter.name), seen(scope, guard, parameter))).unzip();
    // All at once: no name hides what another one is made of.
    let locals = match (names.as_slice(), values.as_slice()) {
        ([], _) => None,
        ([name], [value]) => Some(quote!(let #name = #value;)),
        _ => Some(quote!(let (#(#names),*) = (#(#values),*);)),
    };
    let value = Values::new(scope, Owner::Guard, form).owned(&form.value);
    let value = if is_wrapped { quote!(Some(#value)) } else { value };
    match locals {
        Some(locals) => quote!({ #locals #value }),
        None => value,
    }
}

/// What a form hands on as it is.
fn alone(form: &Form) -> Option<&Parameter> {
    match &form.value.kind {
        ValueKind::Reference(Reference { root: Root::Parameter(position), steps, .. }) if steps.is_empty() => {
            form.parameters.get(*position)
        }
        _ => None,
    }
}

/// What forms see under a name, owned.
fn seen(scope: &Scope<'_>, guard: &Guard, parameter: &Parameter) -> TokenStream {
    let name = parameter.name.as_written();
    if let Some(option) = guard.options.iter().find(|option| option.name == parameter.name) {
        return options::owned(scope, option);
    }
    let string = scope.prelude("String");
    match name {
        "action" => quote!(about.name().to_owned()),
        "resource" => quote!(about.resource().map(#string::from)),
        "function" => quote!(about.function().map(#string::from)),
        "module" => quote!(about.module().map(#string::from)),
        "attributes" => quote!(about.attribute_map()),
        "permit" => quote!(permit.to_owned()),
        "error" => quote!(error.clone()),
        _ => {
            let write = match guard.timestamp {
                TimestampForm::IsoUtc => quote!(iso_utc),
                TimestampForm::IsoOffset => quote!(iso_offset),
            };
            quote!(runtime::clock::#write(self.terms.clock().now()))
        }
    }
}

/// An argument as the method of the operation takes it.
fn passed(argument: &Argument) -> TokenStream {
    let (name, ty) = (local(argument), passed_type(argument));
    match (&argument.role, &ty) {
        (Role::Body, _) => quote!(&#name),
        (_, ty) if is_passed_by_value(ty.required()) => quote!(#name),
        (_, Type::Optional(inner)) if matches!(**inner, Type::String | Type::List(_)) => quote!(#name.as_deref()),
        (_, Type::Optional(_)) => quote!(#name.as_ref()),
        _ => quote!(&#name),
    }
}

fn is_passed_by_value(ty: &Type) -> bool {
    matches!(ty, Type::Bool | Type::I32 | Type::I64 | Type::U32 | Type::U64 | Type::F64)
}
