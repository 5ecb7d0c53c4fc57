//! Threads: what an agent says, what the events of it are made from, and the inbound message.

mod contents;
mod history;
mod message;
mod operations;
mod properties;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{deprecated, docs};
use super::forms;
use super::identifiers::{affixed, identifier, pascal, snake};
use super::scope::Scope;
use crate::model::forms::Form;
use crate::model::names::Name;
use crate::model::threads::{ContentKind, History, MessageOperation, Operation, Sends, Thread};

/// The items of a thread, in reading order.
pub(super) fn emit(scope: &Scope<'_>, thread: &Thread) -> TokenStream {
    let structure = structure(scope, thread);
    let building = building(scope, thread);
    let methods = methods(scope, thread);
    let sending = contents::sending(scope, thread);
    let contents = contents::types(scope, thread);
    let builders = thread
        .operations
        .iter()
        .map(|operation| operations::builder(scope, thread, &thread.declaration.name, operation));
    let history = thread.history.as_ref().map(|history| history::builder(scope, thread, history));
    let message = thread.message.as_ref().map(|message| message::emit(scope, thread, message));
    let forms = sources(scope, thread);
    quote! {
        #structure
        #building
        #methods
        #sending
        #contents
        #(#builders)*
        #history
        #message
        #forms
    }
}

/// The name of the private type that forms are methods of.
fn sources_name(thread: &Thread) -> Ident {
    affixed_type(&thread.declaration.name, "Forms")
}

fn affixed_type(name: &Name, suffix: &str) -> Ident {
    identifier(&format!("{}{suffix}", name.pascal()))
}

/// The field of an id that is made once.
fn fresh_field(property: &Name) -> Ident {
    affixed("fresh_", property, "")
}

fn structure(scope: &Scope<'_>, thread: &Thread) -> TokenStream {
    let name = pascal(&thread.declaration.name);
    let about = docs(thread.declaration.doc.as_deref(), "What an agent says in a conversation.");
    let deprecation = deprecated(thread.declaration.deprecated.as_deref());
    let forms = sources_name(thread);
    let emits = emitted(scope, thread);
    let artifacts = thread.stores().then(|| quote!(artifacts: ::std::sync::Arc<dyn runtime::ArtifactStore>,));
    let history = thread.history.as_ref().map(|history| {
        let (option, item) = (scope.prelude("Option"), item(scope, history));
        quote!(history: #option<::std::sync::Arc<dyn runtime::History<#item>>>,)
    });
    let word = name.to_string();
    quote! {
        #about
        ///
        /// Clones send to the same place, one event behind the other.
        #deprecation
        #[derive(Clone)]
        pub struct #name {
            forms: #forms,
            outbox: runtime::Outbox<#emits>,
            #artifacts
            #history
        }

        impl ::std::fmt::Debug for #name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.debug_struct(#word).field("context", &self.forms.context).finish_non_exhaustive()
            }
        }
    }
}

fn item(scope: &Scope<'_>, history: &History) -> TokenStream {
    scope.path(&scope.declared(history.item).declaration)
}

fn emitted(scope: &Scope<'_>, thread: &Thread) -> TokenStream {
    scope.path(&scope.declared(thread.emits).declaration)
}

fn context(scope: &Scope<'_>, thread: &Thread) -> TokenStream {
    scope.path(&scope.model.contexts[thread.context].declaration)
}

fn target(scope: &Scope<'_>, thread: &Thread) -> Option<TokenStream> {
    thread.target.as_ref().map(|target| scope.path(&scope.declared(target.record).declaration))
}

fn building(scope: &Scope<'_>, thread: &Thread) -> TokenStream {
    let (name, forms) = (pascal(&thread.declaration.name), sources_name(thread));
    let (context, emits, into) = (context(scope, thread), emitted(scope, thread), scope.prelude("Into"));
    let ids = thread.makes_ids().then(|| quote!(ids: ::std::sync::Arc::new(runtime::RandomIds),));
    let fresh = thread.fresh().map(|property| {
        let field = fresh_field(&property.name);
        quote!(#field: ::std::sync::Arc::default(),)
    });
    let artifacts = thread.stores().then(|| quote!(artifacts: ::std::sync::Arc::new(runtime::MemoryArtifacts::new()),));
    let history = thread.history.as_ref().map(|_| quote!(history: None,));
    let setters = setters(scope, thread);
    quote! {
        impl #name {
            /// The thread of a request, whose events go to a sink.
            #[must_use]
            pub fn from_context(
                context: impl #into<::std::sync::Arc<#context>>,
                sink: impl runtime::Sink<#emits> + 'static,
            ) -> Self {
                Self {
                    forms: #forms { context: context.into(), #ids #(#fresh)* },
                    outbox: runtime::Outbox::new(::std::sync::Arc::new(sink)),
                    #artifacts
                    #history
                }
            }
            #setters
        }
    }
}

