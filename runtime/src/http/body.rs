//! Bodies of responses, while they arrive.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use http_body::Body as _;
use tokio::runtime::Handle;

use super::fault;
use crate::client::{ByteStream, Chunks, Response, StreamedResponse, TransportError, TransportErrorKind};

/// Status, headers and the whole body, if it is not longer than the limit. A body whose length is known to be beyond that is
/// refused before any of it is read.
pub(super) async fn whole(mut response: reqwest::Response, limit: usize) -> Result<Response, TransportError> {
    let too_large = || TransportError::new(TransportErrorKind::TooLarge);
    let expected = response.content_length().map(usize::try_from);
    if matches!(expected, Some(length) if length.map_or(true, |length| length > limit)) {
        return Err(too_large());
    }
    let head = head(&mut response);
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(fault::classify)? {
        if chunk.len() > limit.saturating_sub(body.len()) {
            return Err(too_large());
        }
        if body.is_empty() {
            body = chunk.into();
        } else {
            body.extend_from_slice(&chunk);
        }
    }
    Ok(head.with_body(body))
}

/// Status and headers now, the body in pieces.
pub(super) fn streamed(mut response: reqwest::Response) -> StreamedResponse {
    let head = head(&mut response);
    let chunks = HttpBody { body: reqwest::Body::from(response), runtime: Handle::try_current().ok() };
    StreamedResponse::new(head, ByteStream::new(chunks))
}

/// Status and headers, which the response has no more.
fn head(response: &mut reqwest::Response) -> Response {
    Response::new(response.status().as_u16()).with_http_headers(std::mem::take(response.headers_mut()))
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
