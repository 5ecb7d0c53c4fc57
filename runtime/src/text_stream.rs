//! Text that comes in chunks.

use std::fmt::{self, Debug, Formatter};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use crate::future::BoxError;

/// Text that comes in chunks, each of which may be an error instead.
///
/// ```
/// use typeloom_runtime::text_stream::TextStream;
///
/// // Any stream of texts, as in `TextStream::new(model.answer(question))`, or of results of them.
/// fn answer<'a>(tokens: impl futures_core::Stream<Item = Result<String, std::io::Error>> + Send + 'a) -> TextStream<'a> {
///     TextStream::fallible(tokens)
/// }
///
/// // Texts that are there already.
/// let greeting = TextStream::ready(["Hello", ", ", "world"]);
/// # let _ = greeting;
/// ```
pub struct TextStream<'a> {
    chunks: Pin<Box<dyn Stream<Item = Result<String, BoxError>> + Send + 'a>>,
}

impl<'a> TextStream<'a> {
    /// The chunks of a stream.
    pub fn new<S>(stream: S) -> Self
    where
        S: Stream<Item: Into<String>> + Send + 'a,
    {
        Self::mapped(stream, |chunk| Ok(chunk.into()))
    }

    /// The chunks of a stream that may fail.
    pub fn fallible<S, T, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<T, E>> + Send + 'a,
        T: Into<String> + 'a,
        E: Into<BoxError> + 'a,
    {
        Self::mapped(stream, |chunk| chunk.map(Into::into).map_err(Into::into))
    }

    /// Chunks that are there already.
    pub fn ready<I>(chunks: I) -> Self
    where
        I: IntoIterator<Item: Into<String>, IntoIter: Send + 'a>,
    {
        Self { chunks: Box::pin(Ready(chunks.into_iter())) }
    }

    fn mapped<S: Stream + Send + 'a>(stream: S, map: fn(S::Item) -> Result<String, BoxError>) -> Self
    where
        S::Item: 'a,
    {
        Self { chunks: Box::pin(Mapped { stream: Box::pin(stream), map }) }
    }
}

impl Stream for TextStream<'_> {
    type Item = Result<String, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.chunks.as_mut().poll_next(context)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.chunks.size_hint()
    }
}

impl Debug for TextStream<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TextStream").finish_non_exhaustive()
    }
}

/// A stream whose items are mapped. The stream is on the heap a second time, so that nothing here has to be pinned.
struct Mapped<S: Stream> {
    stream: Pin<Box<S>>,
    map: fn(S::Item) -> Result<String, BoxError>,
}

impl<S: Stream> Stream for Mapped<S> {
    type Item = Result<String, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = ready!(self.stream.as_mut().poll_next(context));
        Poll::Ready(chunk.map(self.map))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.stream.size_hint()
    }
}

/// The items of an iterator, which is never pinned.
struct Ready<I>(I);

impl<I> Unpin for Ready<I> {}

impl<I: Iterator<Item: Into<String>>> Stream for Ready<I> {
    type Item = Result<String, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next().map(|chunk| Ok(chunk.into())))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}
