//! Keys of references: the primary one, or a concrete one with rules.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::own;
use super::identifiers::{identifier, pascal, snake};
use super::rules;
use super::scope::Scope;
use super::subjects::table;
use super::words::{self, Word};
use crate::model::names::Name;
use crate::model::references::Key;

/// The type of the key: the primary one, or a concrete one with rules.
pub(super) fn emit(scope: &Scope<'_>, key: &Key, has_fragment: bool) -> TokenStream {
    let (name, selector) = (pascal(&key.name), identifier(&format!("{}Selector", key.name.pascal())));
    let (option, result, string) = (scope.prelude("Option"), scope.prelude("Result"), scope.prelude("String"));
    let words = key.name.words();
    let about = own(&format!("A {words}: the primary one, or a concrete one."));
    let parameter = snake(&key.parameter);
    let written = key.parameter.as_written();
    let rule = rules::constant(written, &key.rules);
    let (primary, concrete) = (Name::new("primary"), Name::new("concrete"));
    let word = |name| Word { name, wire: name.as_written(), doc: None, deprecated: None };
    let selectors =
        words::emit(scope, &selector, &own(&format!("How a {words} selects.")), &[word(&primary), word(&concrete)]);
    let fragment = has_fragment.then(|| {
        let table = table(&key.fragment);
        quote! {
            /// The key as a part of a name.
            #[must_use]
            pub fn name_fragment(&self) -> #string {
                const REPLACED: &[(char, &str)] = #table;
                self.value().map_or_else(|| #string::from("primary"), |value| runtime::fragment::replace(value, REPLACED))
            }
        }
    });
    quote! {
        #about
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct #name(#option<#string>);

        impl #name {
            const RULE: runtime::Rule = #rule;

            /// The primary key, which is also the default.
            #[must_use]
            pub const fn primary() -> Self {
                Self(None)
            }

            /// A concrete key.
            ///
            /// # Errors
            /// When the value breaks its rule.
            pub fn concrete(#parameter: impl AsRef<str>) -> #result<Self, runtime::ValueError> {
                Ok(Self(Some(Self::RULE.apply(#parameter.as_ref())?)))
            }

            /// Whether it is the primary key.
            #[must_use]
            pub const fn is_primary(&self) -> bool {
                self.0.is_none()
            }

            /// Whether it is a concrete key.
            #[must_use]
            pub const fn is_concrete(&self) -> bool {
                self.0.is_some()
            }

            /// The value of a concrete key, normalised by its rule.
            #[must_use]
            pub fn value(&self) -> #option<&str> {
                self.0.as_deref()
            }

            /// The value of a concrete key.
            ///
            /// # Errors
            /// When it is the primary key.
            pub fn require_concrete(&self) -> #result<&str, runtime::ReferenceError> {
                self.value().ok_or(runtime::ReferenceError::NotConcrete { parameter: #written })
            }

            /// How the key selects.
            #[must_use]
            pub const fn selector(&self) -> #selector {
                match self.0 {
                    None => #selector::Primary,
                    Some(_) => #selector::Concrete,
                }
            }

            #fragment
        }

        impl TryFrom<&str> for #name {
            type Error = runtime::ValueError;

            fn try_from(#parameter: &str) -> #result<Self, runtime::ValueError> {
                Self::concrete(#parameter)
            }
        }

        impl ::std::fmt::Display for #name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.write_str(self.value().unwrap_or("primary"))
            }
        }

        #selectors
    }
}
