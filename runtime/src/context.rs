//! Contexts: typed views of one request.

use crate::json::DecodeError;

/// Why a request has no typed view. Shows nothing of the request.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ContextError {
    /// The request is malformed.
    #[error("the request is malformed")]
    Request(#[source] DecodeError),
    /// An extension is in the request, and malformed.
    #[error("the extension `{name}` of the request is malformed")]
    Extension {
        /// The name of the extension in the description.
        name: &'static str,
        /// What is wrong with it.
        source: DecodeError,
    },
}
