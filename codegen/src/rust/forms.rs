//! Forms: functions from what a form takes to the value that it gives.

mod references;
mod values;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::docs;
use super::identifiers::{pascal, snake};
use super::scope::Scope;
use crate::model::arena::Id;
use crate::model::documents::Document;
use crate::model::forms::{Form, Parameter, ParameterType};
use crate::model::threads::Thread;

pub(super) use values::{Values, literal};

/// The private method of a form, on what the events of a thread are made from.
pub(super) fn method(scope: &Scope<'_>, thread: &Thread, name: &Ident, form: &Form) -> TokenStream {
    taking(scope, thread, name, form, &TokenStream::new())
}

/// The same for a form that only looks at what it takes.
pub(super) fn borrowing_method(scope: &Scope<'_>, thread: &Thread, name: &Ident, form: &Form) -> TokenStream {
    taking(scope, thread, name, form, &quote!(&))
}

fn taking(scope: &Scope<'_>, thread: &Thread, name: &Ident, form: &Form, by: &TokenStream) -> TokenStream {
    let parameters = form.used().map(|parameter| {
        let (name, ty) = (snake(&parameter.name), parameter_type(scope, &parameter.ty));
        quote!(#name: #by #ty)
    });
    // Clippy counts from eight parameters on, with the receiver among them.
    let allowed = (form.used().count() > 6).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let ty = scope.ty(&form.value.ty);
    let ty = if form.value.optional {
        let option = scope.prelude("Option");
        quote!(#option<#ty>)
    } else {
        ty
    };
    let value = Values::new(scope, thread, form).owned(&form.value);
    let docs = form.doc.as_deref().map(|doc| docs(Some(doc), ""));
    quote! {
        #docs
        #allowed
        fn #name(&self, #(#parameters),*) -> #ty {
            #value
        }
    }
}

fn parameter_type(scope: &Scope<'_>, ty: &ParameterType) -> TokenStream {
    match ty {
        ParameterType::Value(ty) => scope.ty(ty),
        ParameterType::Document(id) => document(scope, *id),
    }
}

/// The type of a document that can be sent.
pub(super) fn document(scope: &Scope<'_>, id: Id<Document>) -> TokenStream {
    let document = &scope.model.documents[id];
    scope.item(document.declaration.module, &pascal(&document.document_name()))
}

/// Arguments for the parameters that a form uses.
pub(super) fn arguments<'f>(
    form: &'f Form,
    value: impl Fn(&'f Parameter) -> TokenStream + 'f,
) -> impl Iterator<Item = TokenStream> + 'f {
    form.used().map(value)
}
