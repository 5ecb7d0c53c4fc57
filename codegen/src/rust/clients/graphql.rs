//! Operations over GraphQL: the document, its variables, and a future or a stream of the answer.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::operations::{local, qualified, some};
use super::retry::backoff;
use super::{MANY, borrowed, error, examples, list, own_error, values};
use crate::model::clients::graphql::reconnect::Reconnect;
use crate::model::clients::graphql::{GraphqlOperation, Kind, Value, Variable};
use crate::model::clients::{Client, Jitter};
use crate::model::symbols::Declaration;
use crate::model::templates::Dots;
use crate::model::types::Type;
use crate::rust::docs::{deprecated, docs};
use crate::rust::identifiers::snake;
use crate::rust::scope::Scope;
use crate::rust::templates;

/// The function that gives a client its sockets, if it has subscriptions.
pub(super) fn constructor(client: &Client) -> Option<TokenStream> {
    client.has_graphql(Kind::Subscription).then(|| {
        quote! {
            /// The same client, whose subscriptions open their connections with `sockets`.
            #[must_use]
            pub fn with_sockets(self, sockets: impl runtime::socket::SocketTransport + 'static) -> Self {
                Self { client: self.client.with_sockets(::std::sync::Arc::new(sockets)) }
            }
        }
    })
}

