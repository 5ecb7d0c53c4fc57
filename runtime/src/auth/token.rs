//! Credentials that are a token.

use std::fmt;
use std::sync::Arc;

use super::header::present;
use super::{AuthError, Credentials, Presented, Rejection};
use crate::client::{Request, Response};
use crate::future::BoxFuture;
use crate::token::{TokenError, TokenProvider};

const HEADER: &str = "authorization";

/// A token in the header `Authorization`, as RFC 6750 has it.
///
/// A token that the server rejects with status 401 is got anew, once, and the request sent again with the new one; see
/// [`once`](Self::once). A provider without credentials is none, so that others may be asked.
///
/// ```
/// use std::sync::Arc;
/// use std::time::Duration;
/// use typeloom_runtime::auth::{AuthTransport, BearerCredentials};
/// use typeloom_runtime::client::{MemoryTransport, Method, Request, Response, Transport};
/// use typeloom_runtime::token::{Expiry, TokenPolicy, TokenProvider};
/// # use typeloom_runtime::BoxFuture;
/// # use typeloom_runtime::token::{Granted, TokenError, TokenSource};
/// # struct Source(std::sync::atomic::AtomicU32);
/// # impl TokenSource for Source {
/// #     fn fetch(&self) -> BoxFuture<'_, Result<Granted, TokenError>> {
/// #         let number = 1 + self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
/// #         Box::pin(async move { Ok(Granted::new(format!("t{number}"))) })
/// #     }
/// # }
/// # let source = Source(0.into());
///
/// let policy = TokenPolicy::new().expiry(Expiry::After(Duration::from_secs(600)));
/// let tokens = Arc::new(TokenProvider::new(source, policy));
/// let server = MemoryTransport::new();
/// server
///     .reply(Method::Get, "/orders", Response::new(401))
///     .reply(Method::Get, "/orders", Response::new(200));
///
/// let transport = AuthTransport::new(server.clone()).with(BearerCredentials::new(tokens));
/// assert_eq!(pollster::block_on(transport.call(Request::new(Method::Get, "/orders")))?.status(), 200);
/// let sent: Vec<_> = server.requests().iter().map(|request| request.header("authorization").map(str::to_owned)).collect();
/// assert_eq!(sent, [Some("Bearer t1".to_owned()), Some("Bearer t2".to_owned())]);
/// # Ok::<(), typeloom_runtime::client::TransportError>(())
/// ```
#[derive(Clone)]
pub struct BearerCredentials {
    tokens: Arc<TokenProvider>,
    renews: bool,
}

impl BearerCredentials {
    /// The tokens of this provider.
    pub fn new(tokens: Arc<TokenProvider>) -> Self {
        Self { tokens, renews: true }
    }

    /// Does not try again with a new token when the server rejects one.
    #[must_use]
    pub fn once(mut self) -> Self {
        self.renews = false;
        self
    }
}

impl Credentials for BearerCredentials {
    fn authorize<'a>(&'a self, request: &'a mut Request) -> BoxFuture<'a, Result<Presented, AuthError>> {
        Box::pin(async move {
            if request.header(HEADER).is_some() {
                return Ok(Presented::ByCaller);
            }
            let token = match self.tokens.get().await {
                Ok(token) => token,
                Err(TokenError::NoCredentials { .. }) => return Ok(Presented::Nothing),
                Err(error) => return Err(AuthError::Unavailable(error.into())),
            };
            present(request, HEADER, Some("Bearer"), token.expose())?;
            Ok(Presented::Credentials(token.number()))
        })
    }

    fn may_renew(&self) -> bool {
        self.renews
    }

    fn rejected(&self, number: u64, response: &Response) -> Rejection {
        if response.status() != 401 {
            return Rejection::Final;
        }
        self.tokens.reject(number);
        if self.renews { Rejection::Renewed } else { Rejection::Final }
    }
}

impl fmt::Debug for BearerCredentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("BearerCredentials").field("tokens", &self.tokens).field("renews", &self.renews).finish()
    }
}
