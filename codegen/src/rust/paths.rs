//! Paths: a type that joins the paths of references to a base URL.

mod operations;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::docs::{deprecated, docs, own};
use super::examples;
use super::identifiers::{affixed, identifier, pascal, snake};
use super::references::Emitter;
use super::scope::Scope;
use super::templates;
use crate::model::paths::{Paths, Route};

/// The type and its operations.
pub(super) fn emit(scope: &Scope<'_>, emitter: &Emitter<'_>, paths: &Paths) -> TokenStream {
    let name = pascal(&paths.name);
    let about = docs(paths.doc.as_deref(), &format!("The {}: paths and URLs under a base URL.", paths.name.words()));
    let deprecation = deprecated(paths.deprecated.as_deref());
    let examples = examples::emit(scope, emitter);
    let base = base(scope, paths);
    let subject = subject(scope, emitter);
    let reference = reference(scope, emitter);
    let kind = kind(scope, emitter);
    let routes = paths.routes.iter().map(|route| self::route(scope, emitter, route));
    let operation = (!paths.operations.is_empty()).then(|| operations::method(scope, emitter));
    let operations = (!paths.operations.is_empty()).then(|| operations::definition(scope, emitter, &paths.operations));
    quote! {
        #about
        #deprecation
        #examples
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub struct #name {
            base: runtime::BaseUrl,
        }

        impl #name {
            #base

            #subject

            #reference

            #kind

            #(#routes)*

            #operation
        }

        #operations
    }
}

fn base(scope: &Scope<'_>, paths: &Paths) -> TokenStream {
    let result = scope.prelude("Result");
    let getter = snake(&paths.base_name);
    let from_settings = paths.base.map(|base| {
        let settings = &scope.model.settings[base.settings];
        let (ty, url) = (scope.path(&settings.declaration), snake(&settings.urls[base.url].name));
        quote! {
            /// Joins paths to the base URL that the settings give.
            ///
            /// # Errors
            /// When the settings hold no such URL.
            pub fn from_settings(settings: &#ty) -> #result<Self, runtime::BaseUrlError> {
                Self::new(settings.#url()?)
            }
        }
    });
    quote! {
        /// Joins paths to this base URL, which is kept as it is but for slashes at its end.
        ///
        /// # Errors
        /// When it is empty or holds a control character.
        pub fn new(base: impl AsRef<str>) -> #result<Self, runtime::BaseUrlError> {
            Ok(Self { base: runtime::BaseUrl::new(base.as_ref())? })
        }

        #from_settings

        /// The base URL, without slashes at its end.
        #[must_use]
        pub fn #getter(&self) -> &str {
            self.base.as_str()
        }
    }
}

/// A method for a URL beside the one for its path.
fn url(scope: &Scope<'_>, path: &Ident, what: &str, parameters: &TokenStream, arguments: &TokenStream) -> TokenStream {
    let (result, string) = (scope.prelude("Result"), scope.prelude("String"));
    let name = identifier(&path.to_string().replace("_path", "_url"));
    let doc = own(&format!("The URL of {what}.\n\n# Errors\nAs [`{path}`](Self::{path})."));
    quote! {
        #doc
        pub fn #name(&self #parameters) -> #result<#string, runtime::ReferenceError> {
            Ok(self.base.join(&self.#path(#arguments)?))
        }
    }
}

fn subject(scope: &Scope<'_>, emitter: &Emitter<'_>) -> TokenStream {
    let (result, string) = (scope.prelude("Result"), scope.prelude("String"));
    let before = &emitter.reference.path.before;
    let body = if before.is_empty() {
        quote!(Ok(subject.to_path()?))
    } else {
        let length = Literal::usize_unsuffixed(before.len());
        let write = templates::literal(before, &quote!(path));
        quote! {
            let mut path = #string::with_capacity(#length + subject.path_capacity());
            #write
            subject.write_path(&mut path)?;
            Ok(path)
        }
    };
    let url = url(
        scope,
        &identifier("subject_path"),
        "a subject",
        &quote!(, subject: &dyn runtime::Subject),
        &quote!(subject),
    );
    quote! {
        /// The path of a subject.
        ///
        /// # Errors
        /// When a value cannot stand in a path.
        pub fn subject_path(&self, subject: &dyn runtime::Subject) -> #result<#string, runtime::ReferenceError> {
            #body
        }

        #url
    }
}

