//! Addresses: texts of one place that are built of, and read into, a type of Rust code.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::families::{Emitter, OwnType};
use super::identifiers::{identifier, pascal};
use super::scope::Scope;
use super::subjects;
use super::target::Target;
use super::templates::Out;
use crate::model::names::Name;
use crate::model::subjects::SubjectSet;

/// Building, reading, and the runtime's trait for both.
pub(super) fn derive(scope: &Scope<'_>, target: &Target, own: &OwnType, subjects: &SubjectSet) -> TokenStream {
    let emitter = Emitter::own(&subjects.declaration, &subjects.family, own);
    let (result, string) = (scope.prelude("Result"), scope.prelude("String"));
    let (templates, rules) = (emitter.templates(), emitter.own_rules());
    let word = emitter.family.place.word();
    let place = pascal(&Name::new(word));
    let (build, read) = (identifier(&format!("to_{word}")), identifier(&format!("parse_{word}")));
    let about =
        docs::own(&format!("The {word}.\n\n# Errors\nWhen a value cannot stand in a {word}, or breaks its rule."));
    let (capacity, write) = (emitter.capacity(), emitter.write(&Out::owned("text")));
    let parse = subjects::parse(scope, &emitter);
    let methods = target.inherent(&quote! {
        #about
        pub fn #build(&self) -> #result<#string, runtime::TemplateError> {
            let mut text = #string::with_capacity(#capacity);
            #write
            Ok(text)
        }

        #parse
    });
    let address = target.implement(
        &quote!(runtime::Address),
        &quote! {
            const PLACE: runtime::Place = runtime::Place::#place;

            fn to_address(&self) -> #result<#string, runtime::TemplateError> {
                self.#build()
            }

            fn parse_address(text: &str) -> #result<Self, runtime::AddressError> {
                Self::#read(text)
            }
        },
    );
    let from_text = subjects::from_text(scope, target, &read);
    quote!(#templates #rules #methods #address #from_text)
}
