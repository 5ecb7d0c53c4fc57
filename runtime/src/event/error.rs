//! Why a message holds no event that can be read.

use crate::json::DecodeError;

/// Why the event in a message cannot be read. Shows nothing of the message.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum EventError {
    /// The envelope, which has the event's type, id and source, is malformed.
    #[error("the envelope of the event is malformed")]
    Envelope(#[source] DecodeError),
    /// What says which schema a part has is malformed.
    #[error("the metadata of part {part} of the event is malformed")]
    Metadata {
        /// The position of the part in the message.
        part: usize,
        /// What is wrong with it.
        source: DecodeError,
    },
    /// The payload is malformed.
    #[error("the payload of the event, part {part}, is malformed")]
    Payload {
        /// The position of the part in the message.
        part: usize,
        /// What is wrong with it.
        source: DecodeError,
    },
    /// The verbatim event of the source system is malformed.
    #[error("the raw event, part {part}, is malformed")]
    Raw {
        /// The position of the part in the message.
        part: usize,
        /// What is wrong with it.
        source: DecodeError,
    },
    /// No part has the schema of a payload.
    #[error("the event has no payload: no part has a schema of one")]
    NoPayload,
}

impl EventError {
    /// Malformed metadata of a part.
    pub const fn metadata(part: usize, source: DecodeError) -> Self {
        Self::Metadata { part, source }
    }

    /// A malformed payload.
    pub const fn payload(part: usize, source: DecodeError) -> Self {
        Self::Payload { part, source }
    }

    /// A malformed raw event.
    pub const fn raw(part: usize, source: DecodeError) -> Self {
        Self::Raw { part, source }
    }
}
