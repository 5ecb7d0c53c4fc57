//! Properties: getters of threads and messages.

use proc_macro2::TokenStream;
use quote::quote;

use super::fresh_field;
use crate::model::accessors::Accessor;
use crate::model::defaults::Default;
use crate::model::threads::{Alternative, Condition, Fallback, Join, Place, Property, PropertySource, Thread};
use crate::model::types::Type;
use crate::rust::accessors::{self, is_copy};
use crate::rust::docs::{deprecated, docs};
use crate::rust::events::entry;
use crate::rust::forms::literal;
use crate::rust::identifiers::snake;
use crate::rust::scope::Scope;

/// The public getter of a thread, which asks what its events are made from.
pub(super) fn delegate(scope: &Scope<'_>, property: &Property) -> TokenStream {
    let (name, about, ty) = (snake(&property.name), about(property), return_type(scope, property, &TokenStream::new()));
    quote! {
        #about
        #[must_use]
        pub fn #name(&self) -> #ty {
            self.forms.#name()
        }
    }
}

/// The getter of what events are made from.
pub(super) fn getter(scope: &Scope<'_>, thread: &Thread, property: &Property) -> TokenStream {
    let (name, ty) = (snake(&property.name), return_type(scope, property, &TokenStream::new()));
    let body = body(scope, &thread.properties, property, &quote!(self.context));
    quote! {
        fn #name(&self) -> #ty {
            #body
        }
    }
}

/// The getter of a message, which is a copy of a reference itself.
pub(super) fn of_message(scope: &Scope<'_>, properties: &[Property], property: &Property) -> TokenStream {
    let (name, about, ty) = (snake(&property.name), about(property), return_type(scope, property, &quote!('t)));
    let body = body(scope, properties, property, &quote!(self.thread.forms.context));
    quote! {
        #about
        #[must_use]
        pub fn #name(self) -> #ty {
            #body
        }
    }
}

fn about(property: &Property) -> TokenStream {
    let docs = docs(property.doc.as_deref(), &format!("The {}.", property.name.words()));
    let deprecated = deprecated(property.deprecated.as_deref());
    quote!(#docs #deprecated)
}

fn return_type(scope: &Scope<'_>, property: &Property, lifetime: &TokenStream) -> TokenStream {
    let ty = match &property.source {
        PropertySource::First { .. } => accessors::borrowed_for(scope, &property.ty, lifetime),
        PropertySource::Join(_) => scope.prelude("String"),
    };
    if property.optional {
        let option = scope.prelude("Option");
        quote!(#option<#ty>)
    } else {
        ty
    }
}

fn body(scope: &Scope<'_>, all: &[Property], property: &Property, context: &TokenStream) -> TokenStream {
    match &property.source {
        PropertySource::Join(join) => joined(scope, join, context),
        PropertySource::First { first, fallback } => {
            let values: Vec<_> =
                first.iter().map(|alternative| value(scope, all, alternative, &property.ty, context)).collect();
            let Some((start, others)) = values.split_first() else { return TokenStream::new() };
            let is_always = first.last().is_some_and(|last| !last.optional);
            let (maybe, last) = match others.split_last() {
                Some((last, maybe)) if is_always => (maybe, Some(quote!(.unwrap_or_else(|| #last)))),
                _ => (others, fallback.as_ref().map(|fallback| self::fallback(scope, property, fallback))),
            };
            quote!(#start #(.or_else(|| #maybe))* #last)
        }
    }
}

fn fallback(scope: &Scope<'_>, property: &Property, fallback: &Fallback) -> TokenStream {
    match fallback {
        Fallback::NewId => {
            let field = fresh_field(&property.name);
            quote!(.unwrap_or_else(|| self.#field.get_or_init(|| runtime::NewId::new_id(&*self.ids)).as_str()))
        }
        Fallback::Literal(Default::Text(text)) if property.ty == Type::String => quote!(.unwrap_or(#text)),
        Fallback::Literal(value) => {
            let literal = literal(scope, value, &property.ty);
            if is_copy(&property.ty) { quote!(.unwrap_or(#literal)) } else { quote!(.unwrap_or(&#literal)) }
        }
    }
}

fn value(
    scope: &Scope<'_>,
    all: &[Property],
    alternative: &Alternative,
    ty: &Type,
    context: &TokenStream,
) -> TokenStream {
    let (value, is_option) = match &alternative.place {
        Place::Property(position) => {
            let (name, property) = (snake(&all[*position].name), &all[*position]);
            (quote!(self.#name()), property.optional)
        }
        Place::Context(accessor) => (accessors::expression(scope, accessor, context), accessor.optional),
    };
    let mut value = if alternative.optional && !is_option { quote!(Some(#value)) } else { value };
    if alternative.non_empty {
        let text = if *ty == Type::String { quote!(value) } else { quote!(value.as_str()) };
        value = quote!(#value.filter(|value| !#text.is_empty()));
    }
    let conditions =
        alternative.conditions.iter().map(|one| condition(scope, one, context)).reduce(|all, one| quote!(#all && #one));
    conditions.map_or_else(|| value.clone(), |conditions| quote!(#value.filter(|_| #conditions)))
}

fn condition(scope: &Scope<'_>, condition: &Condition, context: &TokenStream) -> TokenStream {
    let Accessor { ty, optional, .. } = &condition.accessor;
    let found = accessors::expression(scope, &condition.accessor, context);
    let (is_text, is_plain) = (*ty == Type::String, is_copy(ty));
    let expected = match &condition.value {
        Default::Text(text) if is_text => quote!(#text),
        other => literal(scope, other, ty),
    };
    let compare = |value: TokenStream| {
        if let Default::Bool(expected) = condition.value {
            return if expected { value } else { quote!(!#value) };
        }
        if is_text || is_plain { quote!(#value == #expected) } else { quote!(*#value == #expected) }
    };
    if *optional {
        let compared = compare(quote!(value));
        quote!(#found.is_some_and(|value| #compared))
    } else {
        compare(found)
    }
}

fn joined(scope: &Scope<'_>, join: &Join, context: &TokenStream) -> TokenStream {
    let list = if join.of.optional {
        let list = accessors::expression(scope, &join.of, context);
        quote!(#list.unwrap_or_default())
    } else {
        accessors::place(scope, &join.of, context)
    };
    let without = join.without.as_ref().map(|(at, key)| {
        let found = entry(scope, at, &quote!(item), &quote!(#key));
        quote!(.filter(|item| #found.is_none()))
    });
    let text = accessors::expression(scope, &join.field, &quote!(item));
    let as_text = |text: TokenStream| if join.field.ty == Type::String { text } else { quote!(#text.as_str()) };
    let texts = if join.field.optional {
        let value = as_text(quote!(text));
        if join.field.ty == Type::String {
            quote!(.filter_map(|item| #text))
        } else {
            quote!(.filter_map(|item| #text.map(|text| #value)))
        }
    } else {
        let value = as_text(text);
        quote!(.map(|item| #value))
    };
    let (separator, vec) = (&join.separator, scope.prelude("Vec"));
    quote! {
        let texts: #vec<&str> = #list.iter() #without #texts .filter(|text| !text.is_empty()).collect();
        (!texts.is_empty()).then(|| texts.join(#separator))
    }
}
