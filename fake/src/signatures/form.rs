//! Canonical JSON, as servers write it that verify a signature over JSON.
//!
//! The runtime writes it as well; it depends on what this crate is for, and so cannot be asked here.

use std::fmt::{self, Write as _};

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::description::JsonForm;

/// A document in a form; none where it is no JSON.
pub(super) fn rewrite(form: JsonForm, json: &str) -> Option<String> {
    let mut writer = Writer { form, out: String::new() };
    writer.value(json)?;
    Some(writer.out)
}

struct Writer {
    form: JsonForm,
    out: String,
}

impl Writer {
    fn value(&mut self, json: &str) -> Option<()> {
        match json.as_bytes().first()? {
            b'{' => {
                let Members(mut members) = serde_json::from_str(json).ok()?;
                if self.form.sorted {
                    members.sort_by(|(one, _), (other, _)| one.cmp(other));
                }
                let colon = if self.form.compact { ":" } else { ": " };
                self.list(['{', '}'], members, |writer, (name, value)| {
                    writer.text(&name);
                    writer.out.push_str(colon);
                    writer.value(value.get())
                })
            }
            b'[' => {
                let items: Vec<&RawValue> = serde_json::from_str(json).ok()?;
                self.list(['[', ']'], items, |writer, item| writer.value(item.get()))
            }
            b'"' => {
                let text: String = serde_json::from_str(json).ok()?;
                self.text(&text);
                Some(())
            }
            b't' | b'f' | b'n' => {
                self.out.push_str(json);
                Some(())
            }
            _ => self.number(json),
        }
    }

    fn list<T>(
        &mut self,
        [open, close]: [char; 2],
        items: Vec<T>,
        write: impl Fn(&mut Self, T) -> Option<()>,
    ) -> Option<()> {
        self.out.push(open);
        for (at, item) in items.into_iter().enumerate() {
            if at > 0 {
                self.out.push_str(if self.form.compact { "," } else { ", " });
            }
            write(self, item)?;
        }
        self.out.push(close);
        Some(())
    }

    fn text(&mut self, text: &str) {
        self.out.push('"');
        for character in text.chars() {
            match character {
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                '\n' => self.out.push_str("\\n"),
                '\r' => self.out.push_str("\\r"),
                '\t' => self.out.push_str("\\t"),
                '\u{8}' => self.out.push_str("\\b"),
                '\u{c}' => self.out.push_str("\\f"),
                ' '..='~' => self.out.push(character),
                _ if self.form.unescaped && character >= ' ' => self.out.push(character),
                _ => {
                    for unit in character.encode_utf16(&mut [0; 2]) {
                        // Writing to a String cannot fail.
                        let _ = write!(self.out, "\\u{unit:04x}");
                    }
                }
            }
        }
        self.out.push('"');
    }

    /// Integers keep their digits; floats are written as Python's `repr` does.
    fn number(&mut self, json: &str) -> Option<()> {
        if !json.contains(['.', 'e', 'E']) {
            self.out.push_str(if json == "-0" { "0" } else { json });
            return Some(());
        }
        let value: f64 = json.parse().ok()?;
        let scientific = format!("{value:e}");
        let (mantissa, exponent) = scientific.split_once('e')?;
        let exponent: i32 = exponent.parse().ok()?;
        if (-4..16).contains(&exponent) {
            // With a fraction, though it is zero.
            let _ = write!(self.out, "{value:?}");
        } else {
            let sign = if exponent < 0 { '-' } else { '+' };
            let _ = write!(self.out, "{mantissa}e{sign}{:02}", exponent.unsigned_abs());
        }
        Some(())
    }
}

/// The members of an object in their order; of those with the same name the last counts, in the place of the first.
pub(super) struct Members<'j>(pub(super) Vec<(String, &'j RawValue)>);

impl<'j> Deserialize<'j> for Members<'j> {
    fn deserialize<D: Deserializer<'j>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'j> Visitor<'j> for Reader {
            type Value = Members<'j>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'j>>(self, mut access: A) -> Result<Self::Value, A::Error> {
                let mut members: Vec<(String, &'j RawValue)> = Vec::new();
                while let Some((name, value)) = access.next_entry::<String, &'j RawValue>()? {
                    match members.iter_mut().find(|(known, _)| *known == name) {
                        Some((_, earlier)) => *earlier = value,
                        None => members.push((name, value)),
                    }
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Reader)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(sorted: bool, compact: bool, unescaped: bool, json: &str) -> Option<String> {
        rewrite(JsonForm { sorted, compact, unescaped }, json)
    }

    #[test]
    fn documents_are_written_as_python_writes_them() {
        let json = r#"{"b":[1,2.0,1e16,1E-5,-0.0,-0,0.1,123456789012345678901234567890],"a":"Zoë 😀\u007f\/","b2":{}}"#;
        assert_eq!(
            written(true, false, false, json).unwrap(),
            r#"{"a": "Zo\u00eb \ud83d\ude00\u007f/", "b": [1, 2.0, 1e+16, 1e-05, -0.0, 0, 0.1, 123456789012345678901234567890], "b2": {}}"#
        );
        assert_eq!(
            written(false, true, true, r#"{"z":"é", "a" : null, "z":[true]}"#).unwrap(),
            r#"{"z":[true],"a":null}"#
        );
        assert_eq!(written(true, true, true, "{"), None);
        assert_eq!(written(true, true, true, ""), None);
    }

    #[test]
    fn floats_are_positional_between_their_limits() {
        for (json, expected) in [
            ("9999999999999998.0", "9999999999999998.0"),
            ("1e15", "1000000000000000.0"),
            ("0.0001", "0.0001"),
            ("1.5e300", "1.5e+300"),
            ("5e-324", "5e-324"),
            ("45.0", "45.0"),
        ] {
            assert_eq!(written(true, true, false, json).as_deref(), Some(expected), "{json}");
        }
    }
}
