//! Credentials: what a request is sent with so that the server knows whose it is.
//!
//! [`Credentials`] put something on a request: a key, a token, a signature. An [`AuthTransport`] asks one after the other,
//! and the first that has something to give is the only one that gives it. Without any, the request is not sent.
//!
//! ```
//! use typeloom_runtime::Secret;
//! use typeloom_runtime::auth::{AuthTransport, HeaderCredentials};
//! use typeloom_runtime::client::{MemoryTransport, Method, Request, Response, Transport, TransportErrorKind};
//!
//! let server = MemoryTransport::new();
//! server.respond_with(Method::Get, "/orders", |_| Ok(Response::new(200)));
//! let key = HeaderCredentials::new("x-api-key", Secret::new("k3y".to_owned()));
//! let transport = AuthTransport::new(server.clone()).with(key);
//!
//! pollster::block_on(transport.call(Request::new(Method::Get, "/orders")))?;
//! assert_eq!(server.requests()[0].header("x-api-key"), Some("k3y"));
//!
//! let nobody = AuthTransport::new(server);
//! let refused = pollster::block_on(nobody.call(Request::new(Method::Get, "/orders")));
//! assert_eq!(refused.unwrap_err().kind(), TransportErrorKind::Credentials);
//! # Ok::<(), typeloom_runtime::client::TransportError>(())
//! ```
//!
//! # Where credentials go
//!
//! To the server of the transport behind, and nowhere else: a request that names a host of its own is refused, and a
//! transport does not follow a redirect to another host. An operation that is [open](Operation::is_open) is called without.
//! A header that the caller has set already is left as it is.
//! Nothing here shows a credential, in `Debug` or in errors.

mod error;
mod header;
#[cfg(feature = "subscription")]
mod sockets;
#[cfg(feature = "token")]
mod token;

pub use error::AuthError;
pub use header::HeaderCredentials;
#[cfg(feature = "subscription")]
pub use sockets::AuthSockets;
#[cfg(feature = "token")]
pub use token::BearerCredentials;

use std::fmt;
use std::sync::Arc;

use crate::client::{Arrived, Operation, Request, Response, StreamedResponse, Transport, TransportError};
use crate::future::BoxFuture;
#[cfg(feature = "signature")]
use crate::signature::BodySignature;

/// Something that can be put on a request to say whose it is.
///
/// ```
/// use typeloom_runtime::BoxFuture;
/// use typeloom_runtime::auth::{AuthError, Credentials, Presented};
/// use typeloom_runtime::client::Request;
///
/// /// Says who asks, and proves nothing.
/// struct Introduction(String);
///
/// impl Credentials for Introduction {
///     fn authorize<'a>(&'a self, request: &'a mut Request) -> BoxFuture<'a, Result<Presented, AuthError>> {
///         request.set_header("x-user", self.0.clone());
///         Box::pin(async { Ok(Presented::Credentials(0)) })
///     }
/// }
/// ```
pub trait Credentials: Send + Sync {
    /// Puts the credentials on a request, or says that there are none.
    ///
    /// # Errors
    /// When there should be credentials, and they cannot be got or put on the request. The request is not sent then.
    fn authorize<'a>(&'a self, request: &'a mut Request) -> BoxFuture<'a, Result<Presented, AuthError>>;

    /// Puts a signature into the body of a request, where these credentials have a key.
    ///
    /// It is done before [`authorize`](Self::authorize), and for operations that are open as well, as the signature says
    /// whose they are.
    ///
    /// # Errors
    /// When the body cannot be signed. The request is not sent then.
    #[cfg(feature = "signature")]
    fn sign_body(&self, request: &mut Request, signature: &BodySignature) -> Result<Presented, AuthError> {
        let _ = (request, signature);
        Ok(Presented::Nothing)
    }

    /// Whether these credentials may be worth a second try after a server has rejected them.
    fn may_renew(&self) -> bool {
        false
    }

    /// The server has rejected the credentials, with status 401 or 403; of a response that is streamed, the body is not
    /// there.
    ///
    /// Gets the number that [`Presented::Credentials`] gave.
    fn rejected(&self, number: u64, response: &Response) -> Rejection {
        let _ = (number, response);
        Rejection::Final
    }
}

