//! Strings: plain ones are borrowed from the input, others are unescaped.

use std::borrow::Cow;

use super::error::{DecodeError, DecodeErrorKind};
use super::reader::Reader;
use super::scan::plain_end;

/// A value of an open enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice<'j> {
    /// The place of the text in the list of known values.
    Known(usize),
    /// A text that is not in the list.
    Other(Cow<'j, str>),
}

impl<'j> Reader<'j> {
    /// Reads a string.
    ///
    /// # Errors
    /// When another value comes next, or the string is not valid.
    pub fn string(&mut self) -> Result<String, DecodeError> {
        self.open_string()?;
        match self.plain()? {
            Some(text) => Ok(text.to_owned()),
            None => self.unescaped(),
        }
    }

    /// Reads a string, borrowed unless it contains escapes.
    ///
    /// # Errors
    /// When another value comes next, or the string is not valid.
    pub fn text(&mut self) -> Result<Cow<'j, str>, DecodeError> {
        self.open_string()?;
        match self.plain()? {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.unescaped().map(Cow::Owned),
        }
    }

    /// Reads a value of an open enum: which of `values` it is, or else its text.
    ///
    /// # Errors
    /// When another value than a string comes next, or the string is not valid.
    pub fn enumeration(&mut self, values: &'static [&'static str]) -> Result<Choice<'j>, DecodeError> {
        let text = self.text()?;
        Ok(match find(values, &text) {
            Some(index) => Choice::Known(index),
            None => Choice::Other(text),
        })
    }

    /// Reads a value of a closed enum: which of `values` it is.
    ///
    /// # Errors
    /// As [`enumeration`](Self::enumeration), and when the text is none of `values`.
    pub fn closed_enumeration(&mut self, values: &'static [&'static str]) -> Result<usize, DecodeError> {
        let offset = self.next_offset();
        let text = self.text()?;
        find(values, &text).ok_or_else(|| DecodeError::new(DecodeErrorKind::UnknownValue { expected: values }, offset))
    }

    /// Moves behind the opening quote.
    #[inline]
    fn open_string(&mut self) -> Result<(), DecodeError> {
        if self.next_byte() != Some(b'"') {
            return Err(self.mismatch("a string"));
        }
        self.position += 1;
        Ok(())
    }

    /// The rest of the string if it has no escapes; then the reader stands behind it, else still at its start.
    #[inline]
    fn plain(&mut self) -> Result<Option<&'j str>, DecodeError> {
        let start = self.position;
        let end = plain_end(self.input.as_bytes(), start);
        match self.input.as_bytes().get(end) {
            Some(b'"') => {
                self.position = end + 1;
                Ok(self.input.get(start..end))
            }
            Some(b'\\') => Ok(None),
            _ => Err(self.unfinished(end)),
        }
    }

    #[cold]
    fn unfinished(&mut self, end: usize) -> DecodeError {
        self.position = end;
        self.unexpected("a control character in a string")
    }

    #[cold]
    fn unescaped(&mut self) -> Result<String, DecodeError> {
        let mut text = String::new();
        self.escaped_string(Some(&mut text))?;
        Ok(text)
    }

    /// Skips a string whose opening quote is under the reader.
    #[inline]
    pub(super) fn skip_string(&mut self) -> Result<(), DecodeError> {
        self.position += 1;
        if self.plain()?.is_none() {
            self.escaped_string(None)?;
        }
        Ok(())
    }

    /// Reads to the end of a string, checking its escapes, and collects its text if asked to.
    fn escaped_string(&mut self, mut text: Option<&mut String>) -> Result<(), DecodeError> {
        loop {
            let start = self.position;
            let end = plain_end(self.input.as_bytes(), start);
            if let Some(text) = text.as_deref_mut() {
                text.push_str(self.input.get(start..end).unwrap_or_default());
            }
            match self.input.as_bytes().get(end) {
                Some(b'"') => {
                    self.position = end + 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    self.position = end;
                    let character = self.escape()?;
                    if let Some(text) = text.as_deref_mut() {
                        text.push(character);
                    }
                }
                _ => return Err(self.unfinished(end)),
            }
        }
    }

    /// Reads one escape; the reader stands on its backslash, afterwards behind it.
    fn escape(&mut self) -> Result<char, DecodeError> {
        let Some(byte) = self.input.as_bytes().get(self.position + 1) else {
            return Err(self.ended());
        };
        let character = match byte {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode_escape(),
            _ => return Err(self.unexpected("an unknown escape in a string")),
        };
        self.position += 2;
        Ok(character)
    }

    /// Reads `\uXXXX`, or two of them that form one character.
    fn unicode_escape(&mut self) -> Result<char, DecodeError> {
        let start = self.position;
        let first = self.code_unit()?;
        let code = if (0xD800..0xDC00).contains(&first) {
            if self.input.as_bytes().get(self.position..self.position + 2) != Some(br"\u") {
                return Err(self.lone_surrogate(start));
            }
            let second = self.code_unit()?;
            if !(0xDC00..0xE000).contains(&second) {
                return Err(self.lone_surrogate(start));
            }
            0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00)
        } else {
            first
        };
        char::from_u32(code).ok_or_else(|| self.lone_surrogate(start))
    }

    #[cold]
    fn lone_surrogate(&self, start: usize) -> DecodeError {
        if self.position >= self.input.len() {
            return self.ended();
        }
        DecodeError::syntax("half of a surrogate pair in a string", start)
    }

    /// Reads the four digits of `\uXXXX`; the reader stands on the backslash, afterwards behind the digits.
    fn code_unit(&mut self) -> Result<u32, DecodeError> {
        let digits = self.position + 2;
        let mut unit = 0;
        for place in digits..digits + 4 {
            let Some(byte) = self.input.as_bytes().get(place) else {
                return Err(self.ended());
            };
            let Some(digit) = char::from(*byte).to_digit(16) else {
                return Err(DecodeError::syntax("expected four hexadecimal digits", place));
            };
            unit = unit * 16 + digit;
        }
        self.position = digits + 4;
        Ok(unit)
    }
}

/// The place of `text` in `list`.
#[inline]
pub(super) fn find(list: &[&str], text: &str) -> Option<usize> {
    list.iter().position(|entry| *entry == text)
}
