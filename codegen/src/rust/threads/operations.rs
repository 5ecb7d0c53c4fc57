//! Operations: what is called, and what is awaited to send it.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::contents::{lifetime, method_name, uses};
use super::target;
use crate::model::names::Name;
use crate::model::threads::{Argument, Operation, Required, Sends, TargetUse, Thread};
use crate::model::types::Type;
use crate::rust::accessors::{self, is_copy};
use crate::rust::docs::{deprecated, docs};
use crate::rust::forms::{arguments, literal};
use crate::rust::identifiers::{affixed, pascal, snake};
use crate::rust::scope::Scope;

/// The name of the type that an operation begins with.
fn builder_name(owner: &Name, operation: &Operation) -> Ident {
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
fn content(thread: &Thread, set: usize) -> TokenStream {
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

/// Whether callers give a target.
fn has_target(thread: &Thread, operation: &Operation) -> bool {
    thread.target.is_some() && operation.target == Some(TargetUse::Given)
}

/// The type that is awaited.
pub(super) fn builder(scope: &Scope<'_>, thread: &Thread, owner: &Name, operation: &Operation) -> TokenStream {
    let (name, thread_ty) = (builder_name(owner, operation), pascal(&thread.declaration.name));
    let method = snake(&operation.name);
    let about = format!(" What [`{}::{method}`] has begun; it is sent when this is awaited.", owner.pascal());
    let (string, option) = (scope.prelude("String"), scope.prelude("Option"));
    let fields: TokenStream = match &operation.sends {
        Sends::Contents(set) => {
            let ty = content(thread, *set);
            quote!(content: #ty,)
        }
        Sends::Text(_) => quote!(content: #string,),
        Sends::Event { arguments, .. } => arguments
            .iter()
            .map(|argument| {
                let (name, ty) = (snake(&argument.name), scope.ty(&argument.ty));
                quote!(#name: #ty,)
            })
            .collect(),
    };
    let target_ty = target(scope, thread);
    let target = has_target(thread, operation).then(|| quote!(target: #option<#target_ty>,));
    let metadata = operation.metadata.then(|| quote!(metadata: runtime::ThreadMetadata,));
    let setters = setters(scope, thread, operation);
    let (send, awaited) = (send(scope, thread, owner, operation), awaited(scope, &name, &quote!(())));
    quote! {
        #[doc = #about]
        #[derive(Debug)]
        #[must_use = "nothing is sent until this is awaited"]
        pub struct #name<'t> {
            thread: &'t #thread_ty,
            #fields
            #target
            #metadata
        }

        impl #name<'_> {
            #setters
            #send
        }

        #awaited
    }
}

/// That a builder is awaited.
pub(super) fn awaited(scope: &Scope<'_>, name: &Ident, output: &TokenStream) -> TokenStream {
    let (result, boxed) = (scope.prelude("Result"), scope.prelude("Box"));
    quote! {
        impl<'t> ::std::future::IntoFuture for #name<'t> {
            type Output = #result<#output, runtime::ThreadError>;
            type IntoFuture = runtime::BoxFuture<'t, Self::Output>;

            fn into_future(self) -> Self::IntoFuture {
                #boxed::pin(self.send())
            }
        }
    }
}

fn setters(scope: &Scope<'_>, thread: &Thread, operation: &Operation) -> TokenStream {
    let (into, string) = (scope.prelude("Into"), scope.prelude("String"));
    let target_ty = target(scope, thread);
    let target = has_target(thread, operation).then(|| {
        quote! {
            /// Delivers it there, and not where the inbound message came from.
            pub fn target(mut self, target: #target_ty) -> Self {
                self.target = Some(target);
                self
            }
        }
    });
    let reserved = thread.reserved.as_ref().map(|prefix| {
        let text = format!(" Keys that begin with `{prefix}` are reserved: with one of them nothing is sent.");
        quote!(#[doc = ""] #[doc = #text])
    });
    let metadata = operation.metadata.then(|| {
        quote! {
            /// Adds metadata of your own.
            #reserved
            pub fn metadata<K: #into<#string>, V: #into<runtime::json::Value>>(
                mut self,
                entries: impl ::std::iter::IntoIterator<Item = (K, V)>,
            ) -> Self {
                self.metadata.extend(entries.into_iter().map(|(key, value)| (key.into(), value.into())));
                self
            }
        }
    });
    let arguments = match &operation.sends {
        Sends::Event { arguments, .. } => arguments.as_slice(),
        _ => &[],
    };
    let arguments = arguments.iter().filter(|argument| !argument.is_required()).map(|argument| setter(scope, argument));
    quote!(#(#arguments)* #target #metadata)
}

fn setter(scope: &Scope<'_>, argument: &Argument) -> TokenStream {
    let docs = docs(argument.doc.as_deref(), &format!("Sets the {}.", argument.name.words()));
    let deprecated = deprecated(argument.deprecated.as_deref());
    let (name, ty, into) = (snake(&argument.name), scope.ty(argument.ty.required()), scope.prelude("Into"));
    let (ty, value) = if *argument.ty.required() == Type::String {
        (quote!(impl #into<#ty>), quote!(#name.into()))
    } else {
        (ty, quote!(#name))
    };
    let value = if argument.ty.is_optional() { quote!(Some(#value)) } else { value };
    quote! {
        #docs
        #deprecated
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
    }
}

fn send(scope: &Scope<'_>, thread: &Thread, owner: &Name, operation: &Operation) -> TokenStream {
    let result = scope.prelude("Result");
    let checked = operation.metadata.then(|| match &thread.reserved {
        Some(prefix) => quote! {
            let metadata = Some(runtime::check_metadata(self.metadata, #prefix)?).filter(|map| !map.is_empty());
        },
        None => quote!(let metadata = Some(self.metadata).filter(|map| !map.is_empty());),
    });
    let target = match operation.target.filter(|_| thread.target.is_some()) {
        None => quote!(None),
        Some(TargetUse::Inbound) => quote!(self.thread.forms.inbound_target()),
        Some(TargetUse::Given) => quote!(self.target.or_else(|| self.thread.forms.inbound_target())),
    };
    let body = match &operation.sends {
        Sends::Contents(set) => {
            let set = &thread.content_sets[*set];
            let method = method_name(set);
            let target = uses(thread, set, "target").then(|| quote!(, #target));
            let metadata = uses(thread, set, "metadata").then(|| quote!(, metadata));
            quote!(self.thread.#method(self.content #target #metadata).await)
        }
        Sends::Text(form) | Sends::Event { form, .. } => {
            let prefix = if *owner == thread.declaration.name { "operation_" } else { "message_" };
            let method = affixed(prefix, &operation.name, "");
            let (requires, given): (&[Required], &[Argument]) = match &operation.sends {
                Sends::Event { requires, arguments, .. } => (requires, arguments),
                _ => (&[], &[]),
            };
            let empty = matches!(operation.sends, Sends::Text(_)).then(|| {
                quote! {
                    if self.content.is_empty() {
                        return Ok(());
                    }
                }
            });
            let found = requires.iter().map(|required| self::required(scope, required));
            let values = arguments(form, |parameter| {
                let (name, word) = (snake(&parameter.name), parameter.name.as_written());
                let is = |known: &Name| known.as_written() == word;
                if requires.iter().any(|required| is(&required.name)) {
                    quote!(#name)
                } else if given.iter().any(|argument| is(&argument.name)) {
                    quote!(self.#name)
                } else {
                    match word {
                        "target" => target.clone(),
                        "metadata" => quote!(metadata),
                        _ => quote!(self.content),
                    }
                }
            });
            quote! {
                #empty
                #(#found)*
                self.thread.outbox.send(self.thread.forms.#method(#(#values),*)).await
            }
        }
    };
    quote! {
        async fn send(self) -> #result<(), runtime::ThreadError> {
            #checked
            #body
        }
    }
}

/// A value of the context without which nothing is sent.
fn required(scope: &Scope<'_>, required: &Required) -> TokenStream {
    let (name, what) = (snake(&required.name), required.name.words());
    let value = accessors::expression(scope, &required.accessor, &quote!(self.thread.forms.context));
    let is_copied = is_copy(&required.accessor.ty);
    let value = match (required.accessor.optional, is_copied) {
        (true, _) => quote!(#value.ok_or(runtime::ThreadError::Missing { what: #what })?),
        (false, _) => value,
    };
    let value = if is_copied { value } else { quote!(::std::borrow::ToOwned::to_owned(#value)) };
    quote!(let #name = #value;)
}
