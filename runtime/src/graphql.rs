//! GraphQL: queries and mutations over HTTP, subscriptions over WebSockets.
//!
//! A [`Document`] is what an operation is known by; a [`GraphqlRequest`] is one with its variables. A query or mutation is
//! a [`GraphqlCall`]:
//!
//! ```
//! use typeloom_runtime::client::{ClientError, MemoryTransport, Method, Request, Response};
//! use typeloom_runtime::graphql::{Document, GraphqlCall, GraphqlRequest};
//! # use std::collections::BTreeMap;
//!
//! static GET_ORDER: Document =
//!     Document::new("Orders::get", "GetOrder", "query GetOrder($id: ID!) {\n  order(id: $id)\n}");
//!
//! # let transport = MemoryTransport::new();
//! # transport.reply(Method::Post, "/graphql", Response::new(200).with_body(r#"{"data":{"order":"tea"}}"#));
//! # let example = async {
//! let mut request = GraphqlRequest::new(&GET_ORDER);
//! request.variable("id", &"7".to_owned());
//! let call = GraphqlCall::new(&transport, request, Request::new(Method::Post, "/graphql"));
//! let data: BTreeMap<String, String> = call.answer().await?;
//! assert_eq!(data["order"], "tea");
//! # Ok::<(), ClientError>(())
//! # };
//! # let mut context = std::task::Context::from_waker(std::task::Waker::noop());
//! # let std::task::Poll::Ready(result) = std::pin::pin!(example).poll(&mut context) else { panic!() };
//! # result?;
//! # Ok::<(), ClientError>(())
//! ```
//!
//! - **Errors** of the server are [`GraphqlErrors`], whether or not there are data beside them; the data are kept.
//!   An empty list of errors is none.
//! - **An answer** with neither data nor errors is [`GraphqlFailure::NoAnswer`].
//! - **Subscriptions** (feature `subscription`) speak `graphql-transport-ws`, one connection each. What is to be said
//!   when is decided by `protocol`, a machine of states that knows no sockets.

mod answer;
mod call;
#[cfg(feature = "subscription")]
mod close;
mod document;
#[cfg(feature = "subscription")]
mod drive;
mod error;
#[cfg(feature = "subscription")]
mod message;
#[cfg(feature = "subscription")]
mod options;
#[cfg(feature = "subscription")]
mod protocol;
#[cfg(feature = "subscription")]
mod resume;
#[cfg(feature = "subscription")]
mod subscription;

pub use call::GraphqlCall;
#[cfg(feature = "subscription")]
pub use close::CloseCode;
pub use document::{Document, GraphqlRequest};
pub use error::{GraphqlError, GraphqlErrors, GraphqlFailure, PathSegment};
#[cfg(feature = "subscription")]
pub use options::{Reconnect, SubscriptionOptions};
#[cfg(feature = "subscription")]
pub use resume::Resume;
#[cfg(feature = "subscription")]
pub use subscription::{Subscription, SubscriptionError};

/// Whether a body holds data and no errors.
#[cfg(feature = "cache")]
pub(crate) fn is_whole(body: &[u8]) -> bool {
    answer::GraphqlAnswer::is_whole(body)
}
