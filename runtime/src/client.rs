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
pub(crate) mod draft;
#[cfg(any(feature = "graphql", feature = "jsonrpc"))]
pub(crate) mod envelope;
mod error;
mod exchange;
mod headers;
#[cfg(any(feature = "auth", feature = "retry", feature = "trace"))]
mod layer;
pub(crate) mod media_type;
mod memory;
pub(crate) mod message;
mod method;
mod operation;
mod options;
mod profile;
mod request;
mod response;
mod stream;
mod transport;

pub use answer::{Answer, Body, Returned};
pub use call::Call;
#[cfg(feature = "token")]
pub(crate) use error::said;
pub use error::{ClientError, TransportError, TransportErrorKind};
#[cfg(any(feature = "auth", feature = "retry", feature = "trace"))]
pub(crate) use layer::Arrived;
pub use memory::MemoryTransport;
pub use method::Method;
pub use operation::{Absence, Meaning, Operation, Repetition};
pub use options::CallOptions;
pub use profile::ProfileNames;
pub use request::Request;
pub use response::Response;
pub use stream::{ByteStream, Chunks, StreamedResponse};
pub use transport::Transport;

use std::any::Any;
use std::fmt;
use std::sync::Arc;
#[cfg(feature = "jsonrpc")]
use std::sync::atomic::{AtomicI64, Ordering};

use crate::base::BaseUrl;
#[cfg(feature = "cache")]
use crate::cache::CacheTransport;
#[cfg(feature = "clock")]
use crate::clock::{Clock, SystemClock};
use crate::endpoint::{Endpoint, EndpointError};
use crate::extras::Extras;
#[cfg(feature = "graphql")]
use crate::graphql::{GraphqlCall, GraphqlRequest};
#[cfg(feature = "subscription")]
use crate::graphql::{Subscription, SubscriptionOptions};
#[cfg(feature = "jsonrpc")]
use crate::jsonrpc::{RpcCall, RpcMethod};
#[cfg(feature = "subscription")]
use crate::socket::SocketTransport;
#[cfg(feature = "token")]
use crate::token::TokenProvider;

/// What all operations of a client share. Cheap to clone; clones use the same transport.
#[derive(Clone)]
pub struct Client {
    transport: Arc<dyn Transport>,
    held: Arc<Extras>,
    base_url: Option<Arc<BaseUrl>>,
    profile: usize,
    #[cfg(feature = "cache")]
    caches: Vec<Arc<CacheTransport>>,
    #[cfg(feature = "clock")]
    clock: Option<Arc<dyn Clock>>,
    #[cfg(feature = "token")]
    tokens: Option<Arc<TokenProvider>>,
    #[cfg(feature = "subscription")]
    sockets: Option<Arc<dyn SocketTransport>>,
    /// How many calls were begun, by which their answers are known.
    #[cfg(feature = "jsonrpc")]
    calls: Arc<AtomicI64>,
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
            base_url: None,
            profile: 0,
            #[cfg(feature = "cache")]
            caches: Vec::new(),
            #[cfg(feature = "clock")]
            clock: None,
            #[cfg(feature = "token")]
            tokens: None,
            #[cfg(feature = "subscription")]
            sockets: None,
            #[cfg(feature = "jsonrpc")]
            calls: Arc::default(),
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

    /// The same client, that holds all of this and nothing else, and knows where its server is.
    pub(crate) fn holding(mut self, held: Extras, base_url: Option<BaseUrl>) -> Self {
        (self.held, self.base_url) = (Arc::new(held), base_url.map(Arc::new));
        self
    }

    /// An endpoint at a path of its server, without credentials.
    ///
    /// # Errors
    /// When it does not know where its server is, as one that was made of nothing but a transport.
    pub fn endpoint(&self, name: impl Into<String>, path: &str) -> Result<Endpoint, EndpointError> {
        Endpoint::of_client(name, self.base_url.as_deref(), path)
    }

    /// The same client for a server of the profile with this number.
    #[must_use]
    pub fn with_profile(mut self, profile: usize) -> Self {
        self.profile = profile;
        self
    }

    /// The same client, whose subscriptions open their connections with `sockets`.
    #[cfg(feature = "subscription")]
    #[must_use]
    pub fn with_sockets(mut self, sockets: Arc<dyn SocketTransport>) -> Self {
        self.sockets = Some(sockets);
        self
    }

    /// The same client, whose own waiting is by this clock: that between two questions of a poll. What is in its transport
    /// has a clock of its own.
    #[cfg(feature = "clock")]
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// The clock that it waits by; that of the machine unless it was given another one.
    #[cfg(feature = "clock")]
    pub fn clock(&self) -> Arc<dyn Clock> {
        self.clock.clone().unwrap_or_else(SystemClock::shared)
    }

    /// The same client, with a cache before its transport.
    #[cfg(feature = "cache")]
    pub(crate) fn with_cache(mut self, cache: impl FnOnce(Arc<dyn Transport>) -> CacheTransport) -> Self {
        let cache = Arc::new(cache(self.transport));
        self.caches.push(cache.clone());
        self.transport = cache;
        self
    }

    /// Forgets every response that it keeps, for its clones as well. What is in a transport that it was given stays.
    #[cfg(feature = "cache")]
    pub fn clear_caches(&self) {
        self.caches.iter().for_each(|cache| cache.clear());
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

    /// The same client, whose calls have these options where they have none of their own.
    ///
    /// The options reach its attempts, credentials and sockets as if each call had said them.
    #[must_use]
    pub fn with_options(self, options: CallOptions) -> Self {
        #[cfg(feature = "subscription")]
        let client = self.with_layered_sockets(|sockets| options.clone().before_sockets(sockets));
        #[cfg(not(feature = "subscription"))]
        let client = self;
        client.layered(|transport| options.before(transport))
    }

    /// The same client, with a layer before its sockets, if it has some.
    #[cfg(feature = "subscription")]
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
    pub(crate) fn layered(mut self, layer: impl FnOnce(Arc<dyn Transport>) -> Arc<dyn Transport>) -> Self {
        self.transport = layer(self.transport);
        self
    }

    /// Begins a call of an operation. Nothing is sent before its answer is awaited.
    pub fn call(&self, operation: &'static Operation) -> Call<'_> {
        Call::new(&*self.transport, operation, self.profile)
    }

    /// Begins a call of a method by JSON-RPC, sent to the path of `operation`, which has no parameters. Its id is a number
    /// that no other call of this client and its clones has. Nothing is sent before its answer is awaited.
    #[cfg(feature = "jsonrpc")]
    pub fn rpc(&self, operation: &'static Operation, method: &'static str) -> RpcCall<'_> {
        let id = self.calls.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
        let method = RpcMethod::new(operation.name(), method);
        RpcCall::new(&*self.transport, &method, unparameterized(operation), id)
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
#[cfg(any(feature = "graphql", feature = "jsonrpc"))]
fn unparameterized(operation: &'static Operation) -> Request {
    Request::new(operation.method(), operation.path().text()).with_operation(operation)
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").finish_non_exhaustive()
    }
}
