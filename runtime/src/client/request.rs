//! Requests: what a transport sends.

use std::borrow::Cow;
use std::fmt::{self, Display, Write as _};
use std::time::Duration;

use super::{Method, Operation};
use crate::template::write_encoded;

/// A request to a server whose address the transport knows.
///
/// `Debug` shows the path and the *names* of query parameters and headers; values and the body may be secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    method: Method,
    path: Cow<'static, str>,
    query: String,
    headers: Vec<(Cow<'static, str>, Cow<'static, str>)>,
    body: Option<Vec<u8>>,
    operation: Option<&'static Operation>,
    timeout: Option<Duration>,
}

impl Request {
    /// A request for a path, which begins with `/` and is percent-encoded already.
    pub fn new(method: Method, path: impl Into<String>) -> Self {
        Self {
            method,
            path: Cow::Owned(path.into()),
            query: String::new(),
            headers: Vec::new(),
            body: None,
            operation: None,
            timeout: None,
        }
    }

    /// Adds a query parameter; name and value are encoded here.
    #[must_use]
    pub fn with_query(mut self, name: &str, value: &str) -> Self {
        self.push_query(name, &value);
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.push_header(name, value.into());
        self
    }

    /// Sets a JSON document as the body, and the header that says so.
    #[must_use]
    pub fn with_json(mut self, document: impl Into<Vec<u8>>) -> Self {
        self.set_json(document.into());
        self
    }

    /// Says which operation the request is for.
    #[must_use]
    pub fn with_operation(mut self, operation: &'static Operation) -> Self {
        self.operation = Some(operation);
        self
    }

    /// Puts a header in the place of those of the same name.
    pub fn set_header(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) {
        let name = name.into();
        self.headers.retain(|(found, _)| !found.eq_ignore_ascii_case(&name));
        self.push_header(name, value.into());
    }

    /// Sets how long the whole exchange may take, in the place of what the transport knows.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    pub(super) fn set_path(&mut self, path: impl Into<Cow<'static, str>>) {
        self.path = path.into();
    }

    pub(super) fn push_query(&mut self, name: &str, value: &dyn Display) {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        write_encoded(&mut self.query, name);
        self.query.push('=');
        // Writing to a string fails only where a value does, which then ends there.
        let _ = write!(Encoding(&mut self.query), "{value}");
    }

    /// Adds a header; what is known when the program is compiled is not copied.
    pub(crate) fn push_header(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Cow<'static, str>>) {
        if self.headers.is_empty() {
            // What most requests have: what is sent, what is read, who asks.
            self.headers.reserve(4);
        }
        self.headers.push((name.into(), value.into()));
    }

    /// Puts a JSON document in the place of the body; a request without a body gets the header that says so as well.
    pub fn set_json(&mut self, document: Vec<u8>) {
        if self.body.replace(document).is_none() {
            self.push_header("content-type", "application/json");
        }
    }

    /// The method.
    pub fn method(&self) -> Method {
        self.method
    }

    /// The path, percent-encoded, without the query.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The query without its `?`, percent-encoded; empty when there is none.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// Path and query, as they stand behind the host.
    pub fn target(&self) -> String {
        let mut target = String::with_capacity(self.path.len() + self.query.len() + 1);
        self.write_target(&mut target);
        target
    }

    /// Appends path and query.
    pub(crate) fn write_target(&self, out: &mut String) {
        out.push_str(&self.path);
        if !self.query.is_empty() {
            out.push('?');
            out.push_str(&self.query);
        }
    }

    /// Names and values of the headers, in the order in which they were added.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().map(|(name, value)| (name.as_ref(), value.as_ref()))
    }

    /// The first header of this name, in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The body, a JSON document.
    pub fn body(&self) -> Option<&[u8]> {
        self.body.as_deref()
    }

    /// The operation that the request is for, when it is for one.
    pub fn operation(&self) -> Option<&'static Operation> {
        self.operation
    }

    /// Whether the request may be sent again when nobody knows what became of it.
    pub fn is_repeatable(&self) -> bool {
        self.operation.map_or(self.method.is_idempotent(), Operation::is_repeatable)
    }

    /// Names and values as they were given, so that what need not be copied is not.
    #[cfg(feature = "http")]
    pub(crate) fn given_headers(&self) -> &[(Cow<'static, str>, Cow<'static, str>)] {
        &self.headers
    }

    #[cfg(feature = "http")]
    pub(crate) fn take_body(&mut self) -> Option<Vec<u8>> {
        self.body.take()
    }

    /// How long the whole exchange may take, where it is not for the transport to say.
    pub fn timeout(&self) -> Option<Duration> {
        self.timeout
    }
}

/// Encodes what is written to it.
struct Encoding<'o>(&'o mut String);

impl fmt::Write for Encoding<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        write_encoded(self.0, text);
        Ok(())
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |text: &str| -> Vec<String> {
            let pairs = text.split('&').filter(|pair| !pair.is_empty());
            pairs.map(|pair| pair.split('=').next().unwrap_or_default().to_owned()).collect()
        };
        formatter
            .debug_struct("Request")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("query", &names(&self.query))
            .field("headers", &self.headers.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .field("body_bytes", &self.body.as_ref().map(Vec::len))
            .field("operation", &self.operation.map(Operation::name))
            .field("timeout", &self.timeout)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_of_a_query_are_encoded() {
        let request = Request::new(Method::Get, "/orders").with_query("a b", "1&2=3").with_query("c", "");
        assert_eq!(request.target(), "/orders?a%20b=1%262%3D3&c=");
        assert_eq!(Request::new(Method::Get, "/orders").target(), "/orders");
    }

    #[test]
    fn a_request_shows_no_value() {
        let request = Request::new(Method::Post, "/orders")
            .with_query("token", "hunter2")
            .with_header("Authorization", "hunter2")
            .with_json(r#"{"password":"hunter2"}"#);
        let shown = format!("{request:?}");
        assert!(!shown.contains("hunter2"), "{shown}");
        assert!(shown.contains("token") && shown.contains("Authorization") && shown.contains("22"), "{shown}");
        assert_eq!(request.header("authorization"), Some("hunter2"));
        assert_eq!(request.header("content-type"), Some("application/json"));
    }
}
