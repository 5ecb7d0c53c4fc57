//! The data of the events of a response.

use std::task::{Context, Poll, ready};

use super::{SseDecoder, SseError};
use crate::client::{ByteStream, ClientError, Request, Response, StreamedResponse, Transport, media_type};

/// How much is read of a response that is no stream.
const BODY_LIMIT: usize = 16 << 20;

/// The data of events: what is the same for every model.
pub(crate) struct Events {
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

/// The error of a response with a status of failure.
pub(crate) type Refused = fn(&'static str, &Response) -> ClientError;

impl Events {
    pub(crate) fn operation(&self) -> &'static str {
        self.operation
    }

    pub(super) fn decoder(&self) -> &SseDecoder {
        &self.decoder
    }

    pub(crate) async fn open(
        transport: &dyn Transport,
        operation: &'static str,
        mut request: Request,
        refused: Refused,
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
            _ => Source::Answer(Self::whole(operation, response, refused).await?),
        };
        Ok(Self { operation, decoder: SseDecoder::new(), source })
    }

    async fn whole(
        operation: &'static str,
        response: StreamedResponse,
        refused: Refused,
    ) -> Result<Vec<u8>, ClientError> {
        let read = response.read(BODY_LIMIT).await;
        let response = read.map_err(|source| ClientError::Transport { operation, source })?;
        if !response.is_success() {
            return Err(refused(operation, &response));
        }
        match response.header("content-type") {
            Some(found) if media_type::is_json(found) => Ok(response.into_body()),
            found => {
                let found = found.map(media_type::shown);
                Err(ClientError::ContentType { operation, expected: "a stream of events", found })
            }
        }
    }

    /// The data of the next event.
    pub(crate) fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Vec<u8>, ClientError>>> {
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