fn setters(scope: &Scope<'_>, thread: &Thread) -> TokenStream {
    let artifacts = thread.stores().then(|| {
        quote! {
            /// Stores artifacts here, in place of the memory of the thread.
            #[must_use]
            pub fn with_artifacts(mut self, store: impl runtime::ArtifactStore + 'static) -> Self {
                self.artifacts = ::std::sync::Arc::new(store);
                self
            }
        }
    });
    let history = thread.history.as_ref().map(|history| {
        let item = item(scope, history);
        quote! {
            /// Asks here for what was said before.
            #[must_use]
            pub fn with_history(mut self, history: impl runtime::History<#item> + 'static) -> Self {
                self.history = Some(::std::sync::Arc::new(history));
                self
            }
        }
    });
    let ids = thread.makes_ids().then(|| {
        quote! {
            /// Takes ids from here, in place of random ones.
            #[must_use]
            pub fn with_ids(mut self, ids: impl runtime::NewId + 'static) -> Self {
                self.forms.ids = ::std::sync::Arc::new(ids);
                self
            }
        }
    });
    quote!(#artifacts #history #ids)
}

/// What users call: getters, the message and operations.
fn methods(scope: &Scope<'_>, thread: &Thread) -> TokenStream {
    let name = pascal(&thread.declaration.name);
    let context = context(scope, thread);
    let message = thread.message.as_ref().map(|message| {
        let ty = pascal(&message.name);
        quote! {
            /// The inbound message that the thread is bound to.
            #[must_use]
            pub fn message(&self) -> #ty<'_> {
                #ty { thread: self }
            }
        }
    });
    let getters = thread.properties.iter().map(|property| properties::delegate(scope, property));
    let operations = thread.operations.iter().map(|operation| operations::method(scope, thread, operation));
    let history = thread.history.as_ref().map(|history| history::method(thread, history));
    let (option, target) = (scope.prelude("Option"), target(scope, thread));
    let target = target.map(|target| {
        quote! {
            /// Where the inbound message came from, and replies go; none where the request does not say it.
            #[must_use]
            pub fn inbound_target(&self) -> #option<#target> {
                self.forms.inbound_target()
            }
        }
    });
    quote! {
        impl #name {
            /// The context of the request.
            #[must_use]
            pub fn context(&self) -> &#context {
                &self.forms.context
            }
            #(#getters)*
            #message
            #target
            #(#operations)*
            #history
        }
    }
}

/// The private type that events are made from: the context and ids. It knows no sink, so that an open stream, which keeps
/// one to be ended with, does not keep its own sink alive.
fn sources(scope: &Scope<'_>, thread: &Thread) -> TokenStream {
    let (name, context) = (sources_name(thread), context(scope, thread));
    let ids = thread.makes_ids().then(|| quote!(ids: ::std::sync::Arc<dyn runtime::NewId>,));
    let string = scope.prelude("String");
    let fresh = thread.fresh().map(|property| {
        let field = fresh_field(&property.name);
        quote!(#field: ::std::sync::Arc<::std::sync::OnceLock<#string>>,)
    });
    let getters = thread.properties.iter().map(|property| properties::getter(scope, thread, property));
    let target = thread.target.as_ref().map(|target| inbound(scope, thread, &target.inbound));
    let named = thread.forms.iter().map(|form| forms::method(scope, thread, &affixed("form_", &form.name, ""), form));
    let contents = thread.contents.iter().flat_map(|content| contents::methods(scope, thread, content));
    let operations = thread.sent().map(|(prefix, operation)| {
        let form = match &operation.sends {
            Sends::Text(form) | Sends::Event { form, .. } => form,
            Sends::Contents(_) => return TokenStream::new(),
        };
        forms::method(scope, thread, &affixed(prefix, &operation.name, ""), form)
    });
    quote! {
        /// What the events of a thread are made from.
        #[derive(Clone)]
        struct #name {
            context: ::std::sync::Arc<#context>,
            #ids
            #(#fresh)*
        }

        impl #name {
            #(#getters)*
            #target
            #(#named)*
            #(#contents)*
            #(#operations)*
        }
    }
}

fn inbound(scope: &Scope<'_>, thread: &Thread, form: &Form) -> TokenStream {
    let (option, target) = (scope.prelude("Option"), target(scope, thread));
    let value = forms::Values::new(scope, thread, form).owned(&form.value);
    let value = if form.value.optional { value } else { quote!(Some(#value)) };
    quote! {
        fn inbound_target(&self) -> #option<#target> {
            #value
        }
    }
}

impl Thread {
    /// Whether it stores anything.
    fn stores(&self) -> bool {
        self.contents.iter().any(|content| matches!(&content.kind, ContentKind::Value(value) if value.store.is_some()))
    }

    /// Whether it makes ids.
    fn makes_ids(&self) -> bool {
        let contents = self.contents.iter().flat_map(|content| content.forms());
        let operations = self.sent().filter_map(|(_, operation)| match &operation.sends {
            Sends::Text(form) | Sends::Event { form, .. } => Some(form),
            Sends::Contents(_) => None,
        });
        let target = self.target.iter().map(|target| &target.inbound);
        self.fresh().next().is_some()
            || self.forms.iter().chain(contents).chain(operations).chain(target).any(|form| form.value.makes_ids())
    }

    /// All operations that are its own or those of its message, and the prefix of their private methods.
    fn sent(&self) -> impl Iterator<Item = (&'static str, &Operation)> {
        let own = self.operations.iter().map(|operation| ("operation_", operation));
        let of_message = self.message.iter().flat_map(|message| &message.operations);
        own.chain(of_message.filter_map(|operation| match operation {
            MessageOperation::Own(operation) => Some(("message_", &**operation)),
            MessageOperation::OfThread { .. } => None,
        }))
    }
}

/// The fields and locals of what an operation can be given.
fn given_name(name: &str) -> Ident {
    snake(&Name::new(name))
}
