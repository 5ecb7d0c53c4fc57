//! Operations over GraphQL.

use super::cache::OperationCache;
use super::rate_limit::RateLimit;
use super::reconnect::{Reconnect, ReconnectPolicy};
use crate::editor::words::{Expression, Template, Text, Texts};
use crate::editor::{Members, described, forms, keys};

keys! {
    /// Where a server speaks GraphQL.
    GraphqlEndpoint {
        /// The path that queries and mutations are sent to.
        path: Template,
        /// The path at which subscriptions are opened.
        socket: Option<Template>,
        /// When subscriptions connect again that do not say so themselves.
        reconnect: Option<ReconnectPolicy>,
    }
}

described! {
    /// An operation over GraphQL; it is of one kind.
    GraphqlOperation {
        /// Reads this field.
        query: Option<Text>,
        /// Does what this field stands for.
        mutation: Option<Text>,
        /// Listens to this field.
        subscription: Option<Text>,
        /// What the operation is called in the document.
        name: Option<Text>,
        /// The arguments of the field, which are variables of the document.
        variables: Option<Members<Variable>>,
        /// Fields that are asked for under another name, by that name.
        aliases: Option<Members<Text>>,
        /// What the field holds; what is asked of it follows.
        returns: Expression,
        /// When the subscription connects again.
        reconnect: Option<Reconnect>,
        /// Variables that have the value of a field of the last result then.
        resume: Option<Members<Text>>,
        /// How often it may be called.
        rate_limit: Option<RateLimit>,
        /// Whether its answers are kept.
        cache: Option<OperationCache>,
    }
}

forms! {
    /// A type, or a variable in full.
    Variable {
        Short(Expression),
        Long(LongVariable),
    }
}

keys! {
    /// A variable of an operation over GraphQL.
    LongVariable {
        /// What it is, in Markdown; becomes part of the documentation of the operation.
        doc: Option<Text>,
        /// The type, or the name of a selector or of subjects, which have a form in GraphQL.
        #[schemars(rename = "type")]
        ty: Option<Expression>,
        /// The value of the client that it is when a call gives none. Without `type`, no call can.
        from: Option<Text>,
        /// The members of a selector that are sent.
        only: Option<Texts>,
        /// What the type is called in GraphQL, without `!` and brackets.
        graphql: Option<Text>,
        /// The name of the argument.
        wire: Option<Text>,
        /// The name of the variable in the document.
        variable: Option<Text>,
        /// Whether it is sent as `null` when it is missing.
        as_null: Option<bool>,
    }
}
