//! Which responses are kept.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::connection::duration;
use super::operations::qualified;
use crate::model::clients::cache::{Cache, ClearOn, Evict};
use crate::model::clients::{Client, Operation, Role};

/// What the description of a connection says: the cache of the client, then those of operations.
pub(super) fn described(client: &Client) -> Option<TokenStream> {
    let general = client.cache.iter().flat_map(|cache| {
        let plain = client.operations.iter().filter(|known| known.is_kept());
        let plain: Vec<String> = plain.map(|known| qualified(client, &known.name)).collect();
        let graphql = client.graphql_operations.iter().filter(|known| known.is_kept());
        let graphql: Vec<String> = graphql.map(|known| qualified(client, &known.name)).collect();
        let plain = (!plain.is_empty()).then(|| policy(cache, &plain));
        let graphql = (!graphql.is_empty()).then(|| of_graphql(cache, &graphql));
        plain.into_iter().chain(graphql)
    });
    let plain = client.operations.iter().filter_map(|known| {
        let cache = known.cache.own()?;
        let (policy, ignored) = (policy(cache, &[qualified(client, &known.name)]), ignored(cache, known));
        Some(quote!(#policy #ignored))
    });
    let graphql = client.graphql_operations.iter();
    let graphql = graphql.filter_map(|known| Some(of_graphql(known.cache.own()?, &[qualified(client, &known.name)])));
    let policies: Vec<TokenStream> = general.chain(plain).chain(graphql).collect();
    (!policies.is_empty()).then(|| quote!(.caches(const { &[#(#policies),*] })))
}

/// The method that empties them.
pub(super) fn method(client: &Client) -> Option<TokenStream> {
    client.keeps().then(|| {
        quote! {
            /// Forgets every answer that is kept, for clones of the client as well.
            pub fn clear_caches(&self) {
                self.client.clear_caches();
            }
        }
    })
}

fn policy(cache: &Cache, names: &[String]) -> TokenStream {
    let (ttl, size) = (duration(cache.ttl), Literal::u32_unsuffixed(cache.size));
    let evict = cache.evict.map(|evict| match evict {
        Evict::Oldest => quote!(.eviction(runtime::cache::Eviction::Oldest)),
        Evict::LeastRecentlyUsed => quote!(.eviction(runtime::cache::Eviction::LeastRecentlyUsed)),
    });
    let clear = cache.clear.map(|clear| match clear {
        ClearOn::Never => quote!(.invalidation(runtime::cache::Invalidation::Never)),
        ClearOn::Change => quote!(.invalidation(runtime::cache::Invalidation::OnChange)),
    });
    quote!(runtime::cache::CachePolicy::new(#ttl, #size) #evict #clear .operations(&[#(#names),*]))
}

/// The same for answers of GraphQL, which may be errors with a status of success.
fn of_graphql(cache: &Cache, names: &[String]) -> TokenStream {
    let policy = policy(cache, names);
    quote!(#policy.graphql())
}

/// What does not tell requests apart.
fn ignored(cache: &Cache, operation: &Operation) -> Option<TokenStream> {
    let names = cache.ignored.iter().filter_map(|at| match &operation.arguments[*at].role {
        Role::Query(wire) | Role::Header(wire) => Some(wire.as_str()),
        Role::Path(_) | Role::Body => None,
    });
    let names: Vec<&str> = names.collect();
    (!names.is_empty()).then(|| quote!(.ignoring(&[#(#names),*])))
}
