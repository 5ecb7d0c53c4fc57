//! Connections: from what a description says about a server to a client that sends requests to it.
//!
//! A [`Connection`] is the description. A [`ClientBuilder`] takes it, what the settings of a program add, and what the
//! program itself wants to be different, and makes the client.
//!
//! ```
//! use std::time::Duration;
//! use typeloom_runtime::Client;
//! use typeloom_runtime::client::{ClientError, MemoryTransport, Method, Operation, Response};
//! use typeloom_runtime::connection::{ClientBuilder, Connection};
//! use typeloom_runtime::{Piece, Place, Template};
//!
//! static GET_ORDERS: Operation =
//!     Operation::new("Orders::list", Method::Get, Template::new(Place::Path, "/orders", &[Piece::Literal("/orders")]));
//! static CONNECTION: Connection =
//!     Connection::new().base_url("https://acme.example").timeout(Duration::from_secs(30)).headers(&[("x-version", "2")]);
//!
//! let server = MemoryTransport::new();
//! server.reply(Method::Get, "/orders", Response::new(200).with_body(r#"["tea"]"#));
//! let client: Client = ClientBuilder::new(&CONNECTION).transport(server.clone()).build()?;
//! let mut call = client.call(&GET_ORDERS);
//! call.path(&[]);
//! let orders = pollster::block_on(call.answer::<Result<Vec<String>, ClientError>>())?;
//! assert_eq!(orders, ["tea"]);
//! assert_eq!(server.requests()[0].header("x-version"), Some("2"));
//! assert_eq!(server.requests()[0].timeout(), Some(Duration::from_secs(30)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Layers
//!
//! A request passes these on its way out, and its response on the way back, always in this order:
//!
//! 1. trace, with the feature `trace`: one span around all attempts;
//! 2. caches, where the description or the program has some: what is answered from one goes no further, and nobody sees
//!    what was given to other credentials, as those of a client are the same for all of its requests;
//! 3. retry, where the description or the program has a policy: each attempt is a request of its own;
//! 4. rate limits, where the description or the program has some: each attempt waits for its turn;
//! 5. credentials, where the description has some: each attempt gets its own, so that none is sent with a token that has
//!    expired while it waited;
//! 6. the headers and the timeout that every request has which has none of its own;
//! 7. the transport: the one that is given, or HTTP.
//!
//! The request that opens a connection for a subscription passes 1, 5 and 6, and then the sockets: those that are given, or
//! WebSockets at the base URL, with `ws` in the place of `http`. Its credentials stand in headers.
//!
//! A request for a token passes only the last two. It is never traced, sent again or sent with a credential in a header.

#[cfg(all(feature = "auth", feature = "token"))]
mod bearer;
mod builder;
mod error;
mod layers;
#[cfg(feature = "subscription")]
mod sockets;

#[cfg(all(feature = "auth", feature = "token"))]
pub use bearer::Bearer;
pub use builder::ClientBuilder;
pub use error::ConnectError;

use std::time::Duration;

#[cfg(feature = "cache")]
use crate::cache::CachePolicy;
use crate::client::CallOptions;
#[cfg(feature = "rate-limit")]
use crate::rate_limit::RateLimit;
#[cfg(feature = "retry")]
use crate::retry::RetryPolicy;
#[cfg(feature = "signature")]
use crate::signature::SignatureScheme;

/// A client whose description says how its requests are signed, so that its builder takes
/// [keys](ClientBuilder::signed).
#[cfg(feature = "signature")]
pub trait Signed {
    /// How they are signed.
    const SIGNATURE: &'static SignatureScheme;
}

/// A client whose description has an API key, so that its builder takes [one](ClientBuilder::key).
#[cfg(feature = "auth")]
pub trait Keyed {
    /// The name of the header.
    const API_KEY: &'static str;
}

/// A client whose description has tokens that are got with a token, so that its builder takes
/// [one](ClientBuilder::refresh_token).
#[cfg(all(feature = "auth", feature = "token"))]
pub trait Refreshed {
    /// How they are got.
    const BEARER: &'static Bearer;
}

/// A client whose description knows servers that call things differently, so that its builder takes one of their
/// [profiles](ClientBuilder::profile).
pub trait Profiled {
    /// The profiles.
    type Profile;

