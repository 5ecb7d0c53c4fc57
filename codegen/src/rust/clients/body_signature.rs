//! Signatures inside of bodies.

use proc_macro2::TokenStream;
use quote::quote;

use super::signature::{field, json_form, timestamp};
use crate::model::clients::{BodySignature, Client, SignedMember, SignedValue};

/// The static that says how the body of an operation is signed.
pub(super) fn declared(client: &Client, signature: &BodySignature) -> TokenStream {
    let (body, over) = (members(&signature.body), members(&signature.over));
    let body_form = client.json.map(json_form).map(|form| quote!(.body(#form)));
    let form = signature.form.map(json_form).map(|form| quote!(.form(#form)));
    let timestamp = timestamp(signature.timestamp);
    quote! {
        static SIGNATURE: runtime::signature::BodySignature =
            runtime::signature::BodySignature::new(#body, #over) #body_form #form #timestamp;
    }
}

fn members(members: &[SignedMember]) -> TokenStream {
    let members = members.iter().map(|SignedMember { name, value }| {
        let value = member(value);
        quote!((#name, runtime::signature::Member::#value))
    });
    quote!(&[#(#members),*])
}

fn member(value: &SignedValue) -> TokenStream {
    match value {
        SignedValue::Of(wire) => quote!(Of(#wire)),
        SignedValue::Field(part) => field(*part),
        SignedValue::Text(text) => quote!(Text(#text)),
        SignedValue::Object(inner) => {
            let inner = members(inner);
            quote!(Object(#inner))
        }
    }
}
