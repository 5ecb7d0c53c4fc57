//! Contexts: a typed view of one request, with its raw parts beside it.

mod building;
mod selectors;

use proc_macro2::TokenStream;
use quote::quote;

use super::accessors;
use super::docs::{deprecated, docs};
use super::identifiers::{affixed, pascal, snake};
use super::scope::Scope;
use crate::model::contexts::{Context, Extension, Inbox, NamedAccessor};
use crate::model::types::Type;

/// The items of a context, in reading order.
pub(super) fn emit(scope: &Scope<'_>, context: &Context) -> TokenStream {
    let structure = structure(scope, context);
    let building = building::emit(scope, context);
    let getters = getters(scope, context);
    let inbox = context.inbox.as_ref().map(|inbox| raw_parts(scope, context, inbox));
    quote! {
        #structure
        #building
        #getters
        #inbox
    }
}

fn structure(scope: &Scope<'_>, context: &Context) -> TokenStream {
    let name = pascal(&context.declaration.name);
    let about = docs(context.declaration.doc.as_deref(), "A typed view of one request.");
    let deprecation = deprecated(context.declaration.deprecated.as_deref());
    let option = scope.prelude("Option");
    let inbox = context.inbox.as_ref().map(|inbox| {
        let ty = pascal(&inbox.name);
        quote!(inbox: #ty,)
    });
    let extensions = context.extensions.iter().map(|extension| {
        let (name, ty) = (snake(&extension.name), extension_type(scope, extension));
        quote!(#name: #option<#ty>,)
    });
    let event = context.event.as_ref().map(|event| {
        let ty = scope.path(&scope.model.events[event.events].declaration);
        quote!(event: #option<#ty>, event_error: #option<runtime::EventError>,)
    });
    let extra = context.extra.as_ref().map(|extra| {
        let name = snake(extra);
        quote!(#name: runtime::Extras,)
    });
    quote! {
        #about
        #deprecation
        #[derive(Clone, Debug)]
        pub struct #name {
            #inbox
            #(#extensions)*
            #event
            #extra
        }
    }
}

fn extension_type(scope: &Scope<'_>, extension: &Extension) -> TokenStream {
    scope.path(&scope.declared(extension.record).declaration)
}

fn getters(scope: &Scope<'_>, context: &Context) -> TokenStream {
    let name = pascal(&context.declaration.name);
    let inbox = context.inbox.as_ref().map(|inbox| {
        let ty = pascal(&inbox.name);
        quote! {
            /// The raw parts of the request.
            #[must_use]
            pub fn inbox(&self) -> &#ty {
                &self.inbox
            }
        }
    });
    let event = event(scope, context);
    let extensions = context.extensions.iter().map(|found| extension(scope, found));
    let named = context.accessors.iter().map(|named| accessor(scope, named));
    let selectors = context.selectors.iter().map(|derived| selectors::emit(scope, derived));
    let extra = extra(scope, context);
    quote! {
        impl #name {
            #inbox
            #event
            #(#extensions)*
            #(#named)*
            #(#selectors)*
            #extra
        }
    }
}

fn event(scope: &Scope<'_>, context: &Context) -> Option<TokenStream> {
    let source = context.event.as_ref()?;
    let ty = scope.path(&scope.model.events[source.events].declaration);
    let (option, result) = (scope.prelude("Option"), scope.prelude("Result"));
    let needs = source.requires.map(|position| {
        let text = format!(" Without `{}` events are ignored.", context.extensions[position].name.snake());
        quote!(#[doc = ""] #[doc = #text])
    });
    Some(quote! {
        /// The event in the request, if there is one that can be read.
        #needs
        #[must_use]
        pub fn event(&self) -> #option<&#ty> {
            self.event.as_ref()
        }

        /// Why there is no event, although the request has the envelope of one.
        #[must_use]
        pub fn event_error(&self) -> #option<&runtime::EventError> {
            self.event_error.as_ref()
        }

        /// The payload of your own type `P` in the event; none when there is no event of its type.
        #[must_use]
        pub fn event_payload<P: runtime::EventPayload>(
            &self,
        ) -> #option<#result<P, runtime::json::DecodeError>> {
            self.event.as_ref()?.decode()
        }

        /// The payload in the event of one of your own types, of those that are registered; none when none of them fits.
        #[must_use]
        pub fn event_payload_with(
            &self,
            registry: &dyn runtime::EventRegistry,
        ) -> #option<#result<runtime::event::AnyPayload, runtime::json::DecodeError>> {
            self.event.as_ref()?.decode_with(registry)
        }
    })
}

