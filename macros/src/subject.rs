//! `#[derive(Subject)]`: somebody or something with a path.

use proc_macro2::TokenStream;
use syn::DeriveInput;
use typeloom::rust::derives;

use super::family::{self, Derive};
use super::reading::Reading;
use super::{address, expansion};

const DERIVE: Derive = Derive {
    attribute: "subject",
    set: "an enum of subjects",
    member: "a subject",
    set_keys: &["case", "values"],
    member_keys: &["path", "wire", "values"],
    elsewhere: &[
        ("uri", "a subject has a `path`; derive `Address` for URIs"),
        ("topic", "a subject has a `path`; derive `Address` for topics"),
        ("header", "a subject has a `path`; derive `Address` for headers"),
    ],
};

pub(crate) fn expand(input: TokenStream) -> syn::Result<TokenStream> {
    let input: DeriveInput = syn::parse2(input)?;
    let mut reading = Reading::new();
    let Some(family) = family::read(&input, &DERIVE, &mut reading) else {
        return reading.check().map(|()| TokenStream::new());
    };
    let model = reading.resolve("subjects", &input.ident, family.node)?;
    let target = address::target(&input);
    expansion::emit(&model, &reading, |scope| {
        model.subjects.iter().map(|(_, set)| derives::subject(scope, &target, &family.own, set)).collect()
    })
}
