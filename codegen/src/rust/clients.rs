//! Clients: a struct around the runtime's client, and a thin method for every operation.

mod auth;
mod body_signature;
mod cache;
mod checks;
pub(super) mod connection;
mod derived;
mod endpoints;
mod examples;
mod graphql;
mod operations;
mod pages;
mod poll;
mod profiles;
mod rate_limit;
mod retry;
mod rpc;
mod signature;
mod statuses;
mod values;

pub(super) use connection::duration;
pub use operations::body;
pub(super) use retry::backoff;

use std::borrow::Cow;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, deprecated, docs};
use super::identifiers::{pascal, snake};
use super::scope::Scope;
use crate::model::clients::{Argument, Client, Delivery, Operation, Role};
use crate::model::names::Name;
use crate::model::types::Type;

/// The client of a schema and its operations.
pub(super) fn emit(scope: &Scope<'_>, client: &Client) -> TokenStream {
    let declaration = &client.declaration;
    let name = pascal(&declaration.name);
    let about = docs(declaration.doc.as_deref(), &format!("A client: {}.", declaration.name.words()));
    let deprecation = deprecated(declaration.deprecated.as_deref());
    let rpc = client.rpc_operations.iter().map(|operation| rpc::method(scope, client, operation));
    let operations = client.operations.iter().map(|operation| {
        let method = method(scope, client, operation);
        let pages = operation.pages.as_ref().map(|known| pages::method(scope, client, operation, known));
        let poll = operation.poll.as_ref().map(|known| poll::method(scope, client, operation, known));
        quote!(#method #pages #poll)
    });
    let graphql = client.graphql_operations.iter().map(|operation| graphql::method(scope, client, operation));
    let (constructors, sockets) = (constructors(), graphql::constructor(client));
    let (values, endpoints) = (values::emit(scope, client), endpoints::emit(scope, client));
    let connection = connection::emit(scope, client);
    let (profiles, with_profile) = (profiles::emit(client), profiles::constructor(client));
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

            #endpoints

            #with_profile

            #(#operations)*

            #(#graphql)*

            #(#rpc)*
        }

        #connection

        #profiles
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

        /// The same client, whose calls have these headers and this timeout where they have none of their own. A clone of
        /// the client does without.
        #[must_use]
        pub fn with_options(mut self, options: runtime::CallOptions) -> Self {
            self.client = self.client.with_options(options);
            self
        }
    }
}

/// How many arguments beside `self` clippy accepts; how many there are is the server's matter.
const MANY: usize = 6;

fn method(scope: &Scope<'_>, client: &Client, operation: &Operation) -> TokenStream {
    let address = format!("`{} {}`.", operation.method.word().to_uppercase(), operation.path.text);
    let item = operation.returns.as_ref().map_or_else(|| quote!(()), |ty| scope.ty(ty));
    let (returns, errors) = match operation.delivery {
        Delivery::Whole => {
            (item, "When a value cannot be sent, when there is no response, and when it is none of success.")
        }
        Delivery::Events => (
            {
                let error = own_error(scope, client);
                quote!(runtime::sse::EventStream<#item #error>)
            },
            "When a value cannot be sent, when there is no response, and when it is none of success. What comes later is \
             told by the stream.",
        ),
    };
    let example = examples::http(scope, client, operation);
    stub(
        scope,
        client,
        operation,
        Stub { address, returns, errors, body: body(scope, client, operation, None), example },
    )
}

/// What the method for an operation has beside its name and parameters.
struct Stub {
    /// How the operation is called, for one that says nothing about itself.
    address: String,
    /// What comes of it.
    returns: TokenStream,
    /// When nothing does.
    errors: &'static str,
    body: TokenStream,
    /// How it is used.
    example: TokenStream,
}

fn stub(scope: &Scope<'_>, client: &Client, operation: &Operation, stub: Stub) -> TokenStream {
    let Stub { address, returns, errors, body, example } = stub;
    let name = snake(&operation.name);
    let about = docs(operation.doc.as_deref(), &address);
    let explained = explained(scope, client, operation);
    let said = statuses::said(&operation.statuses).map(|said| docs::own(&format!("\n{said}")));
    let deprecation = deprecated(operation.deprecated.as_deref());
    let given: Vec<&Argument> = in_order(operation).filter(|argument| argument.is_parameter()).collect();
    let parameters = given.iter().map(|argument| {
        let (name, ty) = (snake(&argument.name), parameter(scope, client, argument));
        quote!(#name: #ty)
    });
    let many = (given.len() > MANY).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let (result, error, errors) = (scope.prelude("Result"), error(scope, client), docs::own(errors));
    quote! {
        #about
        #explained
        #said
        ///
        /// # Errors
        #errors
        #example
        #deprecation
        #many
        pub fn #name(&self #(, #parameters)*) -> runtime::BoxFuture<'_, #result<#returns, #error>> {
            #body
        }
    }
}

/// The error of a client's operations: its own, or the runtime's.
fn error(scope: &Scope<'_>, client: &Client) -> TokenStream {
    match client.errors {
        Some(id) => scope.path(&scope.model.errors[id].declaration),
        None => quote!(runtime::ClientError),
    }
}

/// The error of a client as the last argument of a type that has the runtime's without it.
fn own_error(scope: &Scope<'_>, client: &Client) -> Option<TokenStream> {
    client.errors.is_some().then(|| {
        let error = error(scope, client);
        quote!(, #error)
    })
}

/// What is said about the arguments, as a list.
fn explained(scope: &Scope<'_>, client: &Client, operation: &Operation) -> TokenStream {
    explained_of(scope, client, in_order(operation))
}

fn explained_of<'a>(scope: &Scope<'_>, client: &Client, arguments: impl Iterator<Item = &'a Argument>) -> TokenStream {
    let said = arguments.map(|argument| {
        let checked = checks::explained(scope, argument);
        (&argument.name, values::explained(client, checked.as_deref(), argument.from.as_ref()).map(Cow::into_owned))
    });
    list(said.filter_map(|(name, text)| Some((name, text?))))
}

fn list<'a>(said: impl Iterator<Item = (&'a Name, String)>) -> TokenStream {
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
    let ty = borrowed(scope, &argument.ty);
    if argument.default.is_some() {
        let option = scope.prelude("Option");
        return quote!(#option<#ty>);
    }
    ty
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
