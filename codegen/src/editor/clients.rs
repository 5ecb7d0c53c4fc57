//! The `clients` section.

mod arguments;
mod auth;
mod body_signature;
mod cache;
mod connection;
mod endpoints;
mod graphql;
mod operations;
mod pages;
mod poll;
mod profiles;
mod rate_limit;
mod reconnect;
pub(super) mod retry;
mod rpc;
mod signature;
mod statuses;
mod values;

use self::auth::Auth;
use self::cache::Cache;
use self::connection::Connection;
use self::endpoints::Place;
use self::graphql::GraphqlEndpoint;
use self::operations::Operation;
use self::profiles::Profile;
use self::rate_limit::RateLimit;
use self::retry::Retry;
use self::rpc::RpcEndpoint;
use self::signature::JsonForm;
use self::values::HeldValue;
use super::words::{Case, Text};
use super::{Members, described};

described! {
    /// Stubs for the operations of a server.
    Client {
        /// How query parameters are spelled on the wire.
        case: Option<Case>,
        /// The kinds of servers that it can speak to; the first is the default.
        profiles: Option<Members<Profile>>,
        /// The form of the bodies that it sends.
        json: Option<JsonForm>,
        /// How the client connects.
        connection: Option<Connection>,
        /// What it proves itself with; the first that is there.
        auth: Option<Vec<Auth>>,
        /// When a request is sent again.
        retry: Option<Retry>,
        /// The error of its operations.
        errors: Option<Text>,
        /// How many requests there may be.
        rate_limit: Option<RateLimit>,
        /// Which responses are kept.
        cache: Option<Cache>,
        /// Where it speaks GraphQL.
        graphql: Option<GraphqlEndpoint>,
        /// Values that it holds, so that calls need not give them.
        values: Option<Members<HeldValue>>,
        /// Places of the server that it hands on to other software.
        endpoints: Option<Members<Place>>,
        /// Where it speaks JSON-RPC.
        rpc: Option<RpcEndpoint>,
        /// The operations.
        operations: Members<Operation>,
    }
}
