//! Constructors of records: associated functions from what a form takes to the record.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{deprecated, docs};
use super::forms::{Values, parameter_type};
use super::identifiers::snake;
use super::scope::Scope;
use crate::model::constructors::Constructor;
use crate::model::forms::{Parameter, ParameterType};
use crate::model::records::Record;
use crate::model::types::Type;

/// The functions, to stand in the `impl` of the record.
pub(super) fn emit(scope: &Scope<'_>, record: &Record) -> TokenStream {
    record.constructors.iter().map(|constructor| function(scope, constructor)).collect()
}

fn function(scope: &Scope<'_>, constructor: &Constructor) -> TokenStream {
    let form = &constructor.form;
    let about = docs(form.doc.as_deref(), &format!("Creates the record by its constructor `{}`.", form.name.words()));
    let deprecated = deprecated(constructor.deprecated.as_deref());
    // Clippy counts from eight parameters on.
    let allowed = (form.parameters.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let name = snake(&form.name);
    let (parameters, texts): (Vec<_>, Vec<_>) = form.parameters.iter().map(|parameter| taken(scope, parameter)).unzip();
    let value = Values::new(scope, constructor.owner(), form).owned(&form.value);
    quote! {
        #about
        #deprecated
        #allowed
        #[must_use]
        pub fn #name(#(#parameters),*) -> Self {
            #(#texts)*
            #value
        }
    }
}

/// A parameter, and what makes the text of it where it is anything that becomes one.
fn taken(scope: &Scope<'_>, parameter: &Parameter) -> (TokenStream, TokenStream) {
    let (name, ty) = (snake(&parameter.name), parameter_type(scope, &parameter.ty));
    if parameter.ty == ParameterType::Value(Type::String) {
        let into = scope.prelude("Into");
        (quote!(#name: impl #into<#ty>), quote!(let #name: #ty = #name.into();))
    } else {
        (quote!(#name: #ty), TokenStream::new())
    }
}