/// The method for an operation.
pub(super) fn method(scope: &Scope<'_>, client: &Client, operation: &GraphqlOperation) -> TokenStream {
    let name = snake(&operation.name);
    let said = format!("The {} `{}` of GraphQL.", operation.kind.word(), operation.field);
    let about = docs(operation.doc.as_deref(), &said);
    let explained = list(operation.variables.iter().filter_map(|variable| {
        let (doc, from) = (variable.doc.as_deref(), variable.from.as_ref());
        Some((&variable.name, values::explained(client, doc, from)?.into_owned()))
    }));
    let deprecation = deprecated(operation.deprecated.as_deref());
    let given: Vec<&Variable> = operation.variables.iter().filter(|variable| variable.is_parameter()).collect();
    let parameters = given.iter().map(|variable| {
        let (name, ty) = (snake(&variable.name), parameter(scope, client, variable));
        quote!(#name: #ty)
    });
    let many = (given.len() > MANY).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let (answer, error) = (scope.ty(&operation.returns), error(scope, client));
    let (errors, returns) = match operation.kind {
        Kind::Query | Kind::Mutation => {
            let result = scope.prelude("Result");
            let errors = quote! {
                ///
                /// # Errors
                /// When there is no response, when the server has errors to tell, and when the answer is of another type.
            };
            (errors, quote!(runtime::BoxFuture<'_, #result<#answer, #error>>))
        }
        Kind::Subscription => {
            let error = own_error(scope, client);
            (TokenStream::new(), quote!(runtime::graphql::Subscription<#answer #error>))
        }
    };
    let (body, example) = (body(scope, client, operation), examples::graphql(scope, client, operation));
    quote! {
        #about
        #explained
        #errors
        #example
        #deprecation
        #many
        pub fn #name(&self #(, #parameters)*) -> #returns {
            #body
        }
    }
}

fn parameter(scope: &Scope<'_>, client: &Client, variable: &Variable) -> TokenStream {
    if let Some(taken) = &variable.from {
        return values::parameter(scope, client, taken);
    }
    match &variable.value {
        Value::Type(ty) => borrowed(scope, ty),
        Value::Selector { id, .. } => address(scope, variable, &scope.model.selectors[*id].declaration),
        Value::Subject { id, .. } => address(scope, variable, &scope.model.subjects[*id].declaration),
    }
}

fn address(scope: &Scope<'_>, variable: &Variable, declaration: &Declaration) -> TokenStream {
    let path = scope.path(declaration);
    if variable.value.is_optional() {
        let option = scope.prelude("Option");
        return quote!(#option<&#path>);
    }
    quote!(&#path)
}

fn body(scope: &Scope<'_>, client: &Client, operation: &GraphqlOperation) -> TokenStream {
    let name = qualified(client, &operation.name);
    let template = templates::constant(&operation.path, Dots::Refuse);
    let (method, repetition) = match operation.kind {
        Kind::Query => (quote!(Post), Some(quote!(.repetition(runtime::client::Repetition::Harmless)))),
        Kind::Mutation => (quote!(Post), None),
        Kind::Subscription => (quote!(Get), None),
    };
    let (document_name, field) = (&operation.document_name, &operation.field);
    // A literal for each line: one over several lines would lose its place among the others.
    let mut lines: Vec<String> = operation.document.lines().map(|line| format!("{line}\n")).collect();
    if let Some(last) = lines.last_mut() {
        last.pop();
    }
    let call = local("call", operation.variables.iter().map(|variable| variable.name.snake()));
    let taken = operation.variables.iter().filter_map(|variable| {
        let (local, is_required) = (snake(&variable.name), !variable.value.is_optional());
        Some(values::taken(scope, client, (&call, &local), variable.from.as_ref()?, is_required))
    });
    let variables = operation.variables.iter().map(|variable| given(scope, &call, variable));
    let send = match operation.kind {
        Kind::Query | Kind::Mutation => {
            let answer = if client.errors.is_some() { quote!(answer_or) } else { quote!(answer) };
            quote!(self.client.graphql(&OPERATION, #call).#answer())
        }
        Kind::Subscription => {
            let error = client.errors.map(|_| quote!(.with_error()));
            let reconnect = operation.reconnect.as_ref().map(|known| reconnect(operation, known));
            quote!(self.client.subscribe(&OPERATION, #call) #reconnect #error)
        }
    };
    let mutable = (!operation.variables.is_empty()).then(|| quote!(mut));
    quote! {
        static OPERATION: runtime::client::Operation =
            runtime::client::Operation::new(#name, runtime::client::Method::#method, #template) #repetition;
        static DOCUMENT: runtime::graphql::Document =
            runtime::graphql::Document::new(#name, #document_name, concat!(#(#lines),*)).answered_by(#field);
        let #mutable #call = runtime::graphql::GraphqlRequest::new(&DOCUMENT);
        #(#taken)*
        #(#variables)*
        #send
    }
}

/// How a subscription connects again, and what it goes on with.
fn reconnect(operation: &GraphqlOperation, reconnect: &Reconnect) -> TokenStream {
    let attempts = Literal::u32_unsuffixed(reconnect.attempts);
    let backoff = reconnect.backoff.as_ref().map(|known| backoff(known, Jitter::Half));
    let backoff = backoff.map(|backoff| quote!(.backoff(#backoff)));
    let resumes = reconnect.resumes.iter().map(|resume| {
        let (variable, field) = (&operation.variables[resume.variable].wire, &resume.field);
        quote!(runtime::graphql::Resume::new(#variable, #field))
    });
    let resuming = (!reconnect.resumes.is_empty()).then(|| quote!(.resuming(const { &[#(#resumes),*] })));
    quote!(.with_reconnect(runtime::graphql::Reconnect::up_to(#attempts) #backoff) #resuming)
}

/// The statement that gives a variable to the call.
fn given(scope: &Scope<'_>, call: &Ident, variable: &Variable) -> TokenStream {
    let (name, wire) = (snake(&variable.name), &variable.wire);
    let given = match &variable.value {
        Value::Type(ty) => value(call, variable, ty.required()),
        Value::Selector { id, .. } if templates::is_infallible(&scope.model.selectors[*id].family) => {
            quote!(#call.variable(#wire, &#name.to_graphql_value());)
        }
        Value::Selector { .. } => quote!(#call.checked_variable(#wire, #name.to_graphql_value());),
        Value::Subject { .. } => quote!(#call.variable(#wire, &#name.to_input());),
    };
    let some = some(scope);
    match (variable.value.is_optional() || variable.from.is_some(), variable.as_null) {
        (false, _) => given,
        (true, false) => quote!(if let #some(#name) = #name { #given }),
        (true, true) => quote!(if let #some(#name) = #name { #given } else { #call.null(#wire); }),
    }
}

/// The statement for a value that is there, whose local is of the type that [`borrowed`] says.
fn value(call: &Ident, variable: &Variable, ty: &Type) -> TokenStream {
    let (name, wire) = (snake(&variable.name), &variable.wire);
    match ty {
        Type::String => quote!(#call.text(#wire, #name);),
        Type::Bool | Type::I32 | Type::I64 | Type::U32 | Type::U64 | Type::F64 => {
            quote!(#call.variable(#wire, &#name);)
        }
        Type::List(_) => quote!(#call.list(#wire, #name);),
        _ => quote!(#call.variable(#wire, #name);),
    }
}
