//! Why a server closes a connection.

use std::fmt;

/// The code that a connection was closed with: those of WebSockets (RFC 6455), and from 4400 those of
/// `graphql-transport-ws`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CloseCode(pub u16);

impl CloseCode {
    /// The subscription is over.
    pub const NORMAL: Self = Self(1000);
    /// The server goes away.
    pub const GOING_AWAY: Self = Self(1001);
    /// No code was given.
    pub const NONE: Self = Self(1005);
    /// The server came upon something unexpected.
    pub const INTERNAL: Self = Self(1011);
    /// The server starts again.
    pub const RESTART: Self = Self(1012);
    /// The server is busy.
    pub const TRY_AGAIN: Self = Self(1013);
    /// The server cannot read a message of the client.
    pub const BAD_REQUEST: Self = Self(4400);
    /// The client is not known, or subscribed before it was acknowledged.
    pub const UNAUTHORIZED: Self = Self(4401);
    /// The client may not connect.
    pub const FORBIDDEN: Self = Self(4403);
    /// The server does not speak the protocol.
    pub const SUBPROTOCOL_NOT_ACCEPTABLE: Self = Self(4406);
    /// The client was too slow to begin.
    pub const INITIALISATION_TIMEOUT: Self = Self(4408);
    /// The server has a subscription of this id already.
    pub const SUBSCRIBER_ALREADY_EXISTS: Self = Self(4409);
    /// The client began more than once.
    pub const TOO_MANY_REQUESTS: Self = Self(4429);
    /// The server came upon something unexpected.
    pub const SERVER_ERROR: Self = Self(4500);

    /// Whether the same subscription could succeed later.
    pub const fn is_retryable(self) -> bool {
        matches!(
            self,
            Self::GOING_AWAY
                | Self::INTERNAL
                | Self::RESTART
                | Self::TRY_AGAIN
                | Self::INITIALISATION_TIMEOUT
                | Self::SERVER_ERROR
        )
    }

    const fn meaning(self) -> &'static str {
        match self {
            Self::NORMAL => "normal",
            Self::GOING_AWAY => "the server goes away",
            Self::NONE => "without a code",
            Self::INTERNAL | Self::SERVER_ERROR => "internal error",
            Self::RESTART => "the server starts again",
            Self::TRY_AGAIN => "the server is busy",
            Self::BAD_REQUEST => "bad request",
            Self::UNAUTHORIZED => "unauthorized",
            Self::FORBIDDEN => "forbidden",
            Self::SUBPROTOCOL_NOT_ACCEPTABLE => "the server does not speak the protocol",
            Self::INITIALISATION_TIMEOUT => "the client was too slow to begin",
            Self::SUBSCRIBER_ALREADY_EXISTS => "the subscription exists already",
            Self::TOO_MANY_REQUESTS => "the client began more than once",
            _ => "of a meaning of its own",
        }
    }
}

impl fmt::Display for CloseCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} ({})", self.0, self.meaning())
    }
}
