//! Newtypes: a value with rules, checked where it is made and where it is decoded.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{deprecated, docs};
use super::identifiers::pascal;
use super::rules;
use super::scope::Scope;
use super::target::Target;
use crate::model::newtypes::{Limit, Newtype};
use crate::model::symbols::Declaration;
use crate::model::types::{Type, TypeDeclaration};

/// The newtype's items, in reading order.
pub(super) fn emit(scope: &Scope<'_>, declared: &TypeDeclaration, newtype: &Newtype) -> TokenStream {
    let name = pascal(&declared.declaration.name);
    let about =
        docs(declared.declaration.doc.as_deref(), &format!("The value `{}`.", declared.declaration.name.words()));
    let deprecation = deprecated(declared.declaration.deprecated.as_deref());
    let inner = scope.ty(&newtype.inner);
    let stored = if newtype.secret { quote!(runtime::Secret<#inner>) } else { quote!(#inner) };
    let equality = equality(newtype);
    let methods =
        if newtype.inner == Type::String { text(scope, declared, newtype) } else { other(scope, declared, newtype) };
    let schema = super::schemas::newtype(scope, declared, newtype);
    quote! {
        #about
        #deprecation
        #[derive(Clone, Debug, PartialEq #equality)]
        pub struct #name(#stored);
        #methods
        #schema
    }
}

/// The further traits that the inner type has.
fn equality(newtype: &Newtype) -> TokenStream {
    let is_total =
        matches!(newtype.inner, Type::String | Type::Bool | Type::Bytes | Type::Uuid) || newtype.inner.is_integer();
    let is_copy = newtype.inner.is_integer() || matches!(newtype.inner, Type::Bool | Type::F64 | Type::Uuid);
    let total = (is_total && !newtype.secret).then(|| quote!(, Eq, Hash, PartialOrd, Ord));
    let copy = (is_copy && !newtype.secret).then(|| quote!(, Copy));
    quote!(#total #copy)
}

fn text(scope: &Scope<'_>, declared: &TypeDeclaration, newtype: &Newtype) -> TokenStream {
    let name = pascal(&declared.declaration.name);
    let (result, string) = (scope.prelude("Result"), scope.prelude("String"));
    let rule = rules::constant(&declared.declaration.name.pascal(), &newtype.rules);
    let make = if newtype.secret { quote!(runtime::Secret::new(text)) } else { quote!(text) };
    let reference = if newtype.secret { quote!(self.0.expose()) } else { quote!(&self.0) };
    let about = rules::prose(&newtype.rules);
    let shown = (!newtype.secret).then(|| {
        quote! {
            impl ::std::fmt::Display for #name {
                fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    formatter.write_str(self.as_str())
                }
            }
        }
    });
    quote! {
        impl #name {
            const RULE: runtime::Rule = #rule;

            #[doc = #about]
            ///
            /// # Errors
            /// When a rule is not satisfied.
            pub fn new(text: impl AsRef<str>) -> #result<Self, runtime::ValueError> {
                let text = Self::RULE.apply(text.as_ref())?;
                Ok(Self(#make))
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                #reference
            }
        }

        #shown

        impl ::std::str::FromStr for #name {
            type Err = runtime::ValueError;

            fn from_str(text: &str) -> #result<Self, runtime::ValueError> {
                Self::new(text)
            }
        }

        impl From<#name> for #string {
            fn from(value: #name) -> Self {
                value.as_str().into()
            }
        }

        impl runtime::Model for #name {
            fn decode(reader: &mut runtime::json::Reader<'_>) -> #result<Self, runtime::json::DecodeError> {
                let offset = reader.next_offset();
                let text = reader.text()?;
                Self::new(&text).map_err(|error| runtime::json::DecodeError::invalid(error.to_string(), offset))
            }

            fn encode(&self, writer: &mut runtime::json::Writer) {
                writer.string(self.as_str());
            }
        }
    }
}

