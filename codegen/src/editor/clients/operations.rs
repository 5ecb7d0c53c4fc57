//! Operations.

use super::arguments::Argument;
use super::body_signature::BodySignature;
use super::cache::OperationCache;
use super::graphql::GraphqlOperation;
use super::pages::Pages;
use super::poll::Poll;
use super::profiles::ProfileNames;
use super::rate_limit::RateLimit;
use super::rpc::RpcOperation;
use super::statuses::{StatusMeaning, Statuses};
use crate::editor::words::{Expression, Template, Texts, word};
use crate::editor::{Members, described, forms};
use crate::model::clients;

forms! {
    /// An operation.
    Operation {
        Http(HttpOperation),
        Graphql(GraphqlOperation),
        Rpc(RpcOperation),
    }
}

described! {
    /// An operation; it has one of the methods.
    HttpOperation {
        /// Reads what is at this path.
        get: Option<Template>,
        /// Creates or does something at this path.
        post: Option<Template>,
        /// Puts something in the place of what is at this path.
        put: Option<Template>,
        /// Changes a part of what is at this path.
        patch: Option<Template>,
        /// Removes what is at this path.
        delete: Option<Template>,
        /// Arguments that go into the path by name, or where the method has them.
        arguments: Option<Members<Argument>>,
        /// Arguments that are query parameters.
        query: Option<Members<Argument>>,
        /// Arguments that are headers.
        headers: Option<Members<Argument>>,
        /// The argument that is the body.
        body: Option<Members<Argument>>,
        /// What the body of the response holds.
        returns: Option<Expression>,
        /// The credentials that it is called with, by name; `none` for none.
        auth: Option<Texts>,
        /// How that comes, where it does not come all at once.
        stream: Option<Delivery>,
        /// The only statuses of success; the first is the usual one.
        success: Option<Statuses>,
        /// What statuses mean, by status.
        statuses: Option<Members<StatusMeaning>>,
        /// What is called differently in some of the profiles of the client.
        profiles: Option<Members<ProfileNames>>,
        /// How the body is signed.
        sign: Option<BodySignature>,
        /// Whether calling it twice does the same as once, whatever its method.
        idempotent: Option<bool>,
        /// How the pages of its list follow each other.
        pages: Option<Pages>,
        /// How it is asked until something has come to its end.
        poll: Option<Poll>,
        /// How often it may be called.
        rate_limit: Option<RateLimit>,
        /// Whether its responses are kept.
        cache: Option<OperationCache>,
    }
}

word!(Delivery, clients::Delivery::WORDS, "How what an operation returns comes: one by one, as server-sent events.");
