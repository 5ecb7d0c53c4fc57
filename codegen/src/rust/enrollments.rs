//! Enrollments: a builder of options, and what is particular about its calls.

mod calls;
mod connect;
mod enroll;
mod options;
mod values;
mod ways;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{deprecated, docs};
use super::identifiers::{pascal, snake};
use super::scope::Scope;
use crate::model::clients::Client;
use crate::model::enrollments::{Enrollment, FileNames};

/// The items of an enrollment, in reading order.
pub(super) fn emit(scope: &Scope<'_>, enrollment: &Enrollment) -> TokenStream {
    let (function, structure) = (function(scope, enrollment), structure(scope, enrollment));
    let (begun, given) = (begun(scope, enrollment), options::setters(scope, enrollment));
    let stored = stored(scope, enrollment);
    let emitter = Emitter { scope, enrollment, client: &scope.model.clients[enrollment.client] };
    let ways = enrollment.ways.iter().enumerate().map(|(at, way)| emitter.way(at, way));
    let enroll = emitter.enroll();
    let name = pascal(&enrollment.declaration.name);
    quote! {
        #function
        #structure
        impl #name {
            #begun
            #given
            #stored
        }
        impl #name {
            #(#ways)*
        }
        #enroll
    }
}

/// What is particular about the calls of an enrollment.
struct Emitter<'s, 'm> {
    scope: &'s Scope<'m>,
    enrollment: &'m Enrollment,
    client: &'m Client,
}

impl Emitter<'_, '_> {
    /// The record that is stored.
    fn record(&self) -> TokenStream {
        self.scope.path(&self.scope.declared(self.enrollment.record).declaration)
    }
}

fn function(scope: &Scope<'_>, enrollment: &Enrollment) -> Option<TokenStream> {
    let function = enrollment.function.as_ref()?;
    let (name, ty) = (snake(function), pascal(&enrollment.declaration.name));
    let (into, string) = (scope.prelude("Into"), scope.prelude("String"));
    let about = format!(" Begins [`{ty}`] of this name.");
    Some(quote! {
        #[doc = #about]
        pub fn #name(name: impl #into<#string>) -> #ty {
            #ty::new(name)
        }
    })
}

fn structure(scope: &Scope<'_>, enrollment: &Enrollment) -> TokenStream {
    let name = pascal(&enrollment.declaration.name);
    let client = scope.path(&scope.model.clients[enrollment.client].declaration);
    let about = docs(enrollment.declaration.doc.as_deref(), "How a client comes to an identity of its own.");
    let deprecation = deprecated(enrollment.declaration.deprecated.as_deref());
    let fields = options::fields(scope, enrollment);
    quote! {
        #about
        #deprecation
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct #name {
            setup: runtime::enrollment::Setup<#client>,
            #fields
        }
    }
}

/// What begins it, what every enrollment can be told, and what ends it.
fn begun(scope: &Scope<'_>, enrollment: &Enrollment) -> TokenStream {
    let client = scope.path(&scope.model.clients[enrollment.client].declaration);
    let [into, string, result] = ["Into", "String", "Result"].map(|name| scope.prelude(name));
    let fields = enrollment.options.iter().map(|option| {
        let name = snake(&option.name);
        quote!(#name: None,)
    });
    quote! {
        /// Begins with nothing but a name.
        pub fn new(name: impl #into<#string>) -> Self {
            Self { setup: runtime::enrollment::Setup::new(name.into()), #(#fields)* }
        }

        /// Registers, whatever is stored.
        pub fn force_new(mut self) -> Self {
            self.setup.force_new();
            self
        }

        /// Stores credentials here, and not below the directory of the user.
        pub fn store(mut self, store: runtime::CredentialStore) -> Self {
            self.setup.store(store);
            self
        }

        /// Changes how the client connects, for its checks and registrations too: its transport, its clock, its timeout.
        pub fn connection(
            mut self,
            change: impl Fn(runtime::ClientBuilder<#client>) -> runtime::ClientBuilder<#client> + Send + Sync + 'static,
        ) -> Self {
            self.setup.connection(change);
            self
        }

        /// The client: with what is stored if the server still knows it, or else with what a registration gives.
        ///
        /// # Errors
        /// When credentials cannot be read or stored, when there is no way to register, and when that fails.
        pub fn connect(self) -> runtime::BoxFuture<'static, #result<#client, runtime::EnrollmentError>> {
            ::std::boxed::Box::pin(async move { runtime::enrollment::enroll(&self).await })
        }
    }
}

/// What there is in the store below the directory of the user.
fn stored(scope: &Scope<'_>, enrollment: &Enrollment) -> TokenStream {
    let [string, result, vec] = ["String", "Result", "Vec"].map(|name| scope.prelude(name));
    let directory =
        format!(" The store of credentials: `{}` below the directory of the user.", enrollment.store.directory);
    quote! {
        #[doc = #directory]
        ///
        /// # Errors
        /// When it is not known which directory is that of the user.
        pub fn default_store() -> #result<runtime::CredentialStore, runtime::EnrollmentError> {
            <Self as runtime::enrollment::Enroll>::PLACE.open()
        }

        /// The names of all that is stored there.
        ///
        /// # Errors
        /// When the directory cannot be read.
        pub fn list() -> #result<#vec<#string>, runtime::EnrollmentError> {
            Ok(Self::default_store()?.list()?)
        }

        /// Deletes what is stored there under a name, and says whether there was anything.
        ///
        /// # Errors
        /// When the file cannot be deleted.
        pub fn delete(name: &str) -> #result<bool, runtime::EnrollmentError> {
            Ok(Self::default_store()?.delete(name)?)
        }
    }
}

/// The expression for where credentials are stored.
fn place(enrollment: &Enrollment) -> TokenStream {
    let directory = &enrollment.store.directory;
    let names = match enrollment.store.names {
        FileNames::Encoded => quote!(Encoded),
        FileNames::Underscored => quote!(Underscored),
    };
    quote!(runtime::enrollment::StorePlace::new(#directory, runtime::credential_store::FileNames::#names))
}
