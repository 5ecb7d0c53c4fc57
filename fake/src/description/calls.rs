//! How operations are called.

use serde::Deserialize;

use super::path::shown;
use super::{BodySignature, PathPiece, Type};

/// How an operation is called.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Call {
    /// A method and a path.
    Http(HttpCall),
    /// A document of GraphQL: queries and mutations over HTTP, subscriptions over `graphql-transport-ws`.
    Graphql(GraphqlCall),
    /// A method of JSON-RPC 2.0.
    Rpc(RpcCall),
}

/// A request of plain HTTP.
#[derive(Clone, Debug, Deserialize)]
pub struct HttpCall {
    /// `GET`, `POST` and so on.
    pub method: String,
    /// The template of the path.
    pub path: Vec<PathPiece>,
    /// The types of its parameters.
    #[serde(default)]
    pub parameters: Vec<Argument>,
    /// The parameters of the query.
    #[serde(default)]
    pub query: Vec<Argument>,
    /// The headers.
    #[serde(default)]
    pub headers: Vec<Argument>,
    /// What the body holds, if there is one.
    #[serde(default)]
    pub body: Option<Type>,
    /// How the body is signed: it then holds what is said there, and what the operation takes is a part of it.
    #[serde(default)]
    pub signature: Option<BodySignature>,
}

/// An operation of GraphQL.
#[derive(Clone, Debug, Deserialize)]
pub struct GraphqlCall {
    /// The path of the endpoint.
    pub path: Vec<PathPiece>,
    /// What kind of operation it is.
    pub kind: GraphqlKind,
    /// The name of the operation in the document.
    pub operation: String,
    /// The member of `data` that holds what is returned; without it `data` itself is that.
    #[serde(default)]
    pub field: Option<String>,
    /// The variables.
    #[serde(default)]
    pub variables: Vec<Argument>,
}

/// The kinds of operations of GraphQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GraphqlKind {
    /// Reads.
    Query,
    /// Changes.
    Mutation,
    /// Gives one item after the other.
    Subscription,
}

/// A method of JSON-RPC.
#[derive(Clone, Debug, Deserialize)]
pub struct RpcCall {
    /// The path of the endpoint.
    pub path: Vec<PathPiece>,
    /// The name of the method.
    pub method: String,
    /// What `params` holds, if there are any.
    #[serde(default)]
    pub params: Option<Type>,
    /// The headers.
    #[serde(default)]
    pub headers: Vec<Argument>,
}

/// A value that a caller gives by name.
#[derive(Clone, Debug, Deserialize)]
pub struct Argument {
    /// The name on the wire.
    pub name: String,
    /// The type.
    #[serde(rename = "type")]
    pub ty: Type,
}

impl Call {
    /// The template of the path.
    pub(crate) fn path(&self) -> &[PathPiece] {
        match self {
            Self::Http(call) => &call.path,
            Self::Graphql(call) => &call.path,
            Self::Rpc(call) => &call.path,
        }
    }

    /// The method of the request.
    pub(crate) fn method(&self) -> &str {
        match self {
            Self::Http(call) => &call.method,
            Self::Graphql(_) | Self::Rpc(_) => "POST",
        }
    }

    /// How a person writes it: `GET /orders/{id}`.
    pub(super) fn address(&self) -> String {
        let path = shown(self.path());
        match self {
            Self::Http(call) => format!("{} {path}", call.method),
            Self::Graphql(call) => {
                let kind = match call.kind {
                    GraphqlKind::Query => "query",
                    GraphqlKind::Mutation => "mutation",
                    GraphqlKind::Subscription => "subscription",
                };
                format!("{kind} {} at {path}", call.operation)
            }
            Self::Rpc(call) => format!("method {} at {path}", call.method),
        }
    }

    /// The types of what is given.
    pub(super) fn types(&self) -> Vec<&Type> {
        match self {
            Self::Http(call) => {
                let named = call.parameters.iter().chain(&call.query).chain(&call.headers);
                named.map(|argument| &argument.ty).chain(&call.body).collect()
            }
            Self::Graphql(call) => call.variables.iter().map(|argument| &argument.ty).collect(),
            Self::Rpc(call) => call.headers.iter().map(|argument| &argument.ty).chain(&call.params).collect(),
        }
    }
}
