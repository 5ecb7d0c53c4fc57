//! `#[derive(Address)]`: texts of one place, built and read back.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;
use typeloom::rust::derives;
use typeloom::rust::target::Target;

use super::family::{self, Derive};
use super::reading::Reading;
use super::{expansion, generics};

const DERIVE: Derive = Derive {
    attribute: "address",
    set: "an enum of addresses",
    member: "an address",
    set_keys: &["values", "dots"],
    member_keys: &["path", "uri", "topic", "header", "values"],
    elsewhere: &[
        ("wire", "an address is told by its template; derive `Subject` for kinds on the wire"),
        ("case", "an address is told by its template; derive `Subject` for kinds on the wire"),
    ],
};

pub(crate) fn expand(input: TokenStream) -> syn::Result<TokenStream> {
    let input: DeriveInput = syn::parse2(input)?;
    let mut reading = Reading::new();
    let Some(family) = family::read(&input, &DERIVE, &mut reading) else {
        return reading.check().map(|()| TokenStream::new());
    };
    let model = reading.resolve("subjects", &input.ident, family.node)?;
    let target = target(&input);
    expansion::emit(&model, &reading, |scope| {
        model.subjects.iter().map(|(_, set)| derives::address(scope, &target, &family.own, set)).collect()
    })
}

/// The type, whose parameters are values that are written and read.
pub(crate) fn target(input: &DeriveInput) -> Target {
    generics::target(input, &quote!(::std::fmt::Display + ::std::str::FromStr))
}
