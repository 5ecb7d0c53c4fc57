//! What a program can choose about a guard: fields, their setters, and what forms see of them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::model::guards::{Guard, GuardOption, Limit, OptionSource};
use crate::model::types::Type;
use crate::rust::accessors::is_copy;
use crate::rust::docs::{deprecated, docs, own, written};
use crate::rust::identifiers::{affixed, pascal, snake};
use crate::rust::literals;
use crate::rust::scope::Scope;

/// The fields of the struct.
pub(super) fn fields(scope: &Scope<'_>, guard: &Guard) -> TokenStream {
    guard
        .options
        .iter()
        .map(|option| {
            let (name, ty) = (snake(&option.name), scope.ty(&option.ty));
            match option.source {
                OptionSource::Table(_) => {
                    let choice = scope.prelude("Option");
                    quote!(#name: #choice<#ty>,)
                }
                _ => quote!(#name: #ty,),
            }
        })
        .collect()
}

/// What they are when nothing is chosen.
pub(super) fn initial(scope: &Scope<'_>, guard: &Guard) -> TokenStream {
    guard
        .options
        .iter()
        .map(|option| {
            let name = snake(&option.name);
            match &option.source {
                OptionSource::Default(value) => {
                    let value = literals::default(scope, value, option.ty.required());
                    if option.ty.is_optional() { quote!(#name: Some(#value),) } else { quote!(#name: #value,) }
                }
                OptionSource::Nothing | OptionSource::Table(_) => quote!(#name: None,),
            }
        })
        .collect()
}

/// A method for each.
pub(super) fn setters(scope: &Scope<'_>, guard: &Guard) -> TokenStream {
    guard.options.iter().map(|option| setter(scope, option)).collect()
}

fn setter(scope: &Scope<'_>, option: &GuardOption) -> TokenStream {
    let (name, method) = (snake(&option.name), affixed("with_", &option.name, ""));
    let same = own("The same guard with another choice.");
    let about = docs(option.doc.as_deref(), &format!("What it is told about `{}`.", option.name.words()));
    let otherwise = match option.source {
        OptionSource::Table(id) => {
            let table = pascal(&scope.model.tables[id].declaration.name);
            own(&format!("\nOtherwise it is what `{table}` says of the name of the action."))
        }
        _ => TokenStream::new(),
    };
    let deprecation = deprecated(option.deprecated.as_deref());
    let ty = option.ty.required();
    let (parameter, value) = match ty {
        Type::String => {
            let (into, string) = (scope.prelude("Into"), scope.prelude("String"));
            (quote!(impl #into<#string>), quote!(#name.into()))
        }
        Type::Duration => {
            let into = scope.prelude("Into");
            (quote!(impl #into<runtime::Duration>), quote!(#name.into()))
        }
        ty => (scope.ty(ty), quote!(#name)),
    };
    let is_wrapped = option.ty.is_optional() || matches!(option.source, OptionSource::Table(_));
    let value = if is_wrapped { quote!(Some(#value)) } else { value };
    let is_short = matches!(ty, Type::String | Type::Duration) || is_wrapped;
    let field = if is_short { quote!(#name: #value) } else { quote!(#name) };
    let same = written(option.doc.as_deref()).map(|_| quote!(#[doc = ""] #same));
    quote! {
        #about
        #otherwise
        #same
        #deprecation
        #[must_use]
        pub fn #method(&self, #name: #parameter) -> Self {
            Self { #field, ..self.clone() }
        }
    }
}

/// The value of an option, owned, for an action in the local `about`.
pub(super) fn owned(scope: &Scope<'_>, option: &GuardOption) -> TokenStream {
    let name = snake(&option.name);
    match option.source {
        OptionSource::Table(id) => {
            let table = scope.path(&scope.model.tables[id].declaration);
            quote!(self.#name.clone().unwrap_or_else(|| #table::of(about.name())))
        }
        _ if is_copy(option.ty.required()) => quote!(self.#name),
        _ => quote!(self.#name.clone()),
    }
}

/// The method that says for how long a decision is waited for, where a program can choose that.
pub(super) fn limit(guard: &Guard) -> Option<TokenStream> {
    let Limit::Chosen(position) = guard.wait.as_ref()?.limit else { return None };
    let name: Ident = snake(&guard.options[position].name);
    Some(quote! {
        fn limit(&self) -> ::std::time::Duration {
            self.#name.get()
        }
    })
}
