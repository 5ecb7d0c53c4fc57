//! What a client is made of, and how its layers are put together.

use std::sync::Arc;

#[cfg(all(feature = "auth", feature = "token"))]
use super::Bearer;
#[cfg(all(feature = "auth", feature = "token"))]
use super::bearer::OnRotation;
use super::defaults::Defaults;
#[cfg(feature = "subscription")]
use super::sockets::Sockets;
use super::{ConnectError, Connection};
#[cfg(all(feature = "auth", feature = "subscription"))]
use crate::auth::AuthSockets;
#[cfg(all(feature = "auth", feature = "token"))]
use crate::auth::BearerCredentials;
#[cfg(feature = "auth")]
use crate::auth::{AuthTransport, Credentials, Label};
use crate::base::{BaseUrl, BaseUrlError};
use crate::client::{Client, Transport};
#[cfg(feature = "clock")]
use crate::clock::Clock;
use crate::extras::Extras;
#[cfg(feature = "http")]
use crate::http::{HttpOptions, HttpTransport};
#[cfg(feature = "trace")]
use crate::origin::Origin;
#[cfg(feature = "retry")]
use crate::retry::{RetryPolicy, RetryTransport};
#[cfg(all(feature = "auth", feature = "token"))]
use crate::secret::Secret;
#[cfg(feature = "signature")]
use crate::signature::{KeyError, SignatureCredentials, SignatureScheme, SigningKey};
#[cfg(all(feature = "auth", feature = "token"))]
use crate::token::TokenProvider;
#[cfg(feature = "trace")]
use crate::trace::TraceTransport;

/// What a client is made of, whatever its type.
pub(super) struct Parts {
    pub(super) base_url: Option<Result<BaseUrl, BaseUrlError>>,
    pub(super) defaults: Defaults,
    pub(super) transport: Option<Arc<dyn Transport>>,
    pub(super) held: Extras,
    #[cfg(feature = "http")]
    pub(super) options: HttpOptions,
    #[cfg(feature = "clock")]
    pub(super) clock: Option<Arc<dyn Clock>>,
    #[cfg(feature = "retry")]
    pub(super) retry: Option<RetryPolicy>,
    #[cfg(feature = "auth")]
    pub(super) is_authenticated: bool,
    #[cfg(feature = "auth")]
    pub(super) credentials: Vec<(Label, Source)>,
    /// The names of credentials in the order of the description.
    #[cfg(feature = "auth")]
    pub(super) order: &'static [&'static str],
    #[cfg(all(feature = "auth", feature = "token"))]
    pub(super) tokens: Option<Arc<TokenProvider>>,
    #[cfg(all(feature = "auth", feature = "token"))]
    pub(super) on_rotation: Option<OnRotation>,
    #[cfg(feature = "subscription")]
    pub(super) sockets: Sockets,
}

/// Where credentials come from, in the order in which they are asked for.
#[cfg(feature = "auth")]
pub(super) enum Source {
    Given(Arc<dyn Credentials>),
    #[cfg(feature = "token")]
    Bearer(&'static Bearer, Vec<(&'static str, Option<Secret<String>>)>),
    #[cfg(feature = "signature")]
    Signature(Box<Signing>),
}

/// Signatures that are to be made, once it is known by which clock.
#[cfg(feature = "signature")]
pub(super) struct Signing {
    pub(super) scheme: &'static SignatureScheme,
    pub(super) key_id: String,
    pub(super) key: Result<SigningKey, KeyError>,
}

impl Parts {
    pub(super) fn new(connection: &Connection) -> Self {
        Self {
            base_url: connection.base_url.map(BaseUrl::new),
            defaults: Defaults::of(connection),
            transport: None,
            held: Extras::new(),
            #[cfg(feature = "http")]
            options: options(connection),
            #[cfg(feature = "clock")]
            clock: None,
            #[cfg(feature = "retry")]
            retry: connection.retry,
            #[cfg(feature = "auth")]
            is_authenticated: connection.authenticated,
            #[cfg(feature = "auth")]
            credentials: Vec::new(),
            #[cfg(feature = "auth")]
            order: connection.credentials,
            #[cfg(all(feature = "auth", feature = "token"))]
            tokens: None,
            #[cfg(all(feature = "auth", feature = "token"))]
            on_rotation: None,
            #[cfg(feature = "subscription")]
            sockets: Sockets::of(connection),
        }
    }

    /// Puts the layers together, from the wire to the stub. Which of them there are depends on features.
    pub(super) fn connect(mut self) -> Result<Client, ConnectError> {
        let base_url = self.base_url.take().transpose()?;
        #[cfg(feature = "subscription")]
        let sockets = self.sockets.make(base_url.as_ref(), self.transport.is_some(), &self.defaults)?;
        let wire = self.wire(base_url.as_ref())?;
        let client = Client::from_arc(std::mem::take(&mut self.defaults).before(wire.clone()));
        #[cfg(feature = "subscription")]
        let client = match sockets {
            Some(sockets) => client.with_sockets(sockets),
            None => client,
        };
        #[cfg(feature = "auth")]
        let client = self.authenticated(client, &wire)?;
        #[cfg(feature = "retry")]
        let client = self.retrying(client);
        #[cfg(feature = "trace")]
        let client = self.traced(client, base_url.as_ref());
        Ok(client.holding(self.held))
    }

