//! A sink for tests.

use std::mem;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Sink, SinkError};
use crate::future::BoxFuture;

/// Keeps events, however many.
///
/// ```
/// use typeloom_runtime::sink::{MemorySink, Sink, SinkError};
///
/// # pollster::block_on(async {
/// let sink = MemorySink::new();
/// sink.send("started").await?;
/// assert_eq!(sink.events(), ["started"]);
/// assert_eq!(sink.take(), ["started"]);
/// assert!(sink.events().is_empty());
/// # Ok::<(), SinkError>(())
/// # })?;
/// # Ok::<(), SinkError>(())
/// ```
#[derive(Debug)]
pub struct MemorySink<E> {
    events: Mutex<Vec<E>>,
}

impl<E> MemorySink<E> {
    /// A sink without events.
    pub const fn new() -> Self {
        Self { events: Mutex::new(Vec::new()) }
    }

    /// What was sent so far.
    pub fn events(&self) -> Vec<E>
    where
        E: Clone,
    {
        self.lock().clone()
    }

    /// What was sent so far, which the sink forgets.
    pub fn take(&self) -> Vec<E> {
        mem::take(&mut *self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Vec<E>> {
        // A vector is whole even if a clone of an event panicked.
        self.events.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<E> Default for MemorySink<E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E: Send> Sink<E> for MemorySink<E> {
    fn send(&self, event: E) -> BoxFuture<'_, Result<(), SinkError>> {
        Box::pin(async move {
            self.lock().push(event);
            Ok(())
        })
    }
}
