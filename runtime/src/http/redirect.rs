//! Redirects: which ones are followed.

use reqwest::Url;
use reqwest::header::LOCATION;

use crate::client::{Method, TransportError, TransportErrorKind};

/// Where the server sends the request, if it does and the transport follows.
pub(super) fn next(response: &reqwest::Response, method: Method, base: &Url) -> Result<Option<Url>, TransportError> {
    let status = response.status().as_u16();
    let (true, Some(location)) = (matches!(status, 301 | 302 | 303 | 307 | 308), response.headers().get(LOCATION))
    else {
        return Ok(None);
    };
    let location = location.to_str().map_err(|_| refused("the place is no URL"))?;
    check(status, location, method, response.url(), base).map(Some)
}

/// Where a request that was sent to `from` is sent next; credentials for it stand in `base`.
fn check(status: u16, location: &str, method: Method, from: &Url, base: &Url) -> Result<Url, TransportError> {
    let mut to = from.join(location).map_err(|_| refused("the place is no URL"))?;
    if to.origin() != from.origin() || !to.username().is_empty() || to.password().is_some() {
        return Err(refused("to another origin, which must not see the credentials of this one"));
    }
    if method != Method::Get && !matches!(status, 307 | 308) {
        return Err(refused("as a request that only reads"));
    }
    // Credentials that stand in the base URL are those of this origin.
    let _ = to.set_username(base.username());
    let _ = to.set_password(base.password());
    Ok(to)
}

/// The error of a redirect that is not followed; it does not show where it leads.
pub(super) fn refused(reason: &'static str) -> TransportError {
    TransportError::new(TransportErrorKind::Redirect).with_source(reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn follows(status: u16, location: &str, method: Method) -> Option<String> {
        let from = Url::parse("https://acme.example/api/orders?token=1").unwrap();
        check(status, location, method, &from, &from).ok().map(Into::into)
    }

    #[test]
    fn only_the_same_origin_is_followed() {
        let get = |location| follows(302, location, Method::Get);
        assert_eq!(get("/b").as_deref(), Some("https://acme.example/b"));
        assert_eq!(get("c?d").as_deref(), Some("https://acme.example/api/c?d"));
        assert_eq!(get("https://ACME.example:443/").as_deref(), Some("https://acme.example/"));
        for elsewhere in [
            "https://other.example/",
            "//other.example/",
            "http://acme.example/",
            "https://acme.example:8443/",
            "https://acme.example@other.example/",
            "https://user@acme.example/",
            "https://acme.example.other.example/",
            "\\\\other.example/",
            "data:text/plain,1",
            "https://",
        ] {
            assert_eq!(get(elsewhere), None, "{elsewhere}");
        }
    }

    #[test]
    fn a_writing_request_never_becomes_a_reading_one() {
        for status in [301, 302, 303] {
            assert_eq!(follows(status, "/b", Method::Post), None);
            assert!(follows(status, "/b", Method::Get).is_some());
        }
        for status in [307, 308] {
            assert!(follows(status, "/b", Method::Post).is_some());
        }
    }
}
