//! The content of a stream, chunk by chunk.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::Pin;

use futures_core::Stream;

use crate::future::BoxError;
use crate::text_stream::TextStream;

thread_local! {
    /// The owner of the stream whose content is being polled on this thread of the system; 0 is nobody.
    static POLLED: Cell<usize> = const { Cell::new(0) };
}

/// Whether this is called by the content of the stream that `owner` is sending: whoever waits for the owner there waits
/// forever.
pub fn is_inside(owner: usize) -> bool {
    POLLED.get() == owner
}

/// The next chunk that is not empty.
pub async fn next_chunk(content: &mut TextStream<'_>) -> Option<Result<String, BoxError>> {
    loop {
        match poll_fn(|context| Pin::new(&mut *content).poll_next(context)).await {
            Some(Ok(chunk)) if chunk.is_empty() => {}
            chunk => return chunk,
        }
    }
}

/// As [`next_chunk`], and [`is_inside`] says so meanwhile.
pub async fn next_chunk_of(owner: usize, content: &mut TextStream<'_>) -> Option<Result<String, BoxError>> {
    let mut next = std::pin::pin!(next_chunk(content));
    poll_fn(|context| {
        let _polled = Polled(POLLED.replace(owner));
        next.as_mut().poll(context)
    })
    .await
}

/// Puts back what was there before, also when the content panics.
struct Polled(usize);

impl Drop for Polled {
    fn drop(&mut self) {
        POLLED.set(self.0);
    }
}
