//! The impl that the runtime goes by: a check, registrations, and the client for what is stored.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Emitter;
use super::values::looks_at;
use crate::model::enrollments::{Connect, STORED};
use crate::rust::identifiers::{identifier, pascal};

impl Emitter<'_, '_> {
    /// The impl as a whole.
    pub(super) fn enroll(&self) -> TokenStream {
        let name = pascal(&self.enrollment.declaration.name);
        let client = self.scope.path(&self.client.declaration);
        let record = self.record();
        let place = super::place(self.enrollment);
        let stale = self.enrollment.check.iter().flat_map(|check| &check.stale);
        let stale = stale.map(|status| Literal::u16_unsuffixed(*status));
        let (check, register, made) = (self.check(), self.register(), self.made());
        quote! {
            impl runtime::enrollment::Enroll for #name {
                type Client = #client;
                type Stored = #record;
                const PLACE: runtime::enrollment::StorePlace = #place;
                const STALE: &'static [u16] = &[#(#stale),*];

                fn setup(&self) -> &runtime::enrollment::Setup<#client> {
                    &self.setup
                }

                #check
                #register
                #made
            }
        }
    }

    fn check(&self) -> TokenStream {
        let (record, result) = (self.record(), self.scope.prelude("Result"));
        let called = self.enrollment.check.as_ref().map(|check| self.call(&check.call));
        let looks = self.enrollment.check.as_ref().is_some_and(|check| looks_at(check.call.forms(), STORED));
        let stored = identifier(if looks { "stored" } else { "_stored" });
        let body = match called {
            Some(called) => quote!(#called?; Ok(())),
            None => quote!(Ok(())),
        };
        quote! {
            fn check<'e>(
                &'e self,
                #stored: &'e #record,
            ) -> runtime::BoxFuture<'e, #result<(), runtime::EnrollmentError>> {
                ::std::boxed::Box::pin(async move { #body })
            }
        }
    }

    /// The client for what is stored.
    fn made(&self) -> TokenStream {
        let (record, result) = (self.record(), self.scope.prelude("Result"));
        let client = self.scope.path(&self.client.declaration);
        let builder = self.builder(&self.enrollment.connect);
        let mut arms = Vec::new();
        if let Some(check) = &self.enrollment.check {
            arms.extend(self.then(&check.then, &quote!(runtime::enrollment::Obtained::Stored)));
        }
        for (at, way) in self.enrollment.ways.iter().enumerate() {
            let at = Literal::usize_unsuffixed(at);
            arms.extend(self.then(&way.then, &quote!(runtime::enrollment::Obtained::Registered(#at))));
        }
        let thens = self.enrollment.check.iter().map(|check| &check.then);
        let thens = thens.chain(self.enrollment.ways.iter().map(|way| &way.then)).chain([&self.enrollment.connect]);
        let looks = looks_at(thens.flat_map(Connect::forms), STORED);
        let stored = identifier(if looks { "stored" } else { "_stored" });
        let (obtained, more) = if arms.is_empty() {
            (identifier("_obtained"), None)
        } else {
            let more = quote! {
                let builder = match obtained {
                    #(#arms)*
                    _ => builder,
                };
            };
            (identifier("obtained"), Some(more))
        };
        quote! {
            fn client(
                &self,
                #stored: &#record,
                #obtained: runtime::enrollment::Obtained,
            ) -> #result<#client, runtime::EnrollmentError> {
                let builder = #builder;
                #more
                Ok(self.setup.changed(builder).build()?)
            }
        }
    }

    fn then(&self, connect: &Connect, obtained: &TokenStream) -> Option<TokenStream> {
        let given = self.given(connect);
        (!given.is_empty()).then(|| quote!(#obtained => builder #given,))
    }
}
