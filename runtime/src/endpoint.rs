//! Endpoints: where other software calls a server on behalf of a client, and what it sends along.
//!
//! A client knows a server, has tokens for it and holds values. An [`Endpoint`] hands that on to software that does the
//! calling itself: a client of the Model Context Protocol, or a library that speaks to model services. Its token is asked for
//! with every request, so that none is sent that has expired.
//!
//! ```
//! use typeloom_runtime::endpoint::{Endpoint, Headers};
//!
//! let endpoint = Endpoint::new("shop", "https://shop.example/mcp").with_header("Accept", "application/json");
//! let brought: Headers = [("accept", "text/event-stream"), ("X-Trace", "7")].into_iter().collect();
//! let headers = pollster::block_on(endpoint.headers_for(brought))?;
//! assert_eq!(headers.get("Accept"), Some("text/event-stream"));
//! assert_eq!(headers.iter().count(), 2);
//! # Ok::<(), typeloom_runtime::endpoint::EndpointError>(())
//! ```

mod headers;

pub use headers::Headers;

use std::fmt;
#[cfg(feature = "token")]
use std::sync::Arc;

use crate::base::BaseUrl;
use crate::place::Place;
use crate::reference::ReferenceError;
use crate::template::TemplateError;
#[cfg(feature = "token")]
use crate::token::{TokenError, TokenProvider};

/// Where a server is called by other software.
#[derive(Clone)]
pub struct Endpoint {
    name: String,
    url: String,
    fixed: Vec<(&'static str, &'static str)>,
    held: Vec<Held>,
    authenticated: bool,
    #[cfg(feature = "token")]
    tokens: Option<Arc<TokenProvider>>,
}

/// A header of every request, unless it brings one.
#[derive(Clone)]
struct Held {
    name: &'static str,
    value: Option<String>,
    /// What becomes of one that a request brings; `None` takes it out.
    canonical: fn(&str) -> Option<String>,
}

impl Endpoint {
    /// An endpoint of this name at this URL, without credentials.
    pub fn new(name: impl Into<String>, url: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            url: url.into(),
            fixed: Vec::new(),
            held: Vec::new(),
            authenticated: false,
            #[cfg(feature = "token")]
            tokens: None,
        }
    }

    /// An endpoint of a client, at a path of its server.
    pub(crate) fn of_client(
        name: impl Into<String>,
        base: Option<&BaseUrl>,
        path: &str,
    ) -> Result<Self, EndpointError> {
        Ok(Self::new(name, base.ok_or(EndpointError::NoBaseUrl)?.join(path)))
    }

    /// The same endpoint under another name; an empty one changes nothing.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        let name = name.into();
        if !name.is_empty() {
            self.name = name;
        }
        self
    }

    /// Every request has this header, unless it brings one.
    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: &'static str) -> Self {
        self.fixed.push((name, value));
        self
    }

    /// Every request has this header, if there is a value. One that a request brings goes first, in the form that `canonical`
    /// gives it; where that gives none, it is taken out.
    ///
    /// # Errors
    /// When the value cannot stand in a header.
    pub fn with_held(
        mut self,
        name: &'static str,
        value: Option<String>,
        canonical: fn(&str) -> Option<String>,
    ) -> Result<Self, EndpointError> {
        if value.as_deref().is_some_and(|value| !fits(value)) {
            return Err(EndpointError::Header { header: name });
        }
        self.held.push(Held { name, value, canonical });
        Ok(self)
    }

    /// Every request has a token of this provider.
    #[cfg(feature = "token")]
    #[must_use]
    pub fn with_tokens(mut self, tokens: Option<Arc<TokenProvider>>) -> Self {
        (self.authenticated, self.tokens) = (true, tokens);
        self
    }

    /// The name, by which software tells endpoints apart.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The URL.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The headers that are the same for all requests and all that is called on behalf of.
    pub fn fixed_headers(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.fixed.iter().copied()
    }

    /// Where tokens come from: what software that asks for an API key with each request is given.
    #[cfg(feature = "token")]
    pub fn tokens(&self) -> Option<&Arc<TokenProvider>> {
        self.tokens.as_ref()
    }

    /// The headers of a request that brings none.
    ///
    /// # Errors
    /// When there is no token.
    pub async fn headers(&self) -> Result<Headers, EndpointError> {
        self.headers_for(Headers::new()).await
    }

    /// The headers of a request that brings these. Its credentials are replaced; the rest of what it brings stays.
    ///
    /// # Errors
    /// When there is no token.
    pub async fn headers_for(&self, brought: Headers) -> Result<Headers, EndpointError> {
        let mut headers = brought;
        for held in &self.held {
            let value = match headers.remove(held.name) {
                Some(brought) => (held.canonical)(&brought).filter(|value| fits(value)),
                None => held.value.clone(),
            };
            if let Some(value) = value {
                headers.set(held.name, value);
            }
        }
        for (name, value) in &self.fixed {
            if headers.get(name).is_none() {
                headers.set(*name, *value);
            }
        }
        if self.authenticated {
            headers.set("Authorization", format!("Bearer {}", self.token().await?));
        }
        Ok(headers)
    }

    #[cfg(feature = "token")]
    async fn token(&self) -> Result<String, EndpointError> {
        let tokens = self.tokens.as_ref().ok_or(EndpointError::NoTokens)?;
        Ok(tokens.get().await.map_err(EndpointError::Token)?.expose().to_owned())
    }

    #[cfg(not(feature = "token"))]
    async fn token(&self) -> Result<String, EndpointError> {
        std::future::ready(Err(EndpointError::NoTokens)).await
    }
}

/// Whether a text can stand in a header.
fn fits(value: &str) -> bool {
    value.trim().len() == value.len() && !value.chars().any(|character| Place::Header.refuses(character))
}

/// Shows names of headers, and no values.
impl fmt::Debug for Endpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> =
            self.fixed.iter().map(|(name, _)| *name).chain(self.held.iter().map(|held| held.name)).collect();
        formatter
            .debug_struct("Endpoint")
            .field("name", &self.name)
            .field("url", &BaseUrl::new(&self.url))
            .field("headers", &names)
            .finish_non_exhaustive()
    }
}

/// Why there is no endpoint, or nothing that could be sent to it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EndpointError {
    /// The client was made with nothing but a transport.
    #[error("the client does not know where its server is: make it with its builder")]
    NoBaseUrl,
    /// The reference has no path, or is of another kind.
    #[error("the reference leads to no such endpoint")]
    Reference(#[from] ReferenceError),
    /// What the client holds has no text.
    #[error("what the client holds has no text")]
    Value(#[from] TemplateError),
    /// What the client holds cannot stand in a header.
    #[error("the value for the header `{header}` holds what headers cannot carry")]
    Header {
        /// The name of the header.
        header: &'static str,
    },
    /// The client gets no tokens.
    #[error("the client gets no tokens: make it with its builder, and give it credentials")]
    NoTokens,
    /// There is no token.
    #[cfg(feature = "token")]
    #[error("there is no token for the endpoint")]
    Token(#[source] TokenError),
}
