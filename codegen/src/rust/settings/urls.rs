//! URLs that are derived from settings.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::model::settings::{DerivedUrl, Setting, Settings};
use crate::model::types::Type;
use crate::rust::docs::{deprecated, docs};
use crate::rust::identifiers::{affixed, identifier, pascal, snake};
use crate::rust::scope::Scope;

/// The getters of the URLs and of their origins.
pub(super) fn emit(scope: &Scope<'_>, settings: &Settings) -> TokenStream {
    let sources = settings.url_sources();
    if sources.is_empty() {
        return TokenStream::new();
    }
    let name = pascal(&settings.declaration.name);
    let result = scope.prelude("Result");
    let origins = sources.iter().map(|source| {
        let field = &settings.fields[*source];
        let origin = origin(&sources, *source, settings);
        let about = format!(" Scheme, host and port of `{}`; the rest of that URL is left out.", field.name.snake());
        let value = text(field);
        quote! {
            #[doc = #about]
            ///
            /// # Errors
            /// When the setting is no URL with a host.
            pub fn #origin(&self) -> #result<runtime::Origin, runtime::OriginError> {
                runtime::Origin::parse_exact(#value)
            }
        }
    });
    let urls = settings.urls.iter().map(|url| derived(scope, url, &origin(&sources, url.from, settings), settings));
    quote! {
        impl #name {
            #(#origins)*
            #(#urls)*
        }
    }
}

/// The first source of URLs is `origin`; further ones carry their setting's name, so that adding one renames nothing.
fn origin(sources: &[usize], source: usize, settings: &Settings) -> Ident {
    if sources.first() == Some(&source) {
        identifier("origin")
    } else {
        affixed("", &settings.fields[source].name, "_origin")
    }
}

/// A setting that is text, as `&str`.
fn text(field: &Setting) -> TokenStream {
    let name = snake(&field.name);
    if field.ty == Type::String { quote!(&self.#name) } else { quote!(self.#name.as_str()) }
}

fn derived(scope: &Scope<'_>, url: &DerivedUrl, origin: &Ident, settings: &Settings) -> TokenStream {
    let name = snake(&url.name);
    let (result, string) = (scope.prelude("Result"), scope.prelude("String"));
    let from = settings.fields[url.from].name.snake();
    let fallback = match url.path.as_str() {
        "" => format!("The URL of `{from}`: its scheme, host and port."),
        path => format!("The URL of `{path}` at `{from}`."),
    };
    let docs = docs(url.doc.as_deref(), &fallback);
    let deprecated = deprecated(url.deprecated.as_deref());
    let schemes = url.schemes.iter().map(|(from, to)| quote!((#from, #to)));
    let path = &url.path;
    quote! {
        #docs
        ///
        /// # Errors
        /// When the setting is no URL with a host.
        #deprecated
        pub fn #name(&self) -> #result<#string, runtime::OriginError> {
            Ok(self.#origin()?.url(&[#(#schemes),*], #path))
        }
    }
}

/// Written out only where a URL may hold user information, which a derived `Debug` would show.
pub(super) fn debug(settings: &Settings) -> TokenStream {
    if settings.urls.is_empty() {
        return TokenStream::new();
    }
    let name = pascal(&settings.declaration.name);
    let title = name.to_string();
    let sources = settings.url_sources();
    let fields = settings.fields.iter().enumerate().map(|(index, field)| {
        let name = snake(&field.name);
        let word = field.name.snake();
        let value = if sources.contains(&index) {
            let text = text(field);
            quote!(runtime::settings::shown_url(#text))
        } else {
            quote!(self.#name)
        };
        quote!(.field(#word, &#value))
    });
    quote! {
        impl ::std::fmt::Debug for #name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.debug_struct(#title) #(#fields)* .finish()
            }
        }
    }
}
