//! Tokens that are got with another token, which may be replaced each time.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Granted, TokenEndpoint, TokenError, TokenSource};
use crate::client::Transport;
use crate::future::BoxFuture;
use crate::secret::Secret;

/// The name by which the members of an endpoint call the refresh token.
const REFRESH_TOKEN: &str = "refresh_token";

/// A second way, for a refresh token that is taken no more.
///
/// It is gone when the first endpoint refuses and says one of the words.
#[derive(Debug, Clone, Copy)]
pub struct Recovery {
    endpoint: &'static TokenEndpoint,
    words: &'static [&'static str],
}

impl Recovery {
    /// Asks `endpoint` when the message of a refusal contains one of `words`, in upper or lower case.
    pub const fn new(endpoint: &'static TokenEndpoint, words: &'static [&'static str]) -> Self {
        Self { endpoint, words }
    }

    fn is_for(&self, error: &TokenError) -> bool {
        let TokenError::Status { message: Some(message), .. } = error else { return false };
        let message = message.to_lowercase();
        self.words.iter().any(|word| message.contains(&word.to_lowercase()))
    }
}

type OnRotation = Box<dyn Fn(&Secret<String>) + Send + Sync>;

/// Gets tokens with a refresh token, and takes the new refresh token where the server gives one.
///
/// Whoever drops a request for a token on its way may lose a refresh token that the server has given out already; a
/// [`Recovery`] is for that, too.
///
/// The members of its endpoints call the refresh token `refresh_token`:
///
/// ```
/// use std::sync::{Arc, Mutex};
/// use typeloom_runtime::client::{MemoryTransport, Method, Operation, Response};
/// use typeloom_runtime::token::{Member, RefreshSource, TokenEndpoint, TokenSource};
/// use typeloom_runtime::{Piece, Place, Secret, Template};
///
/// static REFRESH: Operation =
///     Operation::new("Session::refresh", Method::Post, Template::new(Place::Path, "/refresh", &[Piece::Literal("/refresh")]));
/// static ENDPOINT: TokenEndpoint =
///     TokenEndpoint::new(&REFRESH, &[("refresh", Member::Credential("refresh_token"))], "access").refresh_token("refresh");
///
/// let server = MemoryTransport::new();
/// server.reply(Method::Post, "/refresh", Response::new(200).with_body(r#"{"access": "a1", "refresh": "r2"}"#));
/// let saved = Arc::new(Mutex::new(None));
/// let source = RefreshSource::new(&ENDPOINT, server.clone(), Secret::new("r1".to_owned())).on_rotation({
///     let saved = saved.clone();
///     move |token| *saved.lock().unwrap() = Some(token.clone())
/// });
///
/// assert_eq!(pollster::block_on(source.fetch())?.token.expose(), "a1");
/// assert_eq!(server.requests()[0].body(), Some(br#"{"refresh":"r1"}"#.as_slice()));
/// assert_eq!(source.refresh_token().expose(), "r2");
/// assert_eq!(saved.lock().unwrap().as_ref().unwrap().expose(), "r2");
/// # Ok::<(), typeloom_runtime::token::TokenError>(())
/// ```
pub struct RefreshSource {
    endpoint: &'static TokenEndpoint,
    recovery: Option<Recovery>,
    transport: Arc<dyn Transport>,
    refresh_token: Mutex<Secret<String>>,
    on_rotation: Option<OnRotation>,
}

impl RefreshSource {
    /// Asks an endpoint through this transport, with this refresh token first.
    pub fn new(
        endpoint: &'static TokenEndpoint,
        transport: impl Transport + 'static,
        refresh_token: Secret<String>,
    ) -> Self {
        let refresh_token = Mutex::new(refresh_token);
        Self { endpoint, recovery: None, transport: Arc::new(transport), refresh_token, on_rotation: None }
    }

    /// Goes a second way when the refresh token is taken no more.
    #[must_use]
    pub fn with_recovery(mut self, recovery: Recovery) -> Self {
        self.recovery = Some(recovery);
        self
    }

    /// Hears of each new refresh token, before the access token that came with it is used: to store it, since the old
    /// one may be worth nothing any more.
    #[must_use]
    pub fn on_rotation(mut self, hear: impl Fn(&Secret<String>) + Send + Sync + 'static) -> Self {
        self.on_rotation = Some(Box::new(hear));
        self
    }

    /// The refresh token for the next time.
    pub fn refresh_token(&self) -> Secret<String> {
        self.refresh_token.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn refresh(&self) -> Result<Granted, TokenError> {
        let credentials = [(REFRESH_TOKEN, self.refresh_token())];
        let outcome = match (self.endpoint.ask(&*self.transport, &credentials).await, &self.recovery) {
            (Err(error), Some(recovery)) if recovery.is_for(&error) => {
                recovery.endpoint.ask(&*self.transport, &credentials).await
            }
            (outcome, _) => outcome,
        };
        let granted = outcome?;
        let [(_, old)] = &credentials;
        if let Some(new) = granted.refresh_token.as_ref().filter(|new| *new != old) {
            *self.refresh_token.lock().unwrap_or_else(PoisonError::into_inner) = new.clone();
            if let Some(hear) = &self.on_rotation {
                hear(new);
            }
        }
        Ok(granted)
    }
}

impl TokenSource for RefreshSource {
    fn fetch(&self) -> BoxFuture<'_, Result<Granted, TokenError>> {
        Box::pin(self.refresh())
    }
}

impl fmt::Debug for RefreshSource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RefreshSource")
            .field("endpoint", &self.endpoint)
            .field("recovery", &self.recovery)
            .finish_non_exhaustive()
    }
}
