//! Emitted code among the user's own, which may have given any name another meaning.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{TokenStreamExt as _, quote};
use typeloom::Options;
use typeloom::model::Model;
use typeloom::rust::scope::{Names, Scope};

use super::reading::Reading;

/// What `emit` makes of the one module of a model, among the user's code.
pub(crate) fn emit(
    model: &Model,
    reading: &Reading,
    emit: impl FnOnce(&Scope<'_>) -> TokenStream,
) -> syn::Result<TokenStream> {
    let options = Options::for_module("rust");
    let names = Names::spelled_out();
    let mut implementations = TokenStream::new();
    if let (Some((root, _)), Some((module, _))) = (model.packages.iter().next(), model.modules.iter().next()) {
        let scope = Scope::new(model, &options, &names, root, module).with_places(&reading.places);
        implementations = emit(&scope);
    }
    Ok(in_a_scope(&reading.runtime()?, implementations))
}

/// Implementations in a scope of their own, where `runtime` is the runtime.
pub(crate) fn in_a_scope(runtime: &TokenStream, implementations: TokenStream) -> TokenStream {
    as_written(runtime, &with_prelude(implementations))
}

/// As [`in_a_scope`], for bodies that speak of the user's types and not of the prelude.
pub(crate) fn as_written(runtime: &TokenStream, implementations: &TokenStream) -> TokenStream {
    quote! {
        #[doc(hidden)]
        #[allow(deprecated, unused_imports, unused_qualifications, clippy::absolute_paths, clippy::wildcard_imports)]
        const _: () = {
            use #runtime as runtime;
            #implementations
        };
    }
}

/// The same items, with the names of the prelude in each body: around it they may mean something else, or nothing.
///
/// Bodies speak of the user's types as `Self` only; so a type that is called `Option` does not come to harm.
fn with_prelude(items: TokenStream) -> TokenStream {
    let mut marked = TokenStream::new();
    let mut is_function = false;
    for token in items {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let content = group.stream();
                let content = if is_function {
                    quote!(use ::std::prelude::rust_2024::*; #content)
                } else {
                    with_prelude(content)
                };
                is_function = false;
                let mut changed = Group::new(Delimiter::Brace, content);
                changed.set_span(group.span());
                marked.append(changed);
            }
            TokenTree::Ident(word) => {
                is_function |= word == "fn";
                if word == "impl" && !is_function {
                    marked.extend(quote!(#[automatically_derived]));
                }
                marked.append(word);
            }
            other => marked.append(other),
        }
    }
    marked
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::with_prelude;

    #[test]
    fn every_body_has_the_prelude() {
        let marked = with_prelude(quote! {
            impl<T> Model for Page<T> {
                fn new(text: impl Into<String>) -> Self { Some({}) }
            }
        });
        let expected = quote! {
            #[automatically_derived]
            impl<T> Model for Page<T> {
                fn new(text: impl Into<String>) -> Self { use ::std::prelude::rust_2024::*; Some({}) }
            }
        };
        assert_eq!(marked.to_string(), expected.to_string());
    }
}
