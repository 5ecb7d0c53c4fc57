//! How requests are signed.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::connection::duration;
use crate::model::clients::{Auth, Client, JsonForm, OnSkew, Signature, SignatureField, SignedPart, TimestampForm};

/// The impl that says how requests are signed, so that the builder takes keys.
pub(super) fn emit(client: &Client, name: &Ident) -> Option<TokenStream> {
    let signature = client.auth.iter().find_map(|auth| match auth {
        Auth::Signature(signature) => Some(signature),
        _ => None,
    })?;
    let scheme = scheme(signature);
    Some(quote! {
        impl runtime::connection::Signed for #name {
            const SIGNATURE: &'static runtime::signature::SignatureScheme = &#scheme;
        }
    })
}

fn scheme(signature: &Signature) -> TokenStream {
    let parts = signature.parts.iter().map(part);
    let headers = signature.headers.iter().map(|(name, field)| {
        let field = self::field(*field);
        quote!((#name, runtime::signature::Field::#field))
    });
    let separator = signature.separator.as_ref().map(|separator| quote!(.separator(#separator)));
    let timestamp = timestamp(signature.timestamp);
    let body = signature.json.map(json_form).map(|form| quote!(.body(#form)));
    let tolerance = signature.tolerance.map(duration).map(|tolerance| quote!(.tolerance(#tolerance)));
    let on_skew = match signature.on_skew {
        OnSkew::Explain => None,
        OnSkew::Adjust => Some(quote!(.on_skew(runtime::signature::OnSkew::Adjust))),
    };
    quote! {
        runtime::signature::SignatureScheme::new(&[#(#parts),*], &[#(#headers),*])
            #separator #timestamp #body #tolerance #on_skew
    }
}

/// The call that says how the time is written, where it is not the usual way.
pub(super) fn timestamp(form: TimestampForm) -> Option<TokenStream> {
    let form = match form {
        TimestampForm::UnixSeconds => return None,
        TimestampForm::UnixMilliseconds => quote!(UnixMilliseconds),
        TimestampForm::IsoUtc => quote!(IsoUtc),
        TimestampForm::IsoOffset => quote!(IsoOffset),
    };
    Some(quote!(.timestamp(runtime::signature::TimestampForm::#form)))
}

fn part(part: &SignedPart) -> TokenStream {
    let part = match part {
        SignedPart::Text(text) => quote!(Text(#text)),
        SignedPart::Method => quote!(Method),
        SignedPart::Path => quote!(Path),
        SignedPart::Query => quote!(Query),
        SignedPart::Target => quote!(Target),
        SignedPart::Timestamp => quote!(Timestamp),
        SignedPart::KeyId => quote!(KeyId),
        SignedPart::Body => quote!(Body),
        SignedPart::BodyWithMembers => quote!(BodyWithMembers),
        SignedPart::BodyHashHex => quote!(BodyHash(runtime::signature::TextForm::Hex)),
        SignedPart::BodyHashBase64 => quote!(BodyHash(runtime::signature::TextForm::Base64)),
    };
    quote!(runtime::signature::Part::#part)
}

pub(super) fn field(field: SignatureField) -> TokenStream {
    match field {
        SignatureField::Signature => quote!(Signature),
        SignatureField::Timestamp => quote!(Timestamp),
        SignatureField::KeyId => quote!(KeyId),
        SignatureField::PublicKey => quote!(PublicKey),
    }
}

pub(super) fn json_form(form: JsonForm) -> TokenStream {
    let sorted = form.sorted.then(|| quote!(.sorted()));
    let compact = form.compact.then(|| quote!(.compact()));
    let unescaped = form.unescaped.then(|| quote!(.unescaped()));
    quote!(runtime::json::JsonForm::PYTHON #sorted #compact #unescaped)
}
