//! How connections are opened.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use crate::tls::{Tls, TlsError};

/// How a [`WebSocketTransport`](super::WebSocketTransport) opens its connections. The default gives them 10 seconds, and
/// accepts messages of 16 MiB.
#[derive(Clone)]
#[must_use]
pub struct WebSocketOptions {
    pub(super) connect_timeout: Duration,
    pub(super) message_limit: usize,
    pub(super) tls: Tls,
    pub(super) headers: Vec<(Cow<'static, str>, String)>,
}

impl WebSocketOptions {
    /// The options that hold when nothing is said.
    pub fn new() -> Self {
        Self { connect_timeout: Duration::from_secs(10), message_limit: 16 << 20, tls: Tls::new(), headers: Vec::new() }
    }

    /// How long it may take to open a connection: finding the address, connecting, agreeing on encryption and protocol.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How many bytes a message of the server may have.
    pub fn message_limit(mut self, bytes: usize) -> Self {
        self.message_limit = bytes;
        self
    }

    /// Which certificates are accepted.
    pub fn tls(mut self, tls: Tls) -> Self {
        self.tls = tls;
        self
    }

    /// A header for every connection whose request has none of this name itself.
    pub fn header(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

impl Default for WebSocketOptions {
    fn default() -> Self {
        Self::new()
    }
}

/// Shows the names of headers, not their values, which may be secret.
impl fmt::Debug for WebSocketOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("WebSocketOptions")
            .field("connect_timeout", &self.connect_timeout)
            .field("message_limit", &self.message_limit)
            .field("tls", &self.tls)
            .field("headers", &self.headers.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .finish()
    }
}

/// Why no transport can be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WebSocketSetupError {
    /// The base URL is none that WebSockets have.
    #[error(
        "the base URL is none of WebSockets: it begins with `ws://` or `wss://` and has neither user, query nor fragment"
    )]
    Base,
    /// The certificate authorities cannot be used.
    #[error(transparent)]
    Tls(#[from] TlsError),
}
