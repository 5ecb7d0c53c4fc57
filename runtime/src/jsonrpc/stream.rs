//! Results that come one by one.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::{RpcId, answer};
use crate::client::{ClientError, Request, Transport};
use crate::model::Model;
use crate::sse::events::Events;

/// The results of a call in the order in which the server sends them, each an answer of its own.
///
/// An error of the server ends the stream, as does an answer to another call; a result that is no `T` does not. For
/// everything else see [`EventStream`](crate::sse::EventStream).
pub struct RpcStream<T, E = ClientError> {
    /// `None` when the stream was ended by an error.
    events: Option<Events>,
    id: RpcId,
    item: PhantomData<fn() -> Result<T, E>>,
}

impl<T, E> RpcStream<T, E> {
    pub(super) async fn open(
        transport: &dyn Transport,
        operation: &'static str,
        request: Request,
        id: RpcId,
    ) -> Result<Self, ClientError> {
        let events = Events::open(transport, operation, request, answer::refused).await?;
        Ok(Self { events: Some(events), id, item: PhantomData })
    }

    /// The same stream, whose errors are those of a client of its own.
    pub fn with_error<F: From<ClientError>>(self) -> RpcStream<T, F> {
        RpcStream { events: self.events, id: self.id, item: PhantomData }
    }
}

impl<T: Model, E: From<ClientError>> RpcStream<T, E> {
    /// The next result; `None` at the end.
    pub async fn next_item(&mut self) -> Option<Result<T, E>> {
        std::future::poll_fn(|context| self.poll_item(context)).await
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, E>>> {
        let Some(events) = &mut self.events else { return Poll::Ready(None) };
        let operation = events.operation();
        let Some(data) = ready!(events.poll_data(context)) else { return Poll::Ready(None) };
        let item = data.and_then(|data| {
            let result = answer::result(operation, &self.id, &data)?;
            T::from_json(result).map_err(|source| ClientError::Decode { operation, source })
        });
        if matches!(item, Err(ClientError::Rpc { .. })) {
            self.events = None;
        }
        Poll::Ready(Some(item.map_err(E::from)))
    }
}

impl<T: Model, E: From<ClientError>> Stream for RpcStream<T, E> {
    type Item = Result<T, E>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}

impl<T, E> fmt::Debug for RpcStream<T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("RpcStream").field("id", &self.id).finish_non_exhaustive()
    }
}
