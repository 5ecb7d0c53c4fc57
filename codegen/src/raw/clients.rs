//! The `clients` section as written.

pub mod auth;
pub mod body_signature;
pub mod cache;
pub mod connection;
pub mod endpoints;
pub mod graphql;
pub mod pages;
pub mod poll;
pub mod profiles;
pub mod rate_limit;
pub mod reconnect;
pub mod retry;
pub mod rpc;
pub mod signature;
pub mod statuses;
pub mod values;

use self::auth::{Credential, RawChoice};
use self::body_signature::RawBodySignature;
use self::cache::{RawCache, RawOperationCache};
use self::connection::RawConnection;
use self::endpoints::RawPlace;
use self::graphql::{RawEndpoint, RawGraphqlOperation};
use self::pages::RawPages;
use self::poll::RawPoll;
use self::profiles::{RawProfile, RawProfileNames};
use self::rate_limit::RawRateLimit;
use self::retry::RawRetry;
use self::rpc::{RawRpcEndpoint, RawRpcOperation};
use self::signature::RawJsonForm;
use self::statuses::RawStatus;
use self::values::{RawFrom, RawValue};
use super::expression::Expression;
use super::rules::RawRules;
use super::templates::RawTemplate;
use super::types::case;
use super::{About, Literal, Named, Text, flag, members, optional_members, required_members, text, texts};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::clients::{Delivery, Method};
use crate::model::names::Case;
use crate::source::{Fields, Node, NodeValue, Spanned};

/// Stubs for the operations of a server.
#[derive(Clone, Debug)]
pub struct RawClient {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `case`: how query parameters are spelled on the wire.
    pub case: Option<Case>,
    /// `profiles`: the kinds of servers that it can speak to; the first is the default.
    pub profiles: Vec<Named<RawProfile>>,
    /// `json`: the form of the bodies that it sends.
    pub json: Option<RawJsonForm>,
    /// `connection`: how it connects.
    pub connection: Option<RawConnection>,
    /// `auth`: what it proves itself with; the first that is there.
    pub auth: Vec<Credential>,
    /// `retry`: when a request is sent again.
    pub retry: Option<RawRetry>,
    /// `values`: what it holds for its operations.
    pub values: Vec<Named<RawValue>>,
    /// `endpoints`: what it hands on to other software.
    pub endpoints: Vec<Named<RawPlace>>,
    /// `errors`: the error of its operations.
    pub errors: Option<Text>,
    /// `rate_limit`: how many requests there may be.
    pub rate_limit: Option<RawRateLimit>,
    /// `cache`: which responses are kept.
    pub cache: Option<RawCache>,
    /// `operations`
    pub operations: Vec<Named<RawOperation>>,
    /// `graphql`: where it speaks GraphQL.
    pub graphql: Option<RawEndpoint>,
    /// Those of `operations` that are over GraphQL.
    pub graphql_operations: Vec<Named<RawGraphqlOperation>>,
    /// `rpc`: where it speaks JSON-RPC.
    pub rpc: Option<RawRpcEndpoint>,
    /// Those of `operations` that are over JSON-RPC.
    pub rpc_operations: Vec<Named<RawRpcOperation>>,
}

/// An operation of any kind.
enum Any {
    Http(Box<RawOperation>),
    Graphql(Box<RawGraphqlOperation>),
    Rpc(Box<RawRpcOperation>),
}

/// One operation.
#[derive(Clone, Debug)]
pub struct RawOperation {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `get`, `post`, `put`, `patch` or `delete`, with the place of the key.
    pub method: Spanned<Method>,
    /// What stands behind it: the template of the path.
    pub path: RawTemplate,
    /// `arguments`: those of the path, and those whose place follows from the method.
    pub arguments: Vec<Named<RawArgument>>,
    /// `query`: arguments that are query parameters.
    pub query: Vec<Named<RawArgument>>,
    /// `headers`: arguments that are headers.
    pub headers: Vec<Named<RawArgument>>,
    /// `body`: the argument that is the body.
    pub body: Vec<Named<RawArgument>>,
    /// `returns`: what the body of the response holds.
    pub returns: Option<Expression>,
    /// `auth`: which credentials it is called with, where that is not what the client says.
    pub auth: Option<RawChoice>,
    /// `stream`: how that comes, where it does not come all at once.
    pub stream: Option<Spanned<Delivery>>,
    /// `success`: the only statuses of success.
    pub success: Vec<Text>,
    /// `statuses`: what others mean.
    pub statuses: Vec<RawStatus>,
    /// `profiles`: what is called differently in some of them.
    pub profiles: Vec<Named<RawProfileNames>>,
    /// `sign`: how the body is signed.
    pub sign: Option<RawBodySignature>,
    /// `idempotent`: whether calling it twice does the same as once, whatever its method.
    pub idempotent: Option<Spanned<bool>>,
    /// `pages`: how the pages of its list follow each other.
    pub pages: Option<RawPages>,
    /// `poll`: how it is asked until something has come to its end.
    pub poll: Option<RawPoll>,
    /// `rate_limit`: how often it may be called.
    pub rate_limit: Option<RawRateLimit>,
    /// `cache`: whether its responses are kept.
    pub cache: Option<RawOperationCache>,
}

