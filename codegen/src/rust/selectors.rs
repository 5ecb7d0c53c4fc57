//! Selectors: a family whose texts travel in headers and as GraphQL values.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::own;
use super::families::Emitter;
use super::identifiers::identifier;
use super::scope::Scope;
use super::templates::Out;
use super::{subjects, templates};
use crate::model::places::Place;
use crate::model::selectors::Selector;

/// One declaration of the section.
pub(super) fn emit(scope: &Scope<'_>, selector: &Selector) -> TokenStream {
    let emitter = Emitter::new(&selector.declaration, &selector.family);
    let text = Text::new(scope, &emitter);
    let name = &emitter.name;
    let definition = emitter.definition(scope);
    let templates = emitter.templates();
    let constructors = emitter.constructors(scope);
    let getters = emitter.getters(scope);
    let build = text.build(scope, &emitter);
    let parse = parse(scope, &emitter, selector);
    let header = selector.header.as_ref().map(|header| text.header(scope, header));
    let graphql = selector.graphql.then(|| text.graphql());
    let shown = text.display(&emitter);
    let read = reader(emitter.family.place);
    let result = scope.prelude("Result");
    quote! {
        #definition

        impl #name {
            #templates

            #constructors

            #getters

            #build

            #header

            #graphql

            #parse
        }

        #shown

        impl ::std::str::FromStr for #name {
            type Err = runtime::AddressError;

            fn from_str(text: &str) -> #result<Self, runtime::AddressError> {
                Self::#read(text)
            }
        }
    }
}

/// How the text is made: by which method, and whether that can fail.
struct Text {
    method: proc_macro2::Ident,
    infallible: bool,
    string: TokenStream,
    /// The type of what is made of the text, given that of success.
    errors: TokenStream,
}

impl Text {
    fn new(scope: &Scope<'_>, emitter: &Emitter<'_>) -> Self {
        let infallible = templates::is_infallible(emitter.family);
        let word = emitter.family.place.word();
        let errors = if infallible {
            TokenStream::new()
        } else {
            own(&format!("\n# Errors\nWhen a value cannot stand in a {word}."))
        };
        Self { method: identifier(&format!("to_{word}")), infallible, string: scope.prelude("String"), errors }
    }

    fn returns(&self, scope: &Scope<'_>, ty: &TokenStream) -> TokenStream {
        let result = scope.prelude("Result");
        if self.infallible { quote!(#ty) } else { quote!(#result<#ty, runtime::TemplateError>) }
    }

    fn wrapped(&self, value: &TokenStream) -> TokenStream {
        if self.infallible { value.clone() } else { quote!(Ok(#value)) }
    }

    fn must_use(&self) -> Option<TokenStream> {
        self.infallible.then(|| quote!(#[must_use]))
    }

    /// The expression of the text.
    fn value(&self) -> TokenStream {
        let method = &self.method;
        if self.infallible { quote!(self.#method()) } else { quote!(self.#method()?) }
    }

    fn build(&self, scope: &Scope<'_>, emitter: &Emitter<'_>) -> TokenStream {
        let Self { method, string, errors, .. } = self;
        let doc = own(&format!("The {}.", emitter.family.place.word()));
        let (must_use, returns) = (self.must_use(), self.returns(scope, string));
        let capacity = emitter.capacity();
        let write = emitter.write(&Out::owned("text"));
        let text = self.wrapped(&quote!(text));
        quote! {
            #doc
            #errors
            #must_use
            pub fn #method(&self) -> #returns {
                let mut text = #string::with_capacity(#capacity);
                #write
                #text
            }
        }
    }

    fn header(&self, scope: &Scope<'_>, header: &str) -> TokenStream {
        let Self { method, string, errors, .. } = self;
        let (must_use, returns) = (self.must_use(), self.returns(scope, string));
        let headers = self.returns(scope, &quote!([(&'static str, #string); 1]));
        let value = self.value();
        let pair = self.wrapped(&quote!([(Self::HEADER, #value)]));
        quote! {
            /// The name of the header that carries the selector.
            pub const HEADER: &'static str = #header;

            /// The value of the header.
            #errors
            #must_use
            pub fn header_value(&self) -> #returns {
                self.#method()
            }

            /// The header, ready to be put into a map.
            #errors
            #must_use
            pub fn to_headers(&self) -> #headers {
                #pair
            }
        }
    }

    fn graphql(&self) -> TokenStream {
        let (errors, must_use) = (&self.errors, self.must_use());
        let value = self.value();
        let value = self.wrapped(&quote!(runtime::json::Value::String(#value)));
        let returns = if self.infallible {
            quote!(runtime::json::Value)
        } else {
            quote!(::std::result::Result<runtime::json::Value, runtime::TemplateError>)
        };
        quote! {
            /// The selector as a GraphQL value.
            #errors
            #must_use
            pub fn to_graphql_value(&self) -> #returns {
                #value
            }
        }
    }

    /// The text itself where there always is one.
    fn display(&self, emitter: &Emitter<'_>) -> TokenStream {
        if !self.infallible {
            return subjects::display(emitter);
        }
        let (name, method) = (&emitter.name, &self.method);
        quote! {
            impl ::std::fmt::Display for #name {
                fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    formatter.write_str(&self.#method())
                }
            }
        }
    }
}

/// The method that reads a text.
fn reader(place: Place) -> proc_macro2::Ident {
    identifier(match place {
        Place::Uri => "from_resource_uri",
        Place::Path => "from_path",
        Place::Topic => "from_topic",
        Place::Header => "from_header",
    })
}

fn parse(scope: &Scope<'_>, emitter: &Emitter<'_>, selector: &Selector) -> TokenStream {
    let result = scope.prelude("Result");
    let method = reader(emitter.family.place);
    let name = emitter.name.to_string();
    let what = selector.header.as_ref().unwrap_or(&name);
    let reading = emitter.reading(what);
    let word = emitter.family.place.word();
    let errors = own("\n# Errors\nWhen it has the form of no member, or holds a value that a rule refuses.");
    let lenient = if emitter.family.place == Place::Uri {
        own("\nWhite space around it, empty path segments and a bare `?` or `#` are ignored.")
    } else {
        TokenStream::new()
    };
    let doc = own(&format!("Reads a {word}."));
    let header = selector.header.as_ref().map(|_| {
        quote! {
            /// Reads the value of the header.
            #errors
            pub fn from_header_value(text: &str) -> #result<Self, runtime::AddressError> {
                Self::#method(text)
            }
        }
    });
    quote! {
        #doc
        #lenient
        #errors
        pub fn #method(text: &str) -> #result<Self, runtime::AddressError> {
            #reading
        }

        #header
    }
}
