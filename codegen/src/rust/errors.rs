//! Errors of clients: an enum whose variants hold the failure, and the way from the runtime's error to it.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{self, deprecated, docs};
use super::identifiers::{pascal, snake};
use super::scope::Scope;
use crate::model::arena::Id;
use crate::model::errors::{Condition, ErrorSet, Variant};

/// The enum and its traits.
pub(super) fn emit(scope: &Scope<'_>, id: Id<ErrorSet>) -> TokenStream {
    let errors = &scope.model.errors[id];
    let declaration = &errors.declaration;
    let name = pascal(&declaration.name);
    let about = docs(declaration.doc.as_deref(), &format!("Why a client has no answer: {}.", declaration.name.words()));
    let deprecation = deprecated(declaration.deprecated.as_deref());
    let variants = errors.variants.iter().map(variant);
    let made = errors.variants.iter().filter(|variant| variant.is_made_by_others()).map(|variant| made(scope, variant));
    let accessors = accessors(scope, errors);
    let conversions = conversions(scope, errors);
    let tolerable = scope.model.is_polled_with(id).then(|| tolerable(scope, errors));
    let option = scope.prelude("Option");
    quote! {
        #about
        #deprecation
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }

        impl #name {
            #(#made)*

            #accessors
        }

        impl ::std::fmt::Display for #name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(self.failure(), formatter)
            }
        }

        impl ::std::error::Error for #name {
            fn source(&self) -> #option<&(dyn ::std::error::Error + 'static)> {
                ::std::error::Error::source(self.failure())
            }
        }

        #conversions

        #tolerable
    }
}

fn variant(variant: &Variant) -> TokenStream {
    let (name, deprecation) = (pascal(&variant.name), deprecated(variant.deprecated.as_deref()));
    let conditions = prose(variant);
    let about = docs(variant.doc.as_deref(), &conditions);
    let further = docs::written(variant.doc.as_deref()).map(|_| docs::own(&format!("\n{conditions}")));
    quote! {
        #about
        #further
        #deprecation
        #name(runtime::Failure)
    }
}

/// What a variant stands for, as a sentence.
fn prose(variant: &Variant) -> String {
    let conditions: Vec<String> = variant
        .when
        .iter()
        .map(|condition| match condition {
            Condition::Any => "everything else".to_owned(),
            Condition::Code(code) => format!("the code `{}`", code.replace('`', "'")),
            condition => format!("`{}`", condition.text()),
        })
        .collect();
    match conditions.split_last() {
        None => "Made by others than the client.".to_owned(),
        Some((only, [])) => format!("Stands for {only}."),
        Some((last, others)) => format!("Stands for {} and {last}.", others.join(", ")),
    }
}

/// The function that makes a variant which no failure of a client becomes.
fn made(scope: &Scope<'_>, variant: &Variant) -> TokenStream {
    let (name, function) = (pascal(&variant.name), snake(&variant.name));
    let (option, into, string) = (scope.prelude("Option"), scope.prelude("Into"), scope.prelude("String"));
    let about = docs::own(&format!("`{name}`, with what is said about it and the error behind it, if there is one."));
    quote! {
        #about
        #[must_use]
        pub fn #function(message: impl #into<#string>, source: #option<runtime::BoxError>) -> Self {
            Self::#name(runtime::Failure::new(message, source))
        }
    }
}

fn accessors(scope: &Scope<'_>, errors: &ErrorSet) -> TokenStream {
    let option = scope.prelude("Option");
    let names = errors.variants.iter().map(|variant| pascal(&variant.name));
    quote! {
        /// What went wrong, whatever the variant.
        #[must_use]
        pub fn failure(&self) -> &runtime::Failure {
            match self {
                #(Self::#names(failure))|* => failure,
            }
        }

        /// The error of the call, if it is one: of which kind, and after how many attempts.
        #[must_use]
        pub fn client_error(&self) -> #option<&runtime::ClientError> {
            self.failure().client_error()
        }

        /// The name of the operation that failed.
        #[must_use]
        pub fn operation(&self) -> #option<&'static str> {
            self.failure().operation()
        }

        /// The status of the response, where it is what failed.
        #[must_use]
        pub fn status(&self) -> #option<u16> {
            self.failure().status()
        }

        /// What the server says about it, or who made the error.
        #[must_use]
        pub fn message(&self) -> #option<&str> {
            self.failure().message()
        }

        /// Whether the same request could have an answer later.
        #[must_use]
        pub fn is_retryable(&self) -> bool {
            self.failure().is_retryable()
        }
    }
}

/// From what the runtime knows to the variant that stands for it.
fn conversions(scope: &Scope<'_>, errors: &ErrorSet) -> TokenStream {
    let name = pascal(&errors.declaration.name);
    let from = scope.prelude("From");
    let sorted = errors.variants.iter().filter(|variant| !variant.is_made_by_others() && !variant.is_rest());
    let sorted = sorted.filter_map(|variant| {
        let name = pascal(&variant.name);
        let conditions: Vec<_> = variant.when.iter().filter_map(condition).collect();
        (!conditions.is_empty()).then(|| {
            quote! {
                if error.is_one_of(&[#(runtime::error::Condition::#conditions),*]) {
                    return Self::#name(error.into());
                }
            }
        })
    });
    let rest = errors.variants.iter().find(|variant| variant.is_rest()).map(|variant| {
        let name = pascal(&variant.name);
        quote!(Self::#name(error.into()))
    });
    let connecting = errors.for_configuration().map(|variant| {
        let variant = pascal(&variant.name);
        quote! {
            impl #from<runtime::ConnectError> for #name {
                fn from(error: runtime::ConnectError) -> Self {
                    Self::#variant(error.into())
                }
            }
        }
    });
    quote! {
        impl #from<runtime::ClientError> for #name {
            fn from(error: runtime::ClientError) -> Self {
                #(#sorted)*
                #rest
            }
        }

        #connecting
    }
}

/// What polling has to know of an error, where a client with such errors polls.
fn tolerable(scope: &Scope<'_>, errors: &ErrorSet) -> TokenStream {
    let (name, option) = (pascal(&errors.declaration.name), scope.prelude("Option"));
    quote! {
        impl runtime::poll::Tolerable for #name {
            fn may_pass(&self) -> bool {
                self.is_retryable()
            }

            fn response_status(&self) -> #option<u16> {
                self.status()
            }
        }
    }
}

/// The runtime's condition; none for what no call has, and for the rest.
fn condition(condition: &Condition) -> Option<TokenStream> {
    Some(match condition {
        Condition::Configuration | Condition::Any => return None,
        Condition::Unsent => quote!(Unsent),
        Condition::Connect => quote!(Connect),
        Condition::Timeout => quote!(Timeout),
        Condition::Tls => quote!(Tls),
        Condition::Interrupted => quote!(Interrupted),
        Condition::Unreadable => quote!(Unreadable),
        Condition::Credentials => quote!(Credentials),
        Condition::RateLimited => quote!(RateLimited),
        Condition::Graphql => quote!(Graphql),
        Condition::Rpc => quote!(Rpc),
        Condition::Code(code) => quote!(Code(#code)),
        Condition::Subscription => quote!(Subscription),
        Condition::Status(status) => {
            let status = Literal::u16_unsuffixed(*status);
            quote!(Status(#status))
        }
        Condition::StatusClass(class) => {
            let class = Literal::u16_unsuffixed(*class);
            quote!(StatusClass(#class))
        }
    })
}
