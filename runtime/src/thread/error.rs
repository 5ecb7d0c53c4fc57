//! Why an operation of a thread failed.

use crate::artifact::ArtifactError;
use crate::future::BoxError;
use crate::sink::SinkError;

/// Why an operation of a thread failed. Shows nothing of what was to be said.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ThreadError {
    /// The sink did not take an event of this operation; those before it were sent.
    #[error("an event could not be sent: see to the sink before you send it again")]
    Sink(#[source] SinkError),
    /// An earlier stream was abandoned or failed, and the sink did not take its end; of this operation nothing was sent.
    #[error("the end of an earlier stream could not be sent, and so nothing of this operation was: try it again")]
    Unfinished(#[source] SinkError),
    /// The stream of the content failed. What it gave before was sent, and the stream was ended.
    #[error("the stream of the content failed, what it gave before was sent: see to its source and send the rest")]
    Stream {
        /// What the stream gave instead of a chunk.
        source: BoxError,
        /// Why the end of the stream, with what it gave before, could not be sent; none where it was.
        unsent: Option<SinkError>,
    },
    /// The content of a stream used the thread that sends it, and would have waited for itself.
    #[error("the content of a stream used its own thread, which is busy with it: do that before or after the stream")]
    InsideStream,
    /// A key of the metadata is the platform's own.
    #[error("a key of the metadata begins with `{prefix}`, which is reserved: use a key that does not")]
    ReservedKey {
        /// What reserved keys begin with.
        prefix: &'static str,
    },
    /// The operation needs a value that the request does not have.
    #[error("the request has no {what}, which this operation needs: use another operation for such requests")]
    Missing {
        /// Which value.
        what: &'static str,
    },
    /// There is nothing to send.
    #[error("the {what} is empty: send one that is not, or nothing")]
    Empty {
        /// What is empty.
        what: &'static str,
    },
    /// The artifact was not saved, and nothing was sent.
    #[error("the artifact could not be saved, and was not sent: see to the store and send it again")]
    Artifact(#[from] ArtifactError),
    /// The thread was made without anything that knows the history.
    #[error("the history is not available here: make the thread with a client that knows it")]
    HistoryNotAvailable,
    /// The history could not be had.
    #[error("the history could not be read: see to its client and ask again")]
    History(#[source] BoxError),
}

impl ThreadError {
    /// The history could not be had.
    pub fn history(error: impl Into<BoxError>) -> Self {
        Self::History(error.into())
    }
}
