//! The codec of a record: fields into slots, fields into text.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::identifiers::{locals, snake};
use super::literals;
use super::records::{absent, initialised, keeps};
use super::scope::Scope;
use super::target::Target;
use crate::model::defaults::Default;
use crate::model::records::{Field, Record};
use crate::model::types::Type;
use crate::raw::records::{DefaultFields, UnknownFields};

/// The impls of `Record` and `Model`.
pub(super) fn emit(scope: &Scope<'_>, target: &Target, record: &Record) -> TokenStream {
    let result = scope.prelude("Result");
    let decode = decode(scope, record);
    let encode = encode(scope, record);
    let fields = quote! {
        fn decode_object(
            reader: &mut runtime::json::Reader<'_>,
            object: runtime::json::Object,
        ) -> #result<Self, runtime::json::DecodeError> {
            #decode
        }

        fn encode_fields(&self, writer: &mut runtime::json::Writer) {
            #encode
        }
    };
    let whole = quote! {
        fn decode(reader: &mut runtime::json::Reader<'_>) -> #result<Self, runtime::json::DecodeError> {
            let object = reader.object()?;
            runtime::Record::decode_object(reader, object)
        }

        fn encode(&self, writer: &mut runtime::json::Writer) {
            writer.begin_object();
            runtime::Record::encode_fields(self, writer);
            writer.end_object();
        }
    };
    let (record, model) =
        (target.implement(&quote!(runtime::Record), &fields), target.implement(&quote!(runtime::Model), &whole));
    quote!(#record #model)
}

