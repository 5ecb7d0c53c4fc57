//! Headers for software that sends requests itself.

use std::fmt;

/// Headers by name, of which each is there once. Names are compared without regard to case.
///
/// `Debug` shows names only: values may be credentials.
///
/// ```
/// use typeloom_runtime::endpoint::Headers;
///
/// let mut headers = Headers::new();
/// headers.set("Accept", "text/html");
/// headers.set("accept", "application/json");
/// assert_eq!(headers.get("ACCEPT"), Some("application/json"));
/// assert_eq!(headers.iter().collect::<Vec<_>>(), [("accept", "application/json")]);
/// assert_eq!(format!("{headers:?}"), r#"Headers {"accept"}"#);
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Headers {
    entries: Vec<(String, String)>,
}

impl Headers {
    /// No headers.
    pub const fn new() -> Self {
        Self { entries: Vec::new() }
    }

    /// The value of a header.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.entries.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Puts a header in the place of the one of this name.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        let name = name.into();
        self.remove(&name);
        self.entries.push((name, value.into()));
    }

    /// Takes a header out, and gives its value.
    pub fn remove(&mut self, name: &str) -> Option<String> {
        let at = self.entries.iter().position(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(self.entries.remove(at).1)
    }

    /// Names and values, in the order in which they were set.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Headers {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(headers: I) -> Self {
        let mut all = Self::new();
        headers.into_iter().for_each(|(name, value)| all.set(name, value));
        all
    }
}

impl fmt::Debug for Headers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Headers ")?;
        formatter.debug_set().entries(self.entries.iter().map(|(name, _)| name)).finish()
    }
}
