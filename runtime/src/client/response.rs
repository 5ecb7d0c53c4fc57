//! Responses: what a transport brings back.

use std::fmt;

use super::headers::Headers;
use super::{ClientError, media_type, message};
use crate::model::Model;

/// A response as it came: status, headers, body.
///
/// `Debug` shows the names of headers and the length of the body; what is in them may be secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Response {
    status: u16,
    headers: Headers,
    body: Vec<u8>,
    attempts: u32,
}

impl Response {
    /// A response without headers and body.
    pub fn new(status: u16) -> Self {
        Self { status, headers: Headers::none(), body: Vec::new(), attempts: 1 }
    }

    /// A response with a model as its body.
    pub fn json(status: u16, model: &impl Model) -> Self {
        Self::new(status).with_header("content-type", "application/json").with_body(model.to_json())
    }

    /// Adds a header.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push(name.into(), value.into());
        self
    }

    /// A response with headers of HTTP, which are not copied.
    #[cfg(feature = "http")]
    pub(crate) fn with_http_headers(mut self, headers: reqwest::header::HeaderMap) -> Self {
        self.headers = Headers::arrived(headers);
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn with_body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// The status: 200 and its like are successes.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Whether the server did what it was asked for.
    pub fn is_success(&self) -> bool {
        matches!(self.status, 200..=299)
    }

    /// The first header of this name, in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)
    }

    /// The body.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// What the server says about a failure: the member of the body that usually holds it, or the body where it is text,
    /// shortened where it is long.
    pub fn message(&self) -> Option<String> {
        message::read(&self.body)
    }

    /// Says that it took so many attempts.
    #[must_use]
    pub fn with_attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// How often the request was sent until this response came.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Names and values of the headers, in the order in which they came.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter()
    }

    /// Refuses a response that says it is something else than JSON. One that says nothing is read.
    pub(crate) fn expect_json(&self, operation: &'static str) -> Result<(), ClientError> {
        match self.header("content-type") {
            Some(found) if !media_type::is_json(found) => {
                let found = Some(media_type::shown(found));
                Err(ClientError::ContentType { operation, expected: "JSON", found })
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn into_body(self) -> Vec<u8> {
        self.body
    }

    pub(super) fn take_body(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.body)
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &self.headers.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .field("body_bytes", &self.body.len())
            .field("attempts", &self.attempts)
            .finish()
    }
}
