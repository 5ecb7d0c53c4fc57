//! Values of forms as expressions.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value as Json;

use crate::model::accessors::Accessor;
use crate::model::defaults::Default;
use crate::model::forms::{DocumentPart, Form, MapEntry, Parameter, ParameterType, Reference, Root, Value, ValueKind};
use crate::model::records::{Field, Record};
use crate::model::threads::{PropertySource, Thread};
use crate::model::types::{Shape, Type};
use crate::rust::accessors::{self, is_copy};
use crate::rust::forms::document as document_type;
use crate::rust::identifiers::{affixed, identifier, pascal, snake};
use crate::rust::scope::Scope;
use crate::rust::{literals, records};

/// Writes the values of one form.
pub(in crate::rust) struct Values<'e, 'm> {
    scope: &'e Scope<'m>,
    thread: &'e Thread,
    form: &'e Form,
}

/// A constant as an expression that owns it.
pub(in crate::rust) fn literal(scope: &Scope<'_>, value: &Default, ty: &Type) -> TokenStream {
    let Default::Json(json) = value else { return literals::default(scope, value, ty) };
    match json {
        Json::String(text) => quote!(runtime::json::Value::from(#text)),
        Json::Bool(flag) => quote!(runtime::json::Value::from(#flag)),
        Json::Number(number) if number.is_i64() => {
            let number = Literal::i64_suffixed(number.as_i64().unwrap_or_default());
            quote!(runtime::json::Value::from(#number))
        }
        other => {
            let text = other.to_string();
            quote!(runtime::json::constant(#text))
        }
    }
}

impl<'e, 'm> Values<'e, 'm> {
    pub(in crate::rust) fn new(scope: &'e Scope<'m>, thread: &'e Thread, form: &'e Form) -> Self {
        Self { scope, thread, form }
    }

    /// The value, owned; an `Option` of it where there may be none.
    pub(in crate::rust) fn owned(&self, value: &Value) -> TokenStream {
        match &value.kind {
            ValueKind::Literal(constant) => literal(self.scope, constant, &value.ty),
            ValueKind::NewId => quote!(runtime::NewId::new_id(&*self.ids)),
            ValueKind::Reference(reference) => self.reference(reference),
            ValueKind::Json(inner) => self.json(inner),
            ValueKind::Bytes(inner) => self.bytes(inner),
            ValueKind::Record { record, fields } => {
                let declared = self.scope.declared(*record);
                let Shape::Record(shape) = &declared.shape else { return TokenStream::new() };
                self.record(&self.scope.path(&declared.declaration), shape, fields)
            }
            ValueKind::Variant { union, variant, value } => {
                let declared = self.scope.declared(*union);
                let Shape::Union(shape) = &declared.shape else { return TokenStream::new() };
                let (path, variant) = (self.scope.path(&declared.declaration), &shape.variants[*variant]);
                let (name, value) = (pascal(&variant.name), self.owned(value));
                let value = if variant.boxed { self.boxed(&value) } else { value };
                quote!(#path::#name(#value))
            }
            ValueKind::List(items) => {
                let list = self.list(items);
                if is_json(value, self.scope) { quote!(runtime::json::Value::Array(#list)) } else { list }
            }
            ValueKind::Map(entries) => {
                let map = self.map(entries);
                if is_json(value, self.scope) { quote!(runtime::json::Value::Object(#map)) } else { map }
            }
            ValueKind::When { condition, depth, then } => {
                let (condition, found) = (self.borrowed(condition), self.found(*depth));
                let found = if then.looks_at(*depth) { quote!(#found) } else { quote!(_) };
                let (method, then) = (then_method(then), self.owned(then));
                quote!(#condition.#method(|#found| #then))
            }
            ValueKind::First(items) => self.first(items),
            ValueKind::NonEmpty(inner) => {
                let text = self.present(inner);
                quote!(#text.filter(|text| !text.is_empty()))
            }
            ValueKind::Call { form, arguments } => self.call(*form, arguments),
        }
    }

    fn bytes(&self, inner: &Value) -> TokenStream {
        let (text, method) = match &inner.kind {
            ValueKind::Reference(reference) if !self.is_owned(reference) => {
                (self.borrowed(reference), quote!(as_bytes))
            }
            _ => (self.owned(inner), quote!(into_bytes)),
        };
        if inner.optional {
            quote!(#text.map(|text| runtime::Bytes::from(text.#method())))
        } else {
            quote!(runtime::Bytes::from(#text.#method()))
        }
    }

    /// The value as an `Option`, whether or not there may be none.
    fn present(&self, value: &Value) -> TokenStream {
        let owned = self.owned(value);
        if value.optional { owned } else { quote!(Some(#owned)) }
    }

    fn json(&self, inner: &Value) -> TokenStream {
        if let ValueKind::Reference(reference) = &inner.kind
            && !self.is_owned(reference)
            && matches!(inner.ty.unaliased(&self.scope.model.types), Type::Named(_) | Type::Map(_))
        {
            let value = self.borrowed(reference);
            return if inner.optional {
                quote!(#value.map(runtime::Model::to_value))
            } else {
                quote!(runtime::Model::to_value(#value))
            };
        }
        let value = self.owned(inner);
        let is_plain = matches!(inner.ty.unaliased(&self.scope.model.types), Type::String | Type::Bool);
        let convert = |value: TokenStream| {
            if is_plain {
                quote!(runtime::json::Value::from(#value))
            } else {
                quote!(runtime::Model::to_value(&#value))
            }
        };
        if inner.optional && is_plain {
            quote!(#value.map(runtime::json::Value::from))
        } else if inner.optional {
            quote!(#value.map(|value| runtime::Model::to_value(&value)))
        } else {
            convert(value)
        }
    }

    fn record(&self, path: &TokenStream, record: &Record, fields: &[(usize, Value)]) -> TokenStream {
        let given = fields.iter().map(|(position, value)| {
            let field = &record.fields[*position];
            records::initialised(&snake(&field.name), &self.stored(field, value))
        });
        let is_given = |position: usize| fields.iter().any(|(given, _)| *given == position);
        let absent = || record.fields.iter().enumerate().filter(|(position, _)| !is_given(*position));
        let rest = if record.fields.iter().any(Field::is_required) {
            let absent = absent()
                .map(|(_, field)| records::initialised(&snake(&field.name), &records::absent(self.scope, field)));
            let kept = records::keeps(record).then(|| quote!(unknown_fields: ::std::collections::BTreeMap::new(),));
            quote!(#(#absent)* #kept)
        } else if absent().next().is_some() || records::keeps(record) {
            quote!(..#path::new())
        } else {
            TokenStream::new()
        };
        quote!(#path { #(#given)* #rest })
    }

    /// The value of a field as it is stored.
    fn stored(&self, field: &Field, value: &Value) -> TokenStream {
        let owned = self.owned(value);
        let is_wrapped = field.boxed || field.secret;
        let wrap = |value: TokenStream| {
            let value = if field.boxed { self.boxed(&value) } else { value };
            if field.secret { quote!(runtime::Secret::new(#value)) } else { value }
        };
        match (value.optional, is_wrapped) {
            (true, false) => owned,
            (true, true) => {
                let boxed = field.boxed.then(|| self.scope.prelude("Box")).map(|boxed| quote!(.map(#boxed::new)));
                let secret = field.secret.then(|| quote!(.map(runtime::Secret::new)));
                quote!(#owned #boxed #secret)
            }
            (false, _) => {
                let value = wrap(owned);
                if field.ty.is_optional() { quote!(Some(#value)) } else { value }
            }
        }
    }

    fn boxed(&self, value: &TokenStream) -> TokenStream {
        let boxed = self.scope.prelude("Box");
        quote!(#boxed::new(#value))
    }

    fn list(&self, items: &[Value]) -> TokenStream {
        if items.iter().any(|item| item.optional) {
            let items = items.iter().map(|item| self.present(item));
            return quote!([#(#items),*].into_iter().flatten().collect());
        }
        let (vec, items) = (self.scope.prelude("Vec"), items.iter().map(|item| self.owned(item)));
        if items.len() == 0 { quote!(#vec::new()) } else { quote!(#vec::from([#(#items),*])) }
    }

    /// A map of entries of which later ones win.
    fn map(&self, entries: &[MapEntry]) -> TokenStream {
        let entries = self.entries(entries);
        quote!(#entries.collect())
    }

    /// The entries of a map, as an iterator.
    fn entries(&self, entries: &[MapEntry]) -> TokenStream {
        let string = self.scope.prelude("String");
        let mut flat = Vec::new();
        flatten(entries, &mut flat);
        let mut parts = flat.into_iter().map(|entry| match entry {
            MapEntry::Entry(key, value) if value.optional => {
                let value = self.owned(value);
                (quote!(#value.map(|value| (#string::from(#key), value))), quote!(.into_iter()))
            }
            MapEntry::Entry(key, value) => {
                let value = self.owned(value);
                (quote!([(#string::from(#key), #value)]), quote!(.into_iter()))
            }
            MapEntry::With(value) if value.optional => {
                let value = self.owned(value);
                (quote!(#value.into_iter().flatten()), TokenStream::new())
            }
            MapEntry::With(value) => (self.owned(value), quote!(.into_iter())),
        });
        let Some((first, begun)) = parts.next() else { return quote!(::std::iter::empty()) };
        let others = parts.map(|(part, _)| part);
        quote!(#first #begun #(.chain(#others))*)
    }

    fn first(&self, items: &[Value]) -> TokenStream {
        let Some((last, others)) = items.split_last() else { return TokenStream::new() };
        let mut others = others.iter().map(|item| self.owned(item));
        let Some(first) = others.next() else { return self.owned(last) };
        let start = quote!(#first #(.or_else(|| #others))*);
        let value = self.owned(last);
        if last.optional {
            quote!(#start.or_else(|| #value))
        } else if matches!(&last.kind, ValueKind::Literal(constant) if constant.is_plain()) {
            quote!(#start.unwrap_or(#value))
        } else {
            quote!(#start.unwrap_or_else(|| #value))
        }
    }

    fn call(&self, position: usize, arguments: &[Option<Value>]) -> TokenStream {
        let form = &self.thread.forms[position];
        let name = affixed("form_", &form.name, "");
        let arguments = form.parameters.iter().zip(arguments).map(|(parameter, value)| match value {
            Some(value) if parameter.ty.is_optional() => self.present(value),
            Some(value) => self.owned(value),
            None => quote!(None),
        });
        quote!(self.#name(#(#arguments),*))
    }

    fn reference(&self, reference: &Reference) -> TokenStream {
        if let (Root::Parameter(position), true) = (reference.root, reference.steps.is_empty()) {
            let parameter = &self.form.parameters[position];
            let name = snake(&parameter.name);
            let is_moved = parameter.uses == 1 || is_copy(&reference.ty);
            return if is_moved { quote!(#name) } else { quote!(#name.to_owned()) };
        }
        if self.is_owned(reference) {
            return self.place(reference);
        }
        let value = self.borrowed(reference);
        match (is_copy(&reference.ty), reference.optional) {
            (true, _) => value,
            (false, true) => quote!(#value.map(::std::borrow::ToOwned::to_owned)),
            (false, false) if reference.ty == Type::String => quote!(#value.to_owned()),
            (false, false) => quote!(::std::borrow::ToOwned::to_owned(#value)),
        }
    }

    /// Whether a reference is to what makes its value anew.
    fn is_owned(&self, reference: &Reference) -> bool {
        match reference.root {
            Root::Property(position) => matches!(self.thread.properties[position].source, PropertySource::Join(_)),
            Root::Document(_, part) => part == DocumentPart::FileName,
            _ => false,
        }
    }

    /// Where a reference begins.
    fn place(&self, reference: &Reference) -> TokenStream {
        match reference.root {
            Root::Parameter(position) => {
                let name = snake(&self.form.parameters[position].name);
                quote!(#name)
            }
            Root::Found(depth) => {
                let found = self.found(depth);
                quote!(#found)
            }
            Root::Property(position) => {
                let name = snake(&self.thread.properties[position].name);
                quote!(self.#name())
            }
            Root::Document(position, part) => self.document_part(&self.form.parameters[position], part),
            Root::Context => quote!(self.context),
        }
    }

    fn document_part(&self, parameter: &Parameter, part: DocumentPart) -> TokenStream {
        let document = snake(&parameter.name);
        match (part, &parameter.ty) {
            (DocumentPart::MediaType, ParameterType::Document(id)) => {
                let ty = document_type(self.scope, *id);
                quote!(#ty::MEDIA_TYPE)
            }
            _ => {
                let part = identifier(part.word());
                quote!(#document.#part())
            }
        }
    }

    /// The value as getters give it.
    fn borrowed(&self, reference: &Reference) -> TokenStream {
        let place = self.place(reference);
        let Reference { steps, ty, optional, .. } = reference;
        let accessor = Accessor { steps: steps.clone(), ty: ty.clone(), optional: *optional };
        match reference.root {
            Root::Parameter(position) => {
                let ParameterType::Value(own) = &self.form.parameters[position].ty else { return place };
                match (steps.is_empty(), own.is_optional()) {
                    (true, _) => accessors::borrow(own, &place),
                    (false, false) => accessors::expression(self.scope, &accessor, &place),
                    (false, true) => self.behind(&quote!(#place.as_ref()), &accessor),
                }
            }
            _ if self.is_owned(reference) => quote!(#place.as_deref()),
            Root::Property(position) if !steps.is_empty() && self.thread.properties[position].optional => {
                self.behind(&place, &accessor)
            }
            _ if steps.is_empty() => place,
            _ => accessors::expression(self.scope, &accessor, &place),
        }
    }

    /// A path that begins behind an `Option`.
    fn behind(&self, start: &TokenStream, accessor: &Accessor) -> TokenStream {
        let rest = accessors::expression(self.scope, accessor, &quote!(value));
        let is_nested = accessors::is_nested(self.scope, accessor);
        if is_nested { quote!(#start.and_then(|value| #rest)) } else { quote!(#start.map(|value| #rest)) }
    }

    /// The local of a condition; no name of a parameter ends in an underscore.
    fn found(&self, depth: usize) -> Ident {
        let is_taken = self.form.parameters.iter().any(|parameter| parameter.name.snake().starts_with("found"));
        let found = if depth == 0 { format_ident!("found") } else { format_ident!("found_{depth}") };
        if is_taken { format_ident!("{found}_") } else { found }
    }
}

/// Entries, with those of maps that are written out among them.
fn flatten<'v>(entries: &'v [MapEntry], flat: &mut Vec<&'v MapEntry>) {
    for entry in entries {
        match entry {
            MapEntry::With(Value { kind: ValueKind::Map(inner), .. }) => flatten(inner, flat),
            other => flat.push(other),
        }
    }
}

fn then_method(then: &Value) -> Ident {
    if then.optional { format_ident!("and_then") } else { format_ident!("map") }
}

fn is_json(value: &Value, scope: &Scope<'_>) -> bool {
    *value.ty.unaliased(&scope.model.types) == Type::Json
}
