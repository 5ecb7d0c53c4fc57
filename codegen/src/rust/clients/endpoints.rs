//! Endpoints that a client hands on to other software.

use proc_macro2::TokenStream;
use quote::quote;

use super::operations::some;
use super::values::filtered;
use crate::model::clients::graphql::Value;
use crate::model::clients::{
    Auth, Client, Endpoint, EndpointAddress, EndpointHeader, EndpointName, EndpointValue, KeyCondition, NamePiece,
    Taken,
};
use crate::model::references::Reference;
use crate::rust::docs::{deprecated, docs, own};
use crate::rust::identifiers::{identifier, pascal, snake};
use crate::rust::scope::Scope;
use crate::rust::templates;

/// The methods that make endpoints.
pub(super) fn emit(scope: &Scope<'_>, client: &Client) -> TokenStream {
    client.endpoints.iter().map(|endpoint| method(scope, client, endpoint)).collect()
}

fn method(scope: &Scope<'_>, client: &Client, endpoint: &Endpoint) -> TokenStream {
    let name = identifier(&endpoint.method());
    let about = docs(endpoint.doc.as_deref(), &format!("The endpoint {}.", endpoint.name.words()));
    let deprecation = deprecated(endpoint.deprecated.as_deref());
    let result = scope.prelude("Result");
    let address = address(scope, endpoint);
    let Address { lifetime, parameters, path, name: called, errors, before } = address;
    let headers = endpoint.headers.iter().map(|header| self::header(scope, client, header));
    let tokens = client.auth.iter().any(|auth| matches!(auth, Auth::Bearer(_)));
    let sent = tokens.then(|| own("\nEach request to it has a token of this client."));
    let tokens = tokens.then(|| quote!(.with_tokens(self.client.tokens().cloned())));
    quote! {
        #about
        #sent
        #errors
        #deprecation
        pub fn #name #lifetime (&self #parameters) -> #result<runtime::Endpoint, runtime::EndpointError> {
            #before
            Ok(self.client.endpoint(#called, #path)? #(#headers)* #tokens)
        }
    }
}

/// How an endpoint is found.
struct Address {
    lifetime: Option<TokenStream>,
    parameters: TokenStream,
    before: TokenStream,
    path: TokenStream,
    name: TokenStream,
    errors: TokenStream,
}

fn address(scope: &Scope<'_>, endpoint: &Endpoint) -> Address {
    let (id, kind) = match &endpoint.address {
        EndpointAddress::Path(path) => {
            let literal = endpoint.names.last().map(|name| name.pieces.as_slice());
            let text = literal.into_iter().flatten().filter_map(|piece| match piece {
                NamePiece::Text(text) => Some(text.as_str()),
                _ => None,
            });
            let text: String = text.collect();
            return Address {
                lifetime: None,
                parameters: TokenStream::new(),
                before: TokenStream::new(),
                path: quote!(#path),
                name: quote!(#text),
                errors: own("\n# Errors\nWhen the client does not know where its server is."),
            };
        }
        EndpointAddress::Reference { id, kind } => (*id, *kind),
    };
    let reference = &scope.model.references[id];
    let kinds = &scope.model.kinds[reference.kind];
    let (ty, kind_ty) = (scope.path(&reference.declaration), scope.path(&kinds.declaration));
    let variant = pascal(&kinds.members[kind].name);
    let (into, option, some, none) = (quote!(::std::convert::Into), scope.prelude("Option"), some(scope), none(scope));
    let (parameters, found) = if reference.goes_without_subject(kind) {
        let key = scope.item(reference.declaration.module, &pascal(&reference.key.name));
        let found = quote! {
            let global;
            let reference = match reference.into() {
                #some(reference) => reference,
                #none => {
                    global = #ty::new(#kind_ty::#variant, #none, #key::primary());
                    &global
                }
            };
        };
        (quote!(, reference: impl #into<#option<&'r #ty>>), found)
    } else {
        (quote!(, reference: &#ty), TokenStream::new())
    };
    let subject = scope.path(&scope.model.subjects[reference.subject].declaration);
    let name = cases(scope, &subject, &endpoint.names);
    Address {
        lifetime: reference.goes_without_subject(kind).then(|| quote!(<'r>)),
        parameters,
        before: quote! {
            #found
            if reference.kind() != #kind_ty::#variant {
                return Err(runtime::EndpointError::Reference(runtime::ReferenceError::WrongKind {
                    expected: #kind_ty::#variant.as_str(),
                    found: reference.kind().as_str(),
                }));
            }
            let name = #name;
        },
        path: quote!(&reference.path()?),
        name: quote!(name),
        errors: errors(reference, kind),
    }
}

fn errors(reference: &Reference, kind: usize) -> TokenStream {
    let none = if reference.goes_without_subject(kind) {
        "\nWithout a reference, it is the primary one without a subject.\n"
    } else {
        ""
    };
    own(&format!(
        "{none}\n# Errors\nWhen the reference is of another kind or has no path, and when the client does not know where its \
         server is."
    ))
}

/// The first name whose conditions hold.
fn cases(scope: &Scope<'_>, subject: &TokenStream, names: &[EndpointName]) -> TokenStream {
    let Some((last, others)) = names.split_last() else { return quote!(::std::string::String::new()) };
    let last = text(subject, last);
    if others.is_empty() {
        return last;
    }
    others.iter().rev().fold(quote!({ #last }), |chain, name| {
        let (condition, value) = (condition(scope, name), text(subject, name));
        quote!(if #condition { #value } else #chain)
    })
}

fn none(scope: &Scope<'_>) -> TokenStream {
    let option = scope.prelude("Option");
    if option.to_string() == "Option" { quote!(None) } else { quote!(#option::None) }
}

fn condition(scope: &Scope<'_>, name: &EndpointName) -> TokenStream {
    let (none, some) = (none(scope), some(scope));
    let subject = name.subject.map(|there| if there { quote!(is_some()) } else { quote!(is_none()) });
    let subject = subject.map(|is| quote!(reference.subject().#is));
    let key = match &name.key {
        KeyCondition::Any => None,
        KeyCondition::Concrete => Some(quote!(reference.key().is_concrete())),
        KeyCondition::Of(keys) => {
            let keys = keys.iter().map(|key| key.as_ref().map_or_else(|| quote!(#none), |key| quote!(#some(#key))));
            Some(quote!(matches!(reference.key().value(), #(#keys)|*)))
        }
    };
    match (subject, key) {
        (Some(subject), Some(key)) => quote!(#subject && #key),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => quote!(true),
    }
}

fn text(subject: &TokenStream, name: &EndpointName) -> TokenStream {
    if let [NamePiece::Text(text)] = name.pieces.as_slice() {
        return quote!(::std::string::String::from(#text));
    }
    let pieces = name.pieces.iter().map(|piece| match piece {
        NamePiece::Text(text) => quote!(#text),
        NamePiece::Subject => quote!(&reference.subject().map(#subject::name_fragment).unwrap_or_default()),
        NamePiece::Key => quote!(&reference.key().name_fragment()),
        NamePiece::Reference => quote!(&reference.name_fragment()?),
    });
    quote!([#(#pieces),*].concat())
}

fn header(scope: &Scope<'_>, client: &Client, header: &EndpointHeader) -> TokenStream {
    let name = &header.name;
    match &header.value {
        EndpointValue::Fixed(value) => quote!(.with_header(#name, #value)),
        EndpointValue::Held(taken) => held(scope, client, name, taken),
    }
}

fn held(scope: &Scope<'_>, client: &Client, name: &str, taken: &Taken) -> TokenStream {
    let known = &client.values[taken.value];
    let (getter, some) = (snake(&known.name), some(scope));
    let Value::Selector { id, .. } = &known.value else {
        let value = quote!(self.#getter().map(|value| value.to_string()));
        return quote!(.with_held(#name, #value, |text| #some(text.to_owned()))?);
    };
    let selector = &scope.model.selectors[*id];
    let ty = scope.path(&selector.declaration);
    let value = filtered(scope, selector, taken, quote!(self.#getter()));
    let read = filtered(scope, selector, taken, quote!(#ty::from_header_value(text).ok()));
    if templates::is_infallible(&selector.family) {
        return quote!(.with_held(#name, #value.map(#ty::header_value), |text| #read.as_ref().map(#ty::header_value))?);
    }
    let value = quote!(#value.map(#ty::header_value).transpose()?);
    quote!(.with_held(#name, #value, |text| #read.and_then(|value| value.header_value().ok()))?)
}