impl<C: Credentials + ?Sized> Credentials for Arc<C> {
    fn authorize<'a>(&'a self, request: &'a mut Request) -> BoxFuture<'a, Result<Presented, AuthError>> {
        (**self).authorize(request)
    }

    #[cfg(feature = "signature")]
    fn sign_body(&self, request: &mut Request, signature: &BodySignature) -> Result<Presented, AuthError> {
        (**self).sign_body(request, signature)
    }

    fn may_renew(&self) -> bool {
        (**self).may_renew()
    }

    fn rejected(&self, number: u64, response: &Response) -> Rejection {
        (**self).rejected(number, response)
    }
}

/// What was put on a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Presented {
    /// Nothing: there are no such credentials, and others may be asked.
    Nothing,
    /// Nothing, because the caller has set the header already. No others are asked.
    ByCaller,
    /// Credentials, with a number by which they are known again.
    Credentials(u64),
}

/// What follows when a server has rejected credentials.
#[derive(Debug)]
#[non_exhaustive]
pub enum Rejection {
    /// Nothing: the response is given back as it is.
    Final,
    /// The request is worth a second try, with new credentials.
    Renewed,
    /// It is known why, and given back in the place of the response.
    Explained(AuthError),
}

/// What happens to a request for which there are no credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Unauthenticated {
    /// It is not sent.
    #[default]
    Refuse,
    /// It is sent without.
    Send,
}

/// Puts credentials on requests before they go through another transport.
pub struct AuthTransport {
    inner: Arc<dyn Transport>,
    credentials: Vec<Known>,
    unauthenticated: Unauthenticated,
}

/// Credentials, and for which operations they are.
struct Known {
    label: Label,
    credentials: Arc<dyn Credentials>,
}

/// What operations call credentials.
///
/// An [operation with a list of names](Operation::credentials) is called with the credentials of these names, in the order of
/// the list, and then with those without a name; every other one with all but those that are [reserved](Self::reserved).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Label {
    name: Option<&'static str>,
    is_reserved: bool,
}

impl Label {
    /// Credentials without a name, for every operation.
    pub const fn new() -> Self {
        Self { name: None, is_reserved: false }
    }

    /// Credentials for every operation that names no others.
    pub const fn named(name: &'static str) -> Self {
        Self { name: Some(name), is_reserved: false }
    }

    /// Credentials for those operations only that name them.
    pub const fn reserved(name: &'static str) -> Self {
        Self { name: Some(name), is_reserved: true }
    }

    /// The name.
    pub const fn name(self) -> Option<&'static str> {
        self.name
    }
}
/// Who put something on a request, and the number of that.
type Presenter<'t> = (&'t dyn Credentials, u64);

/// A request with its credentials.
struct Authorized<'t> {
    request: Request,
    /// Who put something on it, and the number of that.
    by: Option<Presenter<'t>>,
    /// The request before that, if it may be needed again.
    bare: Option<Request>,
}

impl AuthTransport {
    /// Before a transport, without any credentials yet.
    pub fn new(inner: impl Transport + 'static) -> Self {
        Self { inner: Arc::new(inner), credentials: Vec::new(), unauthenticated: Unauthenticated::Refuse }
    }

    /// Adds credentials, for requests to which those before have nothing to give.
    #[must_use]
    pub fn with(self, credentials: impl Credentials + 'static) -> Self {
        self.with_labelled(Label::new(), credentials)
    }

    /// Adds credentials that operations may name.
    #[must_use]
    pub fn with_labelled(mut self, label: Label, credentials: impl Credentials + 'static) -> Self {
        self.credentials.push(Known { label, credentials: Arc::new(credentials) });
        self
    }

    /// What happens to a request for which there are no credentials.
    #[must_use]
    pub fn unauthenticated(mut self, unauthenticated: Unauthenticated) -> Self {
        self.unauthenticated = unauthenticated;
        self
    }

