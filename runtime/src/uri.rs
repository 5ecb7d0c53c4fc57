//! Abstract URIs: names such as `acme://directory/shop/7` that are read, never fetched.
//!
//! They arrive from outside, in headers and events, and have always been read leniently: see
//! [`UriParts`]. A [`Family`] of templates tells which of them a URI belongs to.

use std::borrow::Cow;
use std::net::Ipv6Addr;

pub use crate::template::family::Family;

/// Why a text is not a URI of a [`Family`]; `what` is the header or subject it was read from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UriError {
    /// The authority is broken, so that the text is no URI at all.
    #[error("`{what}` is not a well-formed URI: correct the brackets and letters of its authority")]
    Malformed {
        /// What the text was read from.
        what: &'static str,
    },
    /// It has another scheme, no authority, a query or a fragment.
    #[error("`{what}` must be an abstract `{scheme}://` URI without query and fragment")]
    NotAbstract {
        /// What the text was read from.
        what: &'static str,
        /// The scheme it must have.
        scheme: &'static str,
    },
    /// It has another authority.
    #[error("`{what}` has the authority `{found}`: only `{expected}` is known")]
    Authority {
        /// What the text was read from.
        what: &'static str,
        /// The authority it has, a password in it left out.
        found: String,
        /// The authority it must have.
        expected: &'static str,
    },
    /// None of the templates has this form.
    #[error("`{what}` is a URI of no known form: compare it with the forms documented for it")]
    Unsupported {
        /// What the text was read from.
        what: &'static str,
    },
    /// A longer template was begun, and its last segments are missing.
    #[error("`{what}` stops short of `{template}`: add the missing segment")]
    MissingSegment {
        /// What the text was read from.
        what: &'static str,
        /// The longer template.
        template: &'static str,
    },
}

/// A text that is no URI because its authority is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the authority of the URI is broken: correct its brackets and letters")]
pub struct MalformedUri;

/// A URI taken apart as leniently as Python's `urlsplit` takes it.
///
/// Whitespace around the text, further control characters before it and every tab, carriage
/// return and line feed anywhere in it are dropped. Nothing is decoded.
///
/// ```
/// use typeloom_runtime::uri::UriParts;
///
/// let parts = UriParts::parse(" Acme://directory/shop/7?all#top")?;
/// assert!(parts.has_scheme("acme"));
/// assert_eq!((parts.authority(), parts.path()), ("directory", "/shop/7"));
/// assert_eq!((parts.query(), parts.fragment()), ("all", "top"));
/// # Ok::<(), typeloom_runtime::uri::MalformedUri>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UriParts<'t> {
    scheme: Cow<'t, str>,
    authority: Cow<'t, str>,
    path: Cow<'t, str>,
    query: Cow<'t, str>,
    fragment: Cow<'t, str>,
}

impl<'t> UriParts<'t> {
    /// Takes `text` apart; parts that it does not have are empty.
    ///
    /// # Errors
    ///
    /// [`MalformedUri`] when the authority has a bracket without its other, brackets around
    /// something that is no IP literal, or a letter that decomposes into a delimiter.
    pub fn parse(text: &'t str) -> Result<Self, MalformedUri> {
        let text = crate::rule::trim(text).trim_start_matches(|first| first <= ' ');
        let dropped = ['\t', '\r', '\n'];
        if !text.contains(dropped) {
            return split(text).map(|parts| parts.map(Cow::Borrowed)).map(Self::new);
        }
        let kept = text.replace(dropped, "");
        split(&kept).map(|parts| parts.map(|part| Cow::Owned(part.to_owned()))).map(Self::new)
    }

    fn new([scheme, authority, path, query, fragment]: [Cow<'t, str>; 5]) -> Self {
        Self { scheme, authority, path, query, fragment }
    }

    /// Whether the scheme is `scheme`, in uppercase or lowercase.
    pub fn has_scheme(&self, scheme: &str) -> bool {
        self.scheme.eq_ignore_ascii_case(scheme)
    }

    /// The scheme as it is written.
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// User information, host and port as they are written.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// The path, with the slash that separates it from the authority.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What stands behind the first `?`.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// What stands behind the first `#`.
    pub fn fragment(&self) -> &str {
        &self.fragment
    }
}

/// Scheme, authority, path, query and fragment.
fn split(text: &str) -> Result<[&str; 5], MalformedUri> {
    let (scheme, rest) = split_scheme(text).unwrap_or(("", text));
    let (authority, rest) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len())),
        None => ("", rest),
    };
    check_authority(authority)?;
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    Ok([scheme, authority, path, query, fragment])
}

/// Cuts `text` behind its scheme, when it has one.
pub(crate) fn split_scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let letter = scheme.starts_with(|first: char| first.is_ascii_alphabetic());
    let valid = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    (letter && valid).then_some((scheme, rest))
}

fn check_authority(authority: &str) -> Result<(), MalformedUri> {
    let opens = authority.contains('[');
    if opens != authority.contains(']') {
        return Err(MalformedUri);
    }
    if opens {
        check_brackets(authority)?;
    }
    if authority.chars().any(decomposes_to_delimiter) {
        return Err(MalformedUri);
    }
    Ok(())
}

fn check_brackets(authority: &str) -> Result<(), MalformedUri> {
    let host = authority.rsplit('@').next().unwrap_or(authority);
    let literal = host
        .strip_prefix('[')
        .and_then(|host| host.split_once(']'))
        .filter(|(_, port)| port.is_empty() || port.starts_with(':'))
        .map(|(literal, _)| literal);
    if literal.is_some_and(is_ip_literal) { Ok(()) } else { Err(MalformedUri) }
}

/// Whether `text` may stand in the brackets of an authority: IPv6, with a zone or without, or an
/// address of a future version.
pub(crate) fn is_ip_literal(text: &str) -> bool {
    if let Some(future) = text.strip_prefix('v') {
        return future.split_once('.').is_some_and(|(version, address)| {
            let hexadecimal = version.bytes().all(|byte| byte.is_ascii_hexdigit());
            !version.is_empty() && hexadecimal && !address.is_empty()
        });
    }
    let (address, zone) = text.split_once('%').unwrap_or((text, "zone"));
    address.parse::<Ipv6Addr>().is_ok() && !zone.is_empty() && !zone.contains('%')
}

/// Whether NFKC, which comes before an international host name is looked up, turns `character`
/// into a text with one of `/ ? # @ :` in it, and so moves where the host ends.
fn decomposes_to_delimiter(character: char) -> bool {
    matches!(
        character,
        '\u{2047}'
            ..='\u{2049}'
                | '\u{2100}'
                | '\u{2101}'
                | '\u{2105}'
                | '\u{2106}'
                | '\u{2a74}'
                | '\u{fe13}'
                | '\u{fe16}'
                | '\u{fe55}'
                | '\u{fe56}'
                | '\u{fe5f}'
                | '\u{fe6b}'
                | '\u{ff03}'
                | '\u{ff0f}'
                | '\u{ff1a}'
                | '\u{ff1f}'
                | '\u{ff20}'
    )
}
