//! Events: the kinds, a type per kind, the enum of all of them, and how one is found in a message.

mod decoding;
mod each;

pub(super) use decoding::entry;
pub(super) use each::payload as carried;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{deprecated, docs, written};
use super::enums;
use super::identifiers::pascal;
use super::scope::Scope;
use crate::model::enums::{Enum, Member};
use crate::model::events::{EventKind, EventSet};
use crate::model::symbols::Declaration;
use crate::model::types::{Shape, TypeDeclaration};

/// The items of a set of events, in reading order.
pub(super) fn emit(scope: &Scope<'_>, events: &EventSet) -> TokenStream {
    let definition = definition(events);
    let getters = getters(scope, events);
    let decoding = decoding::emit(scope, events);
    let kind = kind(scope, events);
    let payload = payload(scope, events);
    let each = events.kinds.iter().map(|kind| each::event(scope, events, kind));
    let unknown = each::unknown(scope, events);
    quote! {
        #definition
        #getters
        #decoding
        #kind
        #payload
        #(#each)*
        #unknown
    }
}

/// The enum of kinds, as a declaration of the `types` section would be.
pub(super) fn kind_declaration(events: &EventSet) -> TypeDeclaration {
    let members = events.kinds.iter().map(|kind| Member {
        name: kind.name.clone(),
        span: kind.span,
        doc: Some(format!("{}\n\nOn the wire: `{}`.", about(kind), kind.wire)),
        deprecated: kind.deprecated.clone(),
        wire: kind.wire.clone(),
        aliases: Vec::new(),
    });
    let doc = format!("The type of an event of `{}`.", pascal(&events.declaration.name));
    TypeDeclaration {
        declaration: Declaration {
            name: events.kind_name(),
            doc: Some(doc),
            deprecated: None,
            ..events.declaration.clone()
        },
        shape: Shape::Enum(Enum { members: members.collect(), open: true }),
    }
}

fn about(kind: &EventKind) -> String {
    written(kind.doc.as_deref()).map_or_else(|| format!("The event `{}`.", kind.name.words()), str::to_owned)
}

