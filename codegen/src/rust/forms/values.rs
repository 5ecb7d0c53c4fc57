//! Values of forms as expressions.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value as Json;

use crate::model::arena::Id;
use crate::model::defaults::Default;
use crate::model::forms::{Form, MapEntry, Owner, Reference, Root, Value, ValueKind};
use crate::model::records::{Field, Record};
use crate::model::types::{Shape, Type, TypeDeclaration};
use crate::rust::identifiers::{affixed, pascal, snake};
use crate::rust::scope::Scope;
use crate::rust::{literals, records};

/// Writes the values of one form.
pub(in crate::rust) struct Values<'e, 'm> {
    pub(super) scope: &'e Scope<'m>,
    pub(super) owner: Owner<'e>,
    pub(super) form: &'e Form,
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
    pub(in crate::rust) fn new(scope: &'e Scope<'m>, owner: Owner<'e>, form: &'e Form) -> Self {
        Self { scope, owner, form }
    }

    /// The value, owned; an `Option` of it where there may be none.
    pub(in crate::rust) fn owned(&self, value: &Value) -> TokenStream {
        match &value.kind {
            ValueKind::Literal(constant) => literal(self.scope, constant, &value.ty),
            ValueKind::NewId => self.new_id(),
            ValueKind::Reference(reference) => self.reference(reference),
            ValueKind::Json(inner) => self.json(inner),
            ValueKind::Bytes(inner) => self.bytes(inner),
            ValueKind::Record { record, fields } => {
                let declared = self.scope.declared(*record);
                let Shape::Record(shape) = &declared.shape else { return TokenStream::new() };
                self.record(&self.path(*record), shape, fields)
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
            ValueKind::When { condition, then, .. } if !condition.optional => self.when_on(condition, then),
            ValueKind::When { condition, depth, then } => {
                let (condition, found) = (self.borrowed(condition), self.found(*depth));
                let found = if then.looks_at(*depth) { quote!(#found) } else { quote!(_) };
                let (method, then) = (then_method(then), self.owned(then));
                quote!(#condition.#method(|#found| #then))
            }
            ValueKind::First(items) => self.first(items),
            ValueKind::Join(items) => self.join(items),
            ValueKind::NonEmpty(inner) => {
                let text = self.present(inner);
                quote!(#text.filter(|text| !text.is_empty()))
            }
            ValueKind::Call { form, arguments } => self.call(*form, arguments),
        }
    }

    fn new_id(&self) -> TokenStream {
        match self.owner {
            Owner::Thread(_) => quote!(runtime::NewId::new_id(&*self.ids)),
            Owner::Record(_) | Owner::Enrollment | Owner::Guard => quote!(runtime::NewId::new_id(&runtime::RandomIds)),
        }
    }

    /// The path of a record, which its own functions call by a shorter name.
    fn path(&self, record: Id<TypeDeclaration>) -> TokenStream {
        match self.owner {
            Owner::Record(own) if own == record => quote!(Self),
            _ => self.scope.path(&self.scope.declared(record).declaration),
        }
    }

    fn bytes(&self, inner: &Value) -> TokenStream {
        let (text, method) = match &inner.kind {
            ValueKind::Reference(reference) if reference.optional && !self.is_owned(reference) => {
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
        if last.optional && self.is_moved(last) {
            quote!(#start.or(#value))
        } else if last.optional {
            quote!(#start.or_else(|| #value))
        } else if matches!(&last.kind, ValueKind::Literal(Default::Text(text)) if text.is_empty()) {
            quote!(#start.unwrap_or_default())
        } else if matches!(&last.kind, ValueKind::Literal(constant) if constant.is_plain()) {
            quote!(#start.unwrap_or(#value))
        } else {
            quote!(#start.unwrap_or_else(|| #value))
        }
    }

    /// Whether a value is a parameter itself.
    fn is_moved(&self, value: &Value) -> bool {
        matches!(&value.kind, ValueKind::Reference(reference) if self.moves(reference))
    }

    /// The value, where a flag is on.
    fn when_on(&self, flag: &Reference, then: &Value) -> TokenStream {
        let flag = self.borrowed(flag);
        let value = self.owned(then);
        let is_at_hand = match &then.kind {
            ValueKind::Literal(constant) => constant.is_plain(),
            ValueKind::Reference(reference) => {
                matches!(reference.root, Root::Parameter(_)) && reference.steps.is_empty()
            }
            _ => false,
        };
        match is_at_hand {
            true if then.optional => quote!(#flag.then_some(#value).flatten()),
            true => quote!(#flag.then_some(#value)),
            _ if then.optional => quote!(#flag.then(|| #value).flatten()),
            _ => quote!(#flag.then(|| #value)),
        }
    }

    /// Texts in a row; an `Option` of them where one may be missing.
    fn join(&self, items: &[Value]) -> TokenStream {
        let texts = items.iter().map(|item| match &item.kind {
            ValueKind::Literal(Default::Text(text)) => quote!(#text),
            ValueKind::Reference(reference) if !self.is_owned(reference) => self.borrowed(reference),
            _ if item.optional => {
                let owned = self.owned(item);
                quote!(#owned.as_deref())
            }
            _ => {
                let owned = self.owned(item);
                quote!(#owned.as_str())
            }
        });
        if items.iter().any(|item| item.optional) {
            let (option, string) = (self.scope.prelude("Option"), self.scope.prelude("String"));
            let texts =
                items.iter().zip(texts).map(|(item, text)| if item.optional { text } else { quote!(Some(#text)) });
            return quote!([#(#texts),*].into_iter().collect::<#option<#string>>());
        }
        quote!([#(#texts),*].concat())
    }

    fn call(&self, position: usize, arguments: &[Option<Value>]) -> TokenStream {
        let form = &self.owner.forms()[position];
        let name = affixed("form_", &form.name, "");
        let arguments = form.parameters.iter().zip(arguments).map(|(parameter, value)| match value {
            Some(value) if parameter.ty.is_optional() => self.present(value),
            Some(value) => self.owned(value),
            None => quote!(None),
        });
        quote!(self.#name(#(#arguments),*))
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
