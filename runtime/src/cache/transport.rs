//! Responses that are kept.

use std::fmt;
use std::sync::Arc;

use super::{Cache, CachePolicy};
use crate::client::{Request, Response, StreamedResponse, Transport, TransportError};
use crate::clock::Clock;
use crate::future::BoxFuture;

/// Answers requests from a cache, and sends those through another transport that it cannot answer.
///
/// A response with success is kept, for requests that are the same to the byte: method, path, query, headers and body, but
/// for what the policy ignores.
/// What is streamed is not kept. The transport behind puts the same credentials on all requests, so that a cache before
/// it gives nobody what is not theirs; behind it, it would know a request by its credentials.
pub struct CacheTransport {
    inner: Arc<dyn Transport>,
    policy: CachePolicy,
    responses: Cache<Response, NotKept>,
}

/// What all who wait are given, and nobody who comes later.
#[derive(Clone)]
enum NotKept {
    Response(Response),
    Error(TransportError),
}

impl CacheTransport {
    /// Puts a cache before a transport.
    pub fn new(inner: impl Transport + 'static, policy: CachePolicy) -> Self {
        Self { inner: Arc::new(inner), policy, responses: Cache::new(policy) }
    }

    /// Knows by another clock what is too old.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.responses = self.responses.with_clock(clock);
        self
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.responses.clear();
    }

    async fn cached(&self, request: Request) -> Result<Response, TransportError> {
        let key = key(&request, &self.policy);
        let fetch = async {
            match self.inner.call(request).await {
                Ok(response) if self.policy.is_worth_keeping(&response) => Ok(response),
                Ok(response) => Err(NotKept::Response(response)),
                Err(error) => Err(NotKept::Error(error)),
            }
        };
        match self.responses.get_or_fetch(&key, fetch).await {
            Ok(response) | Err(NotKept::Response(response)) => Ok(response),
            Err(NotKept::Error(error)) => Err(error),
        }
    }

    /// Forgets what a request may have changed. One without a response may have done its work as well.
    fn changed(&self, clears: bool, status: Option<u16>) {
        if clears && status.is_none_or(|status| !matches!(status, 400..=499)) {
            self.responses.clear();
        }
    }
}

/// What tells requests apart. Each part says how long it is, so that none can pass for another.
fn key(request: &Request, policy: &CachePolicy) -> String {
    let mut key = String::from(request.method().as_str());
    let mut part = |text: &str| {
        key.push_str(&text.len().to_string());
        key.push(':');
        key.push_str(text);
    };
    part(request.path());
    for pair in policy.regarded(request.query()) {
        part(pair);
    }
    // No pair is empty, and no name of a header.
    part("");
    for (name, value) in request.headers().filter(|(name, _)| policy.regards_header(name)) {
        part(&name.to_ascii_lowercase());
        part(value);
    }
    // A body that is not UTF-8 is no JSON either; its bytes are told apart all the same.
    match request.body().map(std::str::from_utf8) {
        None => {}
        Some(Ok(body)) => part(body),
        Some(Err(_)) => part(&format!("{:?}", request.body())),
    }
    key
}

impl Transport for CacheTransport {
    fn call(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(async move {
            if self.policy.keeps(&request) {
                return self.cached(request).await;
            }
            let clears = self.policy.clears_after(request.method());
            let outcome = self.inner.call(request).await;
            self.changed(clears, outcome.as_ref().ok().map(Response::status));
            outcome
        })
    }

    fn stream(&self, request: Request) -> BoxFuture<'_, Result<StreamedResponse, TransportError>> {
        Box::pin(async move {
            let clears = self.policy.clears_after(request.method());
            let outcome = self.inner.stream(request).await;
            self.changed(clears, outcome.as_ref().ok().map(StreamedResponse::status));
            outcome
        })
    }
}

impl fmt::Debug for CacheTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("CacheTransport").field("responses", &self.responses).finish_non_exhaustive()
    }
}