    /// What carries requests to the server.
    fn wire(&mut self, base_url: Option<&BaseUrl>) -> Result<Arc<dyn Transport>, ConnectError> {
        if let Some(transport) = self.transport.take() {
            return Ok(transport);
        }
        let base_url = base_url.ok_or(ConnectError::NoBaseUrl)?;
        #[cfg(feature = "http")]
        return Ok(Arc::new(HttpTransport::new(base_url, self.options.clone())?));
        #[cfg(not(feature = "http"))]
        {
            let _ = base_url;
            Err(ConnectError::NoTransport)
        }
    }

    #[cfg(feature = "auth")]
    fn authenticated(&mut self, client: Client, wire: &Arc<dyn Transport>) -> Result<Client, ConnectError> {
        if !self.is_authenticated {
            return Ok(client);
        }
        let sources = std::mem::take(&mut self.credentials);
        // As the description has them, in whatever order the builder was told; others come behind.
        let places: Vec<usize> = (0..sources.len()).map(|at| self.place(&sources, at)).collect();
        let mut sources: Vec<_> = places.into_iter().zip(sources).collect();
        sources.sort_by_key(|(place, _)| *place);
        #[cfg(feature = "token")]
        let mut client = client;
        #[cfg(not(feature = "token"))]
        let _ = wire;
        let mut credentials: Vec<(Label, Arc<dyn Credentials>)> = Vec::new();
        for (_, (label, source)) in sources {
            let source: Arc<dyn Credentials> = match source {
                Source::Given(given) => given,
                #[cfg(feature = "token")]
                Source::Bearer(bearer, given) => {
                    let tokens = self.tokens.clone().unwrap_or_else(|| self.provider(bearer, given, wire));
                    client = client.with_tokens(tokens.clone());
                    Arc::new(BearerCredentials::new(tokens))
                }
                #[cfg(feature = "signature")]
                Source::Signature(signing) => Arc::new(self.signer(*signing)?),
            };
            credentials.push((label, source));
        }
        let auth = credentials
            .into_iter()
            .fold(AuthTransport::new(client.transport()), |auth, (label, source)| auth.with_labelled(label, source));
        let auth = Arc::new(auth);
        #[cfg(feature = "subscription")]
        let client = client.with_layered_sockets(|sockets| Arc::new(AuthSockets::new(sockets, auth.clone())));
        Ok(client.layered(|_| auth))
    }

    /// Where the description has credentials: the second of a name where it has the second one.
    #[cfg(feature = "auth")]
    fn place(&self, sources: &[(Label, Source)], at: usize) -> usize {
        let name = sources[at].0.name();
        let before = sources[..at].iter().filter(|(label, _)| label.name() == name).count();
        let mut places =
            self.order.iter().enumerate().filter(|(_, known)| Some(**known) == name).map(|(place, _)| place);
        places.clone().nth(before).or_else(|| places.next_back()).unwrap_or(usize::MAX)
    }

    #[cfg(feature = "signature")]
    fn signer(&self, signing: Signing) -> Result<SignatureCredentials, ConnectError> {
        let credentials = SignatureCredentials::new(signing.scheme, signing.key?, signing.key_id);
        Ok(match &self.clock {
            Some(clock) => credentials.with_clock(clock.clone()),
            None => credentials,
        })
    }

    #[cfg(all(feature = "auth", feature = "token"))]
    fn provider(
        &self,
        bearer: &Bearer,
        given: Vec<(&'static str, Option<Secret<String>>)>,
        wire: &Arc<dyn Transport>,
    ) -> Arc<TokenProvider> {
        let tokens = bearer.provider(wire.clone(), given, self.on_rotation.clone());
        Arc::new(match &self.clock {
            Some(clock) => tokens.with_clock(clock.clone()),
            None => tokens,
        })
    }

    #[cfg(feature = "retry")]
    fn retrying(&self, client: Client) -> Client {
        let Some(policy) = self.retry else { return client };
        client.layered(|transport| {
            let retrying = RetryTransport::new(transport, policy);
            Arc::new(match &self.clock {
                Some(clock) => retrying.with_clock(clock.clone()),
                None => retrying,
            })
        })
    }

    #[cfg(feature = "trace")]
    fn traced(&self, client: Client, base_url: Option<&BaseUrl>) -> Client {
        let server = base_url.and_then(|url| Origin::parse_exact(url.as_str()).ok());
        client.layered(|transport| {
            let mut traced = TraceTransport::new(transport);
            if let Some(server) = server {
                traced = traced.with_server_address(server.host());
            }
            Arc::new(match &self.clock {
                Some(clock) => traced.with_clock(clock.clone()),
                None => traced,
            })
        })
    }
}

/// The options of HTTP; headers and the timeout of a call are for every transport, and so not among them.
#[cfg(feature = "http")]
fn options(connection: &Connection) -> HttpOptions {
    let mut options = HttpOptions::new();
    if let Some(timeout) = connection.connect_timeout {
        options = options.connect_timeout(timeout);
    }
    if let Some(name) = connection.user_agent {
        options = options.user_agent(name);
    }
    if let Some(bytes) = connection.body_limit {
        options = options.body_limit(bytes);
    }
    options
}
