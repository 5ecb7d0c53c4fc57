//! The builder of a component: what it needs, what it may have, and what can be in it.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{builder, one};
use crate::model::documents::{Attribute, Body, Component, Document};
use crate::model::names::Name;
use crate::raw::documents::Presence;
use crate::rust::docs::{deprecated, docs, own, written};
use crate::rust::identifiers::{affixed, identifier, pascal, snake};
use crate::rust::scope::Scope;

impl Attribute {
    /// How an element writes it.
    pub(super) fn method(&self) -> Ident {
        identifier(match self.presence {
            Presence::Required => "attribute",
            Presence::Optional => "optional",
        })
    }
}

/// A component with the position of its title, if it has one.
struct Builder<'a> {
    scope: &'a Scope<'a>,
    document: &'a Document,
    component: &'a Component,
    title: Option<usize>,
}

/// The structure and its functions.
pub(super) fn emit(scope: &Scope<'_>, document: &Document, component: &Component, title: Option<usize>) -> TokenStream {
    let builder = Builder { scope, document, component, title };
    let structure = builder.structure();
    let name = super::builder(component);
    let constructors = builder.constructors();
    let setters = builder.setters();
    let add = builder.add();
    quote! {
        #structure

        impl #name {
            #constructors
            #(#setters)*
            #add
        }
    }
}

