//! Tokens that are got from an operation of the same server.

use std::sync::Arc;

use super::Connection;
use crate::client::Transport;
use crate::secret::Secret;
use crate::token::{EndpointSource, Recovery, RefreshSource, TokenEndpoint, TokenPolicy, TokenProvider};

/// What a description says about tokens: how they are got, and when anew.
#[derive(Debug, Clone, Copy)]
pub struct Bearer {
    endpoint: &'static TokenEndpoint,
    policy: TokenPolicy,
    connection: &'static Connection,
    refreshes: bool,
    recovery: Option<Recovery>,
}

/// Hears of each new refresh token.
pub(super) type OnRotation = Arc<dyn Fn(&Secret<String>) + Send + Sync>;

/// What the credential is called that a [`RefreshSource`] begins with.
pub(super) const REFRESH_TOKEN: &str = "refresh_token";

impl Bearer {
    /// Tokens of this endpoint, by this policy. Of the connection, which is that of the client that has the endpoint, the
    /// headers and the timeout are for requests for tokens.
    pub const fn new(endpoint: &'static TokenEndpoint, policy: TokenPolicy, connection: &'static Connection) -> Self {
        Self { endpoint, policy, connection, refreshes: false, recovery: None }
    }

    /// The same, where the one credential is a token as well, `refresh_token`, and is replaced by those that the server gives.
    #[must_use]
    pub const fn refreshing(mut self) -> Self {
        self.refreshes = true;
        self
    }

    /// The same, with a second way for a refresh token that is taken no more.
    #[must_use]
    pub const fn recovering(mut self, recovery: Recovery) -> Self {
        self.recovery = Some(recovery);
        self
    }

    /// The provider that asks through a transport; a credential that is not given is told when a token is asked for.
    pub(super) fn provider(
        &self,
        transport: Arc<dyn Transport>,
        given: Vec<(&'static str, Option<Secret<String>>)>,
        on_rotation: Option<OnRotation>,
    ) -> TokenProvider {
        let transport = self.connection.calls().before(transport);
        if self.refreshes {
            return TokenProvider::new(self.refresher(transport, given, on_rotation), self.policy);
        }
        let given = given.into_iter().filter_map(|(name, secret)| Some((name, secret?)));
        let source = EndpointSource::new(self.endpoint, transport, given);
        TokenProvider::new(source, self.policy)
    }

    fn refresher(
        &self,
        transport: Arc<dyn Transport>,
        given: Vec<(&'static str, Option<Secret<String>>)>,
        on_rotation: Option<OnRotation>,
    ) -> RefreshSource {
        // Without one, nothing is asked: an empty credential is none.
        let token = given.into_iter().find(|(name, _)| *name == REFRESH_TOKEN).and_then(|(_, token)| token);
        let mut source =
            RefreshSource::new(self.endpoint, transport, token.unwrap_or_else(|| Secret::new(String::new())));
        if let Some(recovery) = self.recovery {
            source = source.with_recovery(recovery);
        }
        match on_rotation {
            Some(hear) => source.on_rotation(move |token| hear(token)),
            None => source,
        }
    }
}
