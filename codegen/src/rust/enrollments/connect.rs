//! The builders of clients, and what they are given.

use proc_macro2::TokenStream;
use quote::quote;

use super::Emitter;
use crate::model::clients::Auth;
use crate::model::enrollments::{Connect, Given};

impl Emitter<'_, '_> {
    /// The builder of a client that is connected so.
    pub(super) fn builder(&self, connect: &Connect) -> TokenStream {
        let client = self.scope.path(&self.client.declaration);
        let given = self.given(connect);
        quote!(#client::builder() #given)
    }

    pub(super) fn given(&self, connect: &Connect) -> TokenStream {
        let base_url = connect.base_url.as_ref().map(|form| {
            let value = self.value(form);
            if form.value.optional { quote!(.given_base_url(#value.as_deref())) } else { quote!(.base_url(#value)) }
        });
        let credentials = connect.credentials.iter().map(|(at, given)| match (given, &self.client.auth[*at]) {
            (Given::Signature { key_id, key }, _) => {
                let (key_id, key) = (self.secret(key_id), self.secret(key));
                quote!(.given_signed(#key_id, #key))
            }
            (Given::Secret(secret), Auth::ApiKey { header, name, .. }) => {
                let secret = self.secret(secret);
                match name {
                    Some(name) => quote!(.api_key_for(#name, #header, #secret)),
                    None => quote!(.api_key(#header, #secret)),
                }
            }
            (Given::Secret(secret), Auth::Token { name, .. }) => {
                let secret = self.secret(secret);
                match name {
                    Some(name) => quote!(.bearer_token_for(#name, #secret)),
                    None => quote!(.bearer_token(#secret)),
                }
            }
            (Given::Secret(secret), Auth::Bearer(_) | Auth::Signature(_)) => {
                let (secret, client) = (self.secret(secret), self.scope.path(&self.client.declaration));
                quote! {
                    .bearer(<#client as runtime::connection::Refreshed>::BEARER, [("refresh_token", #secret)])
                }
            }
        });
        let values = connect.values.iter().map(|(at, form)| {
            let (name, value) = (self.client.values[*at].name.as_written(), self.value(form));
            let value = if form.value.optional { value } else { quote!(Some(#value)) };
            quote!(.held_text(#name, #value))
        });
        quote!(#base_url #(#credentials)* #(#values)*)
    }
}
