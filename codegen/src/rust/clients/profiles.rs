//! Profiles: an enum of them, and how an operation calls things there.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::model::clients::{Client, Operation, ProfileNames};
use crate::rust::docs::docs;
use crate::rust::identifiers::pascal;

/// The enum, and what makes it known to the builder.
pub(super) fn emit(client: &Client) -> Option<TokenStream> {
    let name = pascal(&client.profile_name()?);
    let of = pascal(&client.declaration.name);
    let about = format!(" What kind of server [`{of}`] speaks to. The first is the default.");
    let variants = client.profiles.iter().enumerate().map(|(at, profile)| {
        let variant = pascal(&profile.name);
        let about = docs(profile.doc.as_deref(), &format!("`{}`", profile.name.as_written()));
        let default = (at == 0).then(|| quote!(#[default]));
        quote!(#about #default #variant)
    });
    let numbers = client.profiles.iter().enumerate().map(|(at, profile)| {
        let (variant, number) = (pascal(&profile.name), Literal::usize_unsuffixed(at));
        quote!(#name::#variant => #number)
    });
    Some(quote! {
        #[doc = #about]
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }

        impl runtime::connection::Profiled for #of {
            type Profile = #name;

            fn number(profile: #name) -> usize {
                match profile {
                    #(#numbers,)*
                }
            }
        }
    })
}

/// The method that makes a client for another kind of server.
pub(super) fn constructor(client: &Client) -> Option<TokenStream> {
    let name = pascal(&client.profile_name()?);
    Some(quote! {
        /// The same client for a server of this profile.
        #[must_use]
        pub fn with_profile(self, profile: #name) -> Self {
            let profile = <Self as runtime::connection::Profiled>::number(profile);
            Self { client: self.client.with_profile(profile) }
        }
    })
}

/// The call that says what an operation calls differently.
pub(super) fn names(operation: &Operation) -> Option<TokenStream> {
    let profiles = operation.profiles.iter().map(|ProfileNames { profile, names }| {
        let profile = Literal::usize_unsuffixed(*profile);
        let names = names.iter().map(|(ours, theirs)| quote!((#ours, #theirs)));
        quote!(runtime::client::ProfileNames::new(#profile, &[#(#names),*]))
    });
    (!operation.profiles.is_empty()).then(|| quote!(.profiles(&[#(#profiles),*])))
}
