//! What an origin keeps of a URL, and which texts have none.

use proptest::prelude::*;
use typeloom_runtime::origin::{Origin, OriginError};

fn shown(text: &str) -> Result<String, OriginError> {
    Origin::parse(text).map(|origin| origin.to_string())
}

#[test]
fn scheme_host_and_port_are_kept_in_lowercase() {
    for (text, expected) in [
        ("HTTPS://Acme.Example", "https://acme.example"),
        ("https://acme.example:8443/a/b?c#d", "https://acme.example:8443"),
        ("https://user:p:a@ss@acme.example?x", "https://acme.example"),
        ("http://[::1]:8080/", "http://[::1]:8080"),
        ("http://[FE80::1]", "http://[fe80::1]"),
        ("  wss://acme\n", "wss://acme"),
    ] {
        assert_eq!(shown(text).as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn ports_that_say_nothing_are_dropped() {
    for port in ["", ":", ":0", ":000", ":80", ":443", ":0443", ":080"] {
        assert_eq!(shown(&format!("http://acme{port}/")).as_deref(), Ok("http://acme"), "{port}");
    }
    assert_eq!(shown("http://acme:08443").as_deref(), Ok("http://acme:8443"));
    assert_eq!(shown("http://acme:65535").as_deref(), Ok("http://acme:65535"));
}

#[test]
fn a_port_that_is_dropped_is_still_known() {
    let port = |text: &str| Origin::parse(text).unwrap().effective_port();
    assert_eq!(port("http://acme:443"), Some(443));
    assert_eq!(port("http://acme:0"), Some(80));
    assert_eq!(port("wss://acme"), Some(443));
    assert_eq!(port("ftp://acme"), None);
    assert_eq!(Origin::parse("http://acme:443"), Origin::parse("http://acme"));
}

#[test]
fn white_space_around_is_only_ignored_where_it_may_be() {
    assert_eq!(Origin::parse_exact("http://acme "), Err(OriginError::InvalidHost));
    assert_eq!(Origin::parse_exact(" http://acme"), Err(OriginError::MissingScheme));
    assert!(Origin::parse("http://acme ").is_ok());
}

#[test]
fn texts_without_an_origin_are_told_why() {
    for (text, error) in [
        ("", OriginError::MissingScheme),
        ("acme.example", OriginError::MissingScheme),
        ("acme:8080", OriginError::MissingScheme),
        ("//acme", OriginError::MissingScheme),
        ("1http://acme", OriginError::MissingScheme),
        ("http:", OriginError::MissingHost),
        ("http://", OriginError::MissingHost),
        ("http:///a", OriginError::MissingHost),
        ("http://user@:80", OriginError::MissingHost),
        ("http://ac me", OriginError::InvalidHost),
        ("http://ac\nme", OriginError::InvalidHost),
        ("http://[::1", OriginError::InvalidHost),
        ("http://[::1]a", OriginError::InvalidHost),
        ("http://[acme]", OriginError::InvalidHost),
        ("http://acme]", OriginError::InvalidHost),
        ("http://good\\@other", OriginError::InvalidHost),
        ("http://acme:65536", OriginError::InvalidPort),
        ("http://acme:99999999999999999999", OriginError::InvalidPort),
        ("http://acme:+80", OriginError::InvalidPort),
        ("http://acme:8a", OriginError::InvalidPort),
        // Without brackets the first colon ends the host.
        ("http://::1", OriginError::MissingHost),
    ] {
        assert_eq!(shown(text), Err(error), "{text:?}");
    }
}

#[test]
fn derived_urls_have_the_mapped_scheme() {
    let map = [("http", "ws"), ("https", "wss")];
    let url = |text: &str| Origin::parse(text).map(|origin| origin.url(&map, "/ws/graphql"));
    assert_eq!(url("http://acme:81/x").as_deref(), Ok("ws://acme:81/ws/graphql"));
    assert_eq!(url("https://acme").as_deref(), Ok("wss://acme/ws/graphql"));
    assert_eq!(url("ftp://acme").as_deref(), Ok("ftp://acme/ws/graphql"));
}

#[test]
fn user_information_is_never_shown() {
    let origin = Origin::parse("https://user:hunter2@acme").unwrap();
    assert!(!format!("{origin} {origin:?}").contains("hunter2"));
    // The slash ends the authority, and with it a password that was not encoded.
    let error = Origin::parse("https://user:hunter2/@acme").unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_origin_is_its_own_origin(text in r"[a-z]{1,4}://([a-z]{0,2}@)?[A-Za-z.\[\]:1é]{0,8}(:[0-9]{0,6})?/?\PC{0,4}") {
        if let Ok(origin) = Origin::parse(&text) {
            prop_assert_eq!(Origin::parse(&origin.to_string()), Ok(origin));
        }
    }

    #[test]
    fn no_text_panics(text in any::<String>()) {
        let _ = Origin::parse(&text);
    }
}
