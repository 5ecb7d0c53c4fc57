//! Operations over JSON-RPC, as written.

use super::auth;
use super::{RawArgument, RawOperation, read_argument, read_stream};
use crate::diagnostic::{Diagnostics, Span};
use crate::model::clients::Method;
use crate::raw::expression::Expression;
use crate::raw::templates::RawTemplate;
use crate::raw::{About, Named, Text, flag, optional_members, text};
use crate::source::{Entry, Fields, Node, Spanned};

/// Where a server speaks JSON-RPC.
#[derive(Clone, Debug)]
pub struct RawRpcEndpoint {
    /// The place of the key.
    pub span: Span,
    /// `path`: where calls are sent; without it that is the base URL itself.
    pub path: Option<RawTemplate>,
}

/// One operation over JSON-RPC: a request whose body is a call.
#[derive(Clone, Debug)]
pub struct RawRpcOperation {
    /// `rpc`: the method that servers know it by.
    pub method: Text,
    /// Everything else. Its path is that of the endpoint, and what is written here has no meaning; its body is `params`.
    pub request: RawOperation,
}

/// Reads the key `rpc` of a client.
pub(super) fn read_endpoint(entry: &Entry, diagnostics: &mut Diagnostics) -> Option<RawRpcEndpoint> {
    let mut fields = Fields::of(&entry.value, "an endpoint of JSON-RPC", diagnostics)?;
    let path = text(&mut fields, "path", diagnostics);
    fields.finish(diagnostics);
    let path = match path {
        Some(path) => Some(RawTemplate::parse(path, diagnostics)?),
        None => None,
    };
    Some(RawRpcEndpoint { span: entry.key.span, path })
}

/// Whether an operation is one over JSON-RPC.
pub(super) fn is_rpc(node: &Node) -> bool {
    node.get("rpc").is_some()
}

/// Reads an operation that is one over JSON-RPC.
pub(super) fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawRpcOperation> {
    let mut fields = Fields::of(node, "an operation over JSON-RPC", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let entry = fields.entry("rpc")?;
    let method = entry.value.text("the name of a method", diagnostics);
    let mut arguments = |key| optional_members(&mut fields, key, diagnostics, read_argument);
    let (params, headers): (Vec<Named<RawArgument>>, _) = (arguments("params"), arguments("headers"));
    let returns = fields.take("returns").and_then(|node| Expression::read(node, diagnostics));
    let stream = read_stream(&mut fields, diagnostics);
    let auth = fields.take("auth").map(|node| auth::read_choice(node, diagnostics));
    let idempotent = flag(&mut fields, "idempotent", diagnostics);
    fields.finish(diagnostics);
    let method = method?;
    let path = RawTemplate { text: Text { value: String::new(), span: method.span }, parts: Vec::new() };
    let request = RawOperation {
        about,
        method: Spanned::new(Method::Post, entry.key.span),
        path,
        arguments: Vec::new(),
        query: Vec::new(),
        headers,
        body: params,
        returns,
        stream,
        success: Vec::new(),
        statuses: Vec::new(),
        auth,
        profiles: Vec::new(),
        sign: None,
        idempotent,
        pages: None,
        poll: None,
        rate_limit: None,
        cache: None,
    };
    Some(RawRpcOperation { method, request })
}
