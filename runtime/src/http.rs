//! HTTP: requests sent over the network.
//!
//! [`HttpTransport`] carries the requests of clients to one server. It is cheap to clone, and clones share their
//! connections. It runs inside of a tokio runtime; code without one has `blocking`, behind a feature of that name.
//!
//! ```no_run
//! use typeloom_runtime::client::{Method, Request, Transport};
//! use typeloom_runtime::http::{HttpOptions, HttpTransport};
//! use typeloom_runtime::BaseUrl;
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let options = HttpOptions::new().user_agent("till/1.0").header("X-Api-Key", "s3cr3t");
//! let transport = HttpTransport::new(&BaseUrl::new("https://acme.example/api")?, options)?;
//! let response = transport.call(Request::new(Method::Get, "/orders/7")).await?;
//! assert!(response.is_success());
//! # Ok(())
//! # }
//! ```
//!
//! - **Statuses** are no errors here; a [`Client`](crate::client::Client) knows what they mean.
//! - **Redirects** are followed within the same origin only (scheme, host and port): by requests that read, and by
//!   others where the server asks for the same request again (307, 308). Any other redirect is an error of the kind
//!   [`Redirect`](TransportErrorKind::Redirect), so that no credential, in whatever header, reaches a server that it was
//!   not meant for, and no writing request becomes a reading one.
//! - **Paths** are sent as they are. One that a URL library would read as another (`/a/../b`) is refused.
//! - **Errors** have one of the kinds of [`TransportErrorKind`]; neither they nor their causes show queries or headers.
//! - **Bodies** that are read as a whole have a limit; streamed ones are never read ahead of who asks for them.

mod body;
mod fault;
mod options;
mod redirect;
mod setup;
mod target;

pub use options::{HttpOptions, Proxy};
pub use setup::HttpSetupError;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use self::target::Target;
use crate::base::BaseUrl;
use crate::client::{Method, Request, Response, StreamedResponse, Transport, TransportError, TransportErrorKind};
use crate::future::BoxFuture;

/// Sends requests to one server over HTTP.
#[derive(Clone)]
pub struct HttpTransport {
    client: reqwest::Client,
    target: Target,
    /// For every request that has none of the same name.
    headers: Arc<HeaderMap>,
    call_timeout: Option<Duration>,
    body_limit: usize,
    redirects: u8,
}

impl HttpTransport {
    /// A transport to the server at `base`.
    ///
    /// # Errors
    /// [`HttpSetupError`] when the URL is none of HTTP, or an option cannot be used.
    pub fn new(base: &BaseUrl, options: HttpOptions) -> Result<Self, HttpSetupError> {
        let target = Target::new(base)?;
        let (call_timeout, body_limit, redirects) = (options.call_timeout, options.body_limit, options.redirects);
        let headers = Arc::new(setup::headers(&options)?);
        Ok(Self { client: setup::client(options, &target)?, target, headers, call_timeout, body_limit, redirects })
    }

    /// A transport to another server, with the same options and connections; but the headers of the options are not
    /// sent there, as they may be credentials for the first one.
    ///
    /// # Errors
    /// [`HttpSetupError`] when the URL is none of HTTP.
    pub fn at(&self, base: &BaseUrl) -> Result<Self, HttpSetupError> {
        Ok(Self { target: Target::new(base)?, headers: Arc::default(), ..self.clone() })
    }

    /// Sends a request, follows where it may, and gives the answer whose body is still to come.
    async fn send(&self, mut request: Request) -> Result<reqwest::Response, TransportError> {
        // Shared by all hops.
        let body = request.take_body().map(Bytes::from);
        let mut url = self.target.url(&request)?;
        for _ in 0..=self.redirects {
            let outgoing = self.outgoing(&request, body.clone(), url)?;
            let response = self.client.execute(outgoing).await.map_err(fault::classify)?;
            if self.redirects == 0 {
                return Ok(response);
            }
            match redirect::next(&response, request.method(), self.target.base())? {
                None => return Ok(response),
                Some(next) => url = next,
            }
        }
        Err(redirect::refused("it did so too often"))
    }

    fn outgoing(
        &self,
        request: &Request,
        body: Option<Bytes>,
        url: reqwest::Url,
    ) -> Result<reqwest::Request, TransportError> {
        // The builder knows what to do with credentials in a URL.
        let mut outgoing = self.client.request(method(request.method()), url).build().map_err(fault::classify)?;
        let headers = outgoing.headers_mut();
        for (name, value) in request.given_headers() {
            let (name, value) = header(name, value.clone())
                .ok_or_else(|| refused("a header of the request has a name or a value that headers cannot have"))?;
            headers.append(name, value);
        }
        for (name, value) in &*self.headers {
            if !headers.contains_key(name) {
                headers.insert(name, value.clone());
            }
        }
        *outgoing.body_mut() = body.map(reqwest::Body::from);
        Ok(outgoing)
    }

    /// Gives `work` so much time as the request has.
    async fn in_time<T>(
        &self,
        timeout: Option<Duration>,
        work: impl Future<Output = Result<T, TransportError>> + Send,
    ) -> Result<T, TransportError> {
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(refused("requests are sent inside of a tokio runtime: call from one, or use `blocking`"));
        }
        match timeout.or(self.call_timeout) {
            None => work.await,
            Some(timeout) => match tokio::time::timeout(timeout, work).await {
                Ok(result) => result,
                Err(_) => Err(TransportError::new(TransportErrorKind::Timeout)),
            },
        }
    }
}

impl Transport for HttpTransport {
    fn call(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(
            self.in_time(
                request.timeout(),
                async move { body::whole(self.send(request).await?, self.body_limit).await },
            ),
        )
    }

    fn stream(&self, request: Request) -> BoxFuture<'_, Result<StreamedResponse, TransportError>> {
        Box::pin(self.in_time(request.timeout(), async move { Ok(body::streamed(self.send(request).await?)) }))
    }
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("HttpTransport").field("origin", &self.target.origin()).finish_non_exhaustive()
    }
}

fn method(method: Method) -> reqwest::Method {
    match method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
        Method::Patch => reqwest::Method::PATCH,
        Method::Delete => reqwest::Method::DELETE,
    }
}

/// A header as it is sent. Nobody knows which of them are credentials, so that all are treated as such.
fn header(name: &str, value: Cow<'static, str>) -> Option<(HeaderName, HeaderValue)> {
    let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
    let value = match value {
        Cow::Borrowed(known) => Bytes::from_static(known.as_bytes()),
        Cow::Owned(value) => Bytes::from(value),
    };
    let mut value = HeaderValue::from_maybe_shared(value).ok()?;
    value.set_sensitive(true);
    Some((name, value))
}

fn refused(reason: &'static str) -> TransportError {
    TransportError::new(TransportErrorKind::Refused).with_source(reason)
}
