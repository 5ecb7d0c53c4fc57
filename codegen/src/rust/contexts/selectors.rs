//! Selectors that are made from values of a context.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::contexts::{Alternative, DerivedSelector};
use crate::model::types::Type;
use crate::rust::accessors;
use crate::rust::docs::{deprecated, docs};
use crate::rust::identifiers::snake;
use crate::rust::scope::Scope;

/// The getter of one selector.
pub(super) fn emit(scope: &Scope<'_>, derived: &DerivedSelector) -> TokenStream {
    let Some((last, others)) = derived.first.split_last() else { return TokenStream::new() };
    let selector = &scope.model.selectors[derived.selector];
    let (name, ty) = (snake(&derived.name), scope.path(&selector.declaration));
    let docs = docs(derived.doc.as_deref(), &format!("The {} of the request.", derived.name.words()));
    let deprecated = deprecated(derived.deprecated.as_deref());
    let (result, option) = (scope.prelude("Result"), scope.prelude("Option"));
    let constructor = |alternative: &Alternative| {
        let member = snake(&selector.family.members[alternative.member].name);
        quote!(#ty::#member)
    };
    let others = others.iter().map(|alternative| {
        let (value, make) = (value(scope, alternative), constructor(alternative));
        let value = if alternative.accessor.optional { value } else { quote!(Some(#value)) };
        quote! {
            if let Some(value) = #value.filter(|value| !value.is_empty()) {
                return #make(value).map(Some);
            }
        }
    });
    let (value, make) = (value(scope, last), constructor(last));
    let last =
        if last.accessor.optional { quote!(#value.map(#make).transpose()) } else { quote!(#make(#value).map(Some)) };
    quote! {
        #docs
        ///
        /// None when the request has none of the values that it is made of; an empty value is passed over unless it is
        /// the last.
        ///
        /// # Errors
        /// When the value breaks a rule of the selector.
        #deprecated
        pub fn #name(&self) -> #result<#option<#ty>, runtime::ValueError> {
            #(#others)*
            #last
        }
    }
}

/// The text that a selector is made of, as an `Option` where it may be missing.
fn value(scope: &Scope<'_>, alternative: &Alternative) -> TokenStream {
    let accessor = &alternative.accessor;
    let value = accessors::expression(scope, accessor, &quote!(self));
    match (&accessor.ty, accessor.optional) {
        (Type::String, _) => value,
        (_, true) => quote!(#value.map(|value| value.as_str())),
        (_, false) => quote!(#value.as_str()),
    }
}
