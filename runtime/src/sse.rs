//! Server-sent events: an answer that goes on for as long as the server has something to say.
//!
//! [`SseDecoder`] turns bytes into events, however they were cut. [`EventStream`] reads the events of a response one by
//! one, each a model:
//!
//! ```
//! use typeloom_runtime::client::{Method, Request, Response, Transport};
//! use typeloom_runtime::sse::EventStream;
//! # use typeloom_runtime::client::{ClientError, MemoryTransport};
//! # use std::future::poll_fn;
//!
//! # let transport = MemoryTransport::new();
//! # let body = "data: \"received\"\n\n: still here\n\nid: 2\ndata: \"sent\"\n\n";
//! # let events = Response::new(200).with_header("content-type", "text/event-stream").with_body(body);
//! # transport.reply(Method::Get, "/orders/7/changes", events);
//! # let example = async {
//! let request = Request::new(Method::Get, "/orders/7/changes");
//! let mut changes = EventStream::<String>::open(&transport, "Orders::changes", request).await?;
//! assert_eq!(changes.next_item().await.transpose()?.as_deref(), Some("received"));
//! assert_eq!(changes.next_item().await.transpose()?.as_deref(), Some("sent"));
//! assert_eq!(changes.last_event_id(), Some("2"));
//! assert!(changes.next_item().await.is_none());
//! # Ok::<(), ClientError>(())
//! # };
//! # let mut context = std::task::Context::from_waker(std::task::Waker::noop());
//! # let std::task::Poll::Ready(result) = std::pin::pin!(example).poll(&mut context) else { panic!() };
//! # result?;
//! # Ok::<(), ClientError>(())
//! ```
//!
//! The rules of the format are those of the HTML standard (section 9.2.6), except that these are errors, where the
//! standard would lose or change something silently: bytes that are not UTF-8, and a stream that ends inside of an event.

mod decoder;
mod error;
pub(crate) mod events;
mod lines;
mod stream;

pub use decoder::{SseDecoder, SseEvent};
pub use error::SseError;
pub use stream::EventStream;
