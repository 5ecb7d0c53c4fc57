//! Headers of a response.

/// Names and values, in the order in which they came.
#[derive(Clone)]
pub(super) enum Headers {
    Listed(Vec<(String, String)>),
    /// As they came over HTTP. All values are text.
    #[cfg(feature = "http")]
    Arrived(reqwest::header::HeaderMap),
}

impl Headers {
    pub(super) const fn none() -> Self {
        Self::Listed(Vec::new())
    }

    /// Those of HTTP. Of a value that is no text, what is none is replaced.
    #[cfg(feature = "http")]
    pub(super) fn arrived(headers: reqwest::header::HeaderMap) -> Self {
        if headers.values().all(|value| std::str::from_utf8(value.as_bytes()).is_ok()) {
            return Self::Arrived(headers);
        }
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        Self::Listed(headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value.as_bytes()))).collect())
    }

    pub(super) fn push(&mut self, name: String, value: String) {
        #[cfg(feature = "http")]
        if let Self::Arrived(_) = self {
            *self = Self::Listed(self.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect());
        }
        match self {
            Self::Listed(headers) => headers.push((name, value)),
            #[cfg(feature = "http")]
            Self::Arrived(_) => {}
        }
    }

    pub(super) fn iter(&self) -> Box<dyn Iterator<Item = (&str, &str)> + '_> {
        match self {
            Self::Listed(headers) => Box::new(headers.iter().map(|(name, value)| (name.as_str(), value.as_str()))),
            #[cfg(feature = "http")]
            Self::Arrived(headers) => Box::new(headers.iter().map(|(name, value)| (name.as_str(), text(value)))),
        }
    }

    /// The first of this name, in any case.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        match self {
            Self::Listed(headers) => {
                headers.iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
            }
            #[cfg(feature = "http")]
            Self::Arrived(headers) => headers.get(name).map(text),
        }
    }
}

#[cfg(feature = "http")]
fn text(value: &reqwest::header::HeaderValue) -> &str {
    std::str::from_utf8(value.as_bytes()).unwrap_or_default()
}

impl PartialEq for Headers {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Headers {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listed_headers_are_found_in_any_case() {
        let mut headers = Headers::none();
        headers.push("Vary".to_owned(), "accept".to_owned());
        headers.push("vary".to_owned(), "origin".to_owned());
        assert_eq!(headers.get("VARY"), Some("accept"));
        assert_eq!(headers.iter().collect::<Vec<_>>(), [("Vary", "accept"), ("vary", "origin")]);
        assert!(headers == headers.clone() && headers != Headers::none());
    }

    #[cfg(feature = "http")]
    #[test]
    fn those_of_http_are_text_and_can_be_added_to() {
        use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

        let of = |values: &[&[u8]]| {
            let values = values.iter().map(|value| HeaderValue::from_bytes(value).unwrap());
            Headers::arrived(values.map(|value| (HeaderName::from_static("x-name"), value)).collect::<HeaderMap>())
        };
        let mut headers = of(&["Käthe".as_bytes()]);
        assert_eq!(headers.get("X-Name"), Some("Käthe"));
        headers.push("x-more".to_owned(), "1".to_owned());
        assert_eq!(headers.iter().collect::<Vec<_>>(), [("x-name", "Käthe"), ("x-more", "1")]);
        assert_eq!(of(&[b"K\xe4the"]).get("x-name"), Some("K\u{fffd}the"));
    }
}
