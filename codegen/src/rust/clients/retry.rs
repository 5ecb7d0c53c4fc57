//! When a client sends a request again.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::connection::duration;
use crate::model::clients::{Backoff, Jitter, Retry, RetryOn};

/// The expression for a policy.
pub(super) fn policy(retry: &Retry) -> TokenStream {
    let attempts = Literal::u32_unsuffixed(retry.attempts);
    let when = retry.when.iter().copied().map(condition);
    let backoff =
        retry.backoff.as_ref().map(|known| backoff(known, Jitter::Half)).map(|backoff| quote!(.backoff(#backoff)));
    let retry_after = retry.retry_after.map(duration).map(|longest| quote!(.retry_after(#longest)));
    quote!(runtime::retry::RetryPolicy::new(#attempts, &[#(#when),*]) #backoff #retry_after)
}

fn condition(condition: RetryOn) -> TokenStream {
    let condition = match condition {
        RetryOn::Connect => quote!(Connect),
        RetryOn::Timeout => quote!(Timeout),
        RetryOn::Interrupted => quote!(Interrupted),
        RetryOn::Status(status) => {
            let status = Literal::u16_unsuffixed(status);
            quote!(Status(#status))
        }
        RetryOn::StatusClass(class) => {
            let class = Literal::u16_unsuffixed(class);
            quote!(StatusClass(#class))
        }
    };
    quote!(runtime::retry::RetryOn::#condition)
}

/// The expression for intervals, with so much chance where nothing is said.
pub(in crate::rust) fn backoff(backoff: &Backoff, otherwise: Jitter) -> TokenStream {
    let initial = duration(backoff.initial);
    let factor = backoff.factor.map(Literal::f64_unsuffixed).map(|factor| quote!(.factor(#factor)));
    let max = backoff.max.map(duration).map(|max| quote!(.maximum(#max)));
    let jitter = match backoff.jitter.unwrap_or(otherwise) {
        Jitter::None => quote!(None),
        Jitter::Half => quote!(Half),
        Jitter::Full => quote!(Full),
    };
    quote!(runtime::clock::Backoff::new(#initial) #factor #max .jitter(runtime::clock::Jitter::#jitter))
}
