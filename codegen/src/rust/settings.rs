//! Settings: a struct, how it is made and changed, and the URLs derived from it.

pub(super) mod reading;
mod urls;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{deprecated, docs};
use super::identifiers::{affixed, pascal, snake};
use super::literals;
use super::records::initialised;
use super::rules;
use super::scope::Scope;
use crate::model::settings::{Setting, Settings};
use crate::model::types::Type;

/// The items of a group of settings, in reading order.
pub(super) fn emit(scope: &Scope<'_>, settings: &Settings) -> TokenStream {
    let structure = structure(scope, settings);
    let construction = construction(scope, settings);
    let reading = reading::emit(scope, settings);
    let urls = urls::emit(scope, settings);
    let debug = urls::debug(settings);
    quote! {
        #structure
        #construction
        #reading
        #urls
        #debug
    }
}

fn structure(scope: &Scope<'_>, settings: &Settings) -> TokenStream {
    let name = pascal(&settings.declaration.name);
    let words = settings.declaration.name.words();
    let about = docs(settings.declaration.doc.as_deref(), &format!("The {words}."));
    let deprecation = deprecated(settings.declaration.deprecated.as_deref());
    let fields = settings.fields.iter().map(|field| {
        let docs = docs(field.doc.as_deref(), &format!("The setting `{}`.", field.env));
        let deprecated = deprecated(field.deprecated.as_deref());
        let (name, ty) = (snake(&field.name), stored(scope, field));
        let visibility = (!field.has_rules()).then(|| quote!(pub));
        quote!(#docs #deprecated #visibility #name: #ty,)
    });
    let debug = settings.urls.is_empty().then(|| quote!(Debug,));
    quote! {
        #about
        #deprecation
        #[derive(Clone, #debug PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
        }
    }
}

