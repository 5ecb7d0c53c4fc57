//! From a description to a client.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

#[cfg(all(feature = "auth", feature = "token"))]
use super::Bearer;
#[cfg(feature = "auth")]
use super::Keyed;
#[cfg(all(feature = "auth", feature = "token"))]
use super::Refreshed;
#[cfg(feature = "signature")]
use super::Signed;
#[cfg(all(feature = "auth", feature = "token"))]
use super::bearer::REFRESH_TOKEN;
use super::layers::Parts;
#[cfg(feature = "signature")]
use super::layers::Signing;
#[cfg(feature = "auth")]
use super::layers::Source;
use super::{ConnectError, Connection, Profiled};
#[cfg(feature = "auth")]
use crate::auth::{Credentials, HeaderCredentials, Label};
use crate::base::{BaseUrl, BaseUrlError};
#[cfg(feature = "cache")]
use crate::cache::CachePolicy;
use crate::client::{Client, Transport};
#[cfg(feature = "clock")]
use crate::clock::Clock;
#[cfg(feature = "http")]
use crate::http::HttpOptions;
use crate::origin::OriginError;
#[cfg(feature = "rate-limit")]
use crate::rate_limit::RateLimit;
#[cfg(feature = "retry")]
use crate::retry::RetryPolicy;
#[cfg(feature = "auth")]
use crate::secret::Secret;
#[cfg(feature = "signature")]
use crate::signature::{KeyError, SigningKey};
#[cfg(feature = "subscription")]
use crate::socket::{SocketTransport, WebSocketOptions};
#[cfg(all(feature = "auth", feature = "token"))]
use crate::token::TokenProvider;

/// Makes a client of the type `C`, as its description says and otherwise where this is told so.
///
/// What is wrong with what it is told comes when the client is made. See the [module](super) for an example.
#[must_use]
pub struct ClientBuilder<C> {
    parts: Parts,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Client>> ClientBuilder<C> {
    /// Begins with what the description says.
    pub fn new(connection: &'static Connection) -> Self {
        Self { parts: Parts::new(connection), client: PhantomData }
    }

    /// Makes the client.
    ///
    /// # Errors
    /// When something that the builder was told cannot be used, when there is no base URL, and when there is no transport
    /// because the feature `http` is off and none was given.
    pub fn build(self) -> Result<C, ConnectError> {
        Ok(C::from(self.connect()?))
    }

    /// Makes what stands under the client.
    pub(crate) fn connect(self) -> Result<Client, ConnectError> {
        self.parts.connect()
    }
}

impl<C> ClientBuilder<C> {
    /// Sends no request again, whatever the description says.
    #[cfg(feature = "retry")]
    pub fn without_retry(mut self) -> Self {
        self.parts.retry = None;
        self
    }

    /// The server is here.
    pub fn base_url(mut self, url: impl AsRef<str>) -> Self {
        self.parts.base_url = Some(BaseUrl::new(url.as_ref()));
        self
    }

    /// The server is here, if that is said.
    pub fn given_base_url(self, url: Option<&str>) -> Self {
        match url {
            Some(url) => self.base_url(url),
            None => self,
        }
    }

    /// The server is where settings say, which may be nowhere.
    pub fn derived_base_url(mut self, url: Result<String, OriginError>) -> Self {
        self.parts.base_url = Some(url.map_err(BaseUrlError::from).and_then(|url| BaseUrl::new(&url)));
        self
    }

    /// A call may take so long, each attempt by itself; for a streamed response, until it begins.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.parts.calls = self.parts.calls.timeout(timeout);
        self
    }

    /// Every request that has no header of this name has this one.
    pub fn header(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Cow<'static, str>>) -> Self {
        self.parts.calls = self.parts.calls.header(name, value);
        self
    }

    /// The client holds this for its operations as `name`, if there is something.
    pub fn held<T: Any + Send + Sync>(mut self, name: &'static str, value: Option<T>) -> Self {
        if let Some(value) = value {
            self.parts.held.insert(name, value);
        }
        self
    }

