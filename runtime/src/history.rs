//! History: what was said in a conversation before.

use std::sync::Arc;

use crate::future::{BoxError, BoxFuture};

/// Which messages of which conversation are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct HistoryRequest<'a> {
    /// The conversation.
    pub context_id: &'a str,
    /// At most so many messages.
    pub limit: u32,
    /// So many messages are left out first; none is what whoever answers takes for it.
    pub offset: Option<u32>,
}

impl<'a> HistoryRequest<'a> {
    /// At most `limit` messages of a conversation.
    pub const fn new(context_id: &'a str, limit: u32) -> Self {
        Self { context_id, limit, offset: None }
    }

    /// Leaves out so many messages first.
    #[must_use]
    pub const fn with_offset(mut self, offset: u32) -> Self {
        self.offset = Some(offset);
        self
    }
}

/// Knows what was said: a client of the platform, or a stand-in for it in tests.
///
/// ```
/// use typeloom_runtime::future::{BoxError, BoxFuture};
/// use typeloom_runtime::history::{History, HistoryRequest};
///
/// struct Remembered(Vec<String>);
///
/// impl History<String> for Remembered {
///     fn history<'a>(&'a self, request: HistoryRequest<'a>) -> BoxFuture<'a, Result<Vec<String>, BoxError>> {
///         let skipped = usize::try_from(request.offset.unwrap_or_default());
///         let limit = usize::try_from(request.limit);
///         Box::pin(async move { Ok(self.0.iter().skip(skipped?).take(limit?).cloned().collect()) })
///     }
/// }
/// # let _ = Remembered(Vec::new()).history(HistoryRequest::new("c-1", 20).with_offset(5));
/// ```
pub trait History<M>: Send + Sync {
    /// The messages that are asked for.
    ///
    /// # Errors
    /// When the messages cannot be had.
    fn history<'a>(&'a self, request: HistoryRequest<'a>) -> BoxFuture<'a, Result<Vec<M>, BoxError>>;
}

impl<M, H: History<M> + ?Sized> History<M> for Arc<H> {
    fn history<'a>(&'a self, request: HistoryRequest<'a>) -> BoxFuture<'a, Result<Vec<M>, BoxError>> {
        H::history(self, request)
    }
}
