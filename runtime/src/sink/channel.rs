//! A sink that another task receives from.

use tokio::sync::mpsc::{self, Receiver, Sender};

use super::{Sink, SinkError};
use crate::future::BoxFuture;

/// Hands events to a receiver; as soon as `capacity` of them wait there, senders wait too.
///
/// The channel is tokio's, and needs no runtime of tokio. A clone sends to the same receiver.
///
/// ```
/// use std::pin::pin;
/// use std::task::{Context, Poll, Waker};
/// use typeloom_runtime::sink::{ChannelSink, Sink, SinkError};
///
/// let (sink, mut receiver) = ChannelSink::channel(1);
/// let mut context = Context::from_waker(Waker::noop());
/// assert!(pin!(sink.send("one")).poll(&mut context).is_ready());
/// let mut second = pin!(sink.send("two"));
/// assert!(second.as_mut().poll(&mut context).is_pending(), "there is room for one");
///
/// assert_eq!(receiver.try_recv(), Ok("one"));
/// assert!(second.poll(&mut context).is_ready());
///
/// drop(receiver);
/// let third = pin!(sink.send("three")).poll(&mut context);
/// assert!(matches!(third, Poll::Ready(Err(SinkError::Closed))));
/// ```
#[derive(Debug)]
pub struct ChannelSink<E> {
    sender: Sender<E>,
}

impl<E> ChannelSink<E> {
    /// A sink, and what receives its events. A `capacity` of 0 counts as 1.
    #[must_use]
    pub fn channel(capacity: usize) -> (Self, Receiver<E>) {
        // What tokio takes; it would panic at anything else.
        let (sender, receiver) = mpsc::channel(capacity.clamp(1, usize::MAX >> 3));
        (Self { sender }, receiver)
    }
}

impl<E> Clone for ChannelSink<E> {
    fn clone(&self) -> Self {
        Self { sender: self.sender.clone() }
    }
}

/// The sink of a channel that is there already.
impl<E> From<Sender<E>> for ChannelSink<E> {
    fn from(sender: Sender<E>) -> Self {
        Self { sender }
    }
}

impl<E: Send> Sink<E> for ChannelSink<E> {
    fn send(&self, event: E) -> BoxFuture<'_, Result<(), SinkError>> {
        Box::pin(async move { self.sender.send(event).await.map_err(|_| SinkError::Closed) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_capacity_is_one() {
        for (capacity, room) in [(0, 1), (1, 1), (5, 5), (usize::MAX, usize::MAX >> 3)] {
            let (sink, _receiver) = ChannelSink::<u32>::channel(capacity);
            assert_eq!(sink.sender.capacity(), room);
        }
    }
}
