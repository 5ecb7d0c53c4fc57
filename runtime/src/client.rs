//! Client stubs: what the operations of a client are sent with.
//!
//! A stub is thin: it names its [`Operation`], gives the arguments to a [`Call`], and says what comes back. Whatever is
//! the same for every operation is compiled here, once. Requests leave through a [`Transport`], an object that can be
//! anything from an HTTP client to the [`MemoryTransport`] of a test.
//!
//! ```
//! use typeloom_runtime::client::{Client, ClientError, MemoryTransport, Method, Operation, Response};
//! use typeloom_runtime::{BoxFuture, Piece, Place, Template};
//!
//! static GET_ORDER: Operation = Operation::new(
//!     "Orders::get",
//!     Method::Get,
//!     Template::new(Place::Path, "/orders/{id}", &[Piece::Literal("/orders/"), Piece::Parameter("id")]),
//! );
//!
//! fn get(client: &Client, id: u32) -> BoxFuture<'_, Result<Vec<String>, ClientError>> {
//!     let mut call = client.call(&GET_ORDER);
//!     call.path(&[Some(&id)]);
//!     call.answer()
//! }
//!
//! let transport = MemoryTransport::new();
//! transport.reply(Method::Get, "/orders/{id}", Response::new(200).with_body(r#"["tea"]"#));
//! let client = Client::new(transport.clone());
//! # let wait = |future: BoxFuture<'_, Result<Vec<String>, ClientError>>| {
//! #     let mut future = future;
//! #     match future.as_mut().poll(&mut std::task::Context::from_waker(std::task::Waker::noop())) {
//! #         std::task::Poll::Ready(answer) => answer,
//! #         std::task::Poll::Pending => panic!("the memory never makes anybody wait"),
//! #     }
//! # };
//! assert_eq!(wait(get(&client, 7))?, ["tea"]);
//! assert_eq!(transport.requests()[0].path(), "/orders/7");
//! # Ok::<(), ClientError>(())
//! ```

mod answer;
mod call;
#[cfg(any(feature = "graphql", feature = "jsonrpc"))]
pub(crate) mod envelope;
mod error;
#[cfg(any(feature = "auth", feature = "retry", feature = "trace"))]
mod layer;
pub(crate) mod media_type;
mod memory;
pub(crate) mod message;
mod method;
mod operation;
mod request;
mod response;
mod stream;
mod transport;

pub use answer::{Answer, Returned};
pub use call::Call;
#[cfg(feature = "token")]
pub(crate) use error::said;
pub use error::{ClientError, TransportError, TransportErrorKind};
#[cfg(any(feature = "auth", feature = "retry", feature = "trace"))]
pub(crate) use layer::Arrived;
pub use memory::MemoryTransport;
pub use method::Method;
pub use operation::{Absence, Operation, Repetition};
pub use request::Request;
pub use response::Response;
pub use stream::{ByteStream, Chunks, StreamedResponse};
pub use transport::Transport;

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use crate::extras::Extras;
#[cfg(feature = "graphql")]
use crate::graphql::{GraphqlCall, GraphqlRequest};
#[cfg(feature = "subscription")]
use crate::graphql::{Subscription, SubscriptionOptions};
#[cfg(feature = "subscription")]
use crate::socket::SocketTransport;
#[cfg(feature = "token")]
use crate::token::TokenProvider;

/// What all operations of a client share. Cheap to clone; clones use the same transport.
#[derive(Clone)]
pub struct Client {
    transport: Arc<dyn Transport>,
    held: Arc<Extras>,
    #[cfg(feature = "token")]
    tokens: Option<Arc<TokenProvider>>,
    #[cfg(feature = "subscription")]
    sockets: Option<Arc<dyn SocketTransport>>,
}

impl Client {
    /// A client that sends its requests through `transport`.
    pub fn new(transport: impl Transport + 'static) -> Self {
        Self::from_arc(Arc::new(transport))
    }

