//! Tokens that are got from an operation of the same server.

use std::sync::Arc;

use super::Connection;
use crate::client::Transport;
use crate::secret::Secret;
use crate::token::{EndpointSource, TokenEndpoint, TokenPolicy, TokenProvider};

/// What a description says about tokens: how they are got, and when anew.
#[derive(Debug, Clone, Copy)]
pub struct Bearer {
    endpoint: &'static TokenEndpoint,
    policy: TokenPolicy,
    connection: &'static Connection,
}

impl Bearer {
    /// Tokens of this endpoint, by this policy. Of the connection, which is that of the client that has the endpoint, the
    /// headers and the timeout are for requests for tokens.
    pub const fn new(endpoint: &'static TokenEndpoint, policy: TokenPolicy, connection: &'static Connection) -> Self {
        Self { endpoint, policy, connection }
    }

    /// The provider that asks through a transport; a credential that is not given is told when a token is asked for.
    pub(super) fn provider(
        &self,
        transport: Arc<dyn Transport>,
        given: Vec<(&'static str, Option<Secret<String>>)>,
    ) -> TokenProvider {
        let given = given.into_iter().filter_map(|(name, secret)| Some((name, secret?)));
        let source = EndpointSource::new(self.endpoint, self.connection.calls().before(transport), given);
        TokenProvider::new(source, self.policy)
    }
}
