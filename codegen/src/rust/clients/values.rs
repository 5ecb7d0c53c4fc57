//! Values that a client holds: how it is given them, and how its operations take them.

use std::borrow::Cow;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::borrowed;
use super::operations::some;
use crate::model::clients::graphql::Value;
use crate::model::clients::{Client, ContextSource, HeldValue, Taken};
use crate::model::selectors::Selector;
use crate::model::settings::Settings;
use crate::model::types::Type;
use crate::rust::accessors::{self, is_copy};
use crate::rust::clients::connection::read;
use crate::rust::docs::{docs, own, written};
use crate::rust::families::kind_name;
use crate::rust::identifiers::{pascal, snake};
use crate::rust::scope::Scope;

/// The methods for all values.
pub(super) fn emit(scope: &Scope<'_>, client: &Client) -> TokenStream {
    let values = client.values.iter().map(|held| methods(scope, held));
    let values: TokenStream = values.collect();
    let context = with_context(scope, client);
    quote!(#values #context)
}

fn methods(scope: &Scope<'_>, held: &HeldValue) -> TokenStream {
    let (getter, name, words) = (snake(&held.name), held.name.as_written(), held.name.words());
    let (with, without) = (format_ident!("with_{}", held.name.snake()), format_ident!("without_{}", held.name.snake()));
    let about = docs(held.doc.as_deref(), &format!("The {words} of its calls."));
    let [with_about, without_about] = [
        format!("The same client, with this {words} for the calls that give none."),
        format!("The same client, which holds no {words}."),
    ]
    .map(|text| own(&text));
    let (option, returns) = (scope.prelude("Option"), returned(scope, &held.value));
    let (stored, get) = (stored(scope, &held.value), get(scope, held));
    let (parameter, value) = match held.value.ty().map(Type::required) {
        Some(Type::String) => (quote!(impl ::std::convert::Into<#stored>), quote!(#getter.into())),
        _ => (stored, quote!(#getter)),
    };
    let some = some(scope);
    let none = none(scope, held);
    quote! {
        #about
        ///
        /// What the client holds for the calls that give none.
        #[must_use]
        pub fn #getter(&self) -> #option<#returns> {
            #get
        }

        #with_about
        #[must_use]
        pub fn #with(&self, #getter: #parameter) -> Self {
            Self { client: self.client.clone().with_held(#name, #some(#value)) }
        }

        #without_about
        #[must_use]
        pub fn #without(&self) -> Self {
            Self { client: self.client.clone().with_held(#name, #none) }
        }
    }
}

/// What is kept, without `?`.
fn stored(scope: &Scope<'_>, value: &Value) -> TokenStream {
    match value {
        Value::Type(ty) => scope.ty(ty.required()),
        Value::Selector { id, .. } => scope.path(&scope.model.selectors[*id].declaration),
        Value::Subject { id, .. } => scope.path(&scope.model.subjects[*id].declaration),
    }
}

/// What calls are given and getters give, without `?`.
pub(super) fn returned(scope: &Scope<'_>, value: &Value) -> TokenStream {
    match value.ty() {
        Some(ty) => borrowed(scope, ty.required()),
        None => {
            let path = stored(scope, value);
            quote!(&#path)
        }
    }
}

fn get(scope: &Scope<'_>, held: &HeldValue) -> TokenStream {
    let (stored, name) = (stored(scope, &held.value), held.name.as_written());
    let get = quote!(self.client.held::<#stored>(#name));
    match held.value.ty().map(Type::required) {
        Some(Type::String) => quote!(#get.map(#stored::as_str)),
        Some(Type::List(_)) => quote!(#get.map(|list| &list[..])),
        Some(Type::Bool | Type::I32 | Type::I64 | Type::U32 | Type::U64 | Type::F64) => quote!(#get.copied()),
        _ => get,
    }
}

fn none(scope: &Scope<'_>, held: &HeldValue) -> TokenStream {
    let (option, stored) = (scope.prelude("Option"), stored(scope, &held.value));
    quote!(#option::<#stored>::None)
}

/// The function that takes the values of a context.
fn with_context(scope: &Scope<'_>, client: &Client) -> Option<TokenStream> {
    let id = client.context?;
    let context = &scope.model.contexts[id];
    let ty = scope.path(&context.declaration);
    let taken = client.values.iter().filter_map(|held| Some((held, held.context.as_ref()?)));
    let mut fallible = false;
    let given = taken.map(|(held, source)| {
        let name = held.name.as_written();
        let value = match source {
            ContextSource::Selector(at) => {
                fallible = true;
                let getter = snake(&context.selectors[*at].name);
                quote!(context.#getter()?)
            }
            ContextSource::Path(accessor) => {
                let value = accessors::expression(scope, accessor, &quote!(context));
                let some = some(scope);
                let value = if accessor.optional { value } else { quote!(#some(#value)) };
                match &accessor.ty {
                    Type::String => quote!(#value.map(str::to_owned)),
                    Type::List(_) => quote!(#value.map(<[_]>::to_vec)),
                    copied if is_copy(copied) => value,
                    _ => quote!(#value.cloned()),
                }
            }
        };
        quote!(.with_held(#name, #value))
    });
    let given: TokenStream = given.collect();
    let client = quote!(Self { client: self.client.clone() #given });
    let (errors, returns, body, must_use) = if fallible {
        let result = scope.prelude("Result");
        (
            own("\n# Errors\nWhen something in the context cannot be a selector."),
            quote!(#result<Self, runtime::ValueError>),
            quote!(Ok(#client)),
            None,
        )
    } else {
        (TokenStream::new(), quote!(Self), client, Some(quote!(#[must_use])))
    };
    Some(quote! {
        /// The same client for the calls of one request: with what it takes of the context, and nothing where that has none.
        #errors
        #must_use
        pub fn with_context(&self, context: &#ty) -> #returns {
            #body
        }
    })
}

/// The calls that give a builder what settings say.
pub(super) fn given(scope: &Scope<'_>, client: &Client, settings: &Settings) -> TokenStream {
    let some = some(scope);
    let calls = client.values.iter().filter_map(|held| {
        let setting = &settings.fields[held.setting?];
        let (name, value) = (held.name.as_written(), read(setting));
        let value = match (setting.ty.is_optional(), setting.has_rules()) {
            (true, true) => quote!(#value.map(str::to_owned)),
            (true, false) => quote!(#value.clone()),
            (false, true) => quote!(#some(#value.to_owned())),
            (false, false) => quote!(#some(#value.clone())),
        };
        Some(quote!(.held_text(#name, #value)))
    });
    calls.collect()
}

/// The type of what a call can give in the place of a value.
pub(super) fn parameter(scope: &Scope<'_>, client: &Client, taken: &Taken) -> TokenStream {
    let (option, given) = (scope.prelude("Option"), returned(scope, &client.values[taken.value].value));
    quote!(#option<#given>)
}

/// What is said about an argument; nothing about one that is no parameter.
pub(super) fn explained<'a>(client: &Client, doc: Option<&'a str>, from: Option<&Taken>) -> Option<Cow<'a, str>> {
    let doc = written(doc);
    let Some(taken) = from else { return doc.map(Cow::Borrowed) };
    let held = format!("`None` is the `{}` of the client.", client.values[taken.value].name.snake());
    let doc = doc.map_or_else(|| held.clone(), |doc| format!("{doc} {held}"));
    taken.is_parameter.then_some(Cow::Owned(doc))
}

/// The statements that make a local of what an argument is: what a call gives, or else what the client holds.
pub(super) fn taken(
    scope: &Scope<'_>,
    client: &Client,
    (call, local): (&Ident, &Ident),
    taken: &Taken,
    is_required: bool,
) -> TokenStream {
    let held = &client.values[taken.value];
    let getter = snake(&held.name);
    let value = if taken.is_parameter { quote!(#local.or_else(|| self.#getter())) } else { quote!(self.#getter()) };
    let value = match &held.value {
        Value::Selector { id, .. } => filtered(scope, &scope.model.selectors[*id], taken, value),
        Value::Type(_) | Value::Subject { .. } => value,
    };
    let name = local.to_string();
    let require = is_required.then(|| quote!(#call.require(#name, #local.is_some());));
    quote!(let #local = #value; #require)
}

/// A selector that is there, if it is one of those that are sent.
pub(super) fn filtered(scope: &Scope<'_>, selector: &Selector, taken: &Taken, value: TokenStream) -> TokenStream {
    if taken.only.is_empty() {
        return value;
    }
    let kind = scope.item(selector.declaration.module, &kind_name(&selector.declaration));
    let members = taken.only.iter().map(|at| {
        let member = pascal(&selector.family.members[*at].name);
        quote!(#kind::#member)
    });
    quote!(#value.filter(|value| matches!(value.kind(), #(#members)|*)))
}
