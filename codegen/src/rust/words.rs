//! Closed sets of words: the kinds, sources and operations of addresses.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{deprecated, docs};
use super::identifiers::pascal;
use super::scope::Scope;
use crate::model::names::Name;

/// A word of a set.
pub(super) struct Word<'m> {
    pub(super) name: &'m Name,
    pub(super) wire: &'m str,
    pub(super) doc: Option<&'m str>,
    pub(super) deprecated: Option<&'m str>,
}

/// An enum of words that only the schema extends.
pub(super) fn emit(scope: &Scope<'_>, name: &Ident, about: &TokenStream, words: &[Word<'_>]) -> TokenStream {
    let option = scope.prelude("Option");
    let parsing = parsing(scope, name);
    let members: Vec<_> = words.iter().map(|word| pascal(word.name)).collect();
    let wires: Vec<_> = words.iter().map(|word| word.wire).collect();
    let (written, known) = (written(words), known(words));
    let variants = words.iter().zip(&members).map(|(word, member)| {
        let docs = docs(word.doc, &format!("`{}`", word.wire));
        let deprecated = deprecated(word.deprecated);
        quote!(#docs #deprecated #member,)
    });
    quote! {
        #about
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }

        impl #name {
            /// All of them, in declared order.
            pub const ALL: &'static [Self] = &[#(Self::#members),*];

            const WORDS: &'static [&'static str] = &[#(#wires),*];

            /// The spelling on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                #written
            }

            /// The one with this spelling on the wire.
            #[must_use]
            pub fn known(text: &str) -> #option<Self> {
                #known
            }
        }

        impl ::std::fmt::Display for #name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        #parsing
    }
}

/// The word of `self`.
pub(super) fn written(words: &[Word<'_>]) -> TokenStream {
    let arms = words.iter().map(|word| {
        let (member, wire) = (pascal(word.name), word.wire);
        quote!(Self::#member => #wire,)
    });
    quote!(match self { #(#arms)* })
}

/// The member that the word `text` stands for, if there is one.
pub(super) fn known(words: &[Word<'_>]) -> TokenStream {
    let arms = words.iter().map(|word| {
        let (member, wire) = (pascal(word.name), word.wire);
        quote!(#wire => Some(Self::#member),)
    });
    quote!(match text { #(#arms)* _ => None, })
}

/// Reading one of the words from text.
pub(super) fn parsing(scope: &Scope<'_>, name: &Ident) -> TokenStream {
    let result = scope.prelude("Result");
    quote! {
        impl ::std::str::FromStr for #name {
            type Err = runtime::UnknownWord;

            fn from_str(text: &str) -> #result<Self, runtime::UnknownWord> {
                Self::known(text).ok_or(runtime::UnknownWord::new(Self::WORDS))
            }
        }
    }
}

/// The JSON form of an enum of words.
pub(super) fn model(scope: &Scope<'_>, name: &Ident) -> TokenStream {
    let result = scope.prelude("Result");
    quote! {
        impl runtime::Model for #name {
            fn decode(reader: &mut runtime::json::Reader<'_>) -> #result<Self, runtime::json::DecodeError> {
                let offset = reader.next_offset();
                let text = reader.text()?;
                Self::known(&text).ok_or_else(|| runtime::json::DecodeError::unknown_value(Self::WORDS, offset))
            }

            fn encode(&self, writer: &mut runtime::json::Writer) {
                writer.string(self.as_str());
            }
        }
    }
}
