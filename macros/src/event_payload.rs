//! `#[derive(EventPayload)]`: which events carry a model.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;
use typeloom::diagnostic::{Code, Diagnostic};
use typeloom::model::events;
use typeloom::raw::events::read_payload;
use typeloom::rust::derives;

use super::reading::Reading;
use super::{expansion, generics, nodes};

pub(crate) fn expand(input: TokenStream) -> syn::Result<TokenStream> {
    let input: DeriveInput = syn::parse2(input)?;
    let mut reading = Reading::new();
    let at = reading.places.token(input.ident.span());
    if input.attrs.iter().all(|attribute| !attribute.path().is_ident("event")) {
        reading.findings.push(
            Diagnostic::new(Code::MissingKey, at, format!("`{}` does not say which events carry it", input.ident))
                .label("type and schema are missing")
                .help("write `#[event(type = \"acme.order.created\", schema = \"…\")]` above it"),
        );
        return reading.check().map(|()| TokenStream::new());
    }
    let said = nodes::mapping(nodes::arguments(&input.attrs, "event", &mut reading), at);
    let payload = read_payload(&said, &mut reading.findings);
    if let Some(payload) = &payload {
        events::check_payload(payload, &mut reading.findings);
    }
    reading.check()?;
    let target = generics::target(&input, &quote!(runtime::Model));
    let implementation = payload.map(|payload| derives::event_payload(&target, &payload.ty, &payload.schema));
    Ok(expansion::in_a_scope(&reading.runtime()?, implementation.unwrap_or_default()))
}
