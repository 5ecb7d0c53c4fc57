//! Base URLs: what every path of a platform is appended to.

use std::fmt::{self, Debug, Formatter};

/// Why a text cannot be a base URL. Shows nothing of the text, which may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BaseUrlError {
    /// Nothing at all; a slash alone says on purpose that URLs are to be relative.
    #[error("the base URL is empty: give one such as `https://acme.example`")]
    Empty,
    /// A control character, which could end the line it is sent in.
    #[error("the base URL holds a control character: remove it")]
    ControlCharacter,
    /// The setting that it is derived from has no scheme and host.
    #[error(transparent)]
    Origin(#[from] crate::origin::OriginError),
}

/// A URL without slashes at its end, otherwise kept as it was given.
///
/// ```
/// use typeloom_runtime::base::BaseUrl;
///
/// let base = BaseUrl::new("https://acme.example/api//")?;
/// assert_eq!(base.join("/orders/7"), "https://acme.example/api/orders/7");
/// # Ok::<(), typeloom_runtime::base::BaseUrlError>(())
/// ```
///
/// User information in it is left out of the debug form:
///
/// ```
/// # use typeloom_runtime::base::BaseUrl;
/// let base = BaseUrl::new("https://user:secret@acme.example")?;
/// assert_eq!(format!("{base:?}"), r#"BaseUrl("https://***@acme.example")"#);
/// # Ok::<(), typeloom_runtime::base::BaseUrlError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    text: String,
}

impl BaseUrl {
    /// Takes `text` for a base URL, the slashes at its end removed.
    ///
    /// # Errors
    ///
    /// [`BaseUrlError`] when it is empty or holds a control character.
    pub fn new(text: &str) -> Result<Self, BaseUrlError> {
        if text.chars().any(char::is_control) {
            return Err(BaseUrlError::ControlCharacter);
        }
        if text.is_empty() {
            return Err(BaseUrlError::Empty);
        }
        Ok(Self { text: text.trim_end_matches('/').to_owned() })
    }

    /// The URL as it was given, without slashes at its end.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The URL of `path`, which begins with a slash.
    pub fn join(&self, path: &str) -> String {
        let mut url = String::with_capacity(self.text.len() + path.len());
        url.push_str(&self.text);
        url.push_str(path);
        url
    }
}

impl Debug for BaseUrl {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let shown = without_user(&self.text);
        formatter.debug_tuple("BaseUrl").field(&shown).finish()
    }
}

/// The URL with `***` for whatever stands in front of the last `@` of its authority.
fn without_user(url: &str) -> String {
    let start = url.find("//").map_or(0, |at| at + 2);
    let (head, rest) = url.split_at(start);
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    match rest.split_at(end).0.rfind('@') {
        Some(at) => format!("{head}***{}", rest.split_at(at).1),
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_are_no_base_are_refused() {
        assert_eq!(BaseUrl::new(""), Err(BaseUrlError::Empty));
        let split = BaseUrl::new("https://acme.example\r\nHost: other");
        assert_eq!(split, Err(BaseUrlError::ControlCharacter));
    }

    #[test]
    fn everything_but_slashes_at_the_end_is_kept() {
        let kept = |text: &str| BaseUrl::new(text).map(|base| base.as_str().to_owned());
        assert_eq!(kept(" HTTPS://A//b/ "), Ok(" HTTPS://A//b/ ".to_owned()));
        assert_eq!(kept("//"), Ok(String::new()));
        assert_eq!(kept("https://a:443///"), Ok("https://a:443".to_owned()));
    }

    #[test]
    fn the_debug_form_has_no_user_information() {
        let shown = |text| without_user(text);
        assert_eq!(shown("u:p@a/b@c"), "***@a/b@c");
        assert_eq!(shown("https://u:p@w@a"), "https://***@a");
        assert_eq!(shown("https://a/b@c"), "https://a/b@c");
    }
}
