//! Answers that a script gives, or that the server makes.

use serde_json::{Value, json};

/// A response: a status, headers and a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    /// A response without a body.
    #[must_use]
    pub fn new(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new() }
    }

    /// A response with a JSON value.
    #[must_use]
    pub fn json(status: u16, value: &Value) -> Self {
        Self::new(status).with_header("content-type", "application/json").with_body(value.to_string())
    }

    /// What the server says itself when it refuses: `{"error": "not_found", "message": "…"}`.
    #[must_use]
    pub fn error(status: u16, error: &str, message: &str) -> Self {
        Self::json(status, &json!({ "error": error, "message": message }))
    }

    /// With a header, beside those of the same name.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// With a body, as it is.
    #[must_use]
    pub fn with_body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}
