//! Families: URI templates of one scheme and authority, matched together.

use super::parse::{decode_leniently, find};
use super::{Piece, Template};
use crate::place::{Place, is_dot_segment};
use crate::uri::{UriError, UriParts};

/// URI templates with a common scheme and authority, one of which a text is matched with.
///
/// ```
/// use typeloom_runtime::place::Place;
/// use typeloom_runtime::template::{Piece, Template};
/// use typeloom_runtime::uri::Family;
///
/// const SHOP: Template = Template::new(
///     Place::Uri,
///     "acme://directory/shop/{shop}",
///     &[Piece::Literal("acme://directory/shop/"), Piece::Parameter("shop")],
/// );
/// const SUBJECTS: Family = Family::new("Acme-Subject", &[SHOP]);
///
/// let (template, values) = SUBJECTS.match_uri("acme://directory/shop/7%2Feu")?;
/// assert_eq!((template, values), (0, vec!["7/eu".to_owned()]));
/// # Ok::<(), typeloom_runtime::uri::UriError>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Family {
    what: &'static str,
    templates: &'static [Template],
}

impl Family {
    /// The family of `templates`, all of the scheme and authority of the first; `what` is the
    /// header or subject that errors name.
    pub const fn new(what: &'static str, templates: &'static [Template]) -> Self {
        Self { what, templates }
    }

    /// The templates, in the order in which they are tried.
    pub const fn templates(&self) -> &'static [Template] {
        self.templates
    }

    /// The first template that `text` matches, and the decoded values of its parameters.
    ///
    /// The text is read as leniently as [`UriParts`] does; empty path segments are dropped, a bare
    /// `?` or `#` is accepted, broken escapes stay as they are, and what is not UTF-8 becomes
    /// U+FFFD. The value of a parameter in an optional piece that was left out is empty.
    ///
    /// # Errors
    ///
    /// [`UriError`], in this order: malformed, not abstract, another authority, a longer template
    /// begun, no template.
    pub fn match_uri(&self, text: &str) -> Result<(usize, Vec<String>), UriError> {
        let what = self.what;
        let head = self.templates.first().map_or("", Template::head);
        let path = read_path(what, head, text)?;
        for (at, template) in self.templates.iter().enumerate() {
            if let Some(values) = match_path(template, &path) {
                if let Some(longer) = self.begun_by(template, &path) {
                    return Err(UriError::MissingSegment { what, template: longer.text });
                }
                let values = values.into_iter().map(Option::unwrap_or_default);
                return Ok((at, values.collect()));
            }
        }
        Err(UriError::Unsupported { what })
    }

    /// A longer template with a literal where `matched` took the same text for a value.
    fn begun_by(&self, matched: &Template, path: &str) -> Option<&'static Template> {
        let found: Vec<&str> = path.split('/').skip(1).collect();
        let matched = segments(matched);
        self.templates.iter().find(|longer| {
            let longer = segments(longer);
            let fits = longer.len() > found.len()
                && longer.iter().zip(&found).all(|(segment, found)| segment.is_none_or(|literal| literal == *found));
            fits && matched.iter().zip(&longer).any(|(value, literal)| value.is_none() && literal.is_some())
        })
    }
}

/// Matches one template, which is its own family.
pub(super) fn match_alone(template: &Template, text: &str) -> Result<Vec<Option<String>>, UriError> {
    let path = read_path(template.text, template.head(), text)?;
    match_path(template, &path).ok_or(UriError::Unsupported { what: template.text })
}

/// The path of `text` without empty segments, once scheme and authority are those of `head`.
fn read_path(what: &'static str, head: &'static str, text: &str) -> Result<String, UriError> {
    let (scheme, expected) = head.split_once("://").unwrap_or((head, ""));
    let parts = UriParts::parse(text).map_err(|_| UriError::Malformed { what })?;
    let bare = parts.query().is_empty() && parts.fragment().is_empty();
    if !parts.has_scheme(scheme) || parts.authority().is_empty() || !bare {
        return Err(UriError::NotAbstract { what, scheme });
    }
    if parts.authority() != expected {
        return Err(UriError::Authority { what, found: without_password(parts.authority()), expected });
    }
    let mut path = String::with_capacity(parts.path().len());
    for segment in parts.path().split('/').filter(|segment| !segment.is_empty()) {
        path.push('/');
        path.push_str(segment);
    }
    Ok(path)
}

/// `user:password@host` as `user:***@host`, anything else as it is.
fn without_password(authority: &str) -> String {
    let Some((user, host)) = authority.rsplit_once('@') else {
        return authority.to_owned();
    };
    match user.split_once(':') {
        Some((name, _)) => format!("{name}:***@{host}"),
        None => authority.to_owned(),
    }
}

/// The decoded values of `template` in `path`, which begins behind the authority.
fn match_path(template: &Template, path: &str) -> Option<Vec<Option<String>>> {
    let [Piece::Literal(first), pieces @ ..] = template.pieces else {
        return None;
    };
    let first = first.get(template.head..)?;
    let found = if pieces.is_empty() {
        (path == first).then(Vec::new)?
    } else {
        find(Place::Uri, pieces, path.strip_prefix(first)?)?
    };
    // Such a segment is not what `build` writes, unless the template keeps it.
    if !template.keeps_dots && path.split('/').any(is_dot_segment) {
        return None;
    }
    let empty = |raw: Option<&str>| raw.is_some_and(str::is_empty);
    if found.iter().any(|found| empty(found.raw)) {
        return None;
    }
    Some(found.into_iter().map(|found| found.raw.map(decode_leniently)).collect())
}

/// The path segments of `template`, optional ones included: `Some` where a segment is one literal.
fn segments(template: &Template) -> Vec<Option<&'static str>> {
    fn walk(pieces: &'static [Piece], skipped: usize, segments: &mut Vec<Option<&'static str>>) {
        for (at, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Literal(text) => {
                    let text = text.get(if at == 0 { skipped } else { 0 }..).unwrap_or_default();
                    let mut parts = text.split('/');
                    // What stands before the first slash belongs to the segment already begun.
                    if parts.next().is_some_and(|part| !part.is_empty())
                        && let Some(last) = segments.last_mut()
                    {
                        *last = None;
                    }
                    segments.extend(parts.map(Some));
                }
                Piece::Parameter(_) => {
                    if let Some(last) = segments.last_mut() {
                        *last = None;
                    }
                }
                Piece::Optional(inner) => walk(inner, 0, segments),
            }
        }
    }
    let mut found = Vec::new();
    walk(template.pieces, template.head, &mut found);
    found
}
