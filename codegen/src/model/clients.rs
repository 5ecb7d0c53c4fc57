//! The `clients` section, resolved.

mod arguments;
pub(super) mod auth;
mod body_signature;
pub mod cache;
mod checks;
mod choice;
mod connection;
mod delivery;
mod derived;
pub(super) mod durations;
mod endpoints;
pub mod graphql;
mod header_names;
pub(super) mod literals;
mod operation;
pub mod pages;
pub mod poll;
mod profiles;
pub mod rate_limit;
mod resolve;
pub(super) mod retry;
pub mod rpc;
mod signature;
mod sources;
mod statuses;
mod tokens;
mod values;

pub use auth::Auth;
pub use body_signature::{BodySignature, SignedMember, SignedValue};
pub use checks::Checks;
pub use choice::Choice;
pub use connection::Connection;
pub use delivery::Delivery;
pub(super) use durations::some as duration;
pub use endpoints::{Endpoint, EndpointAddress, EndpointHeader, EndpointName, EndpointValue, KeyCondition, NamePiece};
pub use operation::{Argument, Method, Operation, Role};
pub(super) use profiles::enum_name as profile_name;
pub use profiles::{Profile, ProfileNames};
pub(super) use resolve::resolve;
pub(super) use retry::status_of as status;
pub use retry::{Backoff, Jitter, Retry, RetryOn};
pub use signature::{JsonForm, OnSkew, Signature, SignatureField, SignedPart, TimestampForm};
pub use sources::SettingSource;
pub(super) use sources::Sources;
pub use statuses::{Meaning, Statuses};
pub use tokens::{Bearer, Member, Recovery, Refresh, TokenFailure};
pub use values::{ContextSource, HeldValue, Taken};

use self::cache::{Cache, OperationCache};
use self::graphql::GraphqlOperation;
use self::rate_limit::RateLimit;
use self::rpc::RpcOperation;
use super::arena::Id;
use super::contexts::Context;
use super::errors::ErrorSet;
use super::names::Name;
use super::settings::Settings;
use super::symbols::Declaration;
use super::types::Type;

/// Stubs for the operations of a server.
#[derive(Clone, Debug)]
pub struct Client {
    /// Name, place and documentation.
    pub declaration: Declaration,
    /// The settings that it reads.
    pub settings: Option<Id<Settings>>,
    /// The kinds of servers that it can speak to; the first is the default.
    pub profiles: Vec<Profile>,
    /// The form of the bodies that it sends.
    pub json: Option<JsonForm>,
    /// How it connects.
    pub connection: Option<Connection>,
    /// What it proves itself with, in the order in which it is asked for.
    pub auth: Vec<Auth>,
    /// When a request is sent again.
    pub retry: Option<Retry>,
    /// What it holds for its operations, in the order of the declaration.
    pub values: Vec<HeldValue>,
    /// The context that values can be taken from.
    pub context: Option<Id<Context>>,
    /// What it hands on to other software, in the order of the declaration.
    pub endpoints: Vec<Endpoint>,
    /// The error of its operations; without it they have the runtime's.
    pub errors: Option<Id<ErrorSet>>,
    /// How many requests there may be.
    pub rate_limit: Option<RateLimit>,
    /// Which responses are kept, of operations that do not say so themselves.
    pub cache: Option<Cache>,
    /// The operations, in the order of the declaration.
    pub operations: Vec<Operation>,
    /// The operations over GraphQL, in the order of the declaration.
    pub graphql_operations: Vec<GraphqlOperation>,
    /// The operations over JSON-RPC, in the order of the declaration.
    pub rpc_operations: Vec<RpcOperation>,
}

impl Client {
    /// The types of the arguments of all its operations and of what they return.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let requests = self.operations.iter().chain(self.rpc_operations.iter().map(|operation| &operation.request));
        let graphql = self.graphql_operations.iter().flat_map(GraphqlOperation::types);
        let held = self.values.iter().filter_map(|held| held.value.ty());
        requests.flat_map(Operation::types).chain(graphql).chain(held)
    }

    /// Whether it has an operation over HTTP whose answer is a stream of events.
    #[must_use]
    pub fn has_events(&self) -> bool {
        self.operations.iter().any(|operation| operation.delivery == Delivery::Events)
    }

    /// Whether it has an operation of this kind.
    #[must_use]
    pub fn has_graphql(&self, kind: graphql::Kind) -> bool {
        self.graphql_operations.iter().any(|operation| operation.kind == kind)
    }

    /// The form that a call brings the body of an operation into; what is signed is brought into one when it is signed.
    #[must_use]
    pub fn body_form(&self, operation: &Operation) -> Option<JsonForm> {
        let has_body = operation.arguments.iter().any(|argument| argument.role == Role::Body);
        let signed = |auth: &Auth| matches!(auth, Auth::Signature(signature) if signature.json.is_some());
        let is_signed = operation.signature.is_some() || self.credentials_of(operation).any(signed);
        self.json.filter(|_| has_body && !is_signed)
    }

    /// The credentials that operations may be called with that name none.
    pub fn general_credentials(&self) -> impl Iterator<Item = &Auth> {
        self.auth.iter().filter(|auth| auth.is_for_all())
    }

    /// The credentials that an operation may be called with.
    pub fn credentials_of(&self, operation: &Operation) -> impl Iterator<Item = &Auth> {
        let is_named = |at| operation.auth.as_ref().map(|choice| choice.credentials.contains(&at));
        let all = self.auth.iter().enumerate().filter(|_| !operation.open);
        all.filter(move |(at, auth)| is_named(*at).unwrap_or_else(|| auth.is_for_all())).map(|(_, auth)| auth)
    }

    /// Whether it is known how it connects, so that there is more to making one than a transport.
    #[must_use]
    pub fn connects(&self) -> bool {
        self.connection.is_some()
            || !self.auth.is_empty()
            || self.retry.is_some()
            || self.values.iter().any(|held| held.setting.is_some())
            || !self.endpoints.is_empty()
            || self.operations.iter().any(|operation| operation.poll.is_some())
            || self.limits()
            || self.keeps()
    }

    /// Whether requests wait for their turn.
    #[must_use]
    pub fn limits(&self) -> bool {
        self.rate_limit.is_some()
            || self.operations.iter().any(|operation| operation.rate_limit.is_some())
            || self.graphql_operations.iter().any(|operation| operation.rate_limit.is_some())
    }

    /// Whether responses are kept.
    #[must_use]
    pub fn keeps(&self) -> bool {
        let own = |cache: &OperationCache| cache.own().is_some();
        self.cache.is_some()
            || self.operations.iter().any(|operation| own(&operation.cache))
            || self.graphql_operations.iter().any(|operation| own(&operation.cache))
    }
}

impl Client {
    /// The name of its fake.
    #[must_use]
    pub fn fake_name(&self) -> Name {
        fake_name(&self.declaration.name)
    }

    /// The name of the enum of its profiles, if it has some.
    #[must_use]
    pub fn profile_name(&self) -> Option<Name> {
        (!self.profiles.is_empty()).then(|| profile_name(&self.declaration.name))
    }
}

/// The name of the fake of a client, to be claimed beside the declared ones.
pub(super) fn fake_name(client: &Name) -> Name {
    Name::new(format!("{}Fake", client.pascal()))
}
