//! Where the runtime is in the crate that uses a macro.

use proc_macro_crate::{Error, FoundCrate, crate_name};
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::Ident;

/// The path of the runtime: what the user says, or the name that the crate's manifest gives it.
///
/// # Errors
/// When the manifest has no such dependency.
pub(crate) fn path(given: Option<&syn::Path>) -> syn::Result<TokenStream> {
    if let Some(path) = given {
        return Ok(quote!(#path));
    }
    let name = Ident::new(&name()?, Span::call_site());
    Ok(quote!(::#name))
}

/// The name that the crate's manifest gives the runtime.
///
/// # Errors
/// When the manifest has no such dependency.
pub(crate) fn name() -> syn::Result<String> {
    match crate_name("typeloom-runtime") {
        Ok(FoundCrate::Name(name)) => Ok(name),
        Err(Error::CrateNotFound { .. }) => {
            let message = "this crate does not depend on `typeloom-runtime`\n  \
                help: add it to `[dependencies]`, or say where it is with `crate = some_sdk::runtime`";
            Err(syn::Error::new(Span::call_site(), message))
        }
        // Tests, examples and documentation of the runtime itself; a build without cargo.
        Ok(FoundCrate::Itself) | Err(_) => Ok("typeloom_runtime".to_owned()),
    }
}
