//! Runtime references: the enum of sources, and a reference that a context completes.

use proc_macro2::TokenStream;
use quote::quote;

use super::accessors;
use super::docs::{deprecated, docs, own};
use super::identifiers::{affixed, pascal, snake};
use super::references::Emitter;
use super::scope::Scope;
use super::words::{self, Word};
use crate::model::runtime_references::{RuntimeReference, Source};
use crate::model::types::Type;

/// The sources, how a subject is read from them, and the reference.
pub(super) fn emit(scope: &Scope<'_>, emitter: &Emitter<'_>, runtime: &RuntimeReference) -> TokenStream {
    let source = pascal(&runtime.source);
    let members: Vec<_> = runtime
        .sources
        .iter()
        .map(|source| Word {
            name: &source.name,
            wire: &source.wire,
            doc: source.doc.as_deref(),
            deprecated: source.deprecated.as_deref(),
        })
        .collect();
    let about = own("Where a context names a subject.");
    let sources = words::emit(scope, &source, &about, &members);
    let from_context = from_context(scope, emitter, runtime);
    let reference = reference(scope, emitter, runtime);
    quote! {
        #sources

        #from_context

        #reference
    }
}

fn from_context(scope: &Scope<'_>, emitter: &Emitter<'_>, runtime: &RuntimeReference) -> TokenStream {
    let (option, result, into) = (scope.prelude("Option"), scope.prelude("Result"), scope.prelude("Into"));
    let (subject, source) = (&emitter.subject, pascal(&runtime.source));
    let context = scope.path(&scope.model.contexts[runtime.context].declaration);
    let arms = runtime.sources.iter().map(|member| {
        let name = pascal(&member.name);
        let value = value(scope, emitter, member);
        quote!(#source::#name => #value,)
    });
    quote! {
        impl #subject {
            /// The subject that a context names at this source, if it does.
            ///
            /// # Errors
            /// When the value in the context breaks its rule.
            pub fn from_context<'c>(
                context: impl #into<#option<&'c #context>>,
                source: #source,
            ) -> #result<#option<Self>, runtime::ValueError> {
                let Some(context) = context.into() else { return Ok(None) };
                match source {
                    #(#arms)*
                }
            }
        }
    }
}

/// The subject made of the value of a source, as a `Result` of an `Option`.
fn value(scope: &Scope<'_>, emitter: &Emitter<'_>, source: &Source) -> TokenStream {
    let subjects = &scope.model.subjects[emitter.reference.subject];
    let constructor = snake(&subjects.family.members[source.subject].name);
    let expression = accessors::expression(scope, &source.accessor, &quote!(context));
    // A newtype is text behind a method.
    let is_newtype = matches!(source.accessor.ty, Type::Named(_));
    match (source.accessor.optional, is_newtype) {
        (true, false) => quote!(#expression.map(Self::#constructor).transpose()),
        (true, true) => quote!(#expression.map(|value| Self::#constructor(value.as_str())).transpose()),
        (false, false) => quote!(Self::#constructor(#expression).map(Some)),
        (false, true) => quote!(Self::#constructor(#expression.as_str()).map(Some)),
    }
}

fn reference(scope: &Scope<'_>, emitter: &Emitter<'_>, runtime: &RuntimeReference) -> TokenStream {
    let (option, result, into) = (scope.prelude("Option"), scope.prelude("Result"), scope.prelude("Into"));
    let Emitter { name: reference, subject, kind, key, .. } = emitter;
    let (name, source) = (pascal(&runtime.name), pascal(&runtime.source));
    let context = scope.path(&scope.model.contexts[runtime.context].declaration);
    let words = emitter.reference.declaration.name.words();
    let about = docs(
        runtime.doc.as_deref(),
        &format!("A {words} that is complete once there is a context to read its subject from."),
    );
    let deprecation = deprecated(runtime.deprecated.as_deref());
    let shorthands = emitter.reference.shorthands.iter().map(|shorthand| {
        let (method, primary) = (snake(&shorthand.name), affixed("primary_", &shorthand.name, ""));
        let member = emitter.kind_member(shorthand.kind);
        let wire = &emitter.kinds.members[shorthand.kind].wire;
        let (doc, primary_doc) = (
            own(&format!("The `{wire}` with this key of the subject at a source.")),
            own(&format!("The primary `{wire}` of the subject at a source.")),
        );
        quote! {
            #doc
            #[must_use]
            pub const fn #method(source: #source, key: #key) -> Self {
                Self::new(#member, source, key)
            }

            #primary_doc
            #[must_use]
            pub const fn #primary(source: #source) -> Self {
                Self::new(#member, source, #key::primary())
            }
        }
    });
    let given = if emitter.is_optional() { quote!(Some(subject)) } else { quote!(subject) };
    quote! {
        #about
        #deprecation
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct #name {
            kind: #kind,
            source: #source,
            key: #key,
        }

        impl #name {
            /// Puts a reference together.
            #[must_use]
            pub const fn new(kind: #kind, source: #source, key: #key) -> Self {
                Self { kind, source, key }
            }

            #(#shorthands)*

            /// The kind.
            #[must_use]
            pub const fn kind(&self) -> #kind {
                self.kind
            }

            /// Where the subject is read.
            #[must_use]
            pub const fn source(&self) -> #source {
                self.source
            }

            /// The key.
            #[must_use]
            pub const fn key(&self) -> &#key {
                &self.key
            }

            /// The reference in this context; none when the context names no subject at the source.
            ///
            /// # Errors
            /// When the value in the context breaks its rule.
            pub fn resolve<'c>(
                &self,
                context: impl #into<#option<&'c #context>>,
            ) -> #result<#option<#reference>, runtime::ValueError> {
                let subject = #subject::from_context(context, self.source)?;
                Ok(subject.map(|subject| #reference::new(self.kind, #given, self.key.clone())))
            }
        }
    }
}
