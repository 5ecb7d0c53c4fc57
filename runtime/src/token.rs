//! Tokens: short-lived credentials that are got from somewhere and got anew in time.
//!
//! A [`TokenProvider`] asks a [`TokenSource`] when it has no token, or when the one it has is about to expire. Many who
//! ask at the same time cause one request. What happens when the source fails is a [`TokenPolicy`]: whether the old token
//! goes on being used, and whether the source is asked again.
//!
//! ```
//! use std::sync::Arc;
//! use std::time::Duration;
//! use typeloom_runtime::client::{MemoryTransport, Method, Operation, Response};
//! use typeloom_runtime::clock::ManualClock;
//! use typeloom_runtime::token::{EndpointSource, Expiry, Member, TokenEndpoint, TokenPolicy, TokenProvider};
//! use typeloom_runtime::{Piece, Place, Secret, Template};
//!
//! static LOG_IN: Operation =
//!     Operation::new("Session::create", Method::Post, Template::new(Place::Path, "/session", &[Piece::Literal("/session")]));
//! static SESSION: TokenEndpoint = TokenEndpoint::new(
//!     &LOG_IN,
//!     &[("user", Member::Credential("user")), ("password", Member::Credential("password"))],
//!     "token",
//! );
//! const POLICY: TokenPolicy = TokenPolicy::new().expiry(Expiry::After(Duration::from_secs(600)));
//!
//! let server = MemoryTransport::new();
//! server.respond_with(Method::Post, "/session", |_| Ok(Response::new(200).with_body(r#"{"token": "t0k3n"}"#)));
//! let credentials = [("user", Secret::new("ada".to_owned())), ("password", Secret::new("s3cr3t".to_owned()))];
//! let clock = ManualClock::new();
//! let tokens = TokenProvider::new(EndpointSource::new(&SESSION, server.clone(), credentials), POLICY)
//!     .with_clock(Arc::new(clock.clone()));
//!
//! for _ in 0..3 {
//!     assert_eq!(pollster::block_on(tokens.get())?.expose(), "t0k3n");
//! }
//! assert_eq!(server.requests().len(), 1);
//!
//! // A minute before it expires, it is got anew.
//! clock.advance(Duration::from_secs(540));
//! pollster::block_on(tokens.get())?;
//! assert_eq!(server.requests().len(), 2);
//! # Ok::<(), typeloom_runtime::token::TokenError>(())
//! ```

mod endpoint;
mod error;
mod jwt;
mod policy;
mod provider;
mod refresh;

pub use endpoint::{EndpointSource, Member, TokenEndpoint};
pub use error::{TokenError, TokenFailure};
pub use jwt::{Claims, JwtError};
pub use policy::{Expiry, TokenPolicy};
pub use provider::TokenProvider;
pub use refresh::{Recovery, RefreshSource};

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::future::BoxFuture;
use crate::secret::Secret;

/// Where tokens come from.
///
/// ```
/// use typeloom_runtime::BoxFuture;
/// use typeloom_runtime::token::{Granted, TokenError, TokenSource};
///
/// /// The token that somebody else writes to a file.
/// struct File(std::path::PathBuf);
///
/// impl TokenSource for File {
///     fn fetch(&self) -> BoxFuture<'_, Result<Granted, TokenError>> {
///         Box::pin(async move { std::fs::read_to_string(&self.0).map(Granted::new).map_err(TokenError::other) })
///     }
/// }
/// ```
pub trait TokenSource: Send + Sync {
    /// Gets a token. Two are never asked for at the same time by one [`TokenProvider`].
    fn fetch(&self) -> BoxFuture<'_, Result<Granted, TokenError>>;
}

/// What a source gives.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Granted {
    /// The token.
    pub token: Secret<String>,
    /// What the next token is got with, where there is such a thing.
    pub refresh_token: Option<Secret<String>>,
    /// How long the token lives, where the source says so.
    pub expires_in: Option<Duration>,
}

impl Granted {
    /// A token of which nothing more is known.
    pub fn new(token: impl Into<String>) -> Self {
        Self { token: Secret::new(token.into()), refresh_token: None, expires_in: None }
    }
}

/// A token that a [`TokenProvider`] gave. Cheap to clone; `Debug` hides it.
#[derive(Clone)]
pub struct AccessToken {
    token: Arc<Secret<String>>,
    number: u64,
}

impl AccessToken {
    /// The token itself.
    pub fn expose(&self) -> &str {
        self.token.expose()
    }

    /// Which token of its provider it is, so that a rejected one can be named without being kept.
    pub fn number(&self) -> u64 {
        self.number
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("AccessToken").field("number", &self.number).finish_non_exhaustive()
    }
}
