//! Canonical JSON: the one text among many that sender and receiver of a signature agree on.

mod float;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::number::Written;
use super::{DecodeError, Kind, Reader};
use crate::model::Model;

/// How a document is written, to the byte: the order of members, the spaces between things, which characters are escaped.
///
/// Numbers are written as Python writes them: an integer of any length with its digits, a float in the shortest form
/// that gives the same float back, with a fraction and without an exponent from 0.0001 to 1e16.
///
/// ```
/// use typeloom_runtime::json::JsonForm;
///
/// let document = br#"{"b": [1, 1.0, 1e16, 1E-7], "a": "Zo\u00eb \ud83d\ude00"}"#;
/// assert_eq!(
///     JsonForm::PYTHON.sorted().rewrite(document)?,
///     r#"{"a": "Zo\u00eb \ud83d\ude00", "b": [1, 1.0, 1e+16, 1e-07]}"#
/// );
/// assert_eq!(
///     JsonForm::PYTHON.compact().unescaped().rewrite(document)?,
///     r#"{"b":[1,1.0,1e+16,1e-07],"a":"Zoë 😀"}"#
/// );
/// # Ok::<(), typeloom_runtime::json::DecodeError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JsonForm {
    order: Order,
    spacing: Spacing,
    escapes: Escapes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    AsWritten,
    /// By the code points of their names.
    Sorted,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spacing {
    Spaced,
    Compact,
}

