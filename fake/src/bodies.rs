//! Bodies of responses, whole or with a fault.

use std::convert::Infallible;
use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use futures_util::stream;

/// How a body arrives.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Delivery {
    /// At once.
    Whole,
    /// The connection ends after so many bytes.
    Cut(usize),
    /// In pieces of so many bytes, with a pause before each.
    Slow(usize, Duration),
}

/// A body of these bytes. One with a fault is a stream, whose length must be told beforehand where it is to be known.
pub(crate) fn body(bytes: Vec<u8>, delivery: Delivery) -> Body {
    match delivery {
        Delivery::Whole => Body::from(bytes),
        Delivery::Cut(length) => {
            let mut bytes = Bytes::from(bytes);
            bytes.truncate(length);
            let pieces = |rest: Option<Bytes>| async {
                match rest {
                    Some(bytes) => Some((Ok(bytes), None)),
                    None => {
                        // What came before leaves when the body has nothing to give for a moment.
                        tokio::task::yield_now().await;
                        // The server gives up a connection whose body fails.
                        Some((Err(io::Error::other("the script ends the connection here")), None))
                    }
                }
            };
            Body::from_stream(stream::unfold(Some(bytes), pieces))
        }
        Delivery::Slow(length, pause) => {
            let pieces = move |mut rest: Bytes| async move {
                if rest.is_empty() {
                    return None;
                }
                tokio::time::sleep(pause).await;
                let piece = rest.split_to(length.clamp(1, rest.len()));
                Some((Ok::<_, Infallible>(piece), rest))
            };
            Body::from_stream(stream::unfold(Bytes::from(bytes), pieces))
        }
    }
}
