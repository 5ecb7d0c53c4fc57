//! What can be in a component that holds components of several kinds.

use proc_macro2::TokenStream;
use quote::quote;

use super::{builder, one};
use crate::model::documents::{Body, Component, Document};
use crate::rust::identifiers::pascal;

/// From this many attributes on, a component is large for Clippy.
const LARGE: usize = 7;

/// The enum of the children, where there are several kinds.
pub(super) fn emit(document: &Document, component: &Component) -> Option<TokenStream> {
    let name = pascal(&component.child_name()?);
    let Body::Children(children) = &component.body else { return None };
    let children = || children.iter().map(|child| &document.components[*child]);
    let variants: Vec<_> = children().map(builder).collect();
    let about = format!(" What can be in a `{}`.", builder(component));
    let docs = children().map(|child| format!(" {}.", one(child)));
    // Clippy compares the sizes of variants; a box for a large one would be in the way of everyone who matches.
    let is_large = children().any(|child| child.attributes.len() >= LARGE);
    let uneven = is_large.then(|| quote!(#[allow(clippy::large_enum_variant)]));
    Some(quote! {
        #[doc = #about]
        #[derive(Clone, Debug, PartialEq, Eq)]
        #uneven
        #[non_exhaustive]
        pub enum #name {
            #(#[doc = #docs] #variants(#variants),)*
        }

        impl runtime::document::Component for #name {
            fn write(&self, markup: &mut runtime::document::Markup) {
                match self {
                    #(Self::#variants(child) => child.write(markup),)*
                }
            }
        }

        #(impl From<#variants> for #name {
            fn from(child: #variants) -> Self {
                Self::#variants(child)
            }
        })*
    })
}
