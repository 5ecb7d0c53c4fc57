//! `#[client]`: a trait of operations, and the stub that sends them.

mod description;
mod signature;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Attribute, Ident, ItemTrait, TraitItem, TraitItemFn, parse_quote};
use typeloom::Options;
use typeloom::model::Model;
use typeloom::model::clients::{Client, Operation, Role};
use typeloom::rust::clients;
use typeloom::rust::scope::{Names, Scope};

use super::expansion;
use super::reading::Reading;
use description::{Described, describe};
use signature::Signature;

/// The trait as an object, and a struct that implements it; on a mistake the errors, and as much of both as there can be.
pub(crate) fn expand(arguments: &TokenStream, item: &TokenStream) -> TokenStream {
    let declared = match syn::parse2::<ItemTrait>(item.clone()) {
        Ok(declared) => declared,
        Err(error) => {
            let error = syn::Error::new(error.span(), "a client is made of a trait").into_compile_error();
            return quote!(#error #item);
        }
    };
    let mut reading = Reading::new();
    let said: Attribute = parse_quote!(#[client(#arguments)]);
    let Described { node, name } = describe(&declared, &said, &mut reading);
    let name = name.unwrap_or_else(|| format_ident!("{}Client", declared.ident));
    let (runtime, missing) = match reading.runtime() {
        Ok(path) => (path, None),
        Err(error) => (quote!(::typeloom_runtime), Some(error.into_compile_error())),
    };
    if missing.is_some() {
        return quote!(#missing);
    }
    let model = match node {
        Some(node) => reading.resolve("clients", &declared.ident, node),
        None => reading.check().map(|()| Model::default()),
    };
    let object = object(&declared, &runtime);
    let structure = structure(&declared, &name, &runtime);
    let constructors = clients::constructors();
    let (implementation, errors) = match model {
        Ok(model) => (implementation(&declared, &name, &model, &reading), None),
        Err(errors) => (TokenStream::new(), Some(errors.into_compile_error())),
    };
    let stub = expansion::as_written(
        &runtime,
        &quote! {
            #[allow(dead_code)]
            impl #name { #constructors }
            #implementation
        },
    );
    let conditions = conditions(&declared.attrs);
    quote!(#errors #object #structure #(#conditions)* #stub)
}

/// The trait with futures on the heap in place of `async fn`, without the attributes that described its operations.
fn object(declared: &ItemTrait, runtime: &TokenStream) -> TokenStream {
    let mut object = declared.clone();
    for item in &mut object.items {
        if let TraitItem::Fn(function) = item
            && description::is_operation(function)
        {
            let signature = Signature::of(&function.sig).of_trait(runtime);
            let is_described = function.attrs.iter().any(description::is_method);
            let about = description::address(function).filter(|_| !is_documented(function)).map(|address| {
                let about = format!(" `{address}`");
                parse_quote!(#[doc = #about])
            });
            let is_read = if is_described { description::is_method } else { description::is_meant };
            function.attrs.retain(|attribute| !is_read(attribute));
            function.default = None;
            function.attrs.extend::<Option<Attribute>>(about);
            function.sig = signature;
        }
    }
    quote!(#object)
}

/// The struct of the stub.
fn structure(declared: &ItemTrait, name: &Ident, runtime: &TokenStream) -> TokenStream {
    let (visibility, conditions) = (&declared.vis, conditions(&declared.attrs));
    let about = format!(" Calls the operations of [`{}`] through a transport.", declared.ident);
    quote! {
        #(#conditions)*
        #[doc = #about]
        #[derive(::std::clone::Clone, ::std::fmt::Debug)]
        #visibility struct #name {
            client: #runtime::Client,
        }
    }
}

/// The trait, implemented by the stub.
fn implementation(declared: &ItemTrait, name: &Ident, model: &Model, reading: &Reading) -> TokenStream {
    let (Some((root, _)), Some((module, _)), Some((_, client))) =
        (model.packages.iter().next(), model.modules.iter().next(), model.clients.iter().next())
    else {
        return TokenStream::new();
    };
    let (options, names) = (Options::for_module("rust"), Names::spelled_out());
    let scope = Scope::new(model, &options, &names, root, module).with_places(&reading.places);
    let functions = declared.items.iter().filter_map(|item| match item {
        TraitItem::Fn(function) if description::is_operation(function) => Some(function),
        _ => None,
    });
    let operations =
        functions.zip(&client.operations).map(|(function, operation)| method(&scope, client, function, operation));
    let object = &declared.ident;
    quote!(impl #object for #name { #(#operations)* })
}

fn method(scope: &Scope<'_>, client: &Client, function: &TraitItemFn, operation: &Operation) -> TokenStream {
    let conditions = conditions(&function.attrs);
    let signature = Signature::of(&function.sig);
    // What is sent as the body is borrowed, whether it was given or lent.
    let body = operation.arguments.iter().find(|argument| argument.role == Role::Body);
    let lent = body.filter(|body| signature.owns(body.name.as_written())).map(|body| {
        let name = typeloom::rust::identifiers::snake(&body.name);
        quote!(let #name = &#name;)
    });
    let body = clients::body(scope, client, operation, signature.returned().as_ref());
    let signature = signature.of_stub();
    quote!(#(#conditions)* #signature { #lent #body })
}

fn is_documented(function: &TraitItemFn) -> bool {
    function.attrs.iter().any(|attribute| attribute.path().is_ident("doc"))
}

/// The attributes that say when an item is there at all.
fn conditions(attributes: &[Attribute]) -> Vec<&Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).collect()
}