fn extension(scope: &Scope<'_>, extension: &Extension) -> TokenStream {
    let (name, ty) = (snake(&extension.name), extension_type(scope, extension));
    let option = scope.prelude("Option");
    let docs = docs(extension.doc.as_deref(), &format!("What the request has as `{}`.", extension.key));
    let deprecated = deprecated(extension.deprecated.as_deref());
    quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #name(&self) -> #option<&#ty> {
            self.#name.as_ref()
        }
    }
}

fn accessor(scope: &Scope<'_>, named: &NamedAccessor) -> TokenStream {
    let name = snake(&named.name);
    let docs = docs(named.doc.as_deref(), &format!("The {} of the request.", named.name.words()));
    let deprecated = deprecated(named.deprecated.as_deref());
    let ty = accessors::return_type(scope, &named.accessor);
    let body = accessors::body(scope, &named.accessor, quote!(self));
    quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #name(&self) -> #ty {
            #body
        }
    }
}

fn extra(scope: &Scope<'_>, context: &Context) -> Option<TokenStream> {
    let extra = context.extra.as_ref()?;
    let name = snake(extra);
    let (mutable, setter) = (affixed("", extra, "_mut"), affixed("with_", &singular(extra), ""));
    let (into, string) = (scope.prelude("Into"), scope.prelude("String"));
    Some(quote! {
        /// Values of any type that travel with the context.
        #[must_use]
        pub fn #name(&self) -> &runtime::Extras {
            &self.#name
        }

        /// Values of any type that travel with the context, to be changed.
        pub fn #mutable(&mut self) -> &mut runtime::Extras {
            &mut self.#name
        }

        /// Adds a value that travels with the context, in place of one of the same name.
        #[must_use]
        pub fn #setter<T: ::std::any::Any + Send + Sync>(mut self, name: impl #into<#string>, value: T) -> Self {
            self.#name.insert(name, value);
            self
        }
    })
}

/// `graph_kwargs` are set one by one, with `with_graph_kwarg`.
fn singular(name: &crate::model::names::Name) -> crate::model::names::Name {
    let snake = name.snake();
    crate::model::names::Name::new(snake.strip_suffix('s').filter(|rest| rest.len() > 2).unwrap_or(&snake))
}

fn raw_parts(scope: &Scope<'_>, context: &Context, inbox: &Inbox) -> TokenStream {
    let name = pascal(&inbox.name);
    let request = &scope.declared(context.request).declaration.name;
    let about = format!(" The raw parts of a `{}`, and what the host gave beside it.", pascal(request));
    let fields = inbox.parts.iter().map(|part| {
        let (name, ty) = (snake(&part.name), scope.ty(&part.ty));
        quote!(#name: #ty,)
    });
    let getters = inbox.parts.iter().map(|part| {
        let name = snake(&part.name);
        let about = match part.field {
            Some(_) => format!(" The {} of the request.", part.name.words()),
            None => format!(" The {} that the host gave.", part.name.words()),
        };
        let (ty, value) = part_getter(scope, &part.ty, &quote!(self.#name));
        quote! {
            #[doc = #about]
            #[must_use]
            pub fn #name(&self) -> #ty {
                #value
            }
        }
    });
    quote! {
        #[doc = #about]
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name {
            #(#fields)*
        }

        impl #name {
            #(#getters)*
        }
    }
}

/// The return type and the value of a getter for a stored value.
fn part_getter(scope: &Scope<'_>, ty: &Type, place: &TokenStream) -> (TokenStream, TokenStream) {
    let borrowed = accessors::borrowed(scope, ty.required());
    let value = accessors::borrow(ty, place);
    if ty.is_optional() {
        let option = scope.prelude("Option");
        (quote!(#option<#borrowed>), value)
    } else {
        (borrowed, value)
    }
}
