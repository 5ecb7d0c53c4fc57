//! Records: a struct, its constructor and setters, and its codec.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{deprecated, docs};
use super::identifiers::{affixed, pascal, snake};
use super::literals;
use super::record_codec;
use super::scope::Scope;
use super::target::Target;
use crate::model::records::{Field, Record};
use crate::model::types::{Type, TypeDeclaration};
use crate::raw::records::UnknownFields;

/// The record's items, in reading order.
pub(super) fn emit(scope: &Scope<'_>, declared: &TypeDeclaration, record: &Record) -> TokenStream {
    let structure = structure(scope, declared, record);
    let constructor = constructor(scope, declared, record);
    let default = default(declared, record);
    let codec = record_codec::emit(scope, &Target::declared(&declared.declaration), record);
    let schema = super::schemas::record(scope, declared, record);
    quote! {
        #structure
        #constructor
        #default
        #codec
        #schema
    }
}

fn structure(scope: &Scope<'_>, declared: &TypeDeclaration, record: &Record) -> TokenStream {
    let name = pascal(&declared.declaration.name);
    let words = declared.declaration.name.words();
    let about = docs(declared.declaration.doc.as_deref(), &format!("The record `{words}`."));
    let deprecation = deprecated(declared.declaration.deprecated.as_deref());
    let fields = record.fields.iter().map(|field| {
        let docs = docs(field.doc.as_deref(), &format!("The field `{}`.", field.wire));
        let deprecated = deprecated(field.deprecated.as_deref());
        let (name, ty) = (snake(&field.name), stored(scope, field));
        quote!(#docs #deprecated pub #name: #ty,)
    });
    let kept = keeps(record).then(|| {
        let string = scope.prelude("String");
        quote! {
            /// Fields that this version of the record does not declare, as they came.
            pub unknown_fields: ::std::collections::BTreeMap<#string, runtime::json::Value>,
        }
    });
    quote! {
        #about
        #deprecation
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #kept
        }
    }
}

/// Whether undeclared fields are kept.
pub(super) fn keeps(record: &Record) -> bool {
    record.unknown == UnknownFields::Keep
}

/// The type of the field as it is stored.
fn stored(scope: &Scope<'_>, field: &Field) -> TokenStream {
    let inner = wrapped(scope, field);
    if field.ty.is_optional() {
        let option = scope.prelude("Option");
        quote!(#option<#inner>)
    } else {
        inner
    }
}

/// The type of a present value: boxed and redacted as the field says.
fn wrapped(scope: &Scope<'_>, field: &Field) -> TokenStream {
    let mut ty = scope.ty(field.ty.required());
    if field.boxed {
        let boxed = scope.prelude("Box");
        ty = quote!(#boxed<#ty>);
    }
    if field.secret { quote!(runtime::Secret<#ty>) } else { ty }
}

/// A parameter that sets the field, and the expression that makes the stored value of it.
fn parameter(scope: &Scope<'_>, field: &Field) -> (TokenStream, TokenStream) {
    let name = snake(&field.name);
    let ty = scope.ty(field.ty.required());
    let (parameter, mut value) = if *field.ty.required() == Type::String {
        let into = scope.prelude("Into");
        (quote!(#name: impl #into<#ty>), quote!(#name.into()))
    } else {
        (quote!(#name: #ty), quote!(#name))
    };
    if field.boxed {
        let boxed = scope.prelude("Box");
        value = quote!(#boxed::new(#value));
    }
    if field.secret {
        value = quote!(runtime::Secret::new(#value));
    }
    (parameter, value)
}

fn constructor(scope: &Scope<'_>, declared: &TypeDeclaration, record: &Record) -> TokenStream {
    let name = pascal(&declared.declaration.name);
    let required: Vec<_> = record.fields.iter().filter(|field| field.is_required()).collect();
    let parameters = required.iter().map(|field| parameter(scope, field).0);
    let values = record.fields.iter().map(|field| {
        let name = snake(&field.name);
        let value = if field.is_required() { parameter(scope, field).1 } else { absent(scope, field) };
        initialised(&name, &value)
    });
    let kept = keeps(record).then(|| quote!(unknown_fields: ::std::collections::BTreeMap::new(),));
    // Clippy counts from eight parameters on.
    let allowed = (required.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let about = if required.len() == record.fields.len() {
        " Creates the record from its fields."
    } else if required.is_empty() {
        " Creates the record with every field absent or at its default."
    } else {
        " Creates the record from its required fields; the others are absent or at their defaults."
    };
    let setters = record.fields.iter().filter(|field| !field.is_required()).map(|field| setter(scope, field));
    quote! {
        impl #name {
            #[doc = #about]
            #allowed
            #[must_use]
            pub fn new(#(#parameters),*) -> Self {
                Self { #(#values)* #kept }
            }
            #(#setters)*
        }
    }
}

/// The value of a field that is not given.
pub(super) fn absent(scope: &Scope<'_>, field: &Field) -> TokenStream {
    let Some(default) = &field.default else { return quote!(None) };
    let mut value = literals::default(scope, default, field.ty.required());
    if field.secret {
        value = quote!(runtime::Secret::new(#value));
    }
    if field.ty.is_optional() { quote!(Some(#value)) } else { value }
}

fn setter(scope: &Scope<'_>, field: &Field) -> TokenStream {
    let name = snake(&field.name);
    let setter = affixed("with_", &field.name, "");
    let (parameter, value) = parameter(scope, field);
    let value = if field.ty.is_optional() { quote!(Some(#value)) } else { value };
    let about = format!(" Sets `{}`.", field.name.snake());
    let deprecated = deprecated(field.deprecated.as_deref());
    quote! {
        #[doc = #about]
        #deprecated
        #[must_use]
        pub fn #setter(mut self, #parameter) -> Self {
            self.#name = #value;
            self
        }
    }
}

fn default(declared: &TypeDeclaration, record: &Record) -> TokenStream {
    if record.fields.iter().any(Field::is_required) {
        return TokenStream::new();
    }
    let name = pascal(&declared.declaration.name);
    quote! {
        impl Default for #name {
            fn default() -> Self {
                Self::new()
            }
        }
    }
}

/// `name: value,` in a struct expression, or `name,` where that says the same.
pub(super) fn initialised(name: &Ident, value: &TokenStream) -> TokenStream {
    if *name == value.to_string() { quote!(#name,) } else { quote!(#name: #value,) }
}
