//! How requests are sent.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use crate::base::BaseUrl;
use crate::tls::Tls;

/// How an [`HttpTransport`](super::HttpTransport) sends its requests. The default is fit for most servers:
///
/// | | |
/// |---|---|
/// | to connect, encryption included | 10 seconds |
/// | between two pieces of an answer, and before the first | 30 seconds |
/// | for a whole call; a streamed body is not part of it | 60 seconds |
/// | body of a response that is read as a whole | 16 MiB |
/// | redirects | within the same origin, 5 at most |
/// | proxy | what the environment says (`HTTPS_PROXY`, `NO_PROXY`, …) |
/// | idle connections | as many as were needed, for 90 seconds |
#[derive(Clone)]
#[must_use]
pub struct HttpOptions {
    pub(super) connect_timeout: Duration,
    pub(super) read_timeout: Duration,
    pub(super) call_timeout: Option<Duration>,
    pub(super) body_limit: usize,
    pub(super) redirects: u8,
    pub(super) tls: Tls,
    pub(super) proxy: Proxy,
    pub(super) user_agent: Cow<'static, str>,
    pub(super) headers: Vec<(Cow<'static, str>, Cow<'static, str>)>,
    pub(super) idle_connections: usize,
    pub(super) idle_timeout: Duration,
}

/// Which proxy stands between client and server.
#[derive(Clone, Default)]
#[non_exhaustive]
pub enum Proxy {
    /// The one that the environment names, if it names one.
    #[default]
    Environment,
    /// None, whatever the environment says.
    None,
    /// This one, for every request.
    At(BaseUrl),
}

impl HttpOptions {
    /// The options that hold when nothing is said.
    pub fn new() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            read_timeout: Duration::from_secs(30),
            call_timeout: Some(Duration::from_secs(60)),
            body_limit: 16 << 20,
            redirects: 5,
            tls: Tls::new(),
            proxy: Proxy::Environment,
            user_agent: Cow::Borrowed(concat!("typeloom/", env!("CARGO_PKG_VERSION"))),
            headers: Vec::new(),
            idle_connections: usize::MAX,
            idle_timeout: Duration::from_secs(90),
        }
    }

    /// How long it may take to connect: finding the address, connecting, agreeing on encryption.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long the server may be silent, before its answer and within it.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.read_timeout = timeout;
        self
    }

    /// How long a call may take from its beginning to the end of its answer; for a streamed answer, to its beginning.
    /// `None` leaves it to the other two. [`Request::with_timeout`](crate::client::Request::with_timeout) goes before it.
    pub fn call_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.call_timeout = timeout.into();
        self
    }

    /// How many bytes the body of a response may have that is read as a whole.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// How many redirects are followed within the same origin; 0 follows none. See the [room](super) for the rules.
    pub fn redirects(mut self, limit: u8) -> Self {
        self.redirects = limit;
        self
    }

    /// Which certificates are accepted.
    pub fn tls(mut self, tls: Tls) -> Self {
        self.tls = tls;
        self
    }

    /// Which proxy is used.
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.proxy = proxy;
        self
    }

    /// The name that the client goes by.
    pub fn user_agent(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.user_agent = name.into();
        self
    }

    /// A header for every request that has none of this name itself.
    pub fn header(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), Cow::Owned(value.into())));
        self
    }

    /// How many connections are kept for later, and for how long.
    pub fn idle(mut self, connections: usize, timeout: Duration) -> Self {
        self.idle_connections = connections;
        self.idle_timeout = timeout;
        self
    }
}

impl Default for HttpOptions {
    fn default() -> Self {
        Self::new()
    }
}

/// Shows the names of headers, not their values, which may be secret.
impl fmt::Debug for HttpOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("HttpOptions")
            .field("connect_timeout", &self.connect_timeout)
            .field("read_timeout", &self.read_timeout)
            .field("call_timeout", &self.call_timeout)
            .field("body_limit", &self.body_limit)
            .field("redirects", &self.redirects)
            .field("tls", &self.tls)
            .field("proxy", &self.proxy)
            .field("headers", &self.headers.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

/// Without the user and password that the URL of a proxy may hold.
impl fmt::Debug for Proxy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Environment => formatter.write_str("Environment"),
            Self::None => formatter.write_str("None"),
            Self::At(url) => formatter.debug_tuple("At").field(url).finish(),
        }
    }
}
