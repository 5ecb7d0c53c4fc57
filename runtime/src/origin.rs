//! Origins: scheme, host and port of a platform, and nothing else of the URL they came from.

use std::fmt::{self, Display, Formatter};
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use crate::rule::{is_blank, trim};
use crate::uri::{is_ip_literal, split_scheme};

/// Why a text is not the URL of an origin. Shows nothing of the text, which may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OriginError {
    /// No scheme, or nothing that can be one, in front of `://`.
    #[error("the URL has no scheme: begin it with one, as in `https://`")]
    MissingScheme,
    /// Nothing between `://` and the port or the path.
    #[error("the URL has no host: write it behind `://`")]
    MissingHost,
    /// The host holds spaces, control characters or misplaced delimiters.
    #[error("the host of the URL holds characters that no host can have: correct it")]
    InvalidHost,
    /// The port is no number from 0 to 65535.
    #[error("the port of the URL is no number from 0 to 65535: correct it or leave it out")]
    InvalidPort,
}

/// Scheme, host and port of a URL.
///
/// User information, path, query and fragment are dropped and never printed. Ports 80 and 443 are
/// dropped whatever the scheme, and port 0 counts as none.
///
/// ```
/// use typeloom_runtime::origin::Origin;
///
/// let origin = Origin::parse("HTTPS://user:secret@Acme.example:08443/v1?x=1")?;
/// assert_eq!(origin.to_string(), "https://acme.example:8443");
/// let sockets = [("http", "ws"), ("https", "wss")];
/// assert_eq!(origin.url(&sockets, "/ws/orders"), "wss://acme.example:8443/ws/orders");
/// # Ok::<(), typeloom_runtime::origin::OriginError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Origin {
    scheme: String,
    host: String,
    /// As it is written, 0 being none.
    written: Option<u16>,
}

/// Origins are equal when their URLs are, whatever ports those leave out.
impl PartialEq for Origin {
    fn eq(&self, other: &Self) -> bool {
        (&self.scheme, &self.host, self.port()) == (&other.scheme, &other.host, other.port())
    }
}

impl Eq for Origin {}

impl Hash for Origin {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.scheme, &self.host, self.port()).hash(state);
    }
}

impl Origin {
    /// Reads the origin of a URL; whitespace around the text is ignored.
    ///
    /// # Errors
    ///
    /// [`OriginError`] when scheme or host are missing, or host or port invalid.
    pub fn parse(text: &str) -> Result<Self, OriginError> {
        Self::parse_exact(trim(text))
    }

    /// Reads the origin of a URL; whitespace around the text is an error, not ignored.
    ///
    /// A scheme whose slashes were taken for trailing ones, `https:`, is a URL without a host.
    ///
    /// # Errors
    ///
    /// [`OriginError`] when scheme or host are missing, or host or port invalid.
    pub fn parse_exact(text: &str) -> Result<Self, OriginError> {
        let (scheme, rest) = split_scheme(text).ok_or(OriginError::MissingScheme)?;
        if rest.is_empty() {
            return Err(OriginError::MissingHost);
        }
        let rest = rest.strip_prefix("//").ok_or(OriginError::MissingScheme)?;
        let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
        // Some libraries take a backslash for a slash, and would find another host than this one.
        if authority.contains('\\') {
            return Err(OriginError::InvalidHost);
        }
        let host_and_port = authority.rsplit('@').next().unwrap_or(authority);
        let (host, port) = split_port(host_and_port)?;
        check_host(host)?;
        Ok(Self { scheme: scheme.to_ascii_lowercase(), host: host.to_lowercase(), written: read_port(port)? })
    }

    /// The scheme in lowercase.
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// The host in lowercase, an IPv6 address in its brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port, unless it is absent or one that every client assumes.
    pub const fn port(&self) -> Option<u16> {
        match self.written {
            Some(80 | 443) => None,
            other => other,
        }
    }

    /// The port as it was written, or else the one that the scheme stands for.
    ///
    /// Unlike [`port`](Self::port) it tells `http://acme:443` from `http://acme`.
    pub fn effective_port(&self) -> Option<u16> {
        self.written.or(match self.scheme.as_str() {
            "http" | "ws" => Some(80),
            "https" | "wss" => Some(443),
            _ => None,
        })
    }

    /// The URL of `path` at this origin, the scheme replaced when `scheme_map` lists it.
    ///
    /// `path` is appended as it is, and so begins with a slash.
    pub fn url(&self, scheme_map: &[(&str, &str)], path: &str) -> String {
        let scheme =
            scheme_map.iter().find(|(from, _)| *from == self.scheme).map_or(self.scheme.as_str(), |(_, to)| to);
        let host = &self.host;
        match self.port() {
            Some(port) => format!("{scheme}://{host}:{port}{path}"),
            None => format!("{scheme}://{host}{path}"),
        }
    }
}

impl Display for Origin {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.url(&[], ""))
    }
}

impl FromStr for Origin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        Self::parse(text)
    }
}

/// The host, an IPv6 address in its brackets, and the text behind the colon, if there is one.
fn split_port(text: &str) -> Result<(&str, &str), OriginError> {
    let host_length = match text.find(']') {
        Some(bracket) if text.starts_with('[') => bracket + 1,
        _ => text.find(':').unwrap_or(text.len()),
    };
    let (host, port) = text.split_at(host_length);
    if port.is_empty() {
        return Ok((host, ""));
    }
    let port = port.strip_prefix(':').ok_or(OriginError::InvalidHost)?;
    Ok((host, port))
}

fn check_host(host: &str) -> Result<(), OriginError> {
    if host.is_empty() {
        return Err(OriginError::MissingHost);
    }
    let literal = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let invalid = match literal {
        Some(address) => !is_ip_literal(address),
        None => host.contains(['[', ']']),
    };
    if invalid || host.chars().any(|character| character.is_control() || is_blank(character)) {
        return Err(OriginError::InvalidHost);
    }
    Ok(())
}

/// The port, `None` when it is absent or zero.
fn read_port(text: &str) -> Result<Option<u16>, OriginError> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(OriginError::InvalidPort);
    }
    let digits = text.trim_start_matches('0');
    if digits.is_empty() {
        return Ok(None);
    }
    digits.parse().map(Some).map_err(|_| OriginError::InvalidPort)
}
