//! The server that requests go to.

use reqwest::Url;

use super::HttpSetupError;
use super::refused;
use crate::base::BaseUrl;
use crate::client::{Request, TransportError};

/// A base URL that was looked at once.
#[derive(Clone)]
pub(super) struct Target {
    base: BaseUrl,
    /// The base as it is read, for what every URL has in common.
    parsed: Url,
}

impl Target {
    pub(super) fn new(base: &BaseUrl) -> Result<Self, HttpSetupError> {
        let parsed = Url::parse(base.as_str()).map_err(|_| HttpSetupError::Base)?;
        let is_base = matches!(parsed.scheme(), "http" | "https")
            && parsed.has_host()
            && parsed.query().is_none()
            && parsed.fragment().is_none();
        if is_base { Ok(Self { base: base.clone(), parsed }) } else { Err(HttpSetupError::Base) }
    }

    /// The base, for the credentials that stand in it.
    pub(super) fn base(&self) -> &Url {
        &self.parsed
    }

    pub(super) fn is_encrypted(&self) -> bool {
        self.parsed.scheme() == "https"
    }

    /// Scheme, host and port.
    pub(super) fn origin(&self) -> String {
        self.parsed.origin().ascii_serialization()
    }

    /// The URL of a request, if it is read as it was written.
    pub(super) fn url(&self, request: &Request) -> Result<Url, TransportError> {
        let path = request.path();
        let url = (path.is_empty() || path.starts_with('/'))
            .then(|| Url::parse(&self.written(request)).ok())
            .flatten()
            .ok_or_else(|| refused("the path of the request makes no URL"))?;
        let prefix = self.parsed.path().trim_end_matches('/');
        let kept = url.path().strip_prefix(prefix).is_some_and(|rest| rest == path || (path.is_empty() && rest == "/"));
        if kept && self.is_origin_of(&url) && url.fragment().is_none() {
            Ok(url)
        } else {
            Err(refused("the path of the request is none that can be sent as it is"))
        }
    }

    fn written(&self, request: &Request) -> String {
        let base = self.base.as_str();
        let mut url = String::with_capacity(base.len() + request.path().len() + request.query().len() + 1);
        url.push_str(base);
        request.write_target(&mut url);
        url
    }

    /// As `Url::origin` compares, without a copy of the hosts.
    fn is_origin_of(&self, url: &Url) -> bool {
        self.parsed.scheme() == url.scheme()
            && self.parsed.host() == url.host()
            && self.parsed.port_or_known_default() == url.port_or_known_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Method;

    fn target(base: &str) -> Result<Target, HttpSetupError> {
        Target::new(&BaseUrl::new(base).unwrap())
    }

    fn url(base: &str, path: &str) -> Option<String> {
        let request = Request::new(Method::Get, path).with_query("a", "b c");
        target(base).unwrap().url(&request).ok().map(Into::into)
    }

    #[test]
    fn a_base_is_a_url_of_http_without_a_query() {
        for base in ["ftp://a", "https://", "a.example", "https://a?token=1", "https://a#b", "data:,", "/"] {
            assert!(target(base).is_err(), "{base}");
        }
        assert_eq!(target("https://u:p@A.example/x").unwrap().origin(), "https://a.example");
    }

    #[test]
    fn paths_are_sent_as_they_are_or_not_at_all() {
        assert_eq!(url("https://a/x", "/o/1%2F2").as_deref(), Some("https://a/x/o/1%2F2?a=b%20c"));
        assert_eq!(url("https://a", "").as_deref(), Some("https://a/?a=b%20c"));
        assert_eq!(url("https://a/x", "").as_deref(), Some("https://a/x?a=b%20c"));
        for path in ["/../y", "/a/./b", "/a/%2e%2E/b", "@b/", ".b/", "b", "/a b", "/a?c", "/a#c", "/\\b", "/é"] {
            assert_eq!(url("https://a/x", path), None, "{path}");
        }
    }
}
