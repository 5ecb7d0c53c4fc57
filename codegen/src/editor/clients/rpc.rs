//! Operations over JSON-RPC.

use super::arguments::Argument;
use super::operations::Delivery;
use crate::editor::words::{Expression, Template, Text, Texts};
use crate::editor::{Members, described, keys};

keys! {
    /// Where a server speaks JSON-RPC.
    RpcEndpoint {
        /// The path that calls are sent to; without it they are sent to the base URL itself.
        path: Option<Template>,
    }
}

described! {
    /// An operation over JSON-RPC.
    RpcOperation {
        /// The method that is called.
        rpc: Text,
        /// The argument that the method is called with.
        params: Option<Members<Argument>>,
        /// Arguments that are headers.
        headers: Option<Members<Argument>>,
        /// What the result is, or each result of a stream.
        returns: Option<Expression>,
        /// How results come that do not come all at once.
        stream: Option<Delivery>,
        /// The credentials that it is called with, by name; `none` for none.
        auth: Option<Texts>,
        /// Whether calling it twice does the same as once.
        idempotent: Option<bool>,
    }
}
