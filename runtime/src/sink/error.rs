//! Why a sink did not take an event.

use std::io;

use crate::future::BoxError;

/// Why a sink did not take an event. Shows nothing of the event.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SinkError {
    /// Nobody receives any more.
    #[error("the sink is closed, nobody receives its events any more: stop sending")]
    Closed,
    /// The writer failed.
    #[error("the event could not be written")]
    Io(#[from] io::Error),
    /// A sink of the user's own failed.
    #[error("the sink did not take the event")]
    Other(#[source] BoxError),
}

impl SinkError {
    /// The error of a sink of the user's own.
    ///
    /// ```
    /// use std::error::Error;
    /// use typeloom_runtime::sink::SinkError;
    ///
    /// let error = SinkError::other("the event is too large");
    /// assert_eq!(error.to_string(), "the sink did not take the event");
    /// assert_eq!(error.source().map(ToString::to_string).as_deref(), Some("the event is too large"));
    /// ```
    pub fn other(error: impl Into<BoxError>) -> Self {
        Self::Other(error.into())
    }
}
