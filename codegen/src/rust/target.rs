//! The type that an implementation is for.

use proc_macro2::TokenStream;
use quote::quote;

use super::identifiers::pascal;
use crate::model::symbols::Declaration;

/// A type by name, and what an implementation says around the name where the type is generic.
#[derive(Clone, Debug)]
pub struct Target {
    /// `<T: runtime::Model>`
    parameters: TokenStream,
    /// `Page<T>`
    name: TokenStream,
    /// `where …`
    bounds: TokenStream,
}

impl Target {
    /// A type that exists already.
    #[must_use]
    pub fn new(parameters: TokenStream, name: TokenStream, bounds: TokenStream) -> Self {
        Self { parameters, name, bounds }
    }

    /// The type that a declaration becomes.
    #[must_use]
    pub fn declared(declaration: &Declaration) -> Self {
        let name = pascal(&declaration.name);
        Self::new(TokenStream::new(), quote!(#name), TokenStream::new())
    }

    /// The implementation of a trait.
    #[must_use]
    pub fn implement(&self, implemented: &TokenStream, body: &TokenStream) -> TokenStream {
        let Self { parameters, name, bounds } = self;
        quote!(impl #parameters #implemented for #name #bounds { #body })
    }

    /// Methods of the type itself.
    #[must_use]
    pub fn inherent(&self, body: &TokenStream) -> TokenStream {
        let Self { parameters, name, bounds } = self;
        quote!(impl #parameters #name #bounds { #body })
    }
}
