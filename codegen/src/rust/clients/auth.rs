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
        Auth::Bearer(_) if refreshed_at(client) == Some(at) => None,
        Auth::Bearer(bearer) => Some(bearer_statics(scope, client, bearer, at)),
        Auth::ApiKey { .. } | Auth::Token { .. } | Auth::Signature(_) => None,
    });
    statics.collect()
}

/// The credentials that tokens are got with one of, which the builder takes.
fn refreshed_at(client: &Client) -> Option<usize> {
    client.auth.iter().position(|auth| matches!(auth, Auth::Bearer(bearer) if bearer.refresh.is_some()))
}

/// The impls that say which credentials there are, so that the builder takes them.
pub(super) fn taken(scope: &Scope<'_>, client: &Client, name: &Ident) -> TokenStream {
    let header = client.auth.iter().find_map(|auth| match auth {
        Auth::ApiKey { header, name: None, .. } => Some(header),
        _ => None,
    });
    let keyed = header.map(|header| {
        quote! {
            impl runtime::connection::Keyed for #name {
                const API_KEY: &'static str = #header;
            }
        }
    });
    let refreshed = client.auth.iter().enumerate().find_map(|(at, auth)| match auth {
        Auth::Bearer(bearer) if refreshed_at(client) == Some(at) => {
            let (statics, bearer) = (bearer_statics(scope, client, bearer, at), numbered("BEARER", at));
            Some(quote! {
                impl runtime::connection::Refreshed for #name {
                    const BEARER: &'static runtime::connection::Bearer = {
                        #statics
                        &#bearer
                    };
                }
            })
        }
        _ => None,
    });
    quote!(#keyed #refreshed)
}

/// The names of credentials, where there are several and so an order; one stands there as often as there are such.
pub(super) fn order(client: &Client) -> Option<TokenStream> {
    let names: Vec<&str> = client.auth.iter().map(Auth::called).collect();
    (names.len() > 1).then(|| quote!(.credentials(&[#(#names),*])))
}

/// The calls that give credentials to the builder, in their order.
pub(super) fn given(scope: &Scope<'_>, client: &Client, settings: &Settings) -> TokenStream {
    let secret = |at: usize| secret(scope, &settings.fields[at]);
    let calls = client.auth.iter().enumerate().map(|(at, auth)| match auth {
        Auth::ApiKey { header, setting, name } => {
            let secret = secret(*setting);
            match name {
                Some(name) => quote!(.api_key_for(#name, #header, #secret)),
                None => quote!(.api_key(#header, #secret)),
            }
        }
        Auth::Token { setting, name } => {
            let secret = secret(*setting);
            match name {
                Some(name) => quote!(.bearer_token_for(#name, #secret)),
                None => quote!(.bearer_token(#secret)),
            }
        }
        Auth::Bearer(bearer) => {
            let bearer_of = if refreshed_at(client) == Some(at) {
                quote!(<Self as runtime::connection::Refreshed>::BEARER)
            } else {
                let name = numbered("BEARER", at);
                quote!(&#name)
            };
            let used: BTreeSet<usize> = bearer.request.iter().filter_map(|(_, member)| member.setting()).collect();
            let given = used.into_iter().map(|at| {
                let (name, secret) = (credential(Some(settings), bearer, at), secret(at));
                quote!((#name, #secret))
            });
            quote!(.bearer(#bearer_of, [#(#given),*]))
        }
        Auth::Signature(signature) => {
            let (key_id, key) = (secret(signature.key_id), secret(signature.key));
            quote!(.given_signed(#key_id, #key))
        }
    });
    calls.collect()
}

/// What a credential of a request for a token is called: as its setting, but for the token for the next token.
fn credential<'s>(settings: Option<&'s Settings>, bearer: &Bearer, at: usize) -> &'s str {
    if bearer.refresh.is_some() {
        return "refresh_token";
    }
    settings.map_or("", |settings| settings.fields[at].name.as_written())
}

/// The name of a static: credentials may be of the same kind twice.
fn numbered(name: &str, at: usize) -> Ident {
    if at == 0 { identifier(name) } else { identifier(&format!("{name}_{}", at + 1)) }
}

fn bearer_statics(scope: &Scope<'_>, client: &Client, bearer: &Bearer, at: usize) -> TokenStream {
    let [connection, name] = ["TOKEN_CONNECTION", "BEARER"].map(|name| numbered(name, at));
    let endpoint = numbered("TOKEN_ENDPOINT", at);
    let asked = endpoint_statics(scope, client, bearer, &numbered("TOKEN_OPERATION", at), &endpoint);
    let described = for_every_request(&scope.model.clients[bearer.client].connection.clone().unwrap_or_default());
    let policy = policy(bearer);
    let (recovering, refreshed) = refreshed(scope, client, bearer, at).unzip();
    quote! {
        #asked
        #recovering
        static #connection: runtime::Connection = #described;
        static #name: runtime::connection::Bearer =
            runtime::connection::Bearer::new(&#endpoint, #policy, &#connection) #refreshed;
    }
}

/// The operation that gives tokens, and how it is asked.
fn endpoint_statics(
    scope: &Scope<'_>,
    client: &Client,
    bearer: &Bearer,
    operation: &Ident,
    endpoint: &Ident,
) -> TokenStream {
    let other = &scope.model.clients[bearer.client];
    let called = operations::declared(other, &other.operations[bearer.operation]);
    let settings = client.settings.map(|id| &scope.model.settings[id]);
    let members = bearer.request.iter().map(|(wire, member)| {
        let member = match member {
            Member::Fixed(text) => quote!(Fixed(#text)),
            Member::Setting(at) => {
                let name = credential(settings, bearer, *at);
                quote!(Credential(#name))
            }
        };
        quote!((#wire, runtime::token::Member::#member))
    });
    let token = &bearer.token;
    let expires_in = bearer.expires_in.as_ref().map(|wire| quote!(.expires_in(#wire)));
    let refresh_token = bearer.refresh.as_ref().map(|refresh| &refresh.field).map(|wire| quote!(.refresh_token(#wire)));
    quote! {
        static #operation: runtime::client::Operation = #called;
        static #endpoint: runtime::token::TokenEndpoint =
            runtime::token::TokenEndpoint::new(&#operation, &[#(#members),*], #token) #expires_in #refresh_token;
    }
}

/// The statics of the second way, and what the bearer is told about tokens that are got with a token.
fn refreshed(scope: &Scope<'_>, client: &Client, bearer: &Bearer, at: usize) -> Option<(TokenStream, TokenStream)> {
    let refresh = bearer.refresh.as_ref()?;
    let Some(recovery) = &refresh.recovery else { return Some((TokenStream::new(), quote!(.refreshing()))) };
    let [operation, endpoint] = ["RECOVERY_OPERATION", "RECOVERY_ENDPOINT"].map(|name| numbered(name, at));
    let statics = endpoint_statics(scope, client, &recovery.tokens, &operation, &endpoint);
    let words = &recovery.words;
    let told = quote!(.refreshing().recovering(runtime::token::Recovery::new(&#endpoint, &[#(#words),*])));
    Some((statics, told))
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
