//! The types of single events: one for each kind, and one for those that are unknown.

use proc_macro2::TokenStream;
use quote::quote;

use super::{about, raw_type};
use crate::model::events::{EventKind, EventSet};
use crate::rust::docs::{deprecated, docs};
use crate::rust::identifiers::pascal;
use crate::rust::scope::Scope;
use crate::rust::target::Target;

/// The type of events of one kind.
pub(super) fn event(scope: &Scope<'_>, events: &EventSet, kind: &EventKind) -> TokenStream {
    let name = pascal(&events.event_name(kind.name.as_written()));
    let (kinds, variant) = (pascal(&events.kind_name()), pascal(&kind.name));
    let ty = scope.path(&scope.declared(kind.payload).declaration);
    let about = docs(Some(&format!("{}\n\nAn event with the payload `{ty}`.", about(kind))), "");
    let deprecation = deprecated(kind.deprecated.as_deref());
    let (string, into) = (scope.prelude("String"), scope.prelude("Into"));
    let fields = fields(scope, events);
    let raw = raw(scope, events);
    let no_raw = events.raw.is_some().then(|| quote!(raw: None,));
    let target = Target::new(TokenStream::new(), ty.clone(), TokenStream::new());
    let payload = payload(&target, &kind.wire, &kind.schema);
    quote! {
        #about
        #deprecation
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name {
            kind: #kinds,
            id: #string,
            source: #string,
            payload: #ty,
            #fields
        }

        impl #name {
            /// Makes an event, of the type that belongs to its payload.
            #[must_use]
            pub fn new(id: impl #into<#string>, source: impl #into<#string>, payload: #ty) -> Self {
                Self { kind: #kinds::#variant, id: id.into(), source: source.into(), payload, #no_raw }
            }

            /// The type that the event says it has.
            #[must_use]
            pub fn kind(&self) -> &#kinds {
                &self.kind
            }

            /// What tells the event from all others of its source.
            #[must_use]
            pub fn id(&self) -> &str {
                &self.id
            }

            /// Where the event comes from.
            #[must_use]
            pub fn source(&self) -> &str {
                &self.source
            }

            /// The payload.
            #[must_use]
            pub fn payload(&self) -> &#ty {
                &self.payload
            }
            #raw
        }

        #payload
    }
}

/// The payload of an event: a model that knows which events carry it.
pub(in crate::rust) fn payload(target: &Target, kind: &str, schema: &str) -> TokenStream {
    target.implement(
        &quote!(runtime::EventPayload),
        &quote! {
            const TYPE: &'static str = #kind;
            const SCHEMA: &'static str = #schema;
        },
    )
}

/// The field for the raw event.
fn fields(scope: &Scope<'_>, events: &EventSet) -> Option<TokenStream> {
    let option = scope.prelude("Option");
    raw_type(scope, events).map(|raw| quote!(raw: #option<#raw>,))
}

/// Getter and setter of the raw event.
fn raw(scope: &Scope<'_>, events: &EventSet) -> Option<TokenStream> {
    let option = scope.prelude("Option");
    raw_type(scope, events).map(|raw| {
        quote! {
            /// The event as the source system sent it, where it was passed on.
            #[must_use]
            pub fn raw(&self) -> #option<&#raw> {
                self.raw.as_ref()
            }

            /// Sets the event as the source system sent it.
            #[must_use]
            pub fn with_raw(mut self, raw: #raw) -> Self {
                self.raw = Some(raw);
                self
            }
        }
    })
}

/// The type of events of unknown kinds.
pub(super) fn unknown(scope: &Scope<'_>, events: &EventSet) -> TokenStream {
    let name = pascal(&events.event_name("unknown"));
    let kinds = pascal(&events.kind_name());
    let fields = fields(scope, events);
    let option = scope.prelude("Option");
    let raw = raw_type(scope, events).map(|raw| {
        quote! {
            /// The event as the source system sent it, where it was passed on.
            #[must_use]
            pub fn raw(&self) -> #option<&#raw> {
                self.raw.as_ref()
            }
        }
    });
    quote! {
        /// An event of a type that this version does not know.
        ///
        /// Its parts are kept, and payloads of your own are decoded from them: see `decode` and `decode_with` of
        /// [`runtime::UnknownEvent`], to which this dereferences.
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name {
            kind: #kinds,
            event: runtime::UnknownEvent,
            #fields
        }

        impl #name {
            /// The type that the event says it has.
            #[must_use]
            pub fn kind(&self) -> &#kinds {
                &self.kind
            }
            #raw
        }

        impl ::std::ops::Deref for #name {
            type Target = runtime::UnknownEvent;

            fn deref(&self) -> &runtime::UnknownEvent {
                &self.event
            }
        }
    }
}
