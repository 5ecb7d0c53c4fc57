//! Conditions: which failures go to which variant.

use crate::client::{ClientError, TransportErrorKind};

/// Which failures a variant stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Condition {
    /// A response with this status.
    Status(u16),
    /// A response with a status of this class: 5 for 500 to 599.
    StatusClass(u16),
    /// A value that cannot be sent, or a request that the transport does not send.
    Unsent,
    /// A server that cannot be reached.
    Connect,
    /// An answer that does not come in time.
    Timeout,
    /// A server that is not who it should be.
    Tls,
    /// A connection that ends early.
    Interrupted,
    /// An answer that cannot be read, or is no answer to the request.
    Unreadable,
    /// No valid credentials for the request; a response with status 401 is not this.
    Credentials,
    /// A request that was held back.
    RateLimited,
    /// Errors that a server of GraphQL tells.
    Graphql,
    /// The error that a server of JSON-RPC answers with.
    Rpc,
    /// An error with this code, which a server of GraphQL or JSON-RPC tells.
    Code(&'static str),
    /// A subscription that ends early.
    Subscription,
    /// Every failure.
    Any,
}

impl Condition {
    fn applies_to(self, error: &ClientError) -> bool {
        if self == Self::Any {
            return true;
        }
        match error {
            ClientError::Status { status, .. } => match self {
                Self::Status(wanted) => *status == wanted,
                Self::StatusClass(class) => *status / 100 == class,
                _ => false,
            },
            ClientError::Transport { source, .. } => self.applies_to_transport(source.kind()),
            ClientError::Path { .. }
            | ClientError::Header { .. }
            | ClientError::Missing { .. }
            | ClientError::Body { .. }
            | ClientError::Argument { .. } => self == Self::Unsent,
            ClientError::ContentType { .. } | ClientError::Decode { .. } => self == Self::Unreadable,
            #[cfg(feature = "page")]
            ClientError::Pages { .. } => self == Self::Unreadable,
            #[cfg(feature = "sse")]
            ClientError::Events { .. } => self == Self::Unreadable,
            #[cfg(feature = "graphql")]
            ClientError::Variable { .. } => self == Self::Unsent,
            #[cfg(feature = "graphql")]
            ClientError::Graphql { source, .. } => match (self, source.errors()) {
                (Self::Code(code), Some(errors)) => errors.errors().iter().any(|error| error.code() == Some(code)),
                (_, Some(_)) => self == Self::Graphql,
                (_, None) => self == Self::Unreadable,
            },
            #[cfg(feature = "subscription")]
            ClientError::Subscription { .. } => self == Self::Subscription,
            #[cfg(feature = "jsonrpc")]
            ClientError::Rpc { source, .. } => match (self, source.error()) {
                (Self::Code(code), Some(error)) => code.parse() == Ok(error.code),
                (_, Some(_)) => self == Self::Rpc,
                (_, None) => self == Self::Unreadable,
            },
        }
    }

    fn applies_to_transport(self, kind: TransportErrorKind) -> bool {
        self == match kind {
            TransportErrorKind::Connect | TransportErrorKind::ConnectTimeout => Self::Connect,
            TransportErrorKind::Tls => Self::Tls,
            TransportErrorKind::Timeout => Self::Timeout,
            TransportErrorKind::Interrupted => Self::Interrupted,
            TransportErrorKind::Malformed | TransportErrorKind::TooLarge | TransportErrorKind::Redirect => {
                Self::Unreadable
            }
            TransportErrorKind::Refused => Self::Unsent,
            TransportErrorKind::Credentials => Self::Credentials,
            TransportErrorKind::RateLimited => Self::RateLimited,
        }
    }
}

impl ClientError {
    /// Whether one of these conditions applies to it.
    pub fn is_one_of(&self, conditions: &[Condition]) -> bool {
        conditions.iter().any(|condition| condition.applies_to(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::TransportError;

    fn transport(kind: TransportErrorKind) -> ClientError {
        ClientError::Transport { operation: "Orders::find", source: TransportError::new(kind) }
    }

    #[test]
    fn each_kind_of_transport_error_has_its_condition() {
        use TransportErrorKind as Kind;
        for (kind, condition) in [
            (Kind::Connect, Condition::Connect),
            (Kind::ConnectTimeout, Condition::Connect),
            (Kind::Tls, Condition::Tls),
            (Kind::Timeout, Condition::Timeout),
            (Kind::Interrupted, Condition::Interrupted),
            (Kind::Malformed, Condition::Unreadable),
            (Kind::TooLarge, Condition::Unreadable),
            (Kind::Redirect, Condition::Unreadable),
            (Kind::Refused, Condition::Unsent),
            (Kind::Credentials, Condition::Credentials),
            (Kind::RateLimited, Condition::RateLimited),
        ] {
            let error = transport(kind);
            assert!(error.is_one_of(&[Condition::Status(500), condition]), "{kind:?}");
            assert!(error.is_one_of(&[Condition::Any]) && !error.is_one_of(&[Condition::StatusClass(5)]), "{kind:?}");
        }
    }

    #[cfg(all(feature = "graphql", feature = "jsonrpc"))]
    #[test]
    fn errors_in_answers_have_codes() {
        use crate::client::{Client, MemoryTransport, Method, Operation, Response};
        use crate::graphql::{Document, GraphqlRequest};
        use crate::jsonrpc::{RpcError, RpcFailure};
        use crate::{Piece, Place, Template};

        const PATH: Template = Template::new(Place::Path, "/api", &[Piece::Literal("/api")]);
        static COUNT: Operation = Operation::new("Orders::count", Method::Post, PATH);
        static DOCUMENT: Document = Document::new("Orders::count", "Count", "query Count {\n  count\n}");
        let server = MemoryTransport::new();
        let answers = |body: &str| {
            server.reply(Method::Post, "/api", Response::new(200).with_body(body));
        };
        answers(r#"{"errors":[{"message":"a"},{"message":"b","extensions":{"code":"GONE"}}]}"#);
        answers("{}");
        let client = Client::new(server.clone());
        let graphql = || {
            let call = client.graphql(&COUNT, GraphqlRequest::new(&DOCUMENT));
            pollster::block_on(call.answer::<u32>()).unwrap_err()
        };
        let told = graphql();
        assert!(told.is_one_of(&[Condition::Code("GONE")]) && told.is_one_of(&[Condition::Graphql]));
        assert!(!told.is_one_of(&[Condition::Code("LATE"), Condition::Rpc, Condition::Unreadable]));
        assert_eq!(told.message(), Some("a"));
        let empty = graphql();
        assert!(empty.is_one_of(&[Condition::Unreadable]) && !empty.is_one_of(&[Condition::Graphql]));
        let error = RpcError { code: -32001, message: "no such task".to_owned(), data: None };
        let told = ClientError::Rpc { operation: "Orders::count", source: RpcFailure::Error(error) };
        assert!(told.is_one_of(&[Condition::Code("-32001")]) && told.is_one_of(&[Condition::Rpc]), "{told:?}");
        assert!(!told.is_one_of(&[Condition::Code("32001"), Condition::Graphql]));
        assert_eq!(told.message(), Some("no such task"));
    }
}
