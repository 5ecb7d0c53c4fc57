//! What sends the events of one thread, in order.

use std::fmt::{self, Debug, Formatter};
use std::sync::Arc;

use tokio::sync::{Mutex, MutexGuard};

use super::ThreadError;
use super::content::{is_inside, next_chunk, next_chunk_of};
use crate::sink::{Sink, SinkError};
use crate::text_stream::TextStream;

/// The events that a stream of text becomes: the partial ones, their end, and the whole text.
pub trait StreamForms<E>: Send + Sync {
    /// A chunk, which is not empty; the first one begins the stream.
    fn delta(&self, text: String, is_first: bool) -> E;

    /// The end of the chunks.
    fn end(&self) -> E;

    /// The durable message with all of the text.
    fn whole(&self, text: String) -> E;
}

/// Sends the events of one thread. A clone sends for the same thread.
///
/// ```
/// use std::sync::Arc;
/// use typeloom_runtime::sink::MemorySink;
/// use typeloom_runtime::text_stream::TextStream;
/// use typeloom_runtime::thread::{Outbox, StreamForms, ThreadError};
///
/// struct Lines;
///
/// impl StreamForms<String> for Lines {
///     fn delta(&self, text: String, is_first: bool) -> String {
///         format!("{} {text}", if is_first { "begin" } else { "append" })
///     }
///
///     fn end(&self) -> String {
///         "end".to_owned()
///     }
///
///     fn whole(&self, text: String) -> String {
///         format!("whole {text}")
///     }
/// }
///
/// # pollster::block_on(async {
/// let sink = Arc::new(MemorySink::new());
/// let outbox = Outbox::new(sink.clone());
/// outbox.send("typing".to_owned()).await?;
/// outbox.stream(TextStream::ready(["Hello", ", ", "world"]), Arc::new(Lines)).await?;
/// assert_eq!(sink.take(), ["typing", "begin Hello", "append , ", "append world", "end", "whole Hello, world"]);
/// # Ok::<(), ThreadError>(())
/// # })?;
/// # Ok::<(), ThreadError>(())
/// ```
///
/// # Order
///
/// One operation sends at a time; others of the same thread wait for it, first come, first served. A stream has its turn
/// from its first chunk to its end, so that nothing comes between its events; before the first chunk it holds nobody up.
/// Because of that, the content of a stream cannot use its own thread once it has given a chunk; where it does, that is
/// [`ThreadError::InsideStream`]. And whoever polls a stream must not stop polling it to wait for another operation of the
/// thread, which would wait forever.
///
/// # What is sent when something fails
///
/// An event is sent whole or not at all, since a [`Sink`] takes it so. A stream of which no chunk was sent leaves nothing
/// behind. A stream of which a chunk was sent ends with [`StreamForms::end`] and then [`StreamForms::whole`], with all that
/// its content gave, however it ends:
///
/// - the content is done: at once;
/// - the content fails: at once, and then the error is returned;
/// - the future is dropped, or the sink does not take a chunk: before the next event that the thread sends, or by
///   [`Outbox::settle`]. A destructor cannot wait for a sink, and one that has just failed is not asked again at once.
///
/// Where the sink does not take the end of such a stream, that is tried again before the next event, so that nothing is
/// sent into an open stream. Where it does not take the whole text, that is reported and not tried again: the sink may have
/// something against this one event, and then nothing could ever be said again.
pub struct Outbox<E> {
    place: Arc<Place<E>>,
}

struct Place<E> {
    sink: Arc<dyn Sink<E>>,
    /// The stream that is not ended. Whoever holds the lock has the turn.
    open: Mutex<Option<Open<E>>>,
}

/// A stream of which a chunk was sent.
struct Open<E> {
    forms: Arc<dyn StreamForms<E>>,
    /// All that the content gave.
    gathered: String,
    /// The end was sent, the whole text was not.
    ended: bool,
}

impl<E> Outbox<E> {
    /// Sends to `sink`.
    #[must_use]
    pub fn new(sink: Arc<dyn Sink<E>>) -> Self {
        Self { place: Arc::new(Place { sink, open: Mutex::new(None) }) }
    }

    /// Sends one event.
    ///
    /// # Errors
    /// [`ThreadError::Sink`] when the sink does not take the event, [`ThreadError::Unfinished`] when it does not take
    /// what an earlier stream left over, [`ThreadError::InsideStream`] in the content of a stream of this thread.
    pub async fn send(&self, event: E) -> Result<(), ThreadError> {
        let _turn = self.place.turn().await?;
        self.place.sink.send(event).await.map_err(ThreadError::Sink)
    }

    /// Ends what an earlier stream left open, if there is anything: for those who are about to drop the thread.
    ///
    /// # Errors
    /// As [`Outbox::send`].
    pub async fn settle(&self) -> Result<(), ThreadError> {
        self.place.turn().await.map(drop)
    }

    /// Sends the chunks of `content` as they come, and in the end all of it.
    ///
    /// The next chunk is asked for when the sink has taken the last. Empty chunks are left out; where there are no others,
    /// nothing is sent.
    ///
    /// # Errors
    /// [`ThreadError::Stream`] when the content fails, and as [`Outbox::send`].
    pub async fn stream(&self, mut content: TextStream<'_>, forms: Arc<dyn StreamForms<E>>) -> Result<(), ThreadError> {
        let first = match next_chunk(&mut content).await {
            Some(Ok(first)) => first,
            Some(Err(source)) => return Err(ThreadError::Stream { source, unsent: None }),
            None => return Ok(()),
        };
        let Place { sink, .. } = &*self.place;
        let mut turn = self.place.turn().await?;

        let gathered = first.clone();
        sink.send(forms.delta(first, true)).await.map_err(ThreadError::Sink)?;
        let open = turn.insert(Open { forms, gathered, ended: false });
        let failure = loop {
            match next_chunk_of(self.place.address(), &mut content).await {
                Some(Ok(chunk)) => {
                    open.gathered.push_str(&chunk);
                    sink.send(open.forms.delta(chunk, false)).await.map_err(ThreadError::Sink)?;
                }
                Some(Err(source)) => break Some(source),
                None => break None,
            }
        };
        let ended = self.place.end(&mut turn).await;
        match failure {
            Some(source) => Err(ThreadError::Stream { source, unsent: ended.err() }),
            None => ended.map_err(ThreadError::Sink),
        }
    }
}

impl<E> Place<E> {
    /// Waits for its turn, and ends what an earlier stream left over.
    async fn turn(&self) -> Result<MutexGuard<'_, Option<Open<E>>>, ThreadError> {
        if is_inside(self.address()) {
            return Err(ThreadError::InsideStream);
        }
        let mut turn = self.open.lock().await;
        self.end(&mut turn).await.map_err(ThreadError::Unfinished)?;
        Ok(turn)
    }

    /// Ends the stream that is open, if there is one. Dropped at any point, it goes on there the next time.
    async fn end(&self, open: &mut Option<Open<E>>) -> Result<(), SinkError> {
        let Some(stream) = open else { return Ok(()) };
        if !stream.ended {
            self.sink.send(stream.forms.end()).await?;
            stream.ended = true;
        }
        // The text stays until the sink has said something: the future may be dropped.
        let answer = self.sink.send(stream.forms.whole(stream.gathered.clone())).await;
        *open = None;
        answer
    }

    /// What tells this thread from all others that are there.
    fn address(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }
}

impl<E> Clone for Outbox<E> {
    fn clone(&self) -> Self {
        Self { place: Arc::clone(&self.place) }
    }
}

impl<E> Debug for Outbox<E> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Outbox").finish_non_exhaustive()
    }
}
