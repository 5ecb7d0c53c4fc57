//! Responses whose bodies are read while they arrive.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::{Response, TransportError, TransportErrorKind};

/// A body in pieces, in the order in which they arrive.
///
/// Nothing is read ahead: a server can send no more than the network holds until the next piece is asked for.
pub trait Chunks: Send {
    /// The next piece; `None` when the body has ended. After an error or the end it is not asked again.
    fn poll_chunk(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Vec<u8>, TransportError>>>;
}

/// The body of a response, while it arrives. Dropping it ends the connection.
///
/// With one of the features that read streams it is a `Stream` as well.
pub struct ByteStream {
    /// `None` behind the end.
    chunks: Option<Pin<Box<dyn Chunks>>>,
}

impl ByteStream {
    /// A body that arrives in these pieces.
    pub fn new(chunks: impl Chunks + 'static) -> Self {
        Self { chunks: Some(Box::pin(chunks)) }
    }

    /// The next piece, or `None` at the end. Nothing follows an error.
    pub async fn next_chunk(&mut self) -> Option<Result<Vec<u8>, TransportError>> {
        std::future::poll_fn(|context| self.poll_chunk(context)).await
    }

    /// The same, for those who are polled themselves.
    pub fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Vec<u8>, TransportError>>> {
        let Some(chunks) = &mut self.chunks else { return Poll::Ready(None) };
        let polled = chunks.as_mut().poll_chunk(context);
        if matches!(polled, Poll::Ready(None | Some(Err(_)))) {
            self.chunks = None;
        }
        polled
    }
}

#[cfg(any(feature = "sse", feature = "subscription"))]
impl futures_core::Stream for ByteStream {
    type Item = Result<Vec<u8>, TransportError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_chunk(context)
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ByteStream").field("has_ended", &self.chunks.is_none()).finish_non_exhaustive()
    }
}

/// Pieces that are there already.
struct Ready(std::vec::IntoIter<Result<Vec<u8>, TransportError>>);

impl Chunks for Ready {
    fn poll_chunk(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Vec<u8>, TransportError>>> {
        Poll::Ready(self.0.next())
    }
}

/// A response whose status and headers are there, and whose body arrives.
///
/// `Debug` shows the status and the names of headers.
#[derive(Debug)]
pub struct StreamedResponse {
    /// Without its body.
    head: Response,
    body: ByteStream,
}

impl StreamedResponse {
    /// A response of this status and these headers; what is in the body of `head` is left out.
    pub fn new(head: Response, body: ByteStream) -> Self {
        Self { head, body }
    }

    /// A response whose body arrives in these pieces: for tests.
    ///
    /// ```
    /// use typeloom_runtime::client::{Response, StreamedResponse};
    ///
    /// let head = Response::new(200).with_header("content-type", "text/event-stream");
    /// let response = StreamedResponse::of_chunks(head, [Ok(b"data: 1\n".to_vec()), Ok(b"\n".to_vec())]);
    /// assert_eq!(response.header("Content-Type"), Some("text/event-stream"));
    /// ```
    pub fn of_chunks(head: Response, chunks: impl IntoIterator<Item = Result<Vec<u8>, TransportError>>) -> Self {
        let chunks: Vec<_> = chunks.into_iter().collect();
        Self::new(head, ByteStream::new(Ready(chunks.into_iter())))
    }

    /// Status and headers, as a response without a body.
    pub fn head(&self) -> &Response {
        &self.head
    }

    /// Says that it took so many attempts until the head came.
    #[must_use]
    pub fn with_attempts(mut self, attempts: u32) -> Self {
        self.head = self.head.with_attempts(attempts);
        self
    }

    /// The status.
    pub fn status(&self) -> u16 {
        self.head.status()
    }

    /// Whether the server did what it was asked for.
    pub fn is_success(&self) -> bool {
        self.head.is_success()
    }

    /// The first header of this name, in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.header(name)
    }

    /// The body alone.
    pub fn into_body(self) -> ByteStream {
        self.body
    }

    /// Reads the rest of the body, as long as it is not longer than `limit` bytes.
    ///
    /// # Errors
    /// [`TransportErrorKind::TooLarge`] for a longer body, and what goes wrong on the way.
    pub async fn read(mut self, limit: usize) -> Result<Response, TransportError> {
        let mut body = Vec::new();
        while let Some(chunk) = self.body.next_chunk().await {
            let chunk = chunk?;
            if chunk.len() > limit.saturating_sub(body.len()) {
                return Err(TransportError::new(TransportErrorKind::TooLarge));
            }
            if body.is_empty() {
                body = chunk;
            } else {
                body.extend_from_slice(&chunk);
            }
        }
        Ok(self.head.with_body(body))
    }
}

impl From<Response> for StreamedResponse {
    fn from(mut response: Response) -> Self {
        let body = response.take_body();
        Self::of_chunks(response, (!body.is_empty()).then_some(Ok(body)))
    }
}
