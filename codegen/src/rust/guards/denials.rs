//! The errors of a client, made of what a guard says.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::errors::Variant;
use crate::model::guards::Guard;
use crate::rust::identifiers::pascal;
use crate::rust::scope::Scope;

/// The conversion, where it is said what a denial is.
pub(super) fn emit(scope: &Scope<'_>, guard: &Guard) -> Option<TokenStream> {
    let denial = guard.denied?;
    let errors = &scope.model.errors[denial.errors];
    let (name, from) = (scope.path(&errors.declaration), scope.prelude("From"));
    let denied = pascal(&errors.variants[denial.variant].name);
    let rest = errors.variants.iter().find(|variant| Variant::is_rest(variant));
    let rest = pascal(&rest.unwrap_or(&errors.variants[denial.variant]).name);
    Some(quote! {
        impl #from<runtime::GuardError> for #name {
            fn from(error: runtime::GuardError) -> Self {
                if error.is_denied() {
                    return Self::#denied(error.into());
                }
                match error.into_source::<Self>() {
                    Ok(error) => error,
                    Err(error) => Self::#rest(error.into()),
                }
            }
        }
    })
}
