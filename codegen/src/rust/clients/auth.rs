//! What a client proves itself with.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::connection::{duration, for_every_request, read};
use super::operations;
use crate::model::clients::{Auth, Bearer, Client, Member, TokenFailure};
use crate::model::settings::{Setting, Settings};
use crate::rust::identifiers::identifier;
use crate::rust::scope::Scope;

/// The statics that credentials need.
pub(super) fn declared(scope: &Scope<'_>, client: &Client) -> TokenStream {
    let statics = client.auth.iter().enumerate().filter_map(|(at, auth)| match auth {
        Auth::Bearer(bearer) => Some(bearer_statics(scope, client, bearer, at)),
        Auth::ApiKey { .. } | Auth::Token { .. } => None,
    });
    statics.collect()
}

/// The calls that give credentials to the builder, in their order.
pub(super) fn given(scope: &Scope<'_>, client: &Client, settings: &Settings) -> TokenStream {
    let secret = |at: usize| secret(scope, &settings.fields[at]);
    let calls = client.auth.iter().enumerate().map(|(at, auth)| match auth {
        Auth::ApiKey { header, setting } => {
            let secret = secret(*setting);
            quote!(.api_key(#header, #secret))
        }
        Auth::Token { setting } => {
            let secret = secret(*setting);
            quote!(.bearer_token(#secret))
        }
        Auth::Bearer(bearer) => {
            let name = numbered("BEARER", at);
            let used: BTreeSet<usize> = bearer.request.iter().filter_map(|(_, member)| setting(member)).collect();
            let given = used.into_iter().map(|at| {
                let (name, secret) = (settings.fields[at].name.as_written(), secret(at));
                quote!((#name, #secret))
            });
            quote!(.bearer(&#name, [#(#given),*]))
        }
    });
    calls.collect()
}

fn setting(member: &Member) -> Option<usize> {
    match member {
        Member::Fixed(_) => None,
        Member::Setting(at) => Some(*at),
    }
}

/// The name of a static: credentials may be of the same kind twice.
fn numbered(name: &str, at: usize) -> Ident {
    if at == 0 { identifier(name) } else { identifier(&format!("{name}_{}", at + 1)) }
}

fn bearer_statics(scope: &Scope<'_>, client: &Client, bearer: &Bearer, at: usize) -> TokenStream {
    let model = scope.model;
    let other = &model.clients[bearer.client];
    let [operation, endpoint, connection, name] =
        ["TOKEN_OPERATION", "TOKEN_ENDPOINT", "TOKEN_CONNECTION", "BEARER"].map(|name| numbered(name, at));
    let called = operations::declared(other, &other.operations[bearer.operation]);
    let settings = client.settings.map(|id| &model.settings[id]);
    let members = bearer.request.iter().map(|(wire, member)| {
        let member = match member {
            Member::Fixed(text) => quote!(Fixed(#text)),
            Member::Setting(at) => {
                let name = settings.map_or("", |settings| settings.fields[*at].name.as_written());
                quote!(Credential(#name))
            }
        };
        quote!((#wire, runtime::token::Member::#member))
    });
    let token = &bearer.token;
    let expires_in = bearer.expires_in.as_ref().map(|wire| quote!(.expires_in(#wire)));
    let described = for_every_request(&other.connection.clone().unwrap_or_default());
    let policy = policy(bearer);
    quote! {
        static #operation: runtime::client::Operation = #called;
        static #endpoint: runtime::token::TokenEndpoint =
            runtime::token::TokenEndpoint::new(&#operation, &[#(#members),*], #token) #expires_in;
        static #connection: runtime::Connection = #described;
        static #name: runtime::connection::Bearer =
            runtime::connection::Bearer::new(&#endpoint, #policy, &#connection);
    }
}

fn policy(bearer: &Bearer) -> TokenStream {
    let margin = bearer.margin.map(duration).map(|margin| quote!(.margin(#margin)));
    let lifetime = bearer.lifetime.map(duration);
    let expiry = lifetime.map(|lifetime| quote!(.expiry(runtime::token::Expiry::ClaimOr(#lifetime))));
    let latch = failures(&bearer.latch).map(|failures| quote!(.latch_on(#failures)));
    let keep = failures(&bearer.keep).map(|failures| quote!(.keep_on(#failures)));
    quote!(runtime::token::TokenPolicy::new() #margin #expiry #latch #keep)
}

fn failures(failures: &[TokenFailure]) -> Option<TokenStream> {
    let words = failures.iter().map(|failure| {
        let failure = match failure {
            TokenFailure::Unreachable => quote!(Unreachable),
            TokenFailure::Unreadable => quote!(Unreadable),
            TokenFailure::AnyStatus => quote!(AnyStatus),
            TokenFailure::Status(status) => {
                let status = Literal::u16_unsuffixed(*status);
                quote!(Status(#status))
            }
        };
        quote!(runtime::token::TokenFailure::#failure)
    });
    (!failures.is_empty()).then(|| quote!(&[#(#words),*]))
}

/// What a setting holds, as an `Option` of a secret.
fn secret(scope: &Scope<'_>, setting: &Setting) -> TokenStream {
    let (value, some) = (read(setting), operations::some(scope));
    match (setting.ty.is_optional(), setting.secret, setting.has_rules()) {
        (true, true, true) => quote!(#value.cloned()),
        (true, true, false) => quote!(#value.clone()),
        (true, false, true) => quote!(#value.map(|text| runtime::Secret::new(text.to_owned()))),
        (true, false, false) => quote!(#value.clone().map(runtime::Secret::new)),
        (false, true, _) => quote!(#some(#value.clone())),
        (false, false, true) => quote!(#some(runtime::Secret::new(#value.to_owned()))),
        (false, false, false) => quote!(#some(runtime::Secret::new(#value.clone()))),
    }
}
