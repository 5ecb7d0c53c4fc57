//! What was received: requests as they came, for assertions.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;

/// A request that a fake server has received.
///
/// Everything is kept as it came. `Debug` shows no value of a header or query parameter that may be a credential, and of
/// the body only its length.
#[derive(Clone, PartialEq, Eq)]
pub struct Received {
    pub(crate) operation: Option<String>,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) raw_query: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Received {
    /// The name of the operation, `Orders::place`; none if the request was for nothing that is described.
    #[must_use]
    pub fn operation(&self) -> Option<&str> {
        self.operation.as_deref()
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The path, as it came: percent-encoded.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Path and query, as they came.
    #[must_use]
    pub fn target(&self) -> String {
        if self.raw_query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, self.raw_query) }
    }

    /// The parameters of the query, decoded, in their order.
    #[must_use]
    pub fn query(&self) -> &[(String, String)] {
        &self.query
    }

    /// The first value of a parameter of the query.
    #[must_use]
    pub fn query_value(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The headers in their order, with lower-case names.
    #[must_use]
    pub fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    /// The first header of a name, in whatever case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The body, byte by byte.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body as JSON, if it is that.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

impl fmt::Debug for Received {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Received")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("path", &self.path)
            .field("query", &Redacted(&self.query))
            .field("headers", &Redacted(&self.headers))
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}

/// Names and values, without the values that may be secrets.
struct Redacted<'v>(&'v [(String, String)]);

impl fmt::Debug for Redacted<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SECRETS: [&str; 8] = ["auth", "cookie", "token", "key", "secret", "signature", "password", "session"];
        let mut map = formatter.debug_map();
        for (name, value) in self.0 {
            let folded = name.to_ascii_lowercase();
            if SECRETS.iter().any(|secret| folded.contains(secret)) {
                map.entry(name, &format_args!("[redacted]"));
            } else {
                map.entry(name, value);
            }
        }
        map.finish()
    }
}

/// The requests so far.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    requests: Mutex<Vec<Received>>,
}

impl Journal {
    pub(crate) fn write(&self, received: Received) {
        self.lock().push(received);
    }

    pub(crate) fn all(&self) -> Vec<Received> {
        self.lock().clone()
    }

    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Received>> {
        // Nothing panics while it is locked; if it did, what was written is still whole.
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::Received;

    #[test]
    fn credentials_do_not_show() {
        let pairs = |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        let received = Received {
            operation: Some("Orders::place".to_owned()),
            method: "POST".to_owned(),
            path: "/orders".to_owned(),
            raw_query: "token=abc".to_owned(),
            query: pairs(&[("token", "abc"), ("limit", "7")]),
            headers: pairs(&[("authorization", "Bearer abc"), ("x-api-key", "abc"), ("x-trace", "t-1")]),
            body: b"{\"password\":\"abc\"}".to_vec(),
        };
        let shown = format!("{received:?}");
        assert!(!shown.contains("abc"), "{shown}");
        assert!(shown.contains("t-1") && shown.contains("18 bytes"), "{shown}");
        assert_eq!(received.header("Authorization"), Some("Bearer abc"));
        assert_eq!(received.target(), "/orders?token=abc");
    }
}
