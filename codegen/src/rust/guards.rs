//! Guards: a struct around a client and what a program has chosen, and the operations as the runtime asks for them.

mod asking;
mod denials;
mod options;
mod rules;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{deprecated, docs, own};
use super::identifiers::pascal;
use super::scope::Scope;
use crate::model::guards::Guard;

/// The items of a guard, in reading order.
pub(super) fn emit(scope: &Scope<'_>, guard: &Guard) -> TokenStream {
    let name = pascal(&guard.declaration.name);
    let structure = structure(scope, guard, &name);
    let building = building(scope, guard, &name);
    let remote = remote(scope, guard, &name);
    let guarding = guarding(scope, &name);
    let denials = denials::emit(scope, guard);
    quote! {
        #structure
        #building
        #remote
        #guarding
        #denials
    }
}

fn structure(scope: &Scope<'_>, guard: &Guard, name: &Ident) -> TokenStream {
    let declaration = &guard.declaration;
    let about = docs(declaration.doc.as_deref(), &format!("A guard: {}.", declaration.name.words()));
    let deprecation = deprecated(declaration.deprecated.as_deref());
    let client = scope.path(&scope.model.clients[guard.client].declaration);
    let fields = options::fields(scope, guard);
    quote! {
        #about
        ///
        /// Whatever the server does not allow is not done: a guard that cannot find out says no. Clones know of each other
        /// what was registered.
        #deprecation
        #[derive(Clone, Debug)]
        pub struct #name {
            client: #client,
            terms: runtime::guard::Terms,
            #fields
        }
    }
}

fn building(scope: &Scope<'_>, guard: &Guard, name: &Ident) -> TokenStream {
    let client = scope.path(&scope.model.clients[guard.client].declaration);
    let (initial, setters) = (options::initial(scope, guard), options::setters(scope, guard));
    let (into, string) = (scope.prelude("Into"), scope.prelude("String"));
    let listener = own(
        "The same guard, which tells somebody what goes wrong beside actions: what was not registered or reported, and \
         what was done unchecked.",
    );
    quote! {
        impl #name {
            /// A guard that asks with this client.
            #[must_use]
            pub fn new(client: #client) -> Self {
                Self { client, terms: runtime::guard::Terms::new(), #initial }
            }

            /// The same guard, which waits and tells the time by another clock.
            #[must_use]
            pub fn with_clock(&self, clock: ::std::sync::Arc<dyn runtime::clock::Clock>) -> Self {
                Self { terms: self.terms.clone().with_clock(clock), ..self.clone() }
            }

            /// The same guard, which lets actions be done of which cannot be found out whether they are allowed. What is denied
            /// is not done all the same.
            #[must_use]
            pub fn monitoring(&self) -> Self {
                Self { terms: self.terms.clone().monitoring(), ..self.clone() }
            }

            #listener
            #[must_use]
            pub fn with_listener(
                &self,
                listener: impl Fn(&runtime::guard::Notice<'_>) + Send + Sync + 'static,
            ) -> Self {
                Self { terms: self.terms.clone().with_listener(listener), ..self.clone() }
            }

            #setters

            /// An action that is to be done under this guard.
            pub fn perform(&self, action: impl #into<#string>) -> runtime::guard::Performance {
                runtime::guard::Performance::new(::std::sync::Arc::new(self.clone()), action)
            }
        }
    }
}

/// What the runtime asks for.
fn remote(scope: &Scope<'_>, guard: &Guard, name: &Ident) -> TokenStream {
    let rules = rules::emit(guard);
    let limit = options::limit(guard);
    let registering = asking::registering(scope, guard);
    let check = asking::check(scope, guard);
    let wait = asking::wait(scope, guard);
    let report = asking::report(scope, guard);
    quote! {
        impl runtime::guard::remote::Remote for #name {
            fn rules(&self) -> &'static runtime::guard::remote::Rules {
                static RULES: runtime::guard::remote::Rules = #rules;
                &RULES
            }

            fn terms(&self) -> &runtime::guard::Terms {
                &self.terms
            }

            #limit
            #registering
            #check
            #wait
            #report
        }
    }
}

fn guarding(scope: &Scope<'_>, name: &Ident) -> TokenStream {
    let result = scope.prelude("Result");
    quote! {
        impl runtime::guard::AsyncGuard for #name {
            fn check<'a>(
                &'a self,
                action: &'a runtime::guard::Action,
            ) -> runtime::BoxFuture<'a, #result<runtime::guard::Permit, runtime::GuardError>> {
                runtime::guard::remote::check(self, action)
            }

            fn report<'a>(
                &'a self,
                action: &'a runtime::guard::Action,
                permit: &'a runtime::guard::Permit,
                outcome: runtime::guard::Outcome,
            ) -> runtime::BoxFuture<'a, ()> {
                runtime::guard::remote::report(self, action, permit, outcome)
            }

            fn aborted(&self, action: &runtime::guard::Action, permit: &runtime::guard::Permit) {
                runtime::guard::remote::aborted(::std::sync::Arc::new(self.clone()), action, permit);
            }
        }
    }
}