    /// A client that shares its transport with others.
    pub fn from_arc(transport: Arc<dyn Transport>) -> Self {
        Self {
            transport,
            held: Arc::default(),
            #[cfg(feature = "token")]
            tokens: None,
            #[cfg(feature = "subscription")]
            sockets: None,
        }
    }

    /// What it holds for its operations as `name`, when there is something and it is a `T`.
    pub fn held<T: Any>(&self, name: &str) -> Option<&T> {
        self.held.get(name)
    }

    /// The same client, that holds this as `name`, or nothing. Clones made before are as they were.
    #[must_use]
    pub fn with_held<T: Any + Send + Sync>(mut self, name: &'static str, value: Option<T>) -> Self {
        let held = Arc::make_mut(&mut self.held);
        match value {
            Some(value) => held.insert(name, value),
            None => drop(held.remove(name)),
        }
        self
    }

    /// The same client, that holds all of this and nothing else.
    pub(crate) fn holding(mut self, held: Extras) -> Self {
        self.held = Arc::new(held);
        self
    }

    /// The same client, whose subscriptions open their connections with `sockets`.
    #[cfg(feature = "subscription")]
    #[must_use]
    pub fn with_sockets(mut self, sockets: Arc<dyn SocketTransport>) -> Self {
        self.sockets = Some(sockets);
        self
    }

    /// The same client, that says where its tokens come from.
    #[cfg(feature = "token")]
    #[must_use]
    pub fn with_tokens(mut self, tokens: Arc<TokenProvider>) -> Self {
        self.tokens = Some(tokens);
        self
    }

    /// Where its tokens come from; `None` where it gets none, or does not know that its transport does.
    #[cfg(feature = "token")]
    pub fn tokens(&self) -> Option<&Arc<TokenProvider>> {
        self.tokens.as_ref()
    }

    /// The same client, with a layer before its sockets, if it has some.
    #[cfg(all(feature = "auth", feature = "subscription"))]
    pub(crate) fn with_layered_sockets(
        mut self,
        layer: impl FnOnce(Arc<dyn SocketTransport>) -> Arc<dyn SocketTransport>,
    ) -> Self {
        self.sockets = self.sockets.map(layer);
        self
    }

    /// Its transport.
    #[cfg(feature = "auth")]
    pub(crate) fn transport(&self) -> Arc<dyn Transport> {
        self.transport.clone()
    }

    /// The same client, with a layer before its transport.
    #[cfg(any(feature = "auth", feature = "retry", feature = "trace"))]
    pub(crate) fn layered(mut self, layer: impl FnOnce(Arc<dyn Transport>) -> Arc<dyn Transport>) -> Self {
        self.transport = layer(self.transport);
        self
    }

    /// Begins a call of an operation. Nothing is sent before its answer is awaited.
    pub fn call(&self, operation: &'static Operation) -> Call<'_> {
        Call::new(&*self.transport, operation)
    }

    /// Begins a query or mutation, sent to the path of `operation`, which has no parameters. Nothing is sent before its
    /// answer is awaited.
    #[cfg(feature = "graphql")]
    pub fn graphql(&self, operation: &'static Operation, call: GraphqlRequest) -> GraphqlCall<'_> {
        GraphqlCall::new(&*self.transport, call, unparameterized(operation))
    }

    /// Begins a subscription at the path of `operation`, which has no parameters. The connection is opened when the first
    /// result is asked for; without sockets it is refused.
    #[cfg(feature = "subscription")]
    pub fn subscribe<T>(&self, operation: &'static Operation, call: GraphqlRequest) -> Subscription<T> {
        let sockets = self.sockets.clone().unwrap_or_else(|| Arc::new(crate::socket::NoSockets));
        Subscription::new(sockets, call, unparameterized(operation), SubscriptionOptions::new())
    }
}

/// The request of an operation whose path is always the same.
#[cfg(feature = "graphql")]
fn unparameterized(operation: &'static Operation) -> Request {
    Request::new(operation.method(), operation.path().text()).with_operation(operation)
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").finish_non_exhaustive()
    }
}
