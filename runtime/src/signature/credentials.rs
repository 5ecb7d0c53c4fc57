//! Requests that are signed.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::{BodySignature, ClockSkew, Field, SignatureScheme, SigningKey};
use crate::auth::{AuthError, Credentials, Presented, Rejection};
use crate::client::{Request, Response};
use crate::clock::{Clock, SystemClock};
use crate::future::{BoxError, BoxFuture};
use crate::place::Place;

/// Signs requests by a [`SignatureScheme`], each with the time at which it is sent.
pub struct SignatureCredentials {
    scheme: &'static SignatureScheme,
    key: SigningKey,
    key_id: String,
    clock: Arc<dyn Clock>,
    /// How the server's clock differs from this one, once it is known.
    server_time: Mutex<Option<ServerTime>>,
}

/// What a server said about its time, and when, by our clock.
#[derive(Clone, Copy)]
struct ServerTime {
    theirs: SystemTime,
    heard: Duration,
}

impl SignatureCredentials {
    /// Signs with this key, which the server knows by this name.
    pub fn new(scheme: &'static SignatureScheme, key: SigningKey, key_id: impl Into<String>) -> Self {
        Self { scheme, key, key_id: key_id.into(), clock: SystemClock::shared(), server_time: Mutex::new(None) }
    }

    /// Knows by another clock when a request is signed.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// The time for the next signature.
    fn now(&self) -> SystemTime {
        let server_time = *self.server_time.lock().unwrap_or_else(PoisonError::into_inner);
        let adjusted = server_time
            .and_then(|ServerTime { theirs, heard }| theirs.checked_add(self.clock.elapsed().saturating_sub(heard)));
        adjusted.unwrap_or_else(|| self.clock.now())
    }

    /// Signs a request, and gives the time that it was signed with, in seconds since 1970.
    fn sign(&self, request: &mut Request) -> Result<u64, AuthError> {
        if let (Some(form), Some(body)) = (self.scheme.body_form(), request.body()) {
            let body = form.rewrite(body).map_err(|error| AuthError::Unavailable(error.into()))?;
            request.set_json(body.into_bytes());
        }
        let now = self.now();
        let timestamp = self.scheme.time(now);
        let signature = self.key.sign(&self.scheme.message(request, &timestamp, &self.key_id));
        for (header, field) in self.scheme.fields() {
            let value = match field {
                Field::Signature => signature.to_string(),
                Field::Timestamp => timestamp.clone(),
                Field::PublicKey => self.key.public_key().to_string(),
                Field::KeyId => self.checked_key_id(header)?,
            };
            request.set_header(*header, value);
        }
        Ok(seconds(now))
    }

    /// Puts a signature into the body, and gives the time that it was made at, in seconds since 1970.
    fn signed_body(&self, request: &mut Request, signature: &BodySignature) -> Result<u64, BoxError> {
        let now = self.now();
        let timestamp = signature.timestamp_form().write(now);
        signature.sign(request, &self.key, &self.key_id, &timestamp)?;
        Ok(seconds(now))
    }

    fn checked_key_id(&self, header: &'static str) -> Result<String, AuthError> {
        let id = &self.key_id;
        if id.is_empty() || id.trim().len() != id.len() || id.chars().any(|c| Place::Header.refuses(c)) {
            return Err(AuthError::Header { header });
        }
        Ok(id.clone())
    }

    /// What is known about a rejection from the time of the server.
    fn explain(&self, signed: u64, response: &Response) -> Option<Rejection> {
        let theirs = httpdate::parse_http_date(response.header("date")?).ok()?;
        // What was signed, not what time it is: another request may have adjusted the time since.
        let ours = UNIX_EPOCH.checked_add(Duration::from_secs(signed))?;
        let source = ClockSkew::between(ours, theirs, self.scheme.longest_difference())?;
        if !self.scheme.adjusts() {
            return Some(Rejection::Explained(AuthError::Rejected {
                status: response.status(),
                source: source.into(),
            }));
        }
        let mut server_time = self.server_time.lock().unwrap_or_else(PoisonError::into_inner);
        *server_time = Some(ServerTime { theirs, heard: self.clock.elapsed() });
        Some(Rejection::Renewed)
    }
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

impl Credentials for SignatureCredentials {
    fn authorize<'a>(&'a self, request: &'a mut Request) -> BoxFuture<'a, Result<Presented, AuthError>> {
        let outcome = self.sign(request).map(Presented::Credentials);
        Box::pin(std::future::ready(outcome))
    }

    fn sign_body(&self, request: &mut Request, signature: &BodySignature) -> Result<Presented, AuthError> {
        self.signed_body(request, signature).map(Presented::Credentials).map_err(AuthError::Unavailable)
    }

    fn may_renew(&self) -> bool {
        self.scheme.adjusts()
    }

    fn rejected(&self, signed: u64, response: &Response) -> Rejection {
        let is_unauthorized = response.status() == 401;
        is_unauthorized.then(|| self.explain(signed, response)).flatten().unwrap_or(Rejection::Final)
    }
}

impl fmt::Debug for SignatureCredentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SignatureCredentials")
            .field("scheme", &self.scheme)
            .field("key", &self.key)
            .field("key_id", &self.key_id)
            .finish_non_exhaustive()
    }
}