    async fn authorize(&self, mut request: Request) -> Result<Authorized<'_>, AuthError> {
        let (by, unsigned) = self.sign_body(&mut request)?.unzip();
        let unsigned = unsigned.flatten();
        if request.operation().is_some_and(Operation::is_open) {
            let bare = unsigned.filter(|_| by.is_some_and(|(credentials, _)| credentials.may_renew()));
            return Ok(Authorized { request, by, bare });
        }
        if !is_local(&request) {
            return Err(AuthError::Target);
        }
        for credentials in self.for_operation(request.operation()) {
            let bare = credentials.may_renew().then(|| unsigned.as_ref().unwrap_or(&request).clone());
            match credentials.authorize(&mut request).await? {
                Presented::Nothing => {}
                Presented::ByCaller => return Ok(Authorized { request, by: None, bare: None }),
                Presented::Credentials(number) => {
                    return Ok(Authorized { request, by: Some((credentials, number)), bare });
                }
            }
        }
        let may_lack = request.operation().is_some_and(Operation::may_lack_credentials);
        match self.unauthenticated {
            Unauthenticated::Refuse if may_lack => Ok(Authorized { request, by: None, bare: None }),
            Unauthenticated::Refuse => Err(AuthError::NoCredentials),
            Unauthenticated::Send => Ok(Authorized { request, by: None, bare: None }),
        }
    }

    /// The credentials for an operation, in the order in which they are asked.
    fn for_operation(&self, operation: Option<&Operation>) -> impl Iterator<Item = &dyn Credentials> {
        let wanted = operation.map_or(&[][..], Operation::credential_names);
        let with =
            move |name: Option<&'static str>| self.credentials.iter().filter(move |known| known.label.name == name);
        let named = wanted.iter().flat_map(move |name| with(Some(name)));
        let others = self.credentials.iter().filter(move |known| match wanted {
            [] => !known.label.is_reserved,
            _ => known.label.name.is_none(),
        });
        named.chain(others).map(|known| &*known.credentials)
    }

    /// Has a body that carries a signature signed by the first credentials that have a key; gives these, and the request
    /// before that, if it may be needed again.
    #[cfg(feature = "signature")]
    fn sign_body(&self, request: &mut Request) -> Result<Option<(Presenter<'_>, Option<Request>)>, AuthError> {
        let Some(signature) = request.operation().and_then(Operation::body_signature) else { return Ok(None) };
        if !is_local(request) {
            return Err(AuthError::Target);
        }
        let may_renew = self.credentials.iter().any(|known| known.credentials.may_renew());
        let unsigned = may_renew.then(|| request.clone());
        for Known { credentials, .. } in &self.credentials {
            if let Presented::Credentials(number) = credentials.sign_body(request, signature)? {
                return Ok(Some(((&**credentials, number), unsigned)));
            }
        }
        Err(AuthError::NoCredentials)
    }

    #[cfg(not(feature = "signature"))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "as where there are signatures")]
    fn sign_body(&self, _: &mut Request) -> Result<Option<(Presenter<'_>, Option<Request>)>, AuthError> {
        Ok(None)
    }

    async fn send<R: Arrived>(&self, request: Request) -> Result<R, TransportError> {
        let Authorized { request, by, bare } = self.authorize(request).await?;
        let response = R::send(&*self.inner, request).await?;
        // What was rejected was not done, so that it is no matter whether the request is repeatable.
        match renewed(by, bare, response.head())? {
            Some(request) => R::send(&*self.inner, self.authorize(request).await?.request).await,
            None => Ok(response),
        }
    }
}

/// Whether a request is for a path of the server, and names no host of its own.
fn is_local(request: &Request) -> bool {
    request.path().starts_with('/') && !request.path().starts_with("//")
}

/// The request for a second try, when the credentials are renewed.
fn renewed(
    by: Option<Presenter<'_>>,
    bare: Option<Request>,
    response: &Response,
) -> Result<Option<Request>, AuthError> {
    let Some((credentials, number)) = by.filter(|_| matches!(response.status(), 401 | 403)) else {
        return Ok(None);
    };
    match credentials.rejected(number, response) {
        Rejection::Final => Ok(None),
        Rejection::Renewed => Ok(bare),
        Rejection::Explained(error) => Err(error),
    }
}

impl Transport for AuthTransport {
    fn call(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(self.send(request))
    }

    fn stream(&self, request: Request) -> BoxFuture<'_, Result<StreamedResponse, TransportError>> {
        Box::pin(self.send(request))
    }
}

impl fmt::Debug for AuthTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("AuthTransport")
            .field("credentials", &self.credentials.len())
            .field("unauthenticated", &self.unauthenticated)
            .finish_non_exhaustive()
    }
}
