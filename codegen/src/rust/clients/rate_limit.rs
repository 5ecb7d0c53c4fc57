//! How many requests there may be.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::connection::duration;
use super::operations::qualified;
use crate::model::clients::Client;
use crate::model::clients::rate_limit::RateLimit;

/// What the description of a connection says: the limit of the client, then those of operations.
pub(super) fn described(client: &Client) -> Option<TokenStream> {
    let general = client.rate_limit.iter().map(limit);
    let of = |known: Option<&RateLimit>, name: &_| {
        let (limit, name) = (limit(known?), qualified(client, name));
        Some(quote!(#limit.operations(&[#name])))
    };
    let plain = client.operations.iter().filter_map(|known| of(known.rate_limit.as_ref(), &known.name));
    let graphql = client.graphql_operations.iter().filter_map(|known| of(known.rate_limit.as_ref(), &known.name));
    let limits: Vec<TokenStream> = general.chain(plain).chain(graphql).collect();
    (!limits.is_empty()).then(|| quote!(.rate_limits(const { &[#(#limits),*] })))
}

fn limit(limit: &RateLimit) -> TokenStream {
    let (requests, per) = (Literal::u32_unsuffixed(limit.requests), duration(limit.per));
    let burst = limit.burst.map(Literal::u32_unsuffixed).map(|burst| quote!(.burst(#burst)));
    let longest_wait = limit.longest_wait.map(duration).map(|longest| quote!(.longest_wait(#longest)));
    quote!(runtime::rate_limit::RateLimit::new(runtime::clock::Rate::new(#requests, #per) #burst) #longest_wait)
}
