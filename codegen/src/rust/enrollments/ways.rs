//! The ways to register, and which of them is taken.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::Emitter;
use super::values::looks_at;
use crate::model::enrollments::{ANSWER, EnrollmentOption, PRIVATE_KEY, PUBLIC_KEY, Way};
use crate::rust::identifiers::{affixed, identifier, snake};

impl Emitter<'_, '_> {
    pub(super) fn register(&self) -> TokenStream {
        let (record, result) = (self.record(), self.scope.prelude("Result"));
        let ways = self.enrollment.ways.iter().filter(|way| !way.when.is_empty()).map(|way| {
            let (method, given) = (method(way), way.when.iter().map(|at| is_given(&self.enrollment.options[*at])));
            quote!(if #(#given)&&* { return self.#method().await; })
        });
        // A way that needs nothing is the last one.
        let end = match self.enrollment.ways.last().filter(|way| way.when.is_empty()).map(method) {
            Some(method) => quote!(self.#method().await),
            None => {
                let needs = self.needs();
                quote!(Err(runtime::EnrollmentError::NoWay { needs: #needs }))
            }
        };
        quote! {
            fn register(
                &self,
            ) -> runtime::BoxFuture<'_, #result<(#record, runtime::enrollment::Obtained), runtime::EnrollmentError>> {
                ::std::boxed::Box::pin(async move {
                    #(#ways)*
                    #end
                })
            }
        }
    }

    /// What has to be given, in words.
    fn needs(&self) -> String {
        let ways = self.enrollment.ways.iter().map(|way| {
            let names: Vec<_> =
                way.when.iter().map(|at| format!("`{}`", self.enrollment.options[*at].name.snake())).collect();
            names.join(" and ")
        });
        format!("give it {}", ways.collect::<Vec<_>>().join(", or "))
    }

    /// The method for one way.
    pub(super) fn way(&self, at: usize, way: &Way) -> TokenStream {
        let (record, result, method) = (self.record(), self.scope.prelude("Result"), method(way));
        let at = Literal::usize_unsuffixed(at);
        let key = way.new_key.map(|id| {
            let ty = self.scope.path(&self.scope.declared(id).declaration);
            let (public, private) = (identifier(PUBLIC_KEY), identifier(PRIVATE_KEY));
            let needs_public = looks_at(way.call.forms().chain([&way.keep]), PUBLIC_KEY);
            let public = needs_public.then(|| quote!(let #public = new_key.public_key().to_string();));
            let needs_private = looks_at([&way.keep].into_iter(), PRIVATE_KEY);
            let private = needs_private.then(|| {
                quote! {
                    let #private =
                        #ty::new(new_key.to_pair_base64().expose()).map_err(runtime::EnrollmentError::key)?;
                }
            });
            quote! {
                let new_key =
                    runtime::signature::SigningKey::generate().map_err(runtime::EnrollmentError::key)?;
                #public
                #private
            }
        });
        let called = self.call(&way.call);
        let answer = looks_at([&way.keep].into_iter(), ANSWER).then(|| quote!(let answer =));
        let kept = self.value(&way.keep);
        quote! {
            async fn #method(&self) -> #result<(#record, runtime::enrollment::Obtained), runtime::EnrollmentError> {
                #key
                #answer #called?;
                let stored = #kept;
                Ok((stored, runtime::enrollment::Obtained::Registered(#at)))
            }
        }
    }
}

/// Whether an option is given; an empty secret is none.
fn is_given(option: &EnrollmentOption) -> TokenStream {
    let name = snake(&option.name);
    if option.secret {
        quote!(self.#name.as_ref().is_some_and(|secret| !secret.expose().is_empty()))
    } else {
        quote!(self.#name.is_some())
    }
}

fn method(way: &Way) -> Ident {
    affixed("register_", &way.name, "")
}
