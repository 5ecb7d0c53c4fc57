//! The history of a conversation: what asks for it.

use proc_macro2::TokenStream;
use quote::quote;

use super::operations::awaited;
use super::{affixed_type, item};
use crate::model::threads::{History, Thread};
use crate::rust::docs::{deprecated, docs};
use crate::rust::identifiers::{pascal, snake};
use crate::rust::scope::Scope;

/// The method that asks for the history.
pub(super) fn method(thread: &Thread, history: &History) -> TokenStream {
    let builder = affixed_type(&thread.declaration.name, "History");
    let docs = docs(history.doc.as_deref(), "Asks for what was said in this conversation before.");
    let deprecated = deprecated(history.deprecated.as_deref());
    let limit = history.limit;
    quote! {
        #docs
        #deprecated
        pub fn history(&self) -> #builder<'_> {
            #builder { thread: self, limit: #limit, offset: None }
        }
    }
}

/// The type that is awaited for the history.
pub(super) fn builder(scope: &Scope<'_>, thread: &Thread, history: &History) -> TokenStream {
    let (name, thread_ty) = (affixed_type(&thread.declaration.name, "History"), pascal(&thread.declaration.name));
    let about = format!(" What [`{thread_ty}::history`] asks for, when this is awaited.");
    let limit_about = format!(" How many messages at most; {} where this is not said.", history.limit);
    let (option, result, vec, item) =
        (scope.prelude("Option"), scope.prelude("Result"), scope.prelude("Vec"), item(scope, history));
    let property = &thread.properties[history.of];
    let (of, what) = (snake(&property.name), property.name.words());
    let of = quote!(self.thread.forms.#of());
    let of = if property.optional { quote!(#of.ok_or(runtime::ThreadError::Missing { what: #what })?) } else { of };
    let awaited = awaited(scope, &name, &quote!(#vec<#item>));
    quote! {
        #[doc = #about]
        #[derive(Debug)]
        #[must_use = "nothing is asked until this is awaited"]
        pub struct #name<'t> {
            thread: &'t #thread_ty,
            limit: u32,
            offset: #option<u32>,
        }

        impl #name<'_> {
            #[doc = #limit_about]
            pub fn limit(mut self, limit: u32) -> Self {
                self.limit = limit;
                self
            }

            /// How many messages are left out first.
            pub fn offset(mut self, offset: u32) -> Self {
                self.offset = Some(offset);
                self
            }

            async fn send(self) -> #result<#vec<#item>, runtime::ThreadError> {
                let history = self.thread.history.as_ref().ok_or(runtime::ThreadError::HistoryNotAvailable)?;
                let mut request = runtime::HistoryRequest::new(#of, self.limit);
                request.offset = self.offset;
                history.history(request).await.map_err(runtime::ThreadError::History)
            }
        }

        #awaited
    }
}
