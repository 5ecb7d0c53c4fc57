//! The events of a response, each a model.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::events::Events;
use crate::client::{ClientError, Request, Transport};
use crate::future::BoxFuture;
use crate::model::Model;

/// The models in a stream of events, in the order in which the server sends them.
///
/// - An event whose data is no `T` is an error, and the next one follows.
/// - An event of the type `error` ends the stream with [`SseError::Reported`](super::SseError::Reported).
/// - A connection that ends inside of an event, or as no connection should, ends it with an error, too.
/// - A response that is JSON instead of a stream gives the one model in it: so servers answer that know at once what
///   there is to say.
///
/// Nothing is read ahead. Dropping the stream ends the connection.
pub struct EventStream<T, E = ClientError> {
    events: Events,
    item: PhantomData<fn() -> Result<T, E>>,
}

impl<T> EventStream<T> {
    /// Sends a request, and gives the events of its response.
    ///
    /// # Errors
    /// When there is no response, its status is none of success, or it is neither a stream of events nor JSON.
    pub fn open<'t>(
        transport: &'t dyn Transport,
        operation: &'static str,
        request: Request,
    ) -> BoxFuture<'t, Result<Self, ClientError>> {
        let opening = Events::open(transport, operation, request, ClientError::status);
        Box::pin(async move { Ok(Self { events: opening.await?, item: PhantomData }) })
    }
}

impl<T: Model, E: From<ClientError>> EventStream<T, E> {
    /// The next model; `None` at the end.
    pub async fn next_item(&mut self) -> Option<Result<T, E>> {
        std::future::poll_fn(|context| self.poll_item(context)).await
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, E>>> {
        let operation = self.events.operation();
        let Some(data) = ready!(self.events.poll_data(context)) else { return Poll::Ready(None) };
        let item = |data: Vec<u8>| T::from_json(&data).map_err(|source| ClientError::Decode { operation, source });
        Poll::Ready(Some(data.and_then(item).map_err(E::from)))
    }
}

impl<T, E> EventStream<T, E> {
    /// The same stream, whose errors are those of a client of its own.
    pub fn with_error<F: From<ClientError>>(self) -> EventStream<T, F> {
        EventStream { events: self.events, item: PhantomData }
    }

    /// The id that the server gave last.
    pub fn last_event_id(&self) -> Option<&str> {
        self.events.decoder().last_event_id()
    }

    /// How long the server wants clients to wait before they connect again.
    pub fn retry(&self) -> Option<std::time::Duration> {
        self.events.decoder().retry()
    }
}

impl<T: Model, E: From<ClientError>> Stream for EventStream<T, E> {
    type Item = Result<T, E>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}

impl<T, E> fmt::Debug for EventStream<T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("EventStream").field("operation", &self.events.operation()).finish_non_exhaustive()
    }
}
