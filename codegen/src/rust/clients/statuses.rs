//! What statuses mean, for the runtime.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::model::clients::{Meaning, Statuses};

/// The calls that tell an operation what is described.
pub(super) fn declared(statuses: &Statuses) -> TokenStream {
    let success = (!statuses.success.is_empty()).then(|| {
        let success = statuses.success.iter().copied().map(Literal::u16_unsuffixed);
        quote!(.successes(&[#(#success),*]))
    });
    let meanings = (!statuses.meanings.is_empty()).then(|| {
        let meanings = statuses.meanings.iter().map(|(status, meaning)| {
            let (status, meaning) = (Literal::u16_unsuffixed(*status), self::meaning(meaning));
            quote!((#status, runtime::client::Meaning::#meaning))
        });
        quote!(.statuses(&[#(#meanings),*]))
    });
    quote!(#success #meanings)
}

/// What is said about statuses that are answers.
pub(super) fn said(statuses: &Statuses) -> Option<String> {
    let numbers: Vec<String> = statuses.meanings.iter().map(|(status, _)| status.to_string()).collect();
    match numbers.split_last()? {
        (only, []) => Some(format!("Status {only} is an answer, too.")),
        (last, others) => Some(format!("Statuses {} and {last} are answers, too.", others.join(", "))),
    }
}

fn meaning(meaning: &Meaning) -> TokenStream {
    match meaning {
        Meaning::Body => quote!(Body),
        Meaning::Nothing => quote!(Nothing),
        Meaning::Value(value) => {
            let document = value.to_string();
            quote!(Value(#document))
        }
    }
}
