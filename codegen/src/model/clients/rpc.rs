//! Operations over JSON-RPC, resolved: requests to one path, whose bodies are calls.

use super::operation::{Around, operation};
use super::{Operation, Role};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::arena::Arena;
use crate::model::names::Name;
use crate::model::places::Place;
use crate::model::resolver::Resolver;
use crate::model::templates::{Piece, Template};
use crate::model::types::{Shape, Type, TypeDeclaration};
use crate::raw::clients::rpc::{RawRpcEndpoint, RawRpcOperation};
use crate::source::quoted;

/// One operation over JSON-RPC.
#[derive(Clone, Debug)]
pub struct RpcOperation {
    /// The method that servers know it by.
    pub method: String,
    /// The request that carries the call. The argument that is its body is what the method is called with, and what it
    /// returns is the result.
    pub request: Operation,
}

/// Where a client speaks JSON-RPC.
pub(super) struct Endpoint<'a> {
    around: Around<'a>,
    path: Option<Template>,
}

impl<'a> Endpoint<'a> {
    pub(super) fn resolve(around: Around<'a>, resolver: &mut Resolver<'_>) -> Self {
        let path = around.client.rpc.as_ref().and_then(|endpoint| fixed(endpoint, resolver));
        Self { around, path }
    }

    pub(super) fn operation(
        &self,
        name: Name,
        raw: &RawRpcOperation,
        resolver: &mut Resolver<'_>,
    ) -> Option<RpcOperation> {
        let method = method_name(raw, resolver);
        if self.around.client.rpc.is_none() {
            let key = raw.request.method.span;
            resolver.diagnostics.push(
                Diagnostic::new(Code::MissingKey, key, "nothing says where this client speaks JSON-RPC")
                    .label("needs the key `rpc` of the client")
                    .help("write `rpc: { path: /rpc }` beside `operations`, or `rpc: {}` where it is the base URL"),
            );
        }
        let path = self.path.clone()?;
        let request = operation((name, path), &raw.request, self.around, resolver);
        check_params(&request, &self.around.model.types, resolver);
        Some(RpcOperation { method: method?, request })
    }
}

/// Parameters are an object or an array, which of a type of Rust nobody knows.
fn check_params(request: &Operation, types: &Arena<TypeDeclaration>, resolver: &mut Resolver<'_>) {
    let params = request.arguments.iter().find(|argument| argument.role == Role::Body);
    let Some(params) = params.filter(|params| !is_structured(params.ty.unaliased(types), types)) else { return };
    let message = format!("the parameters `{}` are no object and no list", params.name.as_written());
    resolver.diagnostics.push(
        Diagnostic::new(Code::InvalidTypeExpression, params.ty_span, message)
            .label("not a type for this")
            .help("put it into a record, with the field that the server knows it by"),
    );
}

fn is_structured(ty: &Type, types: &Arena<TypeDeclaration>) -> bool {
    match ty {
        // What may be absent has been told.
        Type::Json | Type::List(_) | Type::Map(_) | Type::Optional(_) => true,
        Type::Named(id) => match &types[*id].shape {
            Shape::Record(_) | Shape::Union(_) | Shape::Alias(_) => true,
            Shape::Enum(_) | Shape::Newtype(_) => false,
        },
        ty => matches!(ty, Type::Rust(_)),
    }
}

/// The name of a method: the protocol takes any text, but keeps those that begin with `rpc.` for itself.
fn method_name(raw: &RawRpcOperation, resolver: &mut Resolver<'_>) -> Option<String> {
    let name = resolver.interpolate(&raw.method);
    if !name.trim().is_empty() && !name.starts_with("rpc.") {
        return Some(name);
    }
    let message = format!("{} is no name of a method", quoted(&name));
    resolver.diagnostics.push(
        Diagnostic::new(Code::InvalidValue, raw.method.span, message)
            .label("not such a name")
            .help("write the name that the server knows: `GetOrder`; those that begin with `rpc.` are the protocol's"),
    );
    None
}

/// A path without parameters; nothing is appended to the base URL where none is written.
fn fixed(raw: &RawRpcEndpoint, resolver: &mut Resolver<'_>) -> Option<Template> {
    let Some(path) = &raw.path else { return Some(Template::empty(Place::Path, raw.span)) };
    let template = Template::resolve(path, Place::Path, resolver)?;
    if matches!(template.pieces.as_slice(), [Piece::Literal(text)] if *text == template.text) {
        return Some(template);
    }
    resolver.diagnostics.push(
        Diagnostic::new(Code::InvalidTemplate, template.span, "the endpoint of JSON-RPC is at one path")
            .label("has parameters")
            .help("write the path without braces and brackets: `/rpc`"),
    );
    None
}
