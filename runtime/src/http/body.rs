//! Bodies of responses, while they arrive.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use http_body::Body as _;
use tokio::runtime::Handle;

use super::fault;
use crate::client::{ByteStream, Chunks, Response, StreamedResponse, TransportError, TransportErrorKind};

/// Refuses a body whose length is known to be beyond the limit, before any of it is read.
pub(super) fn check_length(response: &reqwest::Response, limit: usize) -> Result<(), TransportError> {
    match response.content_length() {
        Some(length) if usize::try_from(length).map_or(true, |length| length > limit) => {
            Err(TransportError::new(TransportErrorKind::TooLarge))
        }
        _ => Ok(()),
    }
}

/// Status and headers now, the body in pieces.
pub(super) fn streamed(response: reqwest::Response) -> StreamedResponse {
    let mut head = Response::new(response.status().as_u16());
    for (name, value) in response.headers() {
        head = head.with_header(name.as_str(), String::from_utf8_lossy(value.as_bytes()));
    }
    let chunks = HttpBody { body: reqwest::Body::from(response), runtime: Handle::try_current().ok() };
    StreamedResponse::new(head, ByteStream::new(chunks))
}

struct HttpBody {
    body: reqwest::Body,
    /// Timeouts need the runtime in which the request was sent, wherever the body is read.
    runtime: Option<Handle>,
}

impl Chunks for HttpBody {
    fn poll_chunk(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Vec<u8>, TransportError>>> {
        let this = self.get_mut();
        let _runtime = this.runtime.as_ref().map(Handle::enter);
        loop {
            let frame = match ready!(Pin::new(&mut this.body).poll_frame(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(fault::classify(error)))),
                Some(Ok(frame)) => frame,
            };
            // What else a frame can be is a trailer, which nobody asks for.
            if let Ok(bytes) = frame.into_data()
                && !bytes.is_empty()
            {
                return Poll::Ready(Some(Ok(bytes.into())));
            }
        }
    }
}
