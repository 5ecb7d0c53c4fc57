//! The events of a response, each a model.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::{SseDecoder, SseError};
use crate::client::{ByteStream, ClientError, Request, StreamedResponse, Transport, media_type};
use crate::future::BoxFuture;
use crate::model::Model;

/// How much is read of a response that is no stream.
const BODY_LIMIT: usize = 16 << 20;

/// The models in a stream of events, in the order in which the server sends them.
///
/// - An event whose data is no `T` is an error, and the next one follows.
/// - An event of the type `error` ends the stream with [`SseError::Reported`].
/// - A connection that ends inside of an event, or as no connection should, ends it with an error, too.
/// - A response that is JSON instead of a stream gives the one model in it: so servers answer that know at once what
///   there is to say.
///
/// Nothing is read ahead. Dropping the stream ends the connection.
pub struct EventStream<T> {
    events: Events,
    model: PhantomData<fn() -> T>,
}

impl<T: Model> EventStream<T> {
    /// Sends a request, and gives the events of its response.
    ///
    /// # Errors
    /// When there is no response, its status is none of success, or it is neither a stream of events nor JSON.
    pub fn open<'t>(
        transport: &'t dyn Transport,
        operation: &'static str,
        request: Request,
    ) -> BoxFuture<'t, Result<Self, ClientError>> {
        let opening = Events::open(transport, operation, request);
        Box::pin(async move { Ok(Self { events: opening.await?, model: PhantomData }) })
    }

    /// The next model; `None` at the end.
    pub async fn next_item(&mut self) -> Option<Result<T, ClientError>> {
        std::future::poll_fn(|context| self.poll_item(context)).await
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, ClientError>>> {
        let operation = self.events.operation;
        let Some(data) = ready!(self.events.poll_data(context)) else { return Poll::Ready(None) };
        Poll::Ready(Some(
            data.and_then(|data| T::from_json(&data).map_err(|source| ClientError::Decode { operation, source })),
        ))
    }
}

impl<T> EventStream<T> {
    /// The id that the server gave last.
    pub fn last_event_id(&self) -> Option<&str> {
        self.events.decoder.last_event_id()
    }

    /// How long the server wants clients to wait before they connect again.
    pub fn retry(&self) -> Option<std::time::Duration> {
        self.events.decoder.retry()
    }
}

impl<T: Model> Stream for EventStream<T> {
    type Item = Result<T, ClientError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("EventStream").field("operation", &self.events.operation).finish_non_exhaustive()
    }
}

/// The data of events: what is the same for every model.
struct Events {
    operation: &'static str,
    decoder: SseDecoder,
    source: Source,
}

enum Source {
    Stream(ByteStream),
    /// The one answer of a server that did not stream.
    Answer(Vec<u8>),
    /// What is wrong with the stream, for when the events before it were given.
    Failed(SseError),
    Over,
}

impl Events {
    async fn open(
        transport: &dyn Transport,
        operation: &'static str,
        mut request: Request,
    ) -> Result<Self, ClientError> {
        for (name, value) in [("accept", "text/event-stream"), ("cache-control", "no-store")] {
            if request.header(name).is_none() {
                request = request.with_header(name, value);
            }
        }
        let failed = |source| ClientError::Transport { operation, source };
        let response = transport.stream(request).await.map_err(failed)?;
        let source = match response.header("content-type") {
            Some(found) if response.is_success() && media_type::is_event_stream(found) => {
                Source::Stream(response.into_body())
            }
            _ => Source::Answer(Self::whole(operation, response).await?),
        };
        Ok(Self { operation, decoder: SseDecoder::new(), source })
    }

    async fn whole(operation: &'static str, response: StreamedResponse) -> Result<Vec<u8>, ClientError> {
        let read = response.read(BODY_LIMIT).await;
        let response = read.map_err(|source| ClientError::Transport { operation, source })?;
        if !response.is_success() {
            return Err(ClientError::status(operation, &response));
        }
        match response.header("content-type") {
            Some(found) if media_type::is_json(found) => Ok(response.into_body()),
            found => {
                let found = found.map(media_type::shown);
                Err(ClientError::ContentType { operation, expected: "a stream of events", found })
            }
        }
    }

    fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Vec<u8>, ClientError>>> {
        let operation = self.operation;
        loop {
            if let Some(event) = self.decoder.next_event() {
                if event.event == "error" {
                    // Whatever came with it is not asked for any more.
                    self.decoder = SseDecoder::new();
                    return self.ends_with(SseError::Reported { data: event.data });
                }
                return Poll::Ready(Some(Ok(event.data.into_bytes())));
            }
            let body = match &mut self.source {
                Source::Stream(body) => body,
                Source::Answer(answer) => {
                    let answer = std::mem::take(answer);
                    self.source = Source::Over;
                    return Poll::Ready(Some(Ok(answer)));
                }
                Source::Failed(error) => {
                    let error = error.clone();
                    return self.ends_with(error);
                }
                Source::Over => return Poll::Ready(None),
            };
            match ready!(body.poll_chunk(context)) {
                Some(Ok(chunk)) => {
                    if let Err(error) = self.decoder.feed(&chunk) {
                        self.source = Source::Failed(error);
                    }
                }
                Some(Err(source)) => {
                    self.source = Source::Over;
                    return Poll::Ready(Some(Err(ClientError::Transport { operation, source })));
                }
                None => match self.decoder.finish() {
                    Ok(()) => self.source = Source::Over,
                    Err(error) => return self.ends_with(error),
                },
            }
        }
    }

    fn ends_with(&mut self, source: SseError) -> Poll<Option<Result<Vec<u8>, ClientError>>> {
        self.source = Source::Over;
        Poll::Ready(Some(Err(ClientError::Events { operation: self.operation, source })))
    }
}