    /// The client holds this text for its operations as `name`; an empty one is none.
    pub fn held_text(self, name: &'static str, text: Option<String>) -> Self {
        self.held(name, text.filter(|text| !text.is_empty()))
    }

    /// Requests are sent through this transport, and not over HTTP.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.parts.transport = Some(Arc::new(transport));
        self
    }

    /// Subscriptions open their connections with these sockets, and not with WebSockets at the base URL.
    #[cfg(feature = "subscription")]
    pub fn sockets(mut self, sockets: impl SocketTransport + 'static) -> Self {
        self.parts.sockets.given = Some(Arc::new(sockets));
        self
    }

    /// Changes how WebSockets are opened: certificates, time to connect, and whatever else the options have.
    #[cfg(feature = "subscription")]
    pub fn web_sockets(mut self, change: impl FnOnce(WebSocketOptions) -> WebSocketOptions) -> Self {
        self.parts.sockets.options = change(self.parts.sockets.options);
        self
    }

    /// Changes how requests are sent over HTTP: certificates, proxy, idle connections, time to connect, and whatever else
    /// the options have.
    #[cfg(feature = "http")]
    pub fn http(mut self, change: impl FnOnce(HttpOptions) -> HttpOptions) -> Self {
        self.parts.options = change(self.parts.options);
        self
    }

    /// By this clock retries, rate limits and polls wait, and tokens and kept responses expire.
    #[cfg(feature = "clock")]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.parts.clock = Some(clock);
        self
    }

    /// Requests are sent again where this policy says so, and not where that of the description does.
    #[cfg(feature = "retry")]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.parts.retry = Some(policy);
        self
    }

    /// There may be so many requests, and not as many as the description says; all of the limits hold, and `[]` is none.
    #[cfg(feature = "rate-limit")]
    pub fn rate_limits(mut self, limits: impl IntoIterator<Item = RateLimit>) -> Self {
        self.parts.rate_limits = limits.into_iter().collect();
        self
    }

    /// Responses are kept where one of these policies says so, and not where the description does; `[]` keeps nothing.
    #[cfg(feature = "cache")]
    pub fn caches(mut self, policies: impl IntoIterator<Item = CachePolicy>) -> Self {
        self.parts.caches = policies.into_iter().collect();
        self
    }

    /// Adds credentials, for requests to which those before have nothing to give.
    #[cfg(feature = "auth")]
    pub fn credentials(mut self, credentials: impl Credentials + 'static) -> Self {
        self.parts.is_authenticated = true;
        self.parts.credentials.push((Label::new(), Source::Given(Arc::new(credentials))));
        self
    }

    /// Adds a secret in a header, if there is one.
    #[cfg(feature = "auth")]
    pub fn api_key(self, header: &'static str, key: impl Into<Option<Secret<String>>>) -> Self {
        let key = given(key.into()).map(|key| HeaderCredentials::new(header, key));
        self.labelled(Label::named("api_key"), key)
    }

    /// Adds a secret in a header, if there is one, for the operations only that name it.
    #[cfg(feature = "auth")]
    pub fn api_key_for(self, name: &'static str, header: &'static str, key: impl Into<Option<Secret<String>>>) -> Self {
        let key = given(key.into()).map(|key| HeaderCredentials::new(header, key));
        self.labelled(Label::reserved(name), key)
    }

    /// Adds a token that stays the same, if there is one.
    #[cfg(feature = "auth")]
    pub fn bearer_token(self, token: impl Into<Option<Secret<String>>>) -> Self {
        self.labelled(Label::named("bearer"), given(token.into()).map(in_authorization))
    }

    /// Adds a token that stays the same, if there is one, for the operations only that name it.
    #[cfg(feature = "auth")]
    pub fn bearer_token_for(self, name: &'static str, token: impl Into<Option<Secret<String>>>) -> Self {
        self.labelled(Label::reserved(name), given(token.into()).map(in_authorization))
    }

    #[cfg(feature = "auth")]
    fn labelled(mut self, label: Label, credentials: Option<HeaderCredentials>) -> Self {
        if let Some(credentials) = credentials {
            self.parts.is_authenticated = true;
            self.parts.credentials.push((label, Source::Given(Arc::new(credentials))));
        }
        self
    }

    /// Adds tokens that are got with these credentials. When one of them is missing or empty, no token is asked for, and
    /// the credentials behind are.
    #[cfg(all(feature = "auth", feature = "token"))]
    pub fn bearer(
        mut self,
        bearer: &'static Bearer,
        given: impl IntoIterator<Item = (&'static str, Option<Secret<String>>)>,
    ) -> Self {
        self.parts.is_authenticated = true;
        self.parts.credentials.push((Label::named("bearer"), Source::Bearer(bearer, given.into_iter().collect())));
        self
    }

    /// Hears of each new refresh token before the token that came with it is used: to store it, since the old one may be
    /// worth nothing any more.
    #[cfg(all(feature = "auth", feature = "token"))]
    pub fn on_rotation(mut self, hear: impl Fn(&Secret<String>) + Send + Sync + 'static) -> Self {
        self.parts.on_rotation = Some(Arc::new(hear));
        self
    }

    /// Shares the tokens of another client, instead of getting others; a client whose description has none sends them where
    /// its other credentials have nothing to give.
    #[cfg(all(feature = "auth", feature = "token"))]
    pub fn tokens(mut self, tokens: Arc<TokenProvider>) -> Self {
        self.parts.is_authenticated = true;
        self.parts.tokens = Some(tokens);
        self
    }
}

