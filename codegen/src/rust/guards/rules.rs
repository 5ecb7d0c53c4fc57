//! What the words of a server mean to a guard, as a constant.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use std::time::Duration;

use crate::model::clients::Jitter;
use crate::model::guards::{Guard, Limit, Wait};
use crate::rust::clients::{backoff, duration};

pub(super) fn emit(guard: &Guard) -> TokenStream {
    let check = &guard.check;
    let [allowed, denied, pending] =
        [&check.allowed, &check.denied, &check.pending].map(|words| quote!(&[#(#words),*]));
    let settled = guard.register.iter().flat_map(|register| &register.settled).copied().map(Literal::u16_unsuffixed);
    let settled = (settled.clone().next().is_some()).then(|| quote!(.settled(&[#(#settled),*])));
    let polling = guard.wait.as_ref().map(polling);
    quote!(runtime::guard::remote::Rules::new(#allowed, #denied, #pending) #settled #polling)
}

fn polling(wait: &Wait) -> TokenStream {
    let interval = backoff(&wait.interval, Jitter::None);
    let limit = duration(match wait.limit {
        Limit::Fixed(limit) => limit,
        // The method `limit` says it.
        Limit::Chosen(_) => Duration::ZERO,
    });
    quote!(.polling(runtime::poll::PollPolicy::new(#interval, #limit), #limit))
}
