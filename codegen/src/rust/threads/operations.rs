//! Operations: the methods that are called to begin them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::builders::has_target;
use super::contents::lifetime;
use crate::model::names::Name;
use crate::model::threads::{Operation, Sends, Thread};
use crate::model::types::Type;
use crate::rust::docs::{deprecated, docs};
use crate::rust::forms::literal;
use crate::rust::identifiers::{pascal, snake};
use crate::rust::scope::Scope;

/// The name of the type that an operation begins with.
pub(super) fn builder_name(owner: &Name, operation: &Operation) -> Ident {
    super::affixed_type(owner, &operation.name.pascal())
}

/// The method of a thread that begins an operation.
pub(super) fn method(scope: &Scope<'_>, thread: &Thread, operation: &Operation) -> TokenStream {
    let builder = builder_name(&thread.declaration.name, operation);
    let (parameters, values) = (parameters(scope, thread, operation), initial(scope, thread, operation));
    let value = quote!(#builder { thread: self, #values });
    let borrows =
        matches!(&operation.sends, Sends::Contents(set) if lifetime(thread, &thread.content_sets[*set]).is_some());
    let receiver = if borrows { Receiver::ThreadAndContent } else { Receiver::Thread };
    begun(operation, &operation.name, receiver, &builder, &parameters, &value)
}

/// The method of a message that begins an operation of its own, or one of the thread.
pub(super) fn of_message(
    scope: &Scope<'_>,
    thread: &Thread,
    owner: &Name,
    (name, operation): (&Name, &Operation),
    is_own: bool,
) -> TokenStream {
    let parameters = parameters(scope, thread, operation);
    let receiver = Receiver::Message;
    if is_own {
        let builder = builder_name(owner, operation);
        let values = initial(scope, thread, operation);
        return begun(
            operation,
            name,
            receiver,
            &builder,
            &parameters,
            &quote!(#builder { thread: self.thread, #values }),
        );
    }
    let builder = builder_name(&thread.declaration.name, operation);
    let (method, given) = (snake(&operation.name), parameter_names(operation));
    begun(operation, name, receiver, &builder, &parameters, &quote!(self.thread.#method(#(#given),*)))
}

/// Whose method begins an operation.
#[derive(Clone, Copy)]
enum Receiver {
    /// That of a thread.
    Thread,
    /// That of a thread whose content may borrow, too.
    ThreadAndContent,
    /// That of a message.
    Message,
}

fn begun(
    operation: &Operation,
    name: &Name,
    receiver: Receiver,
    builder: &Ident,
    parameters: &[TokenStream],
    value: &TokenStream,
) -> TokenStream {
    let docs = docs(
        operation.doc.as_deref(),
        &format!("Begins to {}; nothing is sent until this is awaited.", operation.name.words()),
    );
    let deprecated = deprecated(operation.deprecated.as_deref());
    let name = snake(name);
    let (generics, receiver, lifetime) = match receiver {
        Receiver::Thread => (None, quote!(&self), quote!('_)),
        Receiver::ThreadAndContent => (Some(quote!(<'t>)), quote!(&'t self), quote!('t)),
        Receiver::Message => (None, quote!(self), quote!('t)),
    };
    quote! {
        #docs
        #deprecated
        pub fn #name #generics(#receiver, #(#parameters),*) -> #builder<#lifetime> {
            #value
        }
    }
}

fn parameter_names(operation: &Operation) -> Vec<Ident> {
    match &operation.sends {
        Sends::Contents(_) | Sends::Text(_) => vec![super::given_name("content")],
        Sends::Event { arguments, .. } => {
            arguments.iter().filter(|argument| argument.is_required()).map(|argument| snake(&argument.name)).collect()
        }
    }
}

fn parameters(scope: &Scope<'_>, thread: &Thread, operation: &Operation) -> Vec<TokenStream> {
    let (into, string) = (scope.prelude("Into"), scope.prelude("String"));
    match &operation.sends {
        Sends::Contents(set) => {
            let ty = content(thread, *set);
            vec![quote!(content: impl #into<#ty>)]
        }
        Sends::Text(_) => vec![quote!(content: impl #into<#string>)],
        Sends::Event { arguments, .. } => arguments
            .iter()
            .filter(|argument| argument.is_required())
            .map(|argument| {
                let (name, ty) = (snake(&argument.name), scope.ty(&argument.ty));
                if argument.ty == Type::String { quote!(#name: impl #into<#string>) } else { quote!(#name: #ty) }
            })
            .collect(),
    }
}

/// The type of a set of contents.
pub(super) fn content(thread: &Thread, set: usize) -> TokenStream {
    let set = &thread.content_sets[set];
    let (name, lifetime) = (pascal(&set.name), lifetime(thread, set).map(|()| quote!(<'t>)));
    quote!(#name #lifetime)
}

/// The fields of a builder behind the thread, as they are when the operation begins.
fn initial(scope: &Scope<'_>, thread: &Thread, operation: &Operation) -> TokenStream {
    let own = match &operation.sends {
        Sends::Contents(_) | Sends::Text(_) => quote!(content: content.into(),),
        Sends::Event { arguments, .. } => arguments
            .iter()
            .map(|argument| {
                let name = snake(&argument.name);
                match &argument.default {
                    Some(default) => {
                        let value = literal(scope, default, argument.ty.required());
                        let value = if argument.ty.is_optional() { quote!(Some(#value)) } else { value };
                        quote!(#name: #value,)
                    }
                    None if argument.ty.is_optional() => quote!(#name: None,),
                    None if argument.ty == Type::String => quote!(#name: #name.into(),),
                    None => quote!(#name,),
                }
            })
            .collect(),
    };
    let target = has_target(thread, operation).then(|| quote!(target: None,));
    let metadata = operation.metadata.then(|| quote!(metadata: runtime::ThreadMetadata::new(),));
    quote!(#own #target #metadata)
}
