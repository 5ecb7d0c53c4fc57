//! Clients: a struct around the runtime's client, and a thin method for every operation.

mod auth;
mod body_signature;
pub(super) mod connection;
mod graphql;
mod operations;
mod retry;
mod signature;
mod values;

pub use operations::body;

use std::borrow::Cow;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, deprecated, docs};
use super::identifiers::{pascal, snake};
use super::scope::Scope;
use crate::model::clients::{Argument, Client, Operation, Role};
use crate::model::names::Name;
use crate::model::types::Type;

/// The client of a schema and its operations.
pub(super) fn emit(scope: &Scope<'_>, client: &Client) -> TokenStream {
    let declaration = &client.declaration;
    let name = pascal(&declaration.name);
    let about = docs(declaration.doc.as_deref(), &format!("A client: {}.", declaration.name.words()));
    let deprecation = deprecated(declaration.deprecated.as_deref());
    let operations = client.operations.iter().map(|operation| method(scope, client, operation));
    let graphql = client.graphql_operations.iter().map(|operation| graphql::method(scope, client, operation));
    let (constructors, sockets) = (constructors(), graphql::constructor(client));
    let values = values::emit(scope, client);
    let connection = connection::emit(scope, client);
    quote! {
        #about
        #deprecation
        #[derive(Clone, Debug)]
        pub struct #name {
            client: runtime::Client,
        }

        impl #name {
            #constructors

            #sockets

            #values

            #(#operations)*

            #(#graphql)*
        }

        #connection
    }
}

/// How the struct of a client is made, which holds the runtime's client in its field `client`.
#[must_use]
pub fn constructors() -> TokenStream {
    quote! {
        /// A client that sends its requests through `transport`.
        pub fn new(transport: impl runtime::Transport + 'static) -> Self {
            Self { client: runtime::Client::new(transport) }
        }

        /// A client that shares its transport with others.
        pub fn from_arc(transport: ::std::sync::Arc<dyn runtime::Transport>) -> Self {
            Self { client: runtime::Client::from_arc(transport) }
        }
    }
}

/// How many arguments beside `self` clippy accepts; how many there are is the server's matter.
const MANY: usize = 6;

fn method(scope: &Scope<'_>, client: &Client, operation: &Operation) -> TokenStream {
    let name = snake(&operation.name);
    let address = format!("`{} {}`.", operation.method.word().to_uppercase(), operation.path.text);
    let about = docs(operation.doc.as_deref(), &address);
    let explained = explained(client, operation);
    let deprecation = deprecated(operation.deprecated.as_deref());
    let given: Vec<&Argument> = in_order(operation).filter(|argument| argument.is_parameter()).collect();
    let parameters = given.iter().map(|argument| {
        let (name, ty) = (snake(&argument.name), parameter(scope, client, argument));
        quote!(#name: #ty)
    });
    let many = (given.len() > MANY).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let (result, body) = (scope.prelude("Result"), body(scope, client, operation, None));
    let returns = operation.returns.as_ref().map_or_else(|| quote!(()), |ty| scope.ty(ty));
    quote! {
        #about
        #explained
        ///
        /// # Errors
        /// When a value cannot be sent, when there is no response, and when it is none of success.
        #deprecation
        #many
        pub fn #name(&self #(, #parameters)*) -> runtime::BoxFuture<'_, #result<#returns, runtime::ClientError>> {
            #body
        }
    }
}

/// What is said about the arguments, as a list.
fn explained(client: &Client, operation: &Operation) -> TokenStream {
    let said = in_order(operation).map(|argument| (&argument.name, argument.doc.as_deref(), argument.from.as_ref()));
    list(said.filter_map(|(name, doc, from)| Some((name, values::explained(client, doc, from)?))))
}

fn list<'a>(said: impl Iterator<Item = (&'a Name, Cow<'a, str>)>) -> TokenStream {
    let items = said.map(|(name, doc)| {
        let text = format!("- `{}`: {}", name.snake(), doc.replace('\n', "\n  "));
        docs::docs(Some(&text), "")
    });
    let items: TokenStream = items.collect();
    if items.is_empty() { items } else { quote!(#[doc = ""] #items) }
}

/// The arguments as a call reads best: the path, the body, what may be left out.
pub(super) fn in_order(operation: &Operation) -> impl Iterator<Item = &Argument> {
    let of = |wanted: fn(&Role) -> bool| operation.arguments.iter().filter(move |argument| wanted(&argument.role));
    let path = operation.path_arguments();
    path.chain(of(|role| matches!(role, Role::Body))).chain(of(|role| matches!(role, Role::Query(_) | Role::Header(_))))
}

/// The type of a parameter: what is not a plain value is borrowed.
fn parameter(scope: &Scope<'_>, client: &Client, argument: &Argument) -> TokenStream {
    if let Some(taken) = &argument.from {
        return values::parameter(scope, client, taken);
    }
    if argument.role == Role::Body {
        let ty = scope.ty(&argument.ty);
        return quote!(&#ty);
    }
    borrowed(scope, &argument.ty)
}

fn borrowed(scope: &Scope<'_>, ty: &Type) -> TokenStream {
    match ty {
        Type::String => quote!(&str),
        Type::Bool | Type::I32 | Type::I64 | Type::U32 | Type::U64 | Type::F64 => scope.ty(ty),
        Type::Optional(inner) => {
            let (option, inner) = (scope.prelude("Option"), borrowed(scope, inner));
            quote!(#option<#inner>)
        }
        Type::List(inner) => {
            let inner = scope.ty(inner);
            quote!(&[#inner])
        }
        _ => {
            let ty = scope.ty(ty);
            quote!(&#ty)
        }
    }
}
