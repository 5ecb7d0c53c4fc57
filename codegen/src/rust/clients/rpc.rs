//! Operations over JSON-RPC: parameters to a call, and its result, or a stream of results.

use proc_macro2::TokenStream;
use quote::quote;

use super::operations::{Emitter, declared};
use super::{Stub, checks, examples, own_error, stub};
use crate::model::clients::rpc::RpcOperation;
use crate::model::clients::{Client, Delivery, Role};
use crate::rust::identifiers::snake;
use crate::rust::scope::Scope;

/// The method for an operation.
pub(super) fn method(scope: &Scope<'_>, client: &Client, operation: &RpcOperation) -> TokenStream {
    let address = format!("The method `{}` of JSON-RPC.", operation.method);
    let item = operation.request.returns.as_ref().map_or_else(|| quote!(()), |ty| scope.ty(ty));
    let (returns, errors) = match operation.request.delivery {
        Delivery::Whole => (
            item,
            "When a value cannot be sent, when there is no response, and when the server answers with an error, or with \
             something else.",
        ),
        Delivery::Events => (
            {
                let error = own_error(scope, client);
                quote!(runtime::jsonrpc::RpcStream<#item #error>)
            },
            "When a value cannot be sent, and when there is no response, or none of success. Whatever the server says is \
             told by the stream, its errors too.",
        ),
    };
    let request = &operation.request;
    let example = examples::rpc(scope, client, operation);
    stub(scope, client, request, Stub { address, returns, errors, body: body(scope, client, operation), example })
}

fn body(scope: &Scope<'_>, client: &Client, operation: &RpcOperation) -> TokenStream {
    let RpcOperation { method, request } = operation;
    let emitter = Emitter::of(scope, client, request);
    let (call, declared) = (&emitter.call, declared(client, request));
    let (rules, prepared) = (checks::rules(request), checks::prepared(scope, call, request));
    let taken = request.arguments.iter().filter_map(|argument| emitter.taken(argument));
    let arguments = request.arguments.iter().filter_map(|argument| match argument.role {
        Role::Body => {
            let params = snake(&argument.name);
            Some(emitter.at(argument, quote!(#call.params(#params);)))
        }
        _ => emitter.given(argument),
    });
    let mutable = (!request.arguments.is_empty()).then(|| quote!(mut));
    let answer = match request.delivery {
        Delivery::Whole if client.errors.is_some() => quote!(answer_or),
        Delivery::Whole => quote!(answer),
        Delivery::Events if client.errors.is_some() => quote!(stream_or),
        Delivery::Events => quote!(stream),
    };
    quote! {
        static OPERATION: runtime::client::Operation = #declared;
        #rules
        let #mutable #call = self.client.rpc(&OPERATION, #method);
        #(#taken)*
        #prepared
        #(#arguments)*
        #call.#answer()
    }
}
