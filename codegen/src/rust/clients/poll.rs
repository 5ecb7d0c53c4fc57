//! Operations that are asked until something has come to its end: a method for the last answer.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::connection::duration;
use super::derived::Derived;
use super::operations::some;
use super::retry::backoff;
use super::{examples, in_order};
use crate::model::clients::poll::{Ends, Poll, Tolerance, ToleranceWord};
use crate::model::clients::{Client, Jitter, Operation};
use crate::model::types::Shape;
use crate::rust::docs::own;
use crate::rust::identifiers::{pascal, snake};
use crate::rust::scope::Scope;

/// The method for the last answer.
pub(super) fn method(scope: &Scope<'_>, client: &Client, operation: &Operation, poll: &Poll) -> TokenStream {
    let derived = Derived::new(scope, client, operation, |_| false);
    let (name, asked) = (snake(&poll.method), snake(&operation.name));
    let about = own(&about(scope, operation, poll));
    let example = examples::poll(scope, client, operation, poll);
    let (explained, attributes) = (derived.explained(scope), derived.attributes());
    let (lifetime, parameters) = (derived.lifetime(), derived.parameters());
    let (life, lasting) = (derived.life(), derived.lasting());
    let (answer, error) = (operation.returns.as_ref().map(|ty| scope.ty(ty)), super::error(scope, client));
    let policy = policy(poll);
    let values = in_order(operation).filter(|known| known.is_parameter()).map(|argument| snake(&argument.name));
    let is_end = is_end(scope, poll);
    quote! {
        #about
        #explained
        #example
        #attributes
        pub fn #name #lifetime (& #life self #(, #parameters)*) -> runtime::poll::Polling<#lasting, #answer, #error> {
            runtime::poll::Polling::new(#policy, self.client.clock(), move || self.#asked(#(#values),*), #is_end)
        }
    }
}

fn about(scope: &Scope<'_>, operation: &Operation, poll: &Poll) -> String {
    let Shape::Record(record) = &scope.model.types[poll.record].shape else { return String::new() };
    let words: Vec<String> = match &poll.until {
        Ends::Texts(texts) => texts.iter().map(|text| format!("`{text}`")).collect(),
        Ends::Members(id, members) => match &scope.model.types[*id].shape {
            Shape::Enum(declared) => members.iter().map(|at| format!("`{}`", declared.members[*at].wire)).collect(),
            _ => Vec::new(),
        },
    };
    format!(
        "Asks [`{0}`](Self::{0}) until `{1}` is {2}, for {3} seconds unless told otherwise. Awaiting it gives the last \
         answer, or a [`PollError`](runtime::poll::PollError).",
        operation.name.snake(),
        record.fields[poll.field].wire,
        words.join(" or "),
        poll.limit.as_secs_f64(),
    )
}

fn policy(poll: &Poll) -> TokenStream {
    let (interval, limit) = (backoff(&poll.interval, Jitter::None), duration(poll.limit));
    let tolerance = match &poll.tolerance {
        Tolerance::Word(ToleranceWord::Passing) => None,
        Tolerance::Word(ToleranceWord::None) => Some(quote!(None)),
        Tolerance::AllBut(statuses) => {
            let statuses = statuses.iter().copied().map(Literal::u16_unsuffixed);
            Some(quote!(AllBut(&[#(#statuses),*])))
        }
    };
    let tolerance = tolerance.map(|tolerance| quote!(.tolerance(runtime::poll::Tolerance::#tolerance)));
    quote!(runtime::poll::PollPolicy::new(#interval, #limit) #tolerance)
}

/// The function that says whether an answer is the last one.
fn is_end(scope: &Scope<'_>, poll: &Poll) -> TokenStream {
    let Shape::Record(record) = &scope.model.types[poll.record].shape else { return TokenStream::new() };
    let field = &record.fields[poll.field];
    let (name, is_optional) = (snake(&field.name), field.ty.is_optional());
    match &poll.until {
        Ends::Texts(texts) if is_optional => {
            quote!(|answer| answer.#name.as_deref().is_some_and(|state| [#(#texts),*].contains(&state)))
        }
        Ends::Texts(texts) => quote!(|answer| [#(#texts),*].contains(&answer.#name.as_str())),
        Ends::Members(id, members) => {
            let declared = &scope.model.types[*id];
            let Shape::Enum(words) = &declared.shape else { return TokenStream::new() };
            let path = scope.path(&declared.declaration);
            let members = members.iter().map(|at| {
                let member = pascal(&words.members[*at].name);
                quote!(#path::#member)
            });
            let ends = quote!(#(#members)|*);
            let some = some(scope);
            let ends = if is_optional { quote!(#some(#ends)) } else { ends };
            quote!(|answer| matches!(answer.#name, #ends))
        }
    }
}
