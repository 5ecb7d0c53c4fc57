//! Enums: a Rust enum over words, open or closed.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{deprecated, docs};
use super::identifiers::pascal;
use super::scope::Scope;
use super::target::Target;
use super::words;
use crate::model::enums::Enum;
use crate::model::types::TypeDeclaration;

/// The enum's items, in reading order.
pub(super) fn emit(scope: &Scope<'_>, declared: &TypeDeclaration, declaration: &Enum) -> TokenStream {
    let definition = definition(declared, declaration);
    let words = words(scope, declared, declaration);
    let parsing = if declaration.open { open(scope, declared, declaration) } else { closed(scope, declared) };
    let schema = super::schemas::enumeration(scope, declared, declaration);
    quote! {
        #definition
        #words
        #parsing
        #schema
    }
}

fn definition(declared: &TypeDeclaration, declaration: &Enum) -> TokenStream {
    let name = pascal(&declared.declaration.name);
    let about =
        docs(declared.declaration.doc.as_deref(), &format!("The enum `{}`.", declared.declaration.name.words()));
    let deprecation = deprecated(declared.declaration.deprecated.as_deref());
    let members = declaration.members.iter().map(|member| {
        let docs = docs(member.doc.as_deref(), &format!("`{}`", member.wire));
        let deprecated = deprecated(member.deprecated.as_deref());
        let name = pascal(&member.name);
        quote!(#docs #deprecated #name,)
    });
    if declaration.open {
        quote! {
            #about
            #deprecation
            #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
            #[non_exhaustive]
            pub enum #name {
                #(#members)*
                /// A value that this version does not know; it is kept and sent back as it came.
                Unknown(runtime::UnknownValue),
            }
        }
    } else {
        quote! {
            #about
            #deprecation
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
            pub enum #name {
                #(#members)*
            }
        }
    }
}

/// The words of the members, both ways.
fn words(scope: &Scope<'_>, declared: &TypeDeclaration, declaration: &Enum) -> TokenStream {
    let name = pascal(&declared.declaration.name);
    let option = scope.prelude("Option");
    let members: Vec<_> = declaration.members.iter().map(|member| pascal(&member.name)).collect();
    let count = Literal::usize_unsuffixed(members.len());
    let (written, known) = (written(declaration), known(declaration));
    quote! {
        impl #name {
            /// The values that this version knows, in declared order.
            pub const KNOWN: [Self; #count] = [#(Self::#members),*];

            /// The value on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                #written
            }

            /// The known value with this spelling on the wire.
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
    }
}

/// The word of `self`.
fn written(declaration: &Enum) -> TokenStream {
    let arms = declaration.members.iter().map(|member| {
        let (name, wire) = (pascal(&member.name), &member.wire);
        quote!(Self::#name => #wire,)
    });
    let unknown = declaration.open.then(|| quote!(Self::Unknown(value) => value.as_str(),));
    quote!(match self { #(#arms)* #unknown })
}

/// The member that the word `text` stands for, if there is one.
fn known(declaration: &Enum) -> TokenStream {
    let arms = declaration.members.iter().map(|member| {
        let aliases = &member.aliases;
        let (name, wire) = (pascal(&member.name), &member.wire);
        quote!(#wire #(| #aliases)* => Some(Self::#name),)
    });
    quote!(match text { #(#arms)* _ => None, })
}

/// The codec of an enum that exists already.
pub(super) fn codec(scope: &Scope<'_>, target: &Target, declaration: &Enum) -> TokenStream {
    let result = scope.prelude("Result");
    let (written, known) = (written(declaration), known(declaration));
    let otherwise = if declaration.open {
        quote!(Ok(known.unwrap_or_else(|| Self::Unknown(runtime::UnknownValue::__new(text)))))
    } else {
        let wires = declaration.members.iter().map(|member| &member.wire);
        quote! {
            const WORDS: &[&str] = &[#(#wires),*];
            known.ok_or_else(|| runtime::json::DecodeError::unknown_value(WORDS, offset))
        }
    };
    let offset = (!declaration.open).then(|| quote!(let offset = reader.next_offset();));
    let body = quote! {
        fn decode(reader: &mut runtime::json::Reader<'_>) -> #result<Self, runtime::json::DecodeError> {
            #offset
            let text = reader.text()?;
            let text: &str = &text;
            let known = #known;
            #otherwise
        }

        fn encode(&self, writer: &mut runtime::json::Writer) {
            writer.string(#written);
        }
    };
    target.implement(&quote!(runtime::Model), &body)
}

fn open(scope: &Scope<'_>, declared: &TypeDeclaration, _: &Enum) -> TokenStream {
    let name = pascal(&declared.declaration.name);
    let result = scope.prelude("Result");
    quote! {
        impl From<&str> for #name {
            fn from(text: &str) -> Self {
                Self::known(text).unwrap_or_else(|| Self::Unknown(runtime::UnknownValue::__new(text)))
            }
        }

        impl runtime::Model for #name {
            fn decode(reader: &mut runtime::json::Reader<'_>) -> #result<Self, runtime::json::DecodeError> {
                let text = reader.text()?;
                Ok(Self::from(text.as_ref()))
            }

            fn encode(&self, writer: &mut runtime::json::Writer) {
                writer.string(self.as_str());
            }
        }
    }
}

fn closed(scope: &Scope<'_>, declared: &TypeDeclaration) -> TokenStream {
    let name = pascal(&declared.declaration.name);
    let (parsing, model) = (words::parsing(scope, &name), words::model(scope, &name));
    let Some(wires) = closed_words(declared) else { return TokenStream::new() };
    quote! {
        impl #name {
            const WORDS: &'static [&'static str] = &[#(#wires),*];
        }

        #parsing

        #model
    }
}

fn closed_words(declared: &TypeDeclaration) -> Option<Vec<&str>> {
    match &declared.shape {
        crate::model::types::Shape::Enum(declaration) => {
            Some(declaration.members.iter().map(|member| member.wire.as_str()).collect())
        }
        _ => None,
    }
}