impl<C: Profiled> ClientBuilder<C> {
    /// The server is of this profile.
    pub fn profile(mut self, profile: C::Profile) -> Self {
        self.parts.profile = C::number(profile);
        self
    }
}

#[cfg(feature = "signature")]
impl<C: Signed> ClientBuilder<C> {
    /// Signs requests with this key, which the server knows by this name.
    pub fn signed(self, key_id: impl Into<String>, key: SigningKey) -> Self {
        self.signing(key_id.into(), Ok(key))
    }

    /// Signs requests with this key, in base64, which the server knows by this name. When one of them is missing or empty,
    /// nothing is signed, and the credentials behind are asked.
    pub fn given_signed(self, key_id: Option<Secret<String>>, key: Option<Secret<String>>) -> Self {
        match given(key_id).zip(given(key)) {
            Some((key_id, key)) => self.signing(key_id.into_inner(), SigningKey::from_base64(key.expose())),
            None => self,
        }
    }

    fn signing(mut self, key_id: String, key: Result<SigningKey, KeyError>) -> Self {
        self.parts.is_authenticated = true;
        let signing = Signing { scheme: C::SIGNATURE, key_id, key };
        self.parts.credentials.push((Label::named("signature"), Source::Signature(Box::new(signing))));
        self
    }
}

#[cfg(feature = "auth")]
impl<C: Keyed> ClientBuilder<C> {
    /// Adds the API key that the description speaks of. An empty one is none.
    pub fn key(self, key: impl Into<Secret<String>>) -> Self {
        self.api_key(C::API_KEY, key.into())
    }
}

#[cfg(all(feature = "auth", feature = "token"))]
impl<C: Refreshed> ClientBuilder<C> {
    /// Adds tokens that are got with this one first, and then with those that the server gives. An empty one is none.
    pub fn refresh_token(self, token: impl Into<Secret<String>>) -> Self {
        self.bearer(C::BEARER, [(REFRESH_TOKEN, Some(token.into()))])
    }
}

/// A token in its header.
#[cfg(feature = "auth")]
fn in_authorization(token: Secret<String>) -> HeaderCredentials {
    HeaderCredentials::new("authorization", token).with_scheme("Bearer")
}

/// A secret; an empty one is none.
#[cfg(feature = "auth")]
fn given(secret: Option<Secret<String>>) -> Option<Secret<String>> {
    secret.filter(|secret| !secret.expose().is_empty())
}

/// Shows only the names of what requests are sent with: the values may be secret.
impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientBuilder")
            .field("base_url", &self.parts.base_url)
            .field("calls", &self.parts.calls)
            .finish_non_exhaustive()
    }
}
