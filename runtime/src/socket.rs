//! WebSockets: connections on which both sides speak when they like.
//!
//! [`SocketTransport`] is to subscriptions what [`Transport`](crate::client::Transport) is to calls: an object that can
//! be the network, [`WebSocketTransport`], or something else in a test.

mod fault;
mod options;
mod websocket;

pub use options::{WebSocketOptions, WebSocketSetupError};
pub use websocket::WebSocketTransport;

use std::sync::Arc;

use crate::client::{Request, Response, TransportError, TransportErrorKind};
use crate::future::BoxFuture;

/// Opens connections to a server.
pub trait SocketTransport: Send + Sync {
    /// Opens a connection at the path and query of a request, with its headers; both sides speak `protocol` on it.
    fn open(&self, request: Request, protocol: &'static str) -> BoxFuture<'_, Result<Box<dyn Socket>, OpenError>>;
}

impl<T: SocketTransport + ?Sized> SocketTransport for Arc<T> {
    fn open(&self, request: Request, protocol: &'static str) -> BoxFuture<'_, Result<Box<dyn Socket>, OpenError>> {
        (**self).open(request, protocol)
    }
}

/// The sockets of a client that has none.
pub(crate) struct NoSockets;

impl SocketTransport for NoSockets {
    fn open(&self, _: Request, _: &'static str) -> BoxFuture<'_, Result<Box<dyn Socket>, OpenError>> {
        let error = TransportError::new(TransportErrorKind::Refused)
            .with_source("the client has no sockets: give it some, such as a `WebSocketTransport`");
        Box::pin(std::future::ready(Err(error.into())))
    }
}

/// An open connection. Dropping it ends it without a word.
pub trait Socket: Send {
    /// Sends a text.
    fn send(&mut self, text: String) -> BoxFuture<'_, Result<(), TransportError>>;

    /// Waits for what comes next. Nothing is lost when the future is dropped.
    fn receive(&mut self) -> BoxFuture<'_, Result<Incoming, TransportError>>;

    /// Says that the connection is over, and why, and waits until the server has understood.
    fn close(&mut self, code: u16) -> BoxFuture<'_, Result<(), TransportError>>;
}

/// What comes on a connection.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Incoming {
    /// A text.
    Text(String),
    /// Bytes that are no text, which no protocol here has.
    Binary,
    /// The server closed the connection.
    Closed {
        /// Why, if it says so.
        code: Option<u16>,
        /// What it says about it.
        reason: String,
    },
}

/// Why no connection was opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// There is no answer.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The server answered as if it was asked for something else: with a status.
    #[error("the server refused the connection with status {}", .0.status())]
    Status(Response),
}
