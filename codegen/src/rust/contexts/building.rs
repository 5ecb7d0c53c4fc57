//! How a context is made from a request.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::contexts::{Context, Extension, InboxPart};
use crate::model::records::Field;
use crate::model::types::Shape;
use crate::rust::events::entry;
use crate::rust::identifiers::{identifier, pascal, snake};
use crate::rust::scope::Scope;

/// `from_request` and `from_json`.
pub(super) fn emit(scope: &Scope<'_>, context: &Context) -> TokenStream {
    let name = pascal(&context.declaration.name);
    let result = scope.prelude("Result");
    let request = scope.path(&scope.declared(context.request).declaration);
    let given: Vec<&InboxPart> =
        context.inbox.iter().flat_map(|inbox| &inbox.parts).filter(|part| part.field.is_none()).collect();
    let parameters = given.iter().map(|part| {
        let (name, ty) = (snake(&part.name), scope.ty(&part.ty));
        quote!(#name: #ty)
    });
    let nothing = given.iter().map(|_| quote!(None));
    let extensions = context.extensions.iter().map(|found| extension(scope, found));
    let names = context.extensions.iter().map(|extension| snake(&extension.name));
    let (event, event_values) = event(scope, context);
    let inbox = inbox(scope, context);
    let extra = context.extra.as_ref().map(|extra| {
        let name = snake(extra);
        quote!(#name: runtime::Extras::new(),)
    });
    quote! {
        impl #name {
            /// Makes the context of a request.
            ///
            /// # Errors
            /// When an extension is in the request, and malformed.
            pub fn from_request(request: #request, #(#parameters),*) -> #result<Self, runtime::ContextError> {
                #(#extensions)*
                #event
                Ok(Self { #inbox #(#names,)* #event_values #extra })
            }

            /// Makes the context of a request in JSON.
            ///
            /// # Errors
            /// When the request, or an extension in it, is malformed.
            pub fn from_json(json: &[u8]) -> #result<Self, runtime::ContextError> {
                let request = <#request as runtime::Model>::from_json(json).map_err(runtime::ContextError::Request)?;
                Self::from_request(request, #(#nothing),*)
            }
        }
    }
}

fn extension(scope: &Scope<'_>, extension: &Extension) -> TokenStream {
    let name = snake(&extension.name);
    let word = extension.name.snake();
    let key = &extension.key;
    let record = scope.path(&scope.declared(extension.record).declaration);
    let found = entry(scope, &extension.at, &quote!(request), &quote!(#key));
    quote! {
        let #name = #found
            .map(<#record as runtime::Model>::from_value)
            .transpose()
            .map_err(|source| runtime::ContextError::Extension { name: #word, source })?;
    }
}

fn event(scope: &Scope<'_>, context: &Context) -> (Option<TokenStream>, Option<TokenStream>) {
    let Some(source) = &context.event else { return (None, None) };
    let ty = scope.path(&scope.model.events[source.events].declaration);
    let Some(field) = request_field(scope, context, source.message) else { return (None, None) };
    let message = snake(&field.name);
    let read = quote!(#ty::from_message(&request.#message));
    let read = match source.requires {
        Some(position) => {
            let extension = snake(&context.extensions[position].name);
            quote!(if #extension.is_some() { #read } else { Ok(None) })
        }
        None => read,
    };
    let split = quote! {
        let event = #read;
        let (event, event_error) = match event {
            Ok(event) => (event, None),
            Err(error) => (None, Some(error)),
        };
    };
    (Some(split), Some(quote!(event, event_error,)))
}

fn inbox(scope: &Scope<'_>, context: &Context) -> Option<TokenStream> {
    let inbox = context.inbox.as_ref()?;
    let ty = pascal(&inbox.name);
    let values = inbox.parts.iter().map(|part| {
        let name = snake(&part.name);
        match part.field.and_then(|field| request_field(scope, context, field)) {
            Some(field) => {
                let field = snake(&field.name);
                quote!(#name: request.#field,)
            }
            None => quote!(#name,),
        }
    });
    let inbox = identifier("inbox");
    Some(quote!(#inbox: #ty { #(#values)* },))
}

fn request_field<'m>(scope: &Scope<'m>, context: &Context, field: usize) -> Option<&'m Field> {
    match &scope.declared(context.request).shape {
        Shape::Record(record) => record.fields.get(field),
        _ => None,
    }
}
