//! Records: a struct, its constructor and setters, and its codec.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::docs::{deprecated, docs};
use super::identifiers::{affixed, locals, pascal, snake};
use super::literals;
use super::scope::Scope;
use crate::model::defaults::Default;
use crate::model::types::{Field, Record, Type, TypeDeclaration};
use crate::raw::types::UnknownFields;

/// The record's items, in reading order.
pub(super) fn emit(scope: &Scope<'_>, declared: &TypeDeclaration, record: &Record) -> TokenStream {
    let structure = structure(scope, declared, record);
    let constructor = constructor(scope, declared, record);
    let default = default(declared, record);
    let codec = codec(scope, declared, record);
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

fn keeps(record: &Record) -> bool {
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
fn absent(scope: &Scope<'_>, field: &Field) -> TokenStream {
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

fn codec(scope: &Scope<'_>, declared: &TypeDeclaration, record: &Record) -> TokenStream {
    let name = pascal(&declared.declaration.name);
    let result = scope.prelude("Result");
    let decode = decode(scope, record);
    let encode = encode(record);
    quote! {
        impl runtime::Record for #name {
            fn decode_object(
                reader: &mut runtime::json::Reader<'_>,
                object: runtime::json::Object,
            ) -> #result<Self, runtime::json::DecodeError> {
                #decode
            }

            fn encode_fields(&self, writer: &mut runtime::json::Writer) {
                #encode
            }
        }

        impl runtime::Model for #name {
            fn decode(reader: &mut runtime::json::Reader<'_>) -> #result<Self, runtime::json::DecodeError> {
                let object = reader.object()?;
                runtime::Record::decode_object(reader, object)
            }

            fn encode(&self, writer: &mut runtime::json::Writer) {
                writer.begin_object();
                runtime::Record::encode_fields(self, writer);
                writer.end_object();
            }
        }
    }
}

fn decode(scope: &Scope<'_>, record: &Record) -> TokenStream {
    let names = names(record);
    let locals = locals(record.fields.iter().map(|field| &field.name));
    let arms = record.fields.iter().zip(&locals).enumerate().map(|(index, (field, local))| {
        let index = Literal::usize_unsuffixed(index);
        let value = decode_field(field);
        quote!(#index => #local = #value,)
    });
    let values = record.fields.iter().zip(&locals).enumerate().map(|(index, (field, local))| {
        let name = snake(&field.name);
        let index = Literal::usize_unsuffixed(index);
        let value = if field.is_required() {
            quote!(fields.required(#local, #index)?)
        } else if field.default.is_some() {
            fallback(scope, field, local)
        } else {
            quote!(#local)
        };
        initialised(&name, &value)
    });
    let (kept, unknown, keep) = if keeps(record) {
        (
            quote!(let mut unknown_fields = ::std::collections::BTreeMap::new();),
            quote!(_ => {
                let name = fields.take_key();
                unknown_fields.insert(name, reader.value()?);
            }),
            quote!(unknown_fields,),
        )
    } else {
        (TokenStream::new(), quote!(_ => reader.skip()?,), TokenStream::new())
    };
    if record.fields.is_empty() {
        let (take, value) = if keeps(record) {
            (
                quote!(let name = fields.take_key(); unknown_fields.insert(name, reader.value()?);),
                quote!(Self { unknown_fields }),
            )
        } else {
            (quote!(reader.skip()?;), quote!(Self {}))
        };
        return quote! {
            #names
            #kept
            let mut fields = runtime::json::Fields::new(object, &NAMES);
            while fields.next(reader)?.is_some() {
                #take
            }
            Ok(#value)
        };
    }
    quote! {
        #names
        #(let mut #locals = None;)*
        #kept
        let mut fields = runtime::json::Fields::new(object, &NAMES);
        while let Some(index) = fields.next(reader)? {
            match index {
                #(#arms)*
                #unknown
            }
        }
        Ok(Self { #(#values)* #keep })
    }
}

/// `name: value,` in a struct expression, or `name,` where that says the same.
fn initialised(name: &Ident, value: &TokenStream) -> TokenStream {
    if *name == value.to_string() { quote!(#name,) } else { quote!(#name: #value,) }
}

/// The local's value or the field's default; values that cost nothing to make are made at once.
fn fallback(scope: &Scope<'_>, field: &Field, local: &Ident) -> TokenStream {
    let default = absent(scope, field);
    match (&field.default, field.ty.is_optional(), field.secret) {
        (Some(Default::Empty), false, false) => quote!(#local.unwrap_or_default()),
        (Some(value), true, false) if value.is_plain() => quote!(#local.or(#default)),
        (Some(value), false, false) if value.is_plain() => quote!(#local.unwrap_or(#default)),
        (_, true, _) => quote!(#local.or_else(|| #default)),
        (_, false, _) => quote!(#local.unwrap_or_else(|| #default)),
    }
}

/// The table of names: canonical ones in order, then aliases with the position of their field.
fn names(record: &Record) -> TokenStream {
    let canonical = record.fields.iter().map(|field| &field.wire);
    let aliases: Vec<_> = record
        .fields
        .iter()
        .enumerate()
        .flat_map(|(index, field)| field.aliases.iter().map(move |alias| (alias, Literal::usize_unsuffixed(index))))
        .map(|(alias, index)| quote!((#alias, #index)))
        .collect();
    let aliases = (!aliases.is_empty()).then(|| quote!(.with_aliases(&[#(#aliases),*])));
    let unknown = match record.unknown {
        UnknownFields::Ignore => None,
        UnknownFields::Keep => Some(quote!(.with_unknown(runtime::json::Unknown::Keep))),
        UnknownFields::Refuse => Some(quote!(.with_unknown(runtime::json::Unknown::Refuse))),
    };
    quote! {
        static NAMES: runtime::json::Names = runtime::json::Names::new(&[#(#canonical),*]) #aliases #unknown;
    }
}

/// The expression whose value the field's local takes: always an option.
fn decode_field(field: &Field) -> TokenStream {
    match (field.lenient, field.ty.is_optional()) {
        (true, true) => quote!(runtime::lenient_optional_boolean(reader)?),
        (true, false) => quote!(Some(runtime::lenient_boolean(reader)?)),
        (false, true) => quote!(runtime::Model::decode(reader)?),
        (false, false) => quote!(Some(runtime::Model::decode(reader)?)),
    }
}

fn encode(record: &Record) -> TokenStream {
    let fields = record.fields.iter().map(|field| {
        let name = snake(&field.name);
        let key = quoted_key(&field.wire);
        if field.ty.is_optional() {
            quote! {
                if let Some(value) = &self.#name {
                    writer.key(#key);
                    runtime::Model::encode(value, writer);
                }
            }
        } else {
            quote! {
                writer.key(#key);
                runtime::Model::encode(&self.#name, writer);
            }
        }
    });
    let kept = keeps(record).then(|| {
        quote! {
            for (name, value) in &self.unknown_fields {
                writer.name(name);
                writer.value(value);
            }
        }
    });
    if record.fields.is_empty() && !keeps(record) {
        return quote!(let _ = writer;);
    }
    quote!(#(#fields)* #kept)
}

/// A member's name as it is written: quoted, with its colon. Wire names need no escapes; the model sees to that.
pub(super) fn quoted_key(wire: &str) -> String {
    format!("\"{wire}\":")
}
