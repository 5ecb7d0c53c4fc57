//! The body of an operation: arguments to their places, one call, the answer.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::body_signature;
use super::checks;
use super::profiles;
use super::signature::json_form;
use super::statuses;
use super::values;
use crate::model::clients::graphql::Value;
use crate::model::clients::{Argument, Client, Delivery, Method, Operation, Role};
use crate::model::names::Name;
use crate::model::selectors::Selector;
use crate::model::templates::Dots;
use crate::model::types::Type;
use crate::rust::identifiers::{identifier, snake};
use crate::rust::scope::Scope;
use crate::rust::templates;

/// The statements of the method for an operation, whose arguments are locals; that of the body is a reference.
///
/// `self.client` is the runtime's client. The last expression is the future of the answer, which is of the type `answer` where
/// that is given: what is wrong with it is then shown at its tokens.
#[must_use]
pub fn body(scope: &Scope<'_>, client: &Client, operation: &Operation, answer: Option<&TokenStream>) -> TokenStream {
    let emitter = Emitter { lends: answer.is_none(), ..Emitter::of(scope, client, operation) };
    let call = &emitter.call;
    let signature = operation.signature.as_ref().map(|signature| body_signature::declared(client, signature));
    let signed = signature.is_some().then(|| quote!(.signed(&SIGNATURE)));
    let declared = declared(client, operation);
    let taken = operation.arguments.iter().filter_map(|argument| emitter.taken(argument));
    let (rules, prepared) = (checks::rules(operation), checks::prepared(scope, call, operation));
    let path = emitter.path(operation);
    let arguments = operation.arguments.iter().filter_map(|argument| emitter.given(argument));
    let answer = match operation.delivery {
        Delivery::Whole => {
            let answer = answer.map(|ty| quote!(::<#ty>));
            quote!(answer #answer)
        }
        Delivery::Events if client.errors.is_some() => quote!(events_or),
        Delivery::Events => quote!(events),
    };
    quote! {
        #signature
        static OPERATION: runtime::client::Operation = #declared #signed;
        #rules
        let mut #call = self.client.call(&OPERATION);
        #(#taken)*
        #prepared
        #path
        #(#arguments)*
        #call.#answer()
    }
}

/// A local that is no argument.
pub(super) fn local(name: &str, arguments: impl Iterator<Item = String>) -> Ident {
    let (mut name, arguments) = (name.to_owned(), arguments.collect::<Vec<_>>());
    while arguments.contains(&name) {
        name.push('_');
    }
    identifier(&name)
}

pub(super) fn some(scope: &Scope<'_>) -> TokenStream {
    let option = scope.prelude("Option");
    // One word is what the prelude has; declarations of schemas are never called `Some`.
    if option.to_string() == "Option" { quote!(Some) } else { quote!(#option::Some) }
}

/// The name of an operation, by which errors, limits and caches know it.
pub(super) fn qualified(client: &Client, operation: &Name) -> String {
    format!("{}::{}", client.declaration.name.as_written(), operation.as_written())
}

/// What is known about the operation before it is called.
pub(super) fn declared(client: &Client, operation: &Operation) -> TokenStream {
    let name = qualified(client, &operation.name);
    let method = match operation.method {
        Method::Get => quote!(Get),
        Method::Post => quote!(Post),
        Method::Put => quote!(Put),
        Method::Patch => quote!(Patch),
        Method::Delete => quote!(Delete),
    };
    let template = templates::constant(&operation.path, Dots::Refuse);
    let optional = operation.may_be_absent().then(|| quote!(.optional()));
    let statuses = statuses::declared(&operation.statuses);
    let open = operation.open.then(|| quote!(.open()));
    let credentials = operation.auth.as_ref().map(|choice| {
        let mut names: Vec<&str> = choice.credentials.iter().map(|at| client.auth[*at].called()).collect();
        names.dedup();
        let or_none = choice.or_none.then(|| quote!(.or_none()));
        quote!(.credentials(&[#(#names),*]) #or_none)
    });
    let profiles = profiles::names(operation);
    let json = client.body_form(operation).map(json_form).map(|form| quote!(.json(#form)));
    let repetition = operation.idempotent.map(|harmless| {
        let repetition = if harmless { quote!(Harmless) } else { quote!(Harmful) };
        quote!(.repetition(runtime::client::Repetition::#repetition))
    });
    quote! {
        runtime::client::Operation::new(#name, runtime::client::Method::#method, #template)
            #optional #statuses #open #credentials #json #profiles #repetition
    }
}

/// Arguments on their way to the call.
pub(super) struct Emitter<'s, 'm> {
    scope: &'s Scope<'m>,
    client: &'s Client,
    /// The local with the call.
    pub(super) call: Ident,
    /// Whether arguments are borrowed as the methods of a generated client have them, and not of a program's own choice.
    lends: bool,
    /// `Some`, spelled out where it could mean something else.
    some: TokenStream,
}

impl<'s, 'm> Emitter<'s, 'm> {
    pub(super) fn of(scope: &'s Scope<'m>, client: &'s Client, operation: &Operation) -> Self {
        let arguments = operation.arguments.iter().map(|argument| argument.name.snake());
        Self { scope, client, call: local("call", arguments), lends: true, some: some(scope) }
    }

    /// The statements for an argument that a call need not give, which is then an `Option`.
    pub(super) fn taken(&self, argument: &Argument) -> Option<TokenStream> {
        let local = snake(&argument.name);
        let is_required = !argument.ty.is_optional();
        Some(values::taken(self.scope, self.client, (&self.call, &local), argument.from.as_ref()?, is_required))
    }

    /// The statement that gives the call its path.
    fn path(&self, operation: &Operation) -> TokenStream {
        let (call, some) = (&self.call, &self.some);
        let values = operation.path_arguments().map(|argument| {
            let name = snake(&argument.name);
            let value = if argument.ty.is_optional() || argument.from.is_some() {
                quote!(#name.as_ref().map(|#name| #name as &dyn ::std::fmt::Display))
            } else {
                quote!(#some(&#name))
            };
            self.at(argument, value)
        });
        quote!(#call.path(&[#(#values),*]);)
    }

    /// The statement that gives an argument to the call; those of the path are given together.
    pub(super) fn given(&self, argument: &Argument) -> Option<TokenStream> {
        let (call, name) = (&self.call, snake(&argument.name));
        let ty = match &argument.from {
            Some(_) => &Type::Optional(Box::new(argument.ty.required().clone())),
            None => &argument.ty,
        };
        let statement = match &argument.role {
            Role::Path(_) => return None,
            Role::Body => quote!(#call.body(#name);),
            Role::Query(wire) => self.each(ty, &name, &|value| quote!(#call.query(#wire, #value);)),
            Role::Header(wire) => match self.selector(argument) {
                Some(selector) => self.carried(wire, &name, selector),
                None => {
                    let add = if self.is_list(ty) { quote!(header_item) } else { quote!(header) };
                    self.each(ty, &name, &|value| quote!(#call.#add(#wire, #value);))
                }
            },
        };
        Some(self.at(argument, statement))
    }

    /// The selector that an argument takes of the client.
    fn selector(&self, argument: &Argument) -> Option<&Selector> {
        match self.client.values[argument.from.as_ref()?.value].value {
            Value::Selector { id, .. } => Some(&self.scope.model.selectors[id]),
            Value::Type(_) | Value::Subject { .. } => None,
        }
    }

    /// The statement that puts a selector into its header.
    fn carried(&self, wire: &str, name: &Ident, selector: &Selector) -> TokenStream {
        let (call, some) = (&self.call, &self.some);
        let given = if templates::is_infallible(&selector.family) {
            quote!(#call.header(#wire, &#name.header_value());)
        } else {
            quote!(#call.checked_header(#wire, #name.header_value());)
        };
        quote!(if let #some(#name) = #name { #given })
    }

    fn is_list(&self, ty: &Type) -> bool {
        let types = &self.scope.model.types;
        matches!(ty.required().unaliased(types), Type::List(_))
    }

    /// A statement for the value of an argument, for the one that may be there, or for each of a list.
    fn each(&self, ty: &Type, name: &Ident, give: &dyn Fn(TokenStream) -> TokenStream) -> TokenStream {
        let types = &self.scope.model.types;
        let for_each = |items: TokenStream| {
            let given = give(quote!(#name));
            quote!(for #name in #items { #given })
        };
        match ty.unaliased(types) {
            Type::Optional(inner) => {
                let inner = match inner.unaliased(types) {
                    Type::List(_) => for_each(quote!(&#name[..])),
                    _ => give(quote!(#name)),
                };
                let some = &self.some;
                quote!(if let #some(#name) = &#name { #inner })
            }
            // What is a slice already is none of a list.
            Type::List(_) if self.lends && matches!(ty, Type::List(_)) => for_each(quote!(#name)),
            Type::List(_) => for_each(quote!(&#name[..])),
            _ => give(quote!(&#name)),
        }
    }

    /// Tokens at the type of an argument: there it is shown when the type cannot be sent.
    pub(super) fn at(&self, argument: &Argument, tokens: TokenStream) -> TokenStream {
        self.scope.at(&argument.ty, argument.ty_span, tokens)
    }
}