/// The type of a setting as it is stored.
fn stored(scope: &Scope<'_>, field: &Setting) -> TokenStream {
    let mut ty = scope.ty(field.ty.required());
    if field.secret {
        ty = quote!(runtime::Secret<#ty>);
    }
    if field.ty.is_optional() {
        let option = scope.prelude("Option");
        ty = quote!(#option<#ty>);
    }
    ty
}

/// The name of the constant that holds a setting's rules.
fn rule(field: &Setting) -> Ident {
    super::identifiers::identifier(&format!("{}_RULE", field.name.screaming()))
}

fn construction(scope: &Scope<'_>, settings: &Settings) -> TokenStream {
    let name = pascal(&settings.declaration.name);
    let rules = settings.fields.iter().filter(|field| field.has_rules()).map(|field| {
        let (name, rule) = (rule(field), rules::constant(&field.name.snake(), &field.rules));
        quote!(const #name: runtime::Rule = #rule;)
    });
    let constructor = constructor(scope, settings);
    let setters = settings.fields.iter().map(|field| setter(scope, field));
    let getters = settings.fields.iter().filter(|field| field.has_rules()).map(|field| getter(scope, field));
    let default = settings.fields.iter().all(|field| !field.is_required()).then(|| {
        quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    quote! {
        impl #name {
            #(#rules)*

            #constructor
            #(#getters)*
            #(#setters)*
        }
        #default
    }
}

fn constructor(scope: &Scope<'_>, settings: &Settings) -> TokenStream {
    let required: Vec<&Setting> = settings.fields.iter().filter(|field| field.is_required()).collect();
    let parameters = required.iter().map(|field| parameter(scope, field).0);
    let fallible = required.iter().any(|field| field.rules.can_fail());
    let values = settings.fields.iter().map(|field| {
        let name = snake(&field.name);
        let value = if field.is_required() { parameter(scope, field).1 } else { absent(scope, field) };
        initialised(&name, &value)
    });
    let allowed = (required.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let about = if required.is_empty() {
        " Creates the settings without looking at the environment: everything absent or at its default."
    } else {
        " Creates the settings without looking at the environment; what is not given is absent or at its default."
    };
    let value = quote!(Self { #(#values)* });
    if fallible {
        let result = scope.prelude("Result");
        quote! {
            #[doc = #about]
            ///
            /// # Errors
            /// When a value breaks a rule.
            #allowed
            pub fn new(#(#parameters),*) -> #result<Self, runtime::ValueError> {
                Ok(#value)
            }
        }
    } else {
        quote! {
            #[doc = #about]
            #allowed
            #[must_use]
            pub fn new(#(#parameters),*) -> Self {
                #value
            }
        }
    }
}

/// A parameter that sets the field, and the expression that makes the value of it; `?` where a rule can be broken.
fn parameter(scope: &Scope<'_>, field: &Setting) -> (TokenStream, TokenStream) {
    let name = snake(&field.name);
    let ty = scope.ty(field.ty.required());
    let (parameter, mut value) = if field.has_rules() {
        let rule = rule(field);
        let value = quote!(Self::#rule.apply(#name.as_ref()));
        // A rule that only changes its value is never broken.
        let value = if field.rules.can_fail() { quote!(#value?) } else { quote!(#value.unwrap_or_default()) };
        (quote!(#name: impl AsRef<str>), value)
    } else if *field.ty.required() == Type::String {
        let into = scope.prelude("Into");
        (quote!(#name: impl #into<#ty>), quote!(#name.into()))
    } else {
        (quote!(#name: #ty), quote!(#name))
    };
    if field.secret {
        value = quote!(runtime::Secret::new(#value));
    }
    (parameter, value)
}

/// The value of a setting that is not given.
fn absent(scope: &Scope<'_>, field: &Setting) -> TokenStream {
    let Some(default) = &field.default else { return quote!(None) };
    let mut value = literals::default(scope, default, field.ty.required());
    if field.secret {
        value = quote!(runtime::Secret::new(#value));
    }
    if field.ty.is_optional() { quote!(Some(#value)) } else { value }
}

fn getter(scope: &Scope<'_>, field: &Setting) -> TokenStream {
    let name = snake(&field.name);
    let docs = docs(field.doc.as_deref(), &format!("The setting `{}`.", field.env));
    let deprecated = deprecated(field.deprecated.as_deref());
    let secret = field.secret.then(|| scope.ty(field.ty.required())).map(|ty| quote!(&runtime::Secret<#ty>));
    let (ty, value) = match (secret, field.ty.is_optional()) {
        (Some(ty), true) => (optional(scope, &ty), quote!(self.#name.as_ref())),
        (Some(ty), false) => (ty, quote!(&self.#name)),
        (None, true) => (optional(scope, &quote!(&str)), quote!(self.#name.as_deref())),
        (None, false) => (quote!(&str), quote!(&self.#name)),
    };
    quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #name(&self) -> #ty {
            #value
        }
    }
}

fn optional(scope: &Scope<'_>, ty: &TokenStream) -> TokenStream {
    let option = scope.prelude("Option");
    quote!(#option<#ty>)
}

fn setter(scope: &Scope<'_>, field: &Setting) -> TokenStream {
    let name = snake(&field.name);
    let setter = affixed("with_", &field.name, "");
    let (parameter, value) = parameter(scope, field);
    let value = if field.ty.is_optional() { quote!(Some(#value)) } else { value };
    let about = format!(" Sets `{}`.", field.name.snake());
    let deprecated = deprecated(field.deprecated.as_deref());
    if field.rules.can_fail() {
        let result = scope.prelude("Result");
        let rules = rules::prose(&field.rules).replace("Makes the value from text", "The value is text");
        return quote! {
            #[doc = #about]
            ///
            #[doc = #rules]
            ///
            /// # Errors
            /// When the value breaks a rule.
            #deprecated
            pub fn #setter(mut self, #parameter) -> #result<Self, runtime::ValueError> {
                self.#name = #value;
                Ok(self)
            }
        };
    }
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