impl Builder<'_> {
    fn structure(&self) -> TokenStream {
        let name = builder(self.component);
        let about = docs(self.component.doc.as_deref(), &format!("The component `{}`.", self.component.tag));
        let deprecation = deprecated(self.component.deprecated.as_deref());
        let (string, vec) = (self.scope.prelude("String"), self.scope.prelude("Vec"));
        let texts = self.texts().map(|name| {
            let name = snake(name);
            quote!(#name: #string,)
        });
        let children = self.child().map(|child| quote!(children: #vec<#child>,));
        let default = self.has_default().then(|| quote!(Default,));
        // Without fields anyone could make one, and no field could be added later.
        let closed = (self.texts().next().is_none() && children.is_none()).then(|| quote!(#[non_exhaustive]));
        quote! {
            #about
            #deprecation
            #[derive(Clone, Debug, #default PartialEq, Eq)]
            #[must_use = "a component does nothing until it is in a document"]
            #closed
            pub struct #name {
                #(#texts)*
                #children
            }
        }
    }

    /// The names of all texts in it: attributes, then content.
    fn texts(&self) -> impl Iterator<Item = &Name> {
        let content = match &self.component.body {
            Body::Text(content) => Some(content),
            Body::Empty | Body::Children(_) => None,
        };
        self.component.attributes.iter().map(|attribute| &attribute.name).chain(content)
    }

    /// The type of what can be in it.
    fn child(&self) -> Option<TokenStream> {
        let Body::Children(children) = &self.component.body else { return None };
        let name = match self.component.child_name() {
            Some(name) => pascal(&name),
            None => builder(&self.document.components[*children.first()?]),
        };
        Some(quote!(#name))
    }

    /// Whether it needs nothing.
    fn has_default(&self) -> bool {
        let needs = |attribute: &Attribute| attribute.presence == Presence::Required;
        !matches!(self.component.body, Body::Text(_))
            && self.component.either.is_empty()
            && !self.component.attributes.iter().any(needs)
    }

    fn constructors(&self) -> TokenStream {
        let attribute = |position: usize| &self.component.attributes[position];
        if !self.component.either.is_empty() {
            let alternatives = self.component.either.iter().map(|position| {
                let attribute = attribute(*position);
                self.constructor(
                    &snake(&attribute.name),
                    Some(*position),
                    attribute.doc.as_deref(),
                    attribute.deprecated.as_deref(),
                )
            });
            return quote!(#(#alternatives)*);
        }
        let new = self.constructor(&identifier("new"), self.title, None, None);
        let may_lack_title = self.title.is_some_and(|title| attribute(title).presence == Presence::Optional);
        let untitled = may_lack_title.then(|| self.constructor(&identifier("untitled"), None, None, None));
        quote!(#new #untitled)
    }

    /// A function that takes what the component needs and one attribute more.
    fn constructor(
        &self,
        function: &Ident,
        further: Option<usize>,
        doc: Option<&str>,
        deprecation: Option<&str>,
    ) -> TokenStream {
        let (into, string, vec) = (self.scope.prelude("Into"), self.scope.prelude("String"), self.scope.prelude("Vec"));
        let is_given = |position: usize| {
            let attribute = self.component.attributes.get(position);
            Some(position) == further || attribute.is_none_or(|known| known.presence == Presence::Required)
        };
        let mut given: Vec<(usize, &Name)> =
            self.texts().enumerate().filter(|(position, _)| is_given(*position)).collect();
        // The alternative that gave the function its name comes first.
        given.sort_by_key(|(position, _)| self.component.either.is_empty() || Some(*position) != further);
        let parameters = given.iter().map(|(_, name)| {
            let name = snake(name);
            quote!(#name: impl #into<#string>)
        });
        let fields = self.texts().enumerate().map(|(position, name)| {
            let name = snake(name);
            if is_given(position) { quote!(#name: #name.into(),) } else { quote!(#name: #string::new(),) }
        });
        let children = self.child().map(|_| quote!(children: #vec::new(),));
        let about = self.about(&given, doc);
        let deprecation = deprecated(deprecation);
        let many = (given.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
        let own_name =
            (*function == snake(&self.component.name)).then(|| quote!(#[allow(clippy::self_named_constructors)]));
        quote! {
            #about
            #deprecation
            #many
            #own_name
            pub fn #function(#(#parameters),*) -> Self {
                Self { #(#fields)* #children }
            }
        }
    }

    /// What a constructor makes.
    fn about(&self, given: &[(usize, &Name)], doc: Option<&str>) -> TokenStream {
        let one = one(self.component);
        let words: Vec<String> = given.iter().map(|(_, name)| name.words()).collect();
        let mut text = match words.split_last() {
            None if self.title.is_some() => format!("{one} without title."),
            None => format!("{one}."),
            Some((last, [])) => format!("{one} with this {last}."),
            Some((last, rest)) => format!("{one} with this {} and {last}.", rest.join(", ")),
        };
        if let Some(doc) = written(doc) {
            text = format!("{text}\n\n{doc}");
        }
        docs(Some(&text), "")
    }

    /// A function for each attribute that no constructor takes.
    fn setters(&self) -> impl Iterator<Item = TokenStream> {
        let (into, string) = (self.scope.prelude("Into"), self.scope.prelude("String"));
        let is_set = |position: &usize| Some(*position) != self.title && !self.component.either.contains(position);
        let further = self.component.attributes.iter().enumerate().filter(move |(position, _)| is_set(position));
        let optional = further.filter(|(_, attribute)| attribute.presence == Presence::Optional);
        optional.map(move |(_, attribute)| {
            let (field, setter) = (snake(&attribute.name), affixed("with_", &attribute.name, ""));
            let about = docs(attribute.doc.as_deref(), &format!("Sets the attribute `{}`.", attribute.wire));
            let empty = own("\nAn empty one is left out.");
            let deprecation = deprecated(attribute.deprecated.as_deref());
            quote! {
                #about
                #empty
                #deprecation
                pub fn #setter(mut self, #field: impl #into<#string>) -> Self {
                    self.#field = #field.into();
                    self
                }
            }
        })
    }

    fn add(&self) -> Option<TokenStream> {
        let child = self.child()?;
        let into = self.scope.prelude("Into");
        let (ty, value) = match self.component.child_name() {
            Some(_) => (quote!(impl #into<#child>), quote!(child.into())),
            None => (child, quote!(child)),
        };
        Some(quote! {
            /// Adds a component behind those that are there.
            #[allow(clippy::should_implement_trait, reason = "components are no numbers")]
            pub fn add(mut self, child: #ty) -> Self {
                self.children.push(#value);
                self
            }
        })
    }
}