fn reference(scope: &Scope<'_>, emitter: &Emitter<'_>) -> TokenStream {
    let (result, string) = (scope.prelude("Result"), scope.prelude("String"));
    let (name, method) = (&emitter.name, affixed("", &emitter.reference.stem(), "_path"));
    let url = url(scope, &method, "a reference", &quote!(, reference: &#name), &quote!(reference));
    quote! {
        /// The path of a reference.
        ///
        /// # Errors
        /// When it has no path.
        pub fn #method(&self, reference: &#name) -> #result<#string, runtime::ReferenceError> {
            reference.path()
        }

        #url
    }
}

/// The path of a kind of the user's own, with the form that the paths of references have.
fn kind(scope: &Scope<'_>, emitter: &Emitter<'_>) -> TokenStream {
    let (result, string) = (scope.prelude("Result"), scope.prelude("String"));
    let (reference, key) = (&emitter.name, &emitter.key);
    let parameters = quote!(, subject: &dyn runtime::Subject, kind: &dyn runtime::Kind, key: &#key);
    let url = url(scope, &identifier("kind_path"), "a kind of your own", &parameters, &quote!(subject, kind, key));
    quote! {
        /// The path of a kind of your own at a subject; it has the form of the path of a reference.
        ///
        /// # Errors
        /// When the kind has no segment, or a value cannot stand in a path.
        pub fn kind_path(&self #parameters) -> #result<#string, runtime::ReferenceError> {
            let key = key.value();
            let mut path = #string::with_capacity(#reference::capacity(Some(subject), key));
            #reference::write(&mut path, Some(subject), kind, key)?;
            Ok(path)
        }

        #url
    }
}

fn route(scope: &Scope<'_>, emitter: &Emitter<'_>, route: &Route) -> TokenStream {
    let (result, string) = (scope.prelude("Result"), scope.prelude("String"));
    let method = affixed("", &route.name, "_path");
    let shown = template(emitter, route);
    let about = docs(route.doc.as_deref(), &format!("The path `{shown}`."));
    if !route.has_subject && !route.has_key {
        return literal_route(scope, route, &about, &shown);
    }
    let deprecation = deprecated(route.deprecated.as_deref());
    let (reference, member) = (&emitter.name, emitter.kind_member(route.kind));
    let key = snake(&emitter.reference.key.parameter);
    let mut parameters = TokenStream::new();
    let mut arguments = Vec::new();
    if route.has_subject {
        parameters.extend(quote!(, subject: &dyn runtime::Subject));
        arguments.push(quote!(subject));
    }
    if route.has_key {
        parameters.extend(quote!(, #key: impl AsRef<str>));
        arguments.push(quote!(#key));
    }
    let subject = if route.has_subject { quote!(Some(subject)) } else { quote!(None) };
    let (rule, given) = if route.has_key {
        let ty = &emitter.key;
        (quote!(let key = #ty::RULE.check(#key.as_ref())?;), quote!(Some(key)))
    } else {
        (TokenStream::new(), quote!(None))
    };
    let extra = (!route.suffix.is_empty()).then(|| {
        let length = Literal::usize_unsuffixed(route.suffix.len());
        quote!(+ #length)
    });
    let suffix = templates::literal(&route.suffix, &quote!(path));
    let url = url(scope, &method, &format!("`{shown}`"), &parameters, &quote!(#(#arguments),*));
    quote! {
        #about
        ///
        /// # Errors
        /// When a value cannot stand in a path.
        #deprecation
        pub fn #method(&self #parameters) -> #result<#string, runtime::ReferenceError> {
            #rule
            let mut path = #string::with_capacity(#reference::capacity(#subject, #given) #extra);
            #reference::write(&mut path, #subject, &#member, #given)?;
            #suffix
            Ok(path)
        }

        #deprecation
        #url
    }
}

/// A route that is known in full.
fn literal_route(scope: &Scope<'_>, route: &Route, about: &TokenStream, path: &str) -> TokenStream {
    let deprecation = deprecated(route.deprecated.as_deref());
    let string = scope.prelude("String");
    let (method, url) = (affixed("", &route.name, "_path"), affixed("", &route.name, "_url"));
    let doc = own(&format!("The URL of `{path}`."));
    quote! {
        #about
        #deprecation
        #[must_use]
        pub const fn #method(&self) -> &'static str {
            #path
        }

        #doc
        #deprecation
        #[must_use]
        pub fn #url(&self) -> #string {
            self.base.join(#path)
        }
    }
}

/// The route as a template, for documentation; of a route without parameters the path itself.
fn template(emitter: &Emitter<'_>, route: &Route) -> String {
    let path = &emitter.reference.path;
    let segment = emitter.kinds.members[route.kind].segment.as_deref().unwrap_or_default();
    let subject = if route.has_subject { "{subject}" } else { "" };
    let mut text = format!("{}{subject}{}{segment}", path.before, path.between);
    if route.has_key {
        let parameter = emitter.reference.key.parameter.as_written();
        text.extend([&path.after, "{", parameter, "}", &path.end]);
    }
    text.push_str(&route.suffix);
    text
}
