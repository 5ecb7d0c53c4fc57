//! What a client is made of, and how its layers are put together.

use std::sync::Arc;

#[cfg(all(feature = "auth", feature = "token"))]
use super::Bearer;
#[cfg(all(feature = "auth", feature = "token"))]
use super::bearer::OnRotation;
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
#[cfg(feature = "cache")]
use crate::cache::{CachePolicy, CacheTransport};
use crate::client::{CallOptions, Client, Transport};
#[cfg(feature = "clock")]
use crate::clock::Clock;
use crate::extras::Extras;
#[cfg(feature = "http")]
use crate::http::{HttpOptions, HttpTransport};
#[cfg(feature = "trace")]
use crate::origin::Origin;
#[cfg(feature = "rate-limit")]
use crate::rate_limit::{RateLimit, RateLimitTransport};
#[cfg(feature = "retry")]
use crate::retry::{RetryPolicy, RetryTransport};
#[cfg(all(feature = "auth", feature = "token"))]
use crate::secret::Secret;
#[cfg(feature = "signature")]
use crate::signature::{KeyError, SignatureCredentials, SignatureScheme, SigningKey};
#[cfg(all(feature = "auth", feature = "token"))]
use crate::token::TokenProvider;
#[cfg(all(feature = "trace", feature = "subscription"))]
use crate::trace::TraceSockets;
#[cfg(feature = "trace")]
use crate::trace::TraceTransport;

/// What a client is made of, whatever its type.
pub(super) struct Parts {
    pub(super) base_url: Option<Result<BaseUrl, BaseUrlError>>,
    pub(super) calls: CallOptions,
    pub(super) transport: Option<Arc<dyn Transport>>,
    pub(super) held: Extras,
    pub(super) profile: usize,
    #[cfg(feature = "http")]
    pub(super) options: HttpOptions,
    #[cfg(feature = "clock")]
    pub(super) clock: Option<Arc<dyn Clock>>,
    #[cfg(feature = "retry")]
    pub(super) retry: Option<RetryPolicy>,
    #[cfg(feature = "rate-limit")]
    pub(super) rate_limits: Vec<RateLimit>,
    #[cfg(feature = "cache")]
    pub(super) caches: Vec<CachePolicy>,
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

/// What operations call tokens that are got.
#[cfg(all(feature = "auth", feature = "token"))]
pub(super) const BEARER: &str = "bearer";

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
            calls: connection.calls(),
            transport: None,
            held: Extras::new(),
            profile: 0,
            #[cfg(feature = "http")]
            options: options(connection),
            #[cfg(feature = "clock")]
            clock: None,
            #[cfg(feature = "retry")]
            retry: connection.retry,
            #[cfg(feature = "rate-limit")]
            rate_limits: connection.rate_limits.to_vec(),
            #[cfg(feature = "cache")]
            caches: connection.caches.to_vec(),
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
        let sockets = self.sockets.make(base_url.as_ref(), self.transport.is_some(), &self.calls)?;
        let wire = self.wire(base_url.as_ref())?;
        let client = Client::from_arc(std::mem::take(&mut self.calls).before(wire.clone()));
        let client = client.with_profile(self.profile);
        #[cfg(feature = "clock")]
        let client = match &self.clock {
            Some(clock) => client.with_clock(clock.clone()),
            None => client,
        };
        #[cfg(feature = "subscription")]
        let client = match sockets {
            Some(sockets) => client.with_sockets(sockets),
            None => client,
        };
        #[cfg(feature = "auth")]
        let client = self.authenticated(client, &wire)?;
        #[cfg(feature = "rate-limit")]
        let client = self.limited(client);
        #[cfg(feature = "retry")]
        let client = self.retrying(client);
        #[cfg(feature = "cache")]
        let client = self.cached(client);
        #[cfg(feature = "trace")]
        let client = self.traced(client, base_url.as_ref());
        Ok(client.holding(self.held, base_url))
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
        #[cfg_attr(not(feature = "token"), expect(unused_mut, reason = "tokens are added"))]
        let (mut client, mut sources) = (client, std::mem::take(&mut self.credentials));
        #[cfg(not(feature = "token"))]
        let _ = wire;
        #[cfg(feature = "token")]
        if let Some(tokens) = &self.tokens
            && !sources.iter().any(|(_, source)| matches!(source, Source::Bearer(..)))
        {
            client = client.with_tokens(tokens.clone());
            let label = if self.order.contains(&BEARER) { Label::named(BEARER) } else { Label::new() };
            sources.push((label, Source::Given(Arc::new(BearerCredentials::new(tokens.clone())))));
        }
        // As the description has them, in whatever order the builder was told; others come behind.
        let places: Vec<usize> = (0..sources.len()).map(|at| self.place(&sources, at)).collect();
        let mut sources: Vec<_> = places.into_iter().zip(sources).collect();
        sources.sort_by_key(|(place, _)| *place);
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

    #[cfg(feature = "rate-limit")]
    fn limited(&self, client: Client) -> Client {
        self.rate_limits.iter().fold(client, |client, limit| {
            client.layered(|transport| {
                let limited = RateLimitTransport::new(transport, *limit);
                Arc::new(match &self.clock {
                    Some(clock) => limited.with_clock(clock.clone()),
                    None => limited,
                })
            })
        })
    }

    #[cfg(feature = "cache")]
    fn cached(&self, client: Client) -> Client {
        self.caches.iter().fold(client, |client, policy| {
            client.with_cache(|transport| {
                let cached = CacheTransport::new(transport, *policy);
                match &self.clock {
                    Some(clock) => cached.with_clock(clock.clone()),
                    None => cached,
                }
            })
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
        #[cfg(feature = "subscription")]
        let client = client.with_layered_sockets(|sockets| {
            let mut traced = TraceSockets::new(sockets);
            if let Some(server) = &server {
                traced = traced.with_server_address(server.host());
            }
            Arc::new(match &self.clock {
                Some(clock) => traced.with_clock(clock.clone()),
                None => traced,
            })
        });
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