fn kind(scope: &Scope<'_>, events: &EventSet) -> TokenStream {
    let declared = kind_declaration(events);
    let Shape::Enum(declaration) = &declared.shape else { return TokenStream::new() };
    let definition = enums::emit(scope, &declared, declaration);
    let name = pascal(&events.kind_name());
    let words = events.kinds.iter().map(|kind| {
        let (member, word) = (pascal(&kind.name), kind.name.snake());
        quote!(Self::#member => #word,)
    });
    quote! {
        #definition

        impl #name {
            /// A short name that does not depend on the wire; an unknown kind has none but its text.
            #[must_use]
            pub fn name(&self) -> &str {
                match self {
                    #(#words)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }
    }
}

fn definition(events: &EventSet) -> TokenStream {
    let name = pascal(&events.declaration.name);
    let docs_of_set = docs(events.declaration.doc.as_deref(), "An event.");
    let deprecation = deprecated(events.declaration.deprecated.as_deref());
    let variants = events.kinds.iter().map(|kind| {
        let docs = docs(Some(&about(kind)), "");
        let deprecated = deprecated(kind.deprecated.as_deref());
        let (variant, ty) = (pascal(&kind.name), pascal(&events.event_name(kind.name.as_written())));
        quote!(#docs #deprecated #variant(#ty),)
    });
    let unknown = pascal(&events.event_name("unknown"));
    quote! {
        #docs_of_set
        ///
        /// The variant is that of the payload. Senders may combine kinds and payloads as they like, so look at `kind()` for
        /// the type that the event says it has.
        #deprecation
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// An event of a type that this version does not know, with its parts as they came.
            Unknown(#unknown),
        }
    }
}

/// All variants of the enum, the unknown one last.
fn variants(events: &EventSet) -> Vec<Ident> {
    let unknown = super::identifiers::identifier("Unknown");
    events.kinds.iter().map(|kind| pascal(&kind.name)).chain([unknown]).collect()
}

/// The type of the raw event.
fn raw_type(scope: &Scope<'_>, events: &EventSet) -> Option<TokenStream> {
    events.raw.as_ref().map(|raw| scope.path(&scope.declared(raw.record).declaration))
}

fn getters(scope: &Scope<'_>, events: &EventSet) -> TokenStream {
    let name = pascal(&events.declaration.name);
    let (kind, payload) = (pascal(&events.kind_name()), pascal(&events.payload_name()));
    let option = scope.prelude("Option");
    let variants = variants(events);
    let payloads = events.kinds.iter().map(|kind| {
        let variant = pascal(&kind.name);
        quote!(Self::#variant(event) => Some(#payload::#variant(&event.payload)),)
    });
    let raw = raw_type(scope, events).map(|raw| {
        quote! {
            /// The event as the source system sent it, where it was passed on.
            #[must_use]
            pub fn raw(&self) -> #option<&#raw> {
                match self {
                    #(Self::#variants(event) => event.raw(),)*
                }
            }
        }
    });
    let own = own_payloads(scope, events);
    quote! {
        impl #name {
            /// The type that the event says it has.
            #[must_use]
            pub fn kind(&self) -> &#kind {
                match self {
                    #(Self::#variants(event) => event.kind(),)*
                }
            }

            /// What tells the event from all others of its source; the same when it is sent again.
            #[must_use]
            pub fn id(&self) -> &str {
                match self {
                    #(Self::#variants(event) => event.id(),)*
                }
            }

            /// Where the event comes from.
            #[must_use]
            pub fn source(&self) -> &str {
                match self {
                    #(Self::#variants(event) => event.source(),)*
                }
            }

            /// The payload; none when the event is unknown.
            #[must_use]
            pub fn payload(&self) -> #option<#payload<'_>> {
                match self {
                    #(#payloads)*
                    Self::Unknown(_) => None,
                }
            }
            #raw
            #own
        }
    }
}

/// How payloads that the schema does not know are decoded.
fn own_payloads(scope: &Scope<'_>, events: &EventSet) -> TokenStream {
    let (option, result) = (scope.prelude("Option"), scope.prelude("Result"));
    let types = events.kinds.iter().map(|kind| &kind.wire);
    let raw = events.raw.as_ref().map(|raw| &raw.schema);
    let schemas = events.kinds.iter().map(|kind| &kind.schema).chain(raw);
    quote! {
        /// The payload of your own type `P`; none when this is no event of its type, or has no part of its schema.
        #[must_use]
        pub fn decode<P: runtime::EventPayload>(&self) -> #option<#result<P, runtime::json::DecodeError>> {
            let Self::Unknown(event) = self else { return None };
            event.decode()
        }

        /// The payload of one of your own types, of those that are registered; none when none of them fits.
        #[must_use]
        pub fn decode_with(
            &self,
            registry: &dyn runtime::EventRegistry,
        ) -> #option<#result<runtime::event::AnyPayload, runtime::json::DecodeError>> {
            let Self::Unknown(event) = self else { return None };
            event.decode_with(registry)
        }

        /// A registry for payloads of your own, which refuses the types and schemas that are known here.
        #[must_use]
        pub const fn payloads() -> runtime::Payloads {
            runtime::Payloads::beside(&[#(#types),*], &[#(#schemas),*])
        }
    }
}

fn payload(scope: &Scope<'_>, events: &EventSet) -> TokenStream {
    let name = pascal(&events.payload_name());
    let about = format!(" The payload of an event of `{}`.", pascal(&events.declaration.name));
    let variants = events.kinds.iter().map(|kind| {
        let variant = pascal(&kind.name);
        let ty = scope.path(&scope.declared(kind.payload).declaration);
        let docs = docs(Some(&format!("Of the schema `{}`.", kind.schema)), "");
        quote!(#docs #variant(&'e #ty),)
    });
    quote! {
        #[doc = #about]
        #[derive(Clone, Copy, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name<'e> {
            #(#variants)*
        }
    }
}
