//! References: a subject, a kind and a key, the path that they make, and the key's own type.

mod path;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{deprecated, docs, own};
use super::families::allow_own_name;
use super::identifiers::{affixed, pascal, snake};
use super::scope::Scope;
use super::{examples, keys, paths, runtime_references};
use crate::model::kinds::KindSet;
use crate::model::references::{Reference, Shorthand};

/// A reference about to be emitted, with the names that it is made of.
pub(super) struct Emitter<'m> {
    pub(super) reference: &'m Reference,
    pub(super) kinds: &'m KindSet,
    pub(super) name: Ident,
    pub(super) subject: TokenStream,
    pub(super) kind: TokenStream,
    pub(super) key: Ident,
}

impl Emitter<'_> {
    /// Whether the subject may be left out.
    pub(super) fn is_optional(&self) -> bool {
        !self.reference.without_subject.is_empty()
    }

    /// The path of a kind by position.
    pub(super) fn kind_member(&self, kind: usize) -> TokenStream {
        let (path, member) = (&self.kind, pascal(&self.kinds.members[kind].name));
        quote!(#path::#member)
    }
}

/// One declaration of the section.
pub(super) fn emit(scope: &Scope<'_>, reference: &Reference) -> TokenStream {
    let subjects = &scope.model.subjects[reference.subject];
    let kinds = &scope.model.kinds[reference.kind];
    let emitter = Emitter {
        reference,
        kinds,
        name: pascal(&reference.declaration.name),
        subject: scope.path(&subjects.declaration),
        kind: scope.path(&kinds.declaration),
        key: pascal(&reference.key.name),
    };
    let key = keys::emit(scope, &reference.key, reference.fragment.is_some());
    let definition = definition(scope, &emitter);
    let name = &emitter.name;
    let constructor = constructor(scope, &emitter);
    let shorthands = reference.shorthands.iter().map(|shorthand| self::shorthand(scope, &emitter, shorthand));
    let getters = getters(scope, &emitter);
    let path = path::emit(scope, &emitter);
    let fragment = reference.fragment.as_ref().map(|global| path::name_fragment(scope, &emitter, global));
    let paths = reference.paths.as_ref().map(|paths| paths::emit(scope, &emitter, paths));
    let runtime = reference.runtime.as_ref().map(|runtime| runtime_references::emit(scope, &emitter, runtime));
    quote! {
        #definition

        impl #name {
            #constructor

            #(#shorthands)*

            #getters

            #path

            #fragment
        }

        #key

        #paths

        #runtime
    }
}

fn definition(scope: &Scope<'_>, emitter: &Emitter<'_>) -> TokenStream {
    let Emitter { name, subject, kind, key, .. } = emitter;
    let declaration = &emitter.reference.declaration;
    let about = docs(declaration.doc.as_deref(), &format!("The {}.", declaration.name.words()));
    let examples = emitter.reference.paths.is_none().then(|| examples::emit(scope, emitter));
    let deprecation = deprecated(declaration.deprecated.as_deref());
    let option = scope.prelude("Option");
    let subject = if emitter.is_optional() { quote!(#option<#subject>) } else { quote!(#subject) };
    quote! {
        #about
        #examples
        #deprecation
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct #name {
            subject: #subject,
            kind: #kind,
            key: #key,
        }
    }
}

fn constructor(scope: &Scope<'_>, emitter: &Emitter<'_>) -> TokenStream {
    let Emitter { subject, kind, key, .. } = emitter;
    let option = scope.prelude("Option");
    let subject = if emitter.is_optional() { quote!(#option<#subject>) } else { quote!(#subject) };
    quote! {
        /// Puts a reference together. Whether it has a path is known once the path is asked for.
        #[must_use]
        pub const fn new(kind: #kind, subject: #subject, key: #key) -> Self {
            Self { subject, kind, key }
        }
    }
}

fn shorthand(scope: &Scope<'_>, emitter: &Emitter<'_>, shorthand: &Shorthand) -> TokenStream {
    let Emitter { subject, key, .. } = emitter;
    let kind = emitter.kind_member(shorthand.kind);
    let wire = &emitter.kinds.members[shorthand.kind].wire;
    let (name, primary) = (snake(&shorthand.name), affixed("primary_", &shorthand.name, ""));
    let allowed = allow_own_name(&emitter.reference.declaration, &shorthand.name);
    let primary_doc = own(&format!("The primary `{wire}` of a subject."));
    let (into, option) = (scope.prelude("Into"), scope.prelude("Option"));
    let is_optional = emitter.is_optional();
    let given = if is_optional { quote!(Some(subject)) } else { quote!(subject) };
    let general = if emitter.reference.goes_without_subject(shorthand.kind) {
        let doc = own(&format!("The `{wire}` with this key, of a subject or of none."));
        quote! {
            #doc
            #allowed
            #[must_use]
            pub fn #name(subject: impl #into<#option<#subject>>, key: #key) -> Self {
                Self::new(#kind, subject.into(), key)
            }
        }
    } else {
        let doc = own(&format!("The `{wire}` with this key of a subject."));
        quote! {
            #doc
            #allowed
            #[must_use]
            pub const fn #name(subject: #subject, key: #key) -> Self {
                Self::new(#kind, #given, key)
            }
        }
    };
    let global = shorthand.global.as_ref().map(|global| {
        let (global, with) = (snake(global), affixed("", global, "_with"));
        let (doc, with_doc) = (
            own(&format!("The primary `{wire}` of no subject.")),
            own(&format!("The `{wire}` with this key of no subject.")),
        );
        quote! {
            #doc
            #[must_use]
            pub const fn #global() -> Self {
                Self::new(#kind, None, #key::primary())
            }

            #with_doc
            #[must_use]
            pub const fn #with(key: #key) -> Self {
                Self::new(#kind, None, key)
            }
        }
    });
    quote! {
        #general

        #primary_doc
        #[must_use]
        pub const fn #primary(subject: #subject) -> Self {
            Self::new(#kind, #given, #key::primary())
        }

        #global
    }
}

fn getters(scope: &Scope<'_>, emitter: &Emitter<'_>) -> TokenStream {
    let Emitter { subject, kind, key, .. } = emitter;
    let option = scope.prelude("Option");
    let (result, value, about) = if emitter.is_optional() {
        (quote!(#option<&#subject>), quote!(self.subject.as_ref()), "The subject, if there is one.")
    } else {
        (quote!(&#subject), quote!(&self.subject), "The subject.")
    };
    let about = own(about);
    quote! {
        #about
        #[must_use]
        pub const fn subject(&self) -> #result {
            #value
        }

        /// The kind.
        #[must_use]
        pub const fn kind(&self) -> #kind {
            self.kind
        }

        /// The key.
        #[must_use]
        pub const fn key(&self) -> &#key {
            &self.key
        }
    }
}
