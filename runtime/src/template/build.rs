//! The builder: pieces and values to text.

use super::encode::write_encoded;
use super::piece::{Rest, count_parameters, find_literal};
use super::{Piece, Template, TemplateError};
use crate::place::{Place, is_dot_segment};

/// Appends the text of `template` to `out`; what was appended before an error stays there.
pub(super) fn write(template: &Template, values: &[Option<&str>], out: &mut String) -> Result<(), TemplateError> {
    if values.len() != template.parameters {
        return Err(TemplateError::Count {
            template: template.text,
            expected: template.parameters,
            given: values.len(),
        });
    }
    let mut writer = Writer { template, values, segment: out.len(), parameter: None, out };
    writer.write(template.pieces, None)?;
    writer.end_segment()
}

struct Writer<'v, 'o> {
    template: &'v Template,
    /// The values not yet written.
    values: &'v [Option<&'v str>],
    out: &'o mut String,
    /// Where in `out` the segment at hand begins.
    segment: usize,
    /// The last parameter written to the segment at hand.
    parameter: Option<&'static str>,
}

impl Writer<'_, '_> {
    fn write(&mut self, pieces: &'static [Piece], outer: Option<&Rest<'_>>) -> Result<(), TemplateError> {
        let mut left = pieces;
        while let [piece, others @ ..] = left {
            let rest = Rest::new(others, outer);
            match piece {
                Piece::Literal(text) => self.literal(text)?,
                Piece::Parameter(name) => self.parameter(name, rest)?,
                Piece::Optional(inner) => self.optional(inner, rest)?,
            }
            left = others;
        }
        Ok(())
    }

    fn literal(&mut self, text: &'static str) -> Result<(), TemplateError> {
        let slash = |byte: &u8| *byte == b'/';
        // Literals are short: counting through them is quicker than a search that prepares itself.
        let first = text.as_bytes().iter().position(slash);
        let last = text.as_bytes().iter().rposition(slash);
        let (Some(first), Some(last)) = (first, last) else {
            self.out.push_str(text);
            return Ok(());
        };
        // The literal closes one segment and opens another; those in between are its own.
        self.out.push_str(text.get(..first).unwrap_or_default());
        self.end_segment()?;
        self.out.push_str(text.get(first..).unwrap_or_default());
        self.segment = self.out.len() - (text.len() - last - 1);
        Ok(())
    }

    fn parameter(&mut self, name: &'static str, rest: Rest<'_>) -> Result<(), TemplateError> {
        let value = match self.values {
            [Some(value), others @ ..] => {
                self.values = others;
                *value
            }
            _ => return Err(TemplateError::Missing { parameter: name }),
        };
        check_value(self.template, name, value)?;
        let start = self.out.len();
        if self.template.place.encodes() {
            write_encoded(self.out, value);
        } else {
            self.out.push_str(value);
        }
        self.parameter = Some(name);
        let written = self.out.get(start..).unwrap_or_default();
        match separator_in(self.template.place, written, rest) {
            Some(separator) => Err(TemplateError::Separator { parameter: name, separator }),
            None => Ok(()),
        }
    }

    fn optional(&mut self, inner: &'static [Piece], rest: Rest<'_>) -> Result<(), TemplateError> {
        let (inside, after) = self.values.split_at_checked(count_parameters(inner)).unwrap_or((self.values, &[]));
        if inside.iter().all(Option::is_none) {
            self.values = after;
            return Ok(());
        }
        self.write(inner, Some(&rest))
    }

    /// Refuses the segment at hand when a parameter made it `.` or `..`.
    fn end_segment(&mut self) -> Result<(), TemplateError> {
        let Some(parameter) = self.parameter.take() else {
            return Ok(());
        };
        let checked = self.template.place.has_segments() && !self.template.keeps_dots;
        if checked && is_dot_segment(self.out.get(self.segment..).unwrap_or_default()) {
            return Err(TemplateError::DotSegment { parameter });
        }
        Ok(())
    }
}

/// Refuses a value that the place of `template` cannot carry, whatever stands around it.
pub(super) fn check_value(template: &Template, parameter: &'static str, value: &str) -> Result<(), TemplateError> {
    if value.is_empty() {
        return Err(TemplateError::Empty { parameter });
    }
    let place = template.place;
    if place.encodes() {
        return Ok(());
    }
    let padded = place == Place::Header && (value.starts_with(' ') || value.ends_with(' '));
    if padded || value.chars().any(|character| place.refuses(character)) {
        return Err(TemplateError::Character { parameter });
    }
    if place == Place::Topic
        && let Some(separator) = find_literal(template.pieces, &|text| value.contains(text))
    {
        return Err(TemplateError::Separator { parameter, separator });
    }
    Ok(())
}

/// The literal by which the parser would cut `written` elsewhere than at its end, if any.
///
/// An optional piece counts whether or not it is written: the parser tries it first.
fn separator_in(place: Place, written: &str, rest: Rest<'_>) -> Option<&'static str> {
    let (piece, after) = rest.next()?;
    match piece {
        // No encoded value holds a slash, so such a literal is found exactly where it was written.
        Piece::Literal(text) if place.has_segments() && text.as_bytes().contains(&b'/') => None,
        // The last literal is cut from the end of the text.
        Piece::Literal(_) if after.is_empty() => None,
        Piece::Literal(text) => runs_into(written, text).then_some(*text),
        Piece::Parameter(_) => Some(""),
        Piece::Optional(inner) => {
            separator_in(place, written, Rest::new(inner, Some(&after))).or_else(|| separator_in(place, written, after))
        }
    }
}

/// Whether `literal` occurs in `written` followed by `literal` anywhere before its end.
fn runs_into(written: &str, literal: &str) -> bool {
    let (written, bytes) = (written.as_bytes(), literal.as_bytes());
    let overlaps = (1..bytes.len()).any(|shared| {
        let (head, tail) = bytes.split_at(shared);
        written.ends_with(head) && bytes.starts_with(tail)
    });
    overlaps || bytes.is_empty() || written.windows(bytes.len()).any(|window| window == bytes)
}

#[cfg(test)]
mod tests {
    use super::runs_into;

    #[test]
    fn a_literal_is_found_inside_and_across_the_end_of_a_value() {
        assert!(runs_into("a::b", "::"));
        assert!(runs_into("a:", "::"));
        assert!(!runs_into(":a", "::"));
        // `xab` + `aba`: the first `aba` begins inside the value.
        assert!(runs_into("xab", "aba"));
        assert!(!runs_into("xb", "aba"));
    }
}