fn decode(scope: &Scope<'_>, record: &Record) -> TokenStream {
    let names = names(scope, record);
    let locals = locals(record.fields.iter().map(|field| &field.name));
    let fields = || record.fields.iter().zip(&locals).map(|(field, local)| (field, local, Start::of(scope, field)));
    let starts = fields().map(|(_, local, start)| {
        let start = start.expression();
        quote!(let mut #local = #start;)
    });
    let slots = fields().map(|(field, local, _)| {
        if field.lenient {
            quote!(&mut runtime::json::Lenient(&mut #local))
        } else {
            scope.at(&field.ty, field.type_span, quote!(&mut #local))
        }
    });
    let arrivals = fields().filter(|(field, _, start)| field.is_required() && matches!(start, Start::Late));
    let arrivals = arrivals.map(|(field, local, _)| {
        let wire = &field.wire;
        quote!(let #local = #local.required(object, #wire)?;)
    });
    let values =
        fields().map(|(field, local, start)| initialised(&snake(&field.name), &value(scope, field, local, &start)));
    let (rest, read, kept) = if keeps(record) {
        (
            quote!(let mut unknown_fields = ::std::collections::BTreeMap::new();),
            quote!(reader.record_with_rest(object, &NAMES, &mut [#(#slots),*], &mut unknown_fields)?;),
            quote!(unknown_fields,),
        )
    } else {
        (TokenStream::new(), quote!(reader.record(object, &NAMES, &mut [#(#slots),*])?;), TokenStream::new())
    };
    quote! {
        #names
        #(#starts)*
        #rest
        #read
        #(#arrivals)*
        Ok(Self { #(#values)* #kept })
    }
}

/// What a field's local is before the field has come. Most fields are decoded over a value that costs nothing to make:
/// compilers are quicker with that than with an option for each.
enum Start {
    /// A value.
    With(TokenStream),
    /// Nothing: the type has no such value.
    Late,
}

impl Start {
    fn of(scope: &Scope<'_>, field: &Field) -> Self {
        match &field.default {
            _ if field.ty.is_optional() => Self::With(quote!(None)),
            Some(default) if default.is_plain() || matches!(default, Default::Empty) => {
                Self::With(absent(scope, field))
            }
            Some(_) => Self::Late,
            None if field.secret || field.boxed => Self::Late,
            None => empty(scope, &field.ty).map_or(Self::Late, Self::With),
        }
    }

    fn expression(&self) -> TokenStream {
        match self {
            Self::With(value) => value.clone(),
            Self::Late => quote!(runtime::json::Late::new()),
        }
    }
}

/// A value of the type that costs nothing to make.
fn empty(scope: &Scope<'_>, ty: &Type) -> Option<TokenStream> {
    match ty {
        Type::String => {
            let string = scope.prelude("String");
            Some(quote!(#string::new()))
        }
        Type::Bool => Some(quote!(false)),
        Type::I32 | Type::I64 | Type::U32 | Type::U64 => Some(quote!(0)),
        Type::F64 => Some(quote!(0.0)),
        Type::Json => Some(quote!(runtime::json::Value::Null)),
        Type::List(_) => {
            let vec = scope.prelude("Vec");
            Some(quote!(#vec::new()))
        }
        Type::Map(_) => Some(quote!(::std::collections::BTreeMap::new())),
        _ => None,
    }
}

/// The field's value once everything is read: the local, or the default of a field that did not come.
fn value(scope: &Scope<'_>, field: &Field, local: &Ident, start: &Start) -> TokenStream {
    let Some(default) = &field.default else { return quote!(#local) };
    let otherwise = absent(scope, field);
    match start {
        Start::Late => scope.at(&field.ty, field.type_span, quote!(#local.unwrap_or_else(|| #otherwise))),
        Start::With(_) if !field.ty.is_optional() => quote!(#local),
        Start::With(_) if default.is_plain() && !field.secret => quote!(#local.or(#otherwise)),
        Start::With(_) => quote!(#local.or_else(|| #otherwise)),
    }
}

/// The table of names: canonical ones in order, then aliases and what must be there, by position.
fn names(scope: &Scope<'_>, record: &Record) -> TokenStream {
    let canonical = record.fields.iter().map(|field| &field.wire);
    let aliases: Vec<_> = record
        .fields
        .iter()
        .enumerate()
        .flat_map(|(index, field)| field.aliases.iter().map(move |alias| (alias, Literal::usize_unsuffixed(index))))
        .map(|(alias, index)| quote!((#alias, #index)))
        .collect();
    let aliases = (!aliases.is_empty()).then(|| quote!(.with_aliases(&[#(#aliases),*])));
    let required: Vec<_> = record
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| field.is_required() && matches!(Start::of(scope, field), Start::With(_)))
        .map(|(index, _)| Literal::usize_unsuffixed(index))
        .collect();
    let required = (!required.is_empty()).then(|| quote!(.with_required(&[#(#required),*])));
    let unknown = match record.unknown {
        UnknownFields::Ignore => None,
        UnknownFields::Keep => Some(quote!(.with_unknown(runtime::json::Unknown::Keep))),
        UnknownFields::Refuse => Some(quote!(.with_unknown(runtime::json::Unknown::Refuse))),
    };
    quote! {
        static NAMES: runtime::json::Names = runtime::json::Names::new(&[#(#canonical),*]) #aliases #required #unknown;
    }
}

fn encode(scope: &Scope<'_>, record: &Record) -> TokenStream {
    let fields = record.fields.iter().map(|field| {
        let name = snake(&field.name);
        let key = quoted_key(&field.wire);
        let at = |encoded| scope.at(&field.ty, field.type_span, encoded);
        if field.ty.is_optional() {
            let encoded = at(quote!(runtime::Model::encode(value, writer)));
            quote! {
                if let Some(value) = &self.#name {
                    writer.key(#key);
                    #encoded;
                }
            }
        } else {
            let encoded = at(quote!(runtime::Model::encode(&self.#name, writer)));
            let write = quote! {
                writer.key(#key);
                #encoded;
            };
            match field.default.as_ref().filter(|_| record.defaults == DefaultFields::Omit && !field.secret) {
                Some(default) => {
                    let differs = differs(scope, default, &field.ty, &quote!(self.#name));
                    quote!(if #differs { #write })
                }
                None => write,
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

/// Whether a field is not at its default.
fn differs(scope: &Scope<'_>, default: &Default, ty: &Type, place: &TokenStream) -> TokenStream {
    match default {
        Default::Bool(false) => place.clone(),
        Default::Bool(true) => quote!(!#place),
        Default::Empty => quote!(!#place.is_empty()),
        Default::Text(text) if text.is_empty() => quote!(!#place.is_empty()),
        Default::Text(text) => quote!(#place != #text),
        other => {
            let default = literals::default(scope, other, ty);
            quote!(#place != #default)
        }
    }
}

/// A member's name as it is written: quoted, with its colon. Wire names need no escapes; the model sees to that.
pub(super) fn quoted_key(wire: &str) -> String {
    format!("\"{wire}\":")
}
