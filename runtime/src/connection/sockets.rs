//! How the connections of subscriptions are opened.

use std::sync::Arc;

use super::{ConnectError, Connection};
use crate::base::BaseUrl;
use crate::client::CallOptions;
use crate::socket::{SocketTransport, WebSocketOptions, WebSocketTransport};

/// What a builder knows about sockets.
pub(super) struct Sockets {
    needed: bool,
    pub(super) given: Option<Arc<dyn SocketTransport>>,
    pub(super) options: WebSocketOptions,
}

impl Sockets {
    pub(super) fn of(connection: &Connection) -> Self {
        let mut options = WebSocketOptions::new();
        if let Some(timeout) = connection.connect_timeout {
            options = options.connect_timeout(timeout);
        }
        if let Some(name) = connection.user_agent {
            options = options.header("user-agent", name);
        }
        if let Some(bytes) = connection.body_limit {
            options = options.message_limit(bytes);
        }
        Self { needed: connection.subscribes, given: None, options }
    }

    /// Those that are given, or WebSockets where something subscribes. A program that gives its own transport and no
    /// sockets does not want the network.
    pub(super) fn make(
        &mut self,
        base_url: Option<&BaseUrl>,
        has_transport: bool,
        calls: &CallOptions,
    ) -> Result<Option<Arc<dyn SocketTransport>>, ConnectError> {
        let sockets: Arc<dyn SocketTransport> = match (self.given.take(), base_url) {
            (Some(given), _) => given,
            (None, Some(base_url)) if self.needed && !has_transport => {
                let base_url = BaseUrl::new(&of_sockets(base_url.as_str()))?;
                Arc::new(WebSocketTransport::new(&base_url, self.options.clone())?)
            }
            (None, _) => return Ok(None),
        };
        Ok(Some(calls.clone().before_sockets(sockets)))
    }
}

/// The URL with `ws` in the place of `http`, which stands in `https` too.
fn of_sockets(url: &str) -> String {
    match url.split_at_checked(4) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => format!("ws{rest}"),
        _ => url.to_owned(),
    }
}