impl Spacing {
    const fn comma(self) -> &'static str {
        match self {
            Self::Spaced => ", ",
            Self::Compact => ",",
        }
    }

    const fn colon(self) -> &'static str {
        match self {
            Self::Spaced => ": ",
            Self::Compact => ":",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Escapes {
    /// Everything but printable ASCII.
    Ascii,
    /// What JSON itself asks for.
    Required,
}

impl Escapes {
    const fn keeps(self, character: char) -> bool {
        match self {
            Self::Ascii => matches!(character, ' '..='~'),
            Self::Required => character >= ' ',
        }
    }
}

impl JsonForm {
    /// As Python's `json.dumps` writes without further arguments: members in the order in which they come, a space behind
    /// commas and colons, everything but printable ASCII escaped.
    pub const PYTHON: Self = Self { order: Order::AsWritten, spacing: Spacing::Spaced, escapes: Escapes::Ascii };

    /// With members sorted by their names, at every depth: `sort_keys=True`.
    #[must_use]
    pub const fn sorted(mut self) -> Self {
        self.order = Order::Sorted;
        self
    }

    /// Without spaces: `separators=(",", ":")`.
    #[must_use]
    pub const fn compact(mut self) -> Self {
        self.spacing = Spacing::Compact;
        self
    }

    /// With characters as they are, as far as JSON allows it: `ensure_ascii=False`.
    #[must_use]
    pub const fn unescaped(mut self) -> Self {
        self.escapes = Escapes::Required;
        self
    }

    /// A model in this form.
    ///
    /// # Errors
    /// When it is nested more deeply than documents may be.
    pub fn write(self, model: &impl Model) -> Result<String, DecodeError> {
        self.rewrite(model.to_json().as_bytes())
    }

    /// A document in this form. Of members with the same name the last one counts.
    ///
    /// # Errors
    /// When it is not JSON, or holds a number too large for an `f64` that is not an integer.
    pub fn rewrite(self, json: &[u8]) -> Result<String, DecodeError> {
        let mut reader = Reader::new(json);
        let mut out = String::with_capacity(json.len());
        match self.value(&mut reader, &mut out) {
            Ok(()) => reader.finish().map(|()| out).map_err(|error| error.locate(json)),
            Err(error) => Err(error.locate(json)),
        }
    }

    fn value(self, reader: &mut Reader<'_>, out: &mut String) -> Result<(), DecodeError> {
        match reader.peek()? {
            Kind::Object => self.object(reader, out)?,
            Kind::Array => self.array(reader, out)?,
            Kind::String => self.string(&reader.text()?, out),
            Kind::Number => number(reader, out)?,
            Kind::Boolean => out.push_str(if reader.boolean()? { "true" } else { "false" }),
            Kind::Null => {
                reader.skip()?;
                out.push_str("null");
            }
        }
        Ok(())
    }

    fn array(self, reader: &mut Reader<'_>, out: &mut String) -> Result<(), DecodeError> {
        let mut list = reader.list_start()?;
        let mut separator = "";
        out.push('[');
        while reader.list_next(&mut list)? {
            out.push_str(separator);
            separator = self.spacing.comma();
            self.value(reader, out)?;
        }
        out.push(']');
        Ok(())
    }

    fn object(self, reader: &mut Reader<'_>, out: &mut String) -> Result<(), DecodeError> {
        let mut object = reader.object()?;
        // The place of each member by its name, and what it holds by its place.
        let mut places = BTreeMap::new();
        let mut members: Vec<String> = Vec::new();
        while let Some(name) = reader.entry(&mut object)? {
            let mut value = String::new();
            self.string(&name, &mut value);
            value.push_str(self.spacing.colon());
            self.value(reader, &mut value)?;
            let place = *places.entry(name).or_insert(members.len());
            match members.get_mut(place) {
                Some(earlier) => *earlier = value,
                None => members.push(value),
            }
        }
        let sorted: Vec<&str> = match self.order {
            Order::AsWritten => members.iter().map(String::as_str).collect(),
            Order::Sorted => places.into_values().filter_map(|place| members.get(place)).map(String::as_str).collect(),
        };
        out.push('{');
        out.push_str(&sorted.join(self.spacing.comma()));
        out.push('}');
        Ok(())
    }

    fn string(self, text: &str, out: &mut String) {
        out.push('"');
        for character in text.chars() {
            match character {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                '\u{8}' => out.push_str("\\b"),
                '\u{c}' => out.push_str("\\f"),
                _ if self.escapes.keeps(character) => out.push(character),
                _ => {
                    for unit in character.encode_utf16(&mut [0; 2]) {
                        // Writing to a String cannot fail.
                        let _ = write!(out, "\\u{unit:04x}");
                    }
                }
            }
        }
        out.push('"');
    }
}

fn number(reader: &mut Reader<'_>, out: &mut String) -> Result<(), DecodeError> {
    match reader.written_number()? {
        Written::Integer("-0") => out.push('0'),
        Written::Integer(digits) => out.push_str(digits),
        Written::Float(value) => float::write(value, out),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(form: JsonForm, json: &str) -> String {
        form.rewrite(json.as_bytes()).unwrap()
    }

    #[test]
    fn integers_keep_all_their_digits() {
        let long = "1234567890".repeat(40);
        assert_eq!(rewritten(JsonForm::PYTHON, &format!("[{long},-{long},-0]")), format!("[{long}, -{long}, 0]"));
    }

    #[test]
    fn the_last_of_equal_names_counts_in_the_place_of_the_first() {
        let json = r#"{"b":1,"a":2,"b":3}"#;
        assert_eq!(rewritten(JsonForm::PYTHON.compact(), json), r#"{"b":3,"a":2}"#);
        assert_eq!(rewritten(JsonForm::PYTHON.compact().sorted(), json), r#"{"a":2,"b":3}"#);
    }

    #[test]
    fn names_are_sorted_by_code_points_at_every_depth() {
        // U+FF5E comes before U+1F600, whose first UTF-16 unit is smaller.
        let json = "{\"\u{1F600}\":1,\"\u{FF5E}\":2,\"a\":{\"b\":[{\"d\":1,\"c\":2}],\"B\":0},\"\":3}";
        assert_eq!(
            rewritten(JsonForm::PYTHON.compact().sorted().unescaped(), json),
            "{\"\":3,\"a\":{\"B\":0,\"b\":[{\"c\":2,\"d\":1}]},\"\u{FF5E}\":2,\"\u{1F600}\":1}"
        );
    }

    #[test]
    fn escapes_are_those_of_the_form() {
        let json = r#""\u0000\u001f\b\f\n\r\t\"\\\/ \u007f\u0080\u2028<&>é""#;
        assert_eq!(rewritten(JsonForm::PYTHON, json), r#""\u0000\u001f\b\f\n\r\t\"\\/ \u007f\u0080\u2028<&>\u00e9""#);
        assert_eq!(
            rewritten(JsonForm::PYTHON.unescaped(), json),
            "\"\\u0000\\u001f\\b\\f\\n\\r\\t\\\"\\\\/ \u{7f}\u{80}\u{2028}<&>é\""
        );
    }

    #[test]
    fn empty_things_have_no_spaces_and_what_is_no_json_no_form() {
        assert_eq!(rewritten(JsonForm::PYTHON, " { \"a\" : [ ] , \"b\" : { } } "), r#"{"a": [], "b": {}}"#);
        for json in ["", "{", "[1,]", "1e400", "NaN", "{} {}", "\"\\ud800\""] {
            assert!(JsonForm::PYTHON.rewrite(json.as_bytes()).is_err(), "{json}");
        }
        assert!(JsonForm::PYTHON.rewrite("[".repeat(200).as_bytes()).is_err());
    }
}