fn other(scope: &Scope<'_>, declared: &TypeDeclaration, newtype: &Newtype) -> TokenStream {
    let name = pascal(&declared.declaration.name);
    let result = scope.prelude("Result");
    let inner = scope.ty(&newtype.inner);
    let make = if newtype.secret { quote!(runtime::Secret::new(value)) } else { quote!(value) };
    let reference = if newtype.secret { quote!(self.0.expose()) } else { quote!(&self.0) };
    let owned = if newtype.secret { quote!(self.0.into_inner()) } else { quote!(self.0) };
    let (constructor, decode) = if newtype.is_infallible() {
        (
            quote! {
                /// Wraps a value.
                #[must_use]
                pub fn new(value: #inner) -> Self {
                    Self(#make)
                }
            },
            quote!(Ok(Self::new(runtime::Model::decode(reader)?))),
        )
    } else {
        let check = range(&declared.declaration.name.pascal(), newtype);
        let about = limits(newtype);
        (
            quote! {
                #[doc = #about]
                ///
                /// # Errors
                /// When the value is outside of the limits.
                pub fn new(value: #inner) -> #result<Self, runtime::ValueError> {
                    #check
                    Ok(Self(#make))
                }
            },
            quote! {
                let offset = reader.next_offset();
                let value = runtime::Model::decode(reader)?;
                Self::new(value).map_err(|error| runtime::json::DecodeError::invalid(error.to_string(), offset))
            },
        )
    };
    quote! {
        impl #name {
            #constructor

            /// The value.
            #[must_use]
            pub fn get(&self) -> &#inner {
                #reference
            }

            /// The value itself.
            #[must_use]
            pub fn into_inner(self) -> #inner {
                #owned
            }
        }

        impl From<#name> for #inner {
            fn from(value: #name) -> Self {
                value.into_inner()
            }
        }

        impl runtime::Model for #name {
            fn decode(reader: &mut runtime::json::Reader<'_>) -> #result<Self, runtime::json::DecodeError> {
                #decode
            }

            fn encode(&self, writer: &mut runtime::json::Writer) {
                runtime::Model::encode(self.get(), writer);
            }
        }
    }
}

/// The codec of a newtype that exists already: what breaks a rule is not decoded.
pub(super) fn codec(scope: &Scope<'_>, target: &Target, declaration: &Declaration, newtype: &Newtype) -> TokenStream {
    let name = declaration.name.as_written();
    let result = scope.prelude("Result");
    let at = |tokens| scope.at(&newtype.inner, newtype.inner_span, tokens);
    let decoded = at(quote!(runtime::Model::decode(reader)?));
    let encoded = at(quote!(runtime::Model::encode(&self.0, writer)));
    let invalid = quote!(.map_err(|error| runtime::json::DecodeError::invalid(error.to_string(), offset))?);
    let checked = if newtype.rules.can_fail() || newtype.rules.normalises() {
        let rule = rules::constant(name, &newtype.rules);
        quote! {
            const RULE: runtime::Rule = #rule;
            let offset = reader.next_offset();
            let text = reader.text()?;
            Ok(Self(RULE.apply(&text)#invalid))
        }
    } else if newtype.is_infallible() {
        quote!(Ok(Self(#decoded)))
    } else {
        let limits = limits_of(newtype);
        quote! {
            let offset = reader.next_offset();
            let value = #decoded;
            Ok(Self(runtime::check_range(#name, value, #limits)#invalid))
        }
    };
    let body = quote! {
        fn decode(reader: &mut runtime::json::Reader<'_>) -> #result<Self, runtime::json::DecodeError> {
            #checked
        }

        fn encode(&self, writer: &mut runtime::json::Writer) {
            #encoded;
        }
    };
    target.implement(&quote!(runtime::Model), &body)
}

fn range(name: &str, newtype: &Newtype) -> TokenStream {
    let limits = limits_of(newtype);
    quote!(runtime::check_range(#name, value, #limits)?;)
}

/// The limits as a range.
fn limits_of(newtype: &Newtype) -> TokenStream {
    limited(newtype.min, newtype.max)
}

/// A range from the least number to the greatest.
pub(super) fn limited(min: Option<Limit>, max: Option<Limit>) -> TokenStream {
    let number = |limit: Limit| {
        let (literal, is_negative) = match limit {
            Limit::Integer(integer) => (Literal::u128_unsuffixed(integer.unsigned_abs()), integer < 0),
            Limit::Number(number) => (Literal::f64_unsuffixed(number.abs()), number < 0.0),
        };
        if is_negative { quote!(-#literal) } else { quote!(#literal) }
    };
    let min = min.map(number);
    match max.map(number) {
        Some(max) => quote!(#min..=#max),
        None => quote!(#min..),
    }
}

/// A limit as a person writes it.
pub(super) fn shown(limit: Limit) -> String {
    match limit {
        Limit::Integer(integer) => integer.to_string(),
        Limit::Number(number) => number.to_string(),
    }
}

fn limits(newtype: &Newtype) -> String {
    match (newtype.min.map(shown), newtype.max.map(shown)) {
        (Some(min), Some(max)) => format!(" Wraps a value from {min} to {max}."),
        (Some(min), None) => format!(" Wraps a value of at least {min}."),
        (None, Some(max)) => format!(" Wraps a value of at most {max}."),
        (None, None) => " Wraps a value.".to_owned(),
    }
}
