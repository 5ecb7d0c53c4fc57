//! How settings are read from the environment.

use proc_macro2::TokenStream;
use quote::quote;

use super::rule;
use crate::model::defaults::Default;
use crate::model::newtypes::Newtype;
use crate::model::settings::{Setting, Settings};
use crate::model::types::{Shape, Type};
use crate::rust::identifiers::{locals, pascal, snake};
use crate::rust::rules;
use crate::rust::scope::Scope;
use crate::rust::target::Target;

/// Whose fields the settings are read into.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    /// Those of a generated struct.
    Generated,
    /// Those of a struct that is not generated; they say of which type they are.
    Own,
}

impl Owner {
    /// The type that is read; the compiler finds that of a field which is there.
    fn ty(self, ty: TokenStream) -> TokenStream {
        match self {
            Self::Generated => ty,
            Self::Own => quote!(_),
        }
    }

    /// The path of the rule of a setting.
    fn rule(self, field: &Setting) -> TokenStream {
        let rule = rule(field);
        match self {
            Self::Generated => quote!(Self::#rule),
            Self::Own => quote!(#rule),
        }
    }
}

/// `from_env` and `from_environment` of a generated struct.
pub(super) fn emit(scope: &Scope<'_>, settings: &Settings) -> TokenStream {
    let name = pascal(&settings.declaration.name);
    let methods = methods(scope, settings, Owner::Generated);
    quote! {
        impl #name {
            #methods
        }
    }
}

/// `from_env` and `from_environment` of a struct of Rust code, and the rules beside them.
pub(in crate::rust) fn derive(scope: &Scope<'_>, target: &Target, settings: &Settings) -> TokenStream {
    let rules = settings.fields.iter().filter(|field| field.has_rules()).map(|field| {
        let (name, rule) = (rule(field), rules::constant(&field.name.snake(), &field.rules));
        // A pattern is compiled once, so that its rule has one place.
        quote!(static #name: runtime::Rule = #rule;)
    });
    let methods = target.inherent(&methods(scope, settings, Owner::Own));
    quote!(#(#rules)* #methods)
}

fn methods(scope: &Scope<'_>, settings: &Settings, owner: Owner) -> TokenStream {
    let result = scope.prelude("Result");
    let locals = locals(settings.fields.iter().map(|field| &field.name));
    let reads = settings.fields.iter().zip(&locals).map(|(field, local)| {
        let value = value(scope, field, owner);
        quote!(let #local = #value;)
    });
    let values = settings.fields.iter().zip(&locals).map(|(field, local)| {
        let name = snake(&field.name);
        let value = if is_read(field) { quote!(#local?) } else { quote!(#local) };
        if name == value.to_string() { quote!(#name,) } else { quote!(#name: #value,) }
    });
    quote! {
        /// Reads the settings from the environment variables of this process.
        ///
        /// # Errors
        /// All variables that are missing or invalid, by name and without their values.
        pub fn from_env() -> #result<Self, runtime::SettingsError> {
            Self::from_environment(&runtime::ProcessEnvironment)
        }

        /// Reads the settings from any environment, such as a map in a test.
        ///
        /// # Errors
        /// All variables that are missing or invalid, by name and without their values.
        pub fn from_environment(environment: &dyn runtime::Environment) -> #result<Self, runtime::SettingsError> {
            let mut reader = runtime::SettingsReader::new(environment);
            #(#reads)*
            reader.finish_with(|| Some(Self { #(#values)* }))
        }
    }
}

/// Whether the expression for a setting is an `Option`, and its field is none.
fn is_read(field: &Setting) -> bool {
    field.is_required() || matches!(field.ty, Type::Rust(_)) && matches!(field.default, Some(Default::Text(_)))
}

/// The expression for one setting: an `Option` when it is optional or required, the value when it has a default.
fn value(scope: &Scope<'_>, field: &Setting, owner: Owner) -> TokenStream {
    let read = read(scope, field, owner);
    let Some(default) = &field.default else { return read };
    if let (Type::Rust(_), Default::Text(_)) = (field.ty.required(), default) {
        return read;
    }
    let absent = absent(scope, field, owner);
    match (field.ty.is_optional(), default.is_plain() && !field.secret) {
        (true, true) => quote!(#read.or(#absent)),
        (true, false) => quote!(#read.or_else(|| #absent)),
        (false, true) => quote!(#read.unwrap_or(#absent)),
        (false, false) => quote!(#read.unwrap_or_else(|| #absent)),
    }
}

/// Numbers that the language has no word for.
const NUMBERS: [&str; 6] = ["i8", "i16", "isize", "u8", "u16", "usize"];

/// The expression for a variable that is set, as an `Option`.
fn read(scope: &Scope<'_>, field: &Setting, owner: Owner) -> TokenStream {
    let env = &field.env;
    let take = if field.is_required() { quote!(required) } else { quote!(optional) };
    let string = scope.prelude("String");
    let checked = |ty: &TokenStream, parameter: &TokenStream, made: &TokenStream| quote!(reader.#take::<#ty>(#env).and_then(|#parameter| reader.check(#env, #made)));
    let plain = match field.ty.required() {
        Type::String if field.has_rules() => {
            let rule = owner.rule(field);
            checked(&string, &quote!(text), &quote!(#rule.apply(&text)))
        }
        Type::Named(id) => {
            let path = scope.path(&scope.declared(*id).declaration);
            match &scope.declared(*id).shape {
                Shape::Enum(declared) if declared.open => {
                    quote!(reader.#take::<#string>(#env).map(|text| #path::from(text.as_str())))
                }
                Shape::Newtype(newtype) => made(scope, field, newtype, &take, &path),
                _ => checked(&string, &quote!(text), &quote!(text.parse::<#path>())),
            }
        }
        Type::Rust(name) => {
            // Numbers say what they can be; of any other type nothing is known but its name.
            let parse = if NUMBERS.contains(&name.as_str()) {
                quote!(runtime::settings::FromSetting::from_setting)
            } else {
                scope.at(&field.ty, field.type_span, quote!(|text| runtime::settings::from_text(#name, text)))
            };
            match &field.default {
                Some(Default::Text(default)) => quote!(reader.read_or(#env, #default, #parse)),
                _ => quote!(reader.#take::<#string>(#env).and_then(|text| reader.check(#env, (#parse)(&text)))),
            }
        }
        ty => {
            let ty = scope.ty(ty);
            let ty = owner.ty(if field.secret { quote!(runtime::Secret<#ty>) } else { ty });
            return quote!(reader.#take::<#ty>(#env));
        }
    };
    if field.secret { quote!(#plain.map(runtime::Secret::new)) } else { plain }
}

/// The value of a setting that is not given.
fn absent(scope: &Scope<'_>, field: &Setting, owner: Owner) -> TokenStream {
    if field.default == Some(Default::Rust) {
        let absent = scope.at(&field.ty, field.type_span, quote!(::std::default::Default::default()));
        return if field.secret { quote!(runtime::Secret::new(#absent)) } else { absent };
    }
    let absent = super::absent(scope, field);
    // The field may be of the standard library's type.
    if owner == Owner::Own && *field.ty.required() == Type::Duration {
        return quote!(::std::convert::Into::into(#absent));
    }
    absent
}

/// A newtype from its inner value.
fn made(scope: &Scope<'_>, field: &Setting, newtype: &Newtype, take: &TokenStream, path: &TokenStream) -> TokenStream {
    let env = &field.env;
    let inner = scope.ty(&newtype.inner);
    if newtype.inner == Type::String {
        quote!(reader.#take::<#inner>(#env).and_then(|text| reader.check(#env, #path::new(text))))
    } else if newtype.is_infallible() {
        quote!(reader.#take::<#inner>(#env).map(#path::new))
    } else {
        quote!(reader.#take::<#inner>(#env).and_then(|value| reader.check(#env, #path::new(value))))
    }
}
