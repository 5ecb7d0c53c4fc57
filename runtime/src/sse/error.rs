//! What can be wrong with a stream of events.

use std::fmt;

use crate::client::message;

/// Why a stream of events cannot be read on.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SseError {
    /// A line is not UTF-8.
    #[error("the stream of events is not UTF-8")]
    NotUtf8,
    /// An event is longer than the limit.
    #[error("an event of the stream is longer than {limit} bytes")]
    TooLarge {
        /// The limit.
        limit: usize,
    },
    /// The stream ended inside of an event.
    #[error("the stream of events ended inside of an event")]
    Incomplete,
    /// The server says that something went wrong, in an event of the type `error`.
    #[error("the server ended the stream with an error{}", shown(data))]
    Reported {
        /// What the event holds.
        data: String,
    },
}

/// The message in the data of an error.
fn shown(data: &str) -> String {
    message::read(data.as_bytes()).map(|message| format!(": {message}")).unwrap_or_default()
}

/// Shows of the data no more than the message that `Display` shows.
impl fmt::Debug for SseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotUtf8 => formatter.write_str("NotUtf8"),
            Self::TooLarge { limit } => formatter.debug_struct("TooLarge").field("limit", limit).finish(),
            Self::Incomplete => formatter.write_str("Incomplete"),
            Self::Reported { data } => {
                formatter.debug_struct("Reported").field("message", &message::read(data.as_bytes())).finish()
            }
        }
    }
}
