//! Kinds: an enum of words, with the segments of their paths.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::docs;
use super::identifiers::pascal;
use super::scope::Scope;
use super::target::Target;
use super::words::{self, Word};
use crate::model::kinds::KindSet;

/// One declaration of the section.
pub(super) fn emit(scope: &Scope<'_>, kinds: &KindSet) -> TokenStream {
    let declaration = &kinds.declaration;
    let name = pascal(&declaration.name);
    let about = docs(declaration.doc.as_deref(), &format!("The {}.", declaration.name.words()));
    let deprecated = super::docs::deprecated(declaration.deprecated.as_deref());
    let words = words::emit(scope, &name, &quote!(#about #deprecated), &words_of(kinds));
    let model = words::model(scope, &name);
    let option = scope.prelude("Option");
    let segment = segment(kinds);
    quote! {
        #words

        impl #name {
            /// The segment of a path, for a kind that has one.
            #[must_use]
            pub const fn segment(self) -> #option<&'static str> {
                #segment
            }
        }

        impl runtime::Kind for #name {
            fn as_str(&self) -> &'static str {
                Self::as_str(*self)
            }

            fn segment(&self) -> #option<&'static str> {
                Self::segment(*self)
            }
        }

        #model
    }
}

fn words_of(kinds: &KindSet) -> Vec<Word<'_>> {
    kinds
        .members
        .iter()
        .map(|kind| Word {
            name: &kind.name,
            wire: &kind.wire,
            doc: kind.doc.as_deref(),
            deprecated: kind.deprecated.as_deref(),
        })
        .collect()
}

/// The segment of `self`, if it has one.
fn segment(kinds: &KindSet) -> TokenStream {
    let arms = kinds.members.iter().map(|kind| {
        let member = pascal(&kind.name);
        match &kind.segment {
            Some(segment) => quote!(Self::#member => Some(#segment),),
            None => quote!(Self::#member => None,),
        }
    });
    quote!(match self { #(#arms)* })
}

/// Kinds that are an enum of Rust code.
pub(super) fn derive(scope: &Scope<'_>, target: &Target, kinds: &KindSet) -> TokenStream {
    let (option, result) = (scope.prelude("Option"), scope.prelude("Result"));
    let words = words_of(kinds);
    let members = kinds.members.iter().map(|kind| pascal(&kind.name));
    let wires = kinds.members.iter().map(|kind| &kind.wire);
    let (written, known, segment) = (words::written(&words), words::known(&words), segment(kinds));
    let methods = target.inherent(&quote! {
        /// All of them, in declared order.
        pub const ALL: &'static [Self] = &[#(Self::#members),*];

        /// The spelling on the wire.
        #[must_use]
        pub const fn as_str(&self) -> &'static str {
            #written
        }

        /// The one with this spelling on the wire.
        #[must_use]
        pub fn known(text: &str) -> #option<Self> {
            #known
        }

        /// The segment of a path, for a kind that has one.
        #[must_use]
        pub const fn segment(&self) -> #option<&'static str> {
            #segment
        }
    });
    let kind = target.implement(
        &quote!(runtime::Kind),
        &quote! {
            fn as_str(&self) -> &'static str {
                Self::as_str(self)
            }

            fn segment(&self) -> #option<&'static str> {
                Self::segment(self)
            }
        },
    );
    let display = target.implement(
        &quote!(::std::fmt::Display),
        &quote! {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.write_str(Self::as_str(self))
            }
        },
    );
    let from_text = target.implement(
        &quote!(::std::str::FromStr),
        &quote! {
            type Err = runtime::UnknownWord;

            fn from_str(text: &str) -> #result<Self, runtime::UnknownWord> {
                const WORDS: &[&str] = &[#(#wires),*];
                Self::known(text).ok_or(runtime::UnknownWord::new(WORDS))
            }
        },
    );
    quote!(#methods #kind #display #from_text)
}
