//! Documents: a builder for each component, and the type of what can be sent.

mod builders;
mod children;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{docs, own};
use super::identifiers::{pascal, snake};
use super::scope::Scope;
use crate::model::documents::{Body, Component, Document};

/// The items of a document, in reading order.
pub(super) fn emit(scope: &Scope<'_>, document: &Document) -> TokenStream {
    let component = |component: &Component, title: Option<usize>| {
        let builder = builders::emit(scope, document, component, title);
        let rendering = rendering(component);
        let child = children::emit(document, component);
        quote!(#builder #rendering #child)
    };
    let root = component(&document.root, document.title);
    let components = document.components.iter().map(|known| component(known, None));
    let definition = definition(document);
    let given = given(scope, document);
    let conversions = conversions(document);
    quote! {
        #root
        #definition
        #given
        #conversions
        #(#components)*
    }
}

/// The name of a builder.
fn builder(component: &Component) -> Ident {
    pascal(&component.name)
}

/// A builder with an article, as prose has it.
fn one(component: &Component) -> String {
    let name = builder(component).to_string();
    let article = if name.starts_with(['A', 'E', 'I', 'O', 'U']) { "An" } else { "A" };
    format!("{article} `{name}`")
}

fn rendering(component: &Component) -> TokenStream {
    let (name, tag) = (builder(component), &component.tag);
    let attributes = component.attributes.iter().map(|attribute| {
        let (method, wire, field) = (attribute.method(), &attribute.wire, snake(&attribute.name));
        quote!(.#method(#wire, &self.#field))
    });
    let element = quote!(markup.element(#tag) #(#attributes)*);
    let write = match &component.body {
        Body::Empty => quote!(#element.empty();),
        Body::Text(content) => {
            let content = snake(content);
            quote!(#element.text(&self.#content);)
        }
        Body::Children(_) => quote! {
            let inside = #element.children();
            self.children.iter().fold(inside, |inside, child| inside.child(child)).end();
        },
    };
    quote! {
        impl runtime::document::Component for #name {
            fn write(&self, markup: &mut runtime::document::Markup) {
                #write
            }
        }

        /// The markup.
        impl ::std::fmt::Display for #name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.write_str(&runtime::document::Component::markup(self))
            }
        }
    }
}

/// The type of what can be sent.
fn definition(document: &Document) -> TokenStream {
    let (name, root) = (pascal(&document.document_name()), builder(&document.root));
    let ways = [
        document.markup.then_some("markup that somebody else wrote"),
        (!document.url.is_empty()).then_some("the URL of one"),
    ];
    let mut ways: Vec<&str> = ["one that was built"].into_iter().chain(ways.into_iter().flatten()).collect();
    let ways = match ways.pop() {
        Some(last) if !ways.is_empty() => format!("{}, or {last}", ways.join(", ")),
        only => only.unwrap_or_default().to_owned(),
    };
    let about = own(&format!(
        "What can be sent as a `{root}`: {ways}.\n\n\
         Its getters (`markup`, `url`, `title`, `file_name`) are those of [`runtime::Document`], to which this dereferences."
    ));
    quote! {
        #about
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct #name(runtime::Document);
    }
}

fn given(scope: &Scope<'_>, document: &Document) -> TokenStream {
    let name = pascal(&document.document_name());
    let (tag, media_type) = (&document.root.tag, &document.media_type);
    let title = document.title.map(|position| {
        let wire = &document.root.attributes[position].wire;
        quote!(.title(#wire))
    });
    let file = document.file.as_ref().map(|file| quote!(.file(#file)));
    let beginnings = &document.url;
    let url = (!beginnings.is_empty()).then(|| quote!(.url(&[#(#beginnings),*])));
    let from_markup = document.markup.then(|| from_markup(scope, tag));
    let from_url = (!beginnings.is_empty()).then(|| from_url(scope, beginnings));
    quote! {
        impl #name {
            /// The media type of the markup.
            pub const MEDIA_TYPE: &'static str = #media_type;

            const FORMAT: &'static runtime::document::Format =
                &runtime::document::Format::new(#tag, Self::MEDIA_TYPE) #title #file #url;

            #from_markup

            #from_url
        }
    }
}

fn from_markup(scope: &Scope<'_>, tag: &str) -> TokenStream {
    let (result, into, string) = (scope.prelude("Result"), scope.prelude("Into"), scope.prelude("String"));
    let whole = own(&format!(
        "Whether a text is one whole document: it begins with `<{tag}`, which it opens as often as it closes it.\nNothing \
         else is checked."
    ));
    quote! {
        /// Markup that somebody else wrote. It is sent as it is, and not checked.
        ///
        /// # Errors
        /// When it is blank.
        pub fn from_markup(markup: impl #into<#string>) -> #result<Self, runtime::DocumentError> {
            runtime::Document::from_markup(Self::FORMAT, markup.into()).map(Self)
        }

        #whole
        #[must_use]
        pub fn is_markup(text: &str) -> bool {
            Self::FORMAT.is_markup(text)
        }
    }
}

fn from_url(scope: &Scope<'_>, beginnings: &[String]) -> TokenStream {
    let (result, into, string) = (scope.prelude("Result"), scope.prelude("Into"), scope.prelude("String"));
    let quoted: Vec<String> = beginnings.iter().map(|beginning| format!("`{beginning}`")).collect();
    let text = format!(
        "The URL of a document.\n\n# Errors\nWhen it is blank, or does not start with {}.",
        quoted.join(" or ")
    );
    let doc = docs(Some(&text), "");
    quote! {
        #doc
        pub fn from_url(url: impl #into<#string>) -> #result<Self, runtime::DocumentError> {
            runtime::Document::from_url(Self::FORMAT, url.into()).map(Self)
        }
    }
}

fn conversions(document: &Document) -> TokenStream {
    let (name, root) = (pascal(&document.document_name()), builder(&document.root));
    let title = match document.title.map(|position| snake(&document.root.attributes[position].name)) {
        Some(title) => quote!(Some(root.#title.as_str())),
        None => quote!(None),
    };
    quote! {
        impl From<#root> for #name {
            fn from(root: #root) -> Self {
                Self(runtime::Document::built(Self::FORMAT, &root, #title))
            }
        }

        impl ::std::ops::Deref for #name {
            type Target = runtime::Document;

            fn deref(&self) -> &runtime::Document {
                &self.0
            }
        }

        /// The markup, or the URL.
        impl ::std::fmt::Display for #name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.0.fmt(formatter)
            }
        }
    }
}