    /// The number of a profile, by which [operations](crate::client::Operation::profiles) know it.
    fn number(profile: Self::Profile) -> usize;
}

/// What a description says about how a client connects. What it does not say is the transport's to know.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct Connection {
    /// Where the server is, when settings and programs say nothing else.
    pub base_url: Option<&'static str>,
    /// How long a call may take.
    pub timeout: Option<Duration>,
    /// How long it may take to connect.
    pub connect_timeout: Option<Duration>,
    /// The name that the client goes by.
    pub user_agent: Option<&'static str>,
    /// How many bytes the body of a response may have.
    pub body_limit: Option<usize>,
    /// Headers for every request that has none of the same name.
    pub headers: &'static [(&'static str, &'static str)],
    /// Whether requests need credentials: without any, they are not sent.
    pub authenticated: bool,
    /// The names of credentials, in the order in which they are asked for.
    pub credentials: &'static [&'static str],
    /// Whether there are subscriptions, for which connections are opened.
    #[cfg(feature = "subscription")]
    pub subscribes: bool,
    /// When requests are sent again.
    #[cfg(feature = "retry")]
    pub retry: Option<RetryPolicy>,
    /// How many requests there may be; all of them hold.
    #[cfg(feature = "rate-limit")]
    pub rate_limits: &'static [RateLimit],
    /// Which responses are kept.
    #[cfg(feature = "cache")]
    pub caches: &'static [CachePolicy],
}

impl Connection {
    /// Nothing is said.
    pub const fn new() -> Self {
        Self {
            base_url: None,
            timeout: None,
            connect_timeout: None,
            user_agent: None,
            body_limit: None,
            headers: &[],
            authenticated: false,
            credentials: &[],
            #[cfg(feature = "subscription")]
            subscribes: false,
            #[cfg(feature = "retry")]
            retry: None,
            #[cfg(feature = "rate-limit")]
            rate_limits: &[],
            #[cfg(feature = "cache")]
            caches: &[],
        }
    }

    /// The server is here.
    #[must_use]
    pub const fn base_url(mut self, url: &'static str) -> Self {
        self.base_url = Some(url);
        self
    }

    /// A call may take so long, each attempt by itself.
    #[must_use]
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// It may take so long to connect.
    #[must_use]
    pub const fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// The client goes by this name.
    #[must_use]
    pub const fn user_agent(mut self, name: &'static str) -> Self {
        self.user_agent = Some(name);
        self
    }

    /// The body of a response may have so many bytes.
    #[must_use]
    pub const fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = Some(bytes);
        self
    }

    /// Every request has these headers.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// Requests are not sent without credentials.
    #[must_use]
    pub const fn authenticated(mut self) -> Self {
        self.authenticated = true;
        self
    }

    /// Credentials of these names are asked for in this order, whatever the order in which a builder is told of them. Of a name
    /// that stands here twice the first that a builder is told of has the first place.
    #[must_use]
    pub const fn credentials(mut self, names: &'static [&'static str]) -> Self {
        self.credentials = names;
        self
    }

    /// There are subscriptions.
    #[cfg(feature = "subscription")]
    #[must_use]
    pub const fn subscribes(mut self) -> Self {
        self.subscribes = true;
        self
    }

    /// Requests are sent again where this policy says so.
    #[cfg(feature = "retry")]
    #[must_use]
    pub const fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// What every call is sent with.
    fn calls(&self) -> CallOptions {
        let options = CallOptions::new();
        let options = match self.timeout {
            Some(timeout) => options.timeout(timeout),
            None => options,
        };
        self.headers.iter().fold(options, |options, (name, value)| options.header(*name, *value))
    }

    /// There may be so many requests; all of the limits hold.
    #[cfg(feature = "rate-limit")]
    #[must_use]
    pub const fn rate_limits(mut self, limits: &'static [RateLimit]) -> Self {
        self.rate_limits = limits;
        self
    }

    /// Responses are kept where one of these policies says so.
    #[cfg(feature = "cache")]
    #[must_use]
    pub const fn caches(mut self, policies: &'static [CachePolicy]) -> Self {
        self.caches = policies;
        self
    }
}
