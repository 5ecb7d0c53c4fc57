//! Kinds: an enum of words, with the segments of their paths.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::docs;
use super::identifiers::pascal;
use super::scope::Scope;
use super::words::{self, Word};
use crate::model::kinds::KindSet;

/// One declaration of the section.
pub(super) fn emit(scope: &Scope<'_>, kinds: &KindSet) -> TokenStream {
    let declaration = &kinds.declaration;
    let name = pascal(&declaration.name);
    let about = docs(declaration.doc.as_deref(), &format!("The {}.", declaration.name.words()));
    let deprecated = super::docs::deprecated(declaration.deprecated.as_deref());
    let members: Vec<_> = kinds
        .members
        .iter()
        .map(|kind| Word {
            name: &kind.name,
            wire: &kind.wire,
            doc: kind.doc.as_deref(),
            deprecated: kind.deprecated.as_deref(),
        })
        .collect();
    let words = words::emit(scope, &name, &quote!(#about #deprecated), &members);
    let model = words::model(scope, &name);
    let option = scope.prelude("Option");
    let arms = kinds.members.iter().map(|kind| {
        let member = pascal(&kind.name);
        match &kind.segment {
            Some(segment) => quote!(Self::#member => Some(#segment),),
            None => quote!(Self::#member => None,),
        }
    });
    quote! {
        #words

        impl #name {
            /// The segment of a path, for a kind that has one.
            #[must_use]
            pub const fn segment(self) -> #option<&'static str> {
                match self {
                    #(#arms)*
                }
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
