//! Sinks: where the events of an agent go.

mod channel;
mod error;
mod memory;
mod writer;

use std::sync::Arc;

pub use channel::ChannelSink;
pub use error::SinkError;
pub use memory::MemorySink;
pub use writer::WriterSink;

use crate::future::BoxFuture;

/// Takes events, in the order in which they are sent.
///
/// An event is taken whole or not at all, and the future says which: it is ready with `Ok` exactly when the sink has the
/// event. Where it is ready with an error, or is dropped before it is ready, the event was not taken. A sink that cannot
/// take back what it has begun, because it talks to a network, hands events to a queue, as [`ChannelSink`] does, and lets
/// a task of its own talk.
///
/// A sink that has no room lets its future wait; whoever sends waits with it.
///
/// ```
/// use typeloom_runtime::future::BoxFuture;
/// use typeloom_runtime::sink::{Sink, SinkError};
///
/// /// Prints events, and keeps nothing.
/// struct Screen;
///
/// impl Sink<String> for Screen {
///     fn send(&self, event: String) -> BoxFuture<'_, Result<(), SinkError>> {
///         Box::pin(async move {
///             println!("{event}");
///             Ok(())
///         })
///     }
/// }
/// ```
pub trait Sink<E>: Send + Sync {
    /// Takes one event.
    ///
    /// # Errors
    /// When the sink does not take the event; the next one may be sent all the same.
    fn send(&self, event: E) -> BoxFuture<'_, Result<(), SinkError>>;
}

impl<E, S: Sink<E> + ?Sized> Sink<E> for Arc<S> {
    fn send(&self, event: E) -> BoxFuture<'_, Result<(), SinkError>> {
        S::send(self, event)
    }
}

impl<E, S: Sink<E> + ?Sized> Sink<E> for Box<S> {
    fn send(&self, event: E) -> BoxFuture<'_, Result<(), SinkError>> {
        S::send(self, event)
    }
}

impl<E, S: Sink<E> + ?Sized> Sink<E> for &S {
    fn send(&self, event: E) -> BoxFuture<'_, Result<(), SinkError>> {
        S::send(self, event)
    }
}
