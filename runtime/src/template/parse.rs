//! The parser: text to values, by the same pieces.

use super::build::check_value;
use super::piece::{Rest, for_each_parameter};
use super::{Piece, Template, TemplateError};
use crate::place::{Place, is_dot_segment};

/// One parameter, and the part of the text that stands for it, still encoded.
pub(super) struct Found<'t> {
    pub(super) name: &'static str,
    pub(super) raw: Option<&'t str>,
}

/// Reads a path, a topic or a header.
pub(super) fn parse(template: &Template, text: &str) -> Result<Vec<Option<String>>, TemplateError> {
    let no_match = TemplateError::NoMatch { template: template.text };
    let path = template.place == Place::Path;
    // A query or a fragment would otherwise be taken for the end of the last value.
    if path && text.contains(['?', '#']) {
        return Err(no_match);
    }
    let found = find(template.place, template.pieces, text).ok_or(no_match)?;
    if path {
        refuse_dot_segments(template, text, &found)?;
    }
    found
        .iter()
        .map(|found| {
            let Some(raw) = found.raw else {
                return Ok(None);
            };
            check_value(template, found.name, raw)?;
            if path { decode(found.name, raw).map(Some) } else { Ok(Some(raw.to_owned())) }
        })
        .collect()
}

fn refuse_dot_segments(template: &Template, text: &str, found: &[Found<'_>]) -> Result<(), TemplateError> {
    if !text.split('/').any(is_dot_segment) {
        return Ok(());
    }
    let dots = |found: &&Found<'_>| found.raw.is_some_and(is_dot_segment);
    let parameter = found.iter().find(dots).map_or(template.text, |f| f.name);
    Err(TemplateError::DotSegment { parameter })
}

/// Percent-decodes strictly.
fn decode(parameter: &'static str, raw: &str) -> Result<String, TemplateError> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    while let [first, others @ ..] = rest {
        if *first != b'%' {
            bytes.push(*first);
            rest = others;
            continue;
        }
        let [high, low, after @ ..] = others else {
            return Err(TemplateError::Escape { parameter });
        };
        bytes.push(escaped_byte(*high, *low).ok_or(TemplateError::Escape { parameter })?);
        rest = after;
    }
    String::from_utf8(bytes).map_err(|_| TemplateError::Encoding { parameter })
}

/// Percent-decodes whatever is a percent escape; what is not UTF-8 then becomes U+FFFD.
pub(super) fn decode_leniently(raw: &str) -> String {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    while let [first, others @ ..] = rest {
        if let (b'%', [high, low, after @ ..]) = (first, others)
            && let Some(byte) = escaped_byte(*high, *low)
        {
            bytes.push(byte);
            rest = after;
        } else {
            bytes.push(*first);
            rest = others;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

fn escaped_byte(high: u8, low: u8) -> Option<u8> {
    let high = char::from(high).to_digit(16)?;
    let low = char::from(low).to_digit(16)?;
    u8::try_from(high << 4 | low).ok()
}

/// The parts of `text` that stand for the parameters, or `None` when it has another form.
pub(super) fn find<'t>(place: Place, pieces: &'static [Piece], text: &'t str) -> Option<Vec<Found<'t>>> {
    let mut matcher = Matcher { segmented: place.has_segments(), found: Vec::new() };
    matcher.matches(Rest::new(pieces, None), None, text).then_some(matcher.found)
}

struct Matcher<'t> {
    segmented: bool,
    found: Vec<Found<'t>>,
}

impl<'t> Matcher<'t> {
    /// Whether `text` has the form of `rest`. `open` is the parameter whose value begins with
    /// `text` and ends wherever the next literal, or the text, does.
    fn matches(&mut self, rest: Rest<'_>, open: Option<usize>, text: &'t str) -> bool {
        let Some((piece, after)) = rest.next() else {
            return match open {
                Some(open) => self.close(open, text),
                None => text.is_empty(),
            };
        };
        match (piece, open) {
            (Piece::Literal(literal), None) => {
                text.strip_prefix(literal).is_some_and(|text| self.matches(after, None, text))
            }
            (Piece::Literal(literal), Some(open)) if after.is_empty() => {
                text.strip_suffix(literal).is_some_and(|raw| self.close(open, raw))
            }
            (Piece::Literal(literal), Some(open)) => text
                .split_once(literal)
                .is_some_and(|(raw, text)| self.close(open, raw) && self.matches(after, None, text)),
            (Piece::Parameter(name), None) => {
                let open = self.found.len();
                self.found.push(Found { name, raw: None });
                self.matches(after, Some(open), text)
            }
            // Nothing tells where one of two touching parameters ends.
            (Piece::Parameter(_), Some(_)) => false,
            (Piece::Optional(inner), open) => {
                let known = self.found.len();
                self.matches(Rest::new(inner, Some(&after)), open, text) || {
                    self.found.truncate(known);
                    for_each_parameter(inner, &mut |name| {
                        self.found.push(Found { name, raw: None });
                    });
                    self.matches(after, open, text)
                }
            }
        }
    }

    fn close(&mut self, open: usize, raw: &'t str) -> bool {
        if self.segmented && raw.contains('/') {
            return false;
        }
        match self.found.get_mut(open) {
            Some(found) => {
                found.raw = Some(raw);
                true
            }
            None => false,
        }
    }
}