/// An argument of an operation.
#[derive(Clone, Debug, Default)]
pub struct RawArgument {
    /// `doc`
    pub doc: Option<Text>,
    /// `type`; only an argument that takes a value of the client can be without.
    pub ty: Option<Expression>,
    /// `wire`: the name of the query parameter or header.
    pub wire: Option<Text>,
    /// `from`: where it comes from when a call does not give it.
    pub from: Option<RawFrom>,
    /// `default`: what is sent when it is not given.
    pub default: Option<Literal>,
    /// The rules that a text keeps.
    pub rules: RawRules,
    /// `min`: the least number.
    pub min: Option<Literal>,
    /// `max`: the greatest number.
    pub max: Option<Literal>,
}

/// Reads the whole section.
pub fn read(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Named<RawClient>> {
    members(node, "the clients", diagnostics, |node, diagnostics| {
        let mut fields = Fields::of(node, "a client", diagnostics)?;
        let about = About::read(&mut fields, diagnostics);
        let case = case(&mut fields, diagnostics);
        let profiles = optional_members(&mut fields, "profiles", diagnostics, profiles::read);
        let json = fields.take("json").and_then(|node| signature::read_json(node, diagnostics));
        let connection = fields.take("connection").and_then(|node| connection::read(node, diagnostics));
        let auth = fields.take("auth").map(|node| auth::read(node, diagnostics)).unwrap_or_default();
        let retry = fields.take("retry").and_then(|node| retry::read(node, diagnostics));
        let errors = text(&mut fields, "errors", diagnostics);
        let rate_limit = fields.take("rate_limit").and_then(|node| rate_limit::read(node, diagnostics));
        let cache = fields.take("cache").and_then(|node| cache::read(node, diagnostics));
        let graphql = fields.take("graphql").and_then(|node| graphql::read_endpoint(node, diagnostics));
        let values = values::read(&mut fields, diagnostics);
        let endpoints = endpoints::read(&mut fields, diagnostics);
        let rpc = fields.entry("rpc").and_then(|entry| rpc::read_endpoint(entry, diagnostics));
        let all = required_members(&mut fields, "operations", diagnostics, read_any);
        fields.finish(diagnostics);
        let (mut operations, mut graphql_operations, mut rpc_operations) = (Vec::new(), Vec::new(), Vec::new());
        for Named { name, value } in all {
            match value {
                Any::Http(value) => operations.push(Named { name, value: *value }),
                Any::Graphql(value) => graphql_operations.push(Named { name, value: *value }),
                Any::Rpc(value) => rpc_operations.push(Named { name, value: *value }),
            }
        }
        Some(RawClient {
            about,
            case,
            profiles,
            json,
            connection,
            auth,
            retry,
            values,
            endpoints,
            errors,
            rate_limit,
            cache,
            operations,
            graphql,
            graphql_operations,
            rpc,
            rpc_operations,
        })
    })
}

fn read_any(node: &Node, diagnostics: &mut Diagnostics) -> Option<Any> {
    if rpc::is_rpc(node) {
        return rpc::read(node, diagnostics).map(|operation| Any::Rpc(Box::new(operation)));
    }
    if graphql::is_graphql(node) {
        return graphql::read(node, diagnostics).map(|operation| Any::Graphql(Box::new(operation)));
    }
    read_operation(node, diagnostics).map(|operation| Any::Http(Box::new(operation)))
}

fn read_operation(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawOperation> {
    let mut fields = Fields::of(node, "an operation", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let address = read_address(&mut fields, diagnostics);
    let mut arguments = |key| optional_members(&mut fields, key, diagnostics, read_argument);
    let (plain, query, headers, body) =
        (arguments("arguments"), arguments("query"), arguments("headers"), arguments("body"));
    let returns = fields.take("returns").and_then(|node| Expression::read(node, diagnostics));
    let auth = fields.take("auth").map(|node| auth::read_choice(node, diagnostics));
    let stream = read_stream(&mut fields, diagnostics);
    let success = texts(&mut fields, "success", diagnostics);
    let statuses = fields.take("statuses").map(|node| statuses::read(node, diagnostics)).unwrap_or_default();
    let profiles = optional_members(&mut fields, "profiles", diagnostics, profiles::read_names);
    let sign = fields.entry("sign").map(|entry| body_signature::read(entry, diagnostics));
    let idempotent = flag(&mut fields, "idempotent", diagnostics);
    let pages = fields.take("pages").and_then(|node| pages::read(node, diagnostics));
    let poll = fields.take("poll").and_then(|node| poll::read(node, diagnostics));
    let rate_limit = fields.take("rate_limit").and_then(|node| rate_limit::read(node, diagnostics));
    let cache = fields.take("cache").and_then(|node| cache::read_of_operation(node, diagnostics));
    fields.finish(diagnostics);
    let (method, path) = address?;
    // A signature that could not be read was reported; without it the operation would be another one.
    let sign = match sign {
        Some(read) => Some(read?),
        None => None,
    };
    Some(RawOperation {
        about,
        method,
        path,
        arguments: plain,
        query,
        headers,
        body,
        returns,
        stream,
        success,
        statuses,
        auth,
        profiles,
        sign,
        idempotent,
        pages,
        poll,
        rate_limit,
        cache,
    })
}

fn read_stream(fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> Option<Spanned<Delivery>> {
    let node = fields.take("stream")?;
    Some(Spanned::new(node.keyword(&Delivery::WORDS, diagnostics)?, node.span))
}

/// The one method of an operation, and the template behind it.
fn read_address(fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> Option<(Spanned<Method>, RawTemplate)> {
    let mut found = Vec::new();
    for (key, method) in Method::WORDS {
        found.extend(fields.entry(key).map(|entry| (method, entry)));
    }
    let ((method, entry), others) = match found.split_first() {
        Some((first, others)) => (*first, others),
        None => {
            if !fields.has_typo_of(&Method::WORDS.map(|(key, _)| key)) {
                diagnostics.push(
                    Diagnostic::new(Code::MissingKey, fields.head(), "this operation does not say how it is called")
                        .label("needs a method, `query`, `mutation` or `subscription` of GraphQL, or `rpc`")
                        .help("write the method and the path: `get: /orders/{id}`"),
                );
            }
            return None;
        }
    };
    if let Some((_, other)) = others.first() {
        diagnostics.push(
            Diagnostic::new(Code::ConflictingKeys, other.key.span, "an operation has one method")
                .label("one too many")
                .related(entry.key.span, format!("it is called with `{}` already", entry.key.value))
                .help("remove one of them, or make two operations"),
        );
    }
    let text = entry.value.text("a path", diagnostics)?;
    let template = RawTemplate::parse(text, diagnostics)?;
    Some((Spanned::new(method, entry.key.span), template))
}

fn read_argument(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawArgument> {
    if !matches!(node.value, NodeValue::Mapping(_)) || Expression::is_map(node) {
        let ty = Some(Expression::read(node, diagnostics)?);
        return Some(RawArgument { ty, ..RawArgument::default() });
    }
    let mut fields = Fields::of(node, "an argument", diagnostics)?;
    let doc = text(&mut fields, "doc", diagnostics);
    let from = values::read_from(&mut fields, diagnostics);
    let ty = values::read_type(&mut fields, from.as_ref(), diagnostics);
    let wire = text(&mut fields, "wire", diagnostics);
    let rules = RawRules::read(&mut fields, diagnostics);
    let mut literal = |key| fields.take(key).cloned().map(Literal);
    let (default, min, max) = (literal("default"), literal("min"), literal("max"));
    fields.finish(diagnostics);
    (ty.is_some() || from.is_some()).then_some(RawArgument { doc, ty, wire, from, default, rules, min, max })
}
