//! Settings that are URLs, as debug output shows them.

/// A URL without what may be secret in it: user information, query and fragment become `…`.
///
/// ```
/// use typeloom_runtime::settings::shown_url;
///
/// assert_eq!(shown_url("https://user:hunter2@acme.example/v1?key=x"), "https://…@acme.example/v1?…");
/// assert_eq!(shown_url("https://acme.example"), "https://acme.example");
/// ```
pub fn shown_url(text: &str) -> String {
    let is_scheme = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) if is_scheme(scheme) => (format!("{scheme}://"), rest),
        _ => (String::new(), text),
    };
    // A password may hold delimiters that were not encoded, so everything up to the last `@` is hidden.
    let (hidden, host) = match rest.rsplit_once('@') {
        Some((_, host)) => ("…@", host),
        None => ("", rest),
    };
    match host.find(['?', '#']) {
        Some(end) => format!("{scheme}{hidden}{}…", &host[..=end]),
        None => format!("{scheme}{hidden}{host}"),
    }
}

#[cfg(test)]
mod tests {
    use super::shown_url;

    #[test]
    fn no_password_is_shown_wherever_it_is() {
        for text in [
            "https://user:hunter2@acme",
            "https://user:hunter2/@acme",
            "https:user:hunter2@acme",
            "user:hunter2@acme",
            "https://user:x@y@hunter2@acme",
            "https://user:?hunter2#hunter2@acme",
            "user:hunter2//@acme",
            "user:hunter2://@acme",
            "https://acme?hunter2",
            "https://acme#hunter2",
        ] {
            assert!(!shown_url(text).contains("hunter2"), "{text}");
        }
        assert_eq!(shown_url("https://user:hunter2@acme:8443/a"), "https://…@acme:8443/a");
    }
}
