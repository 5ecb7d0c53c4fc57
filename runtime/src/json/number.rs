//! Numbers: integers exactly, fractions as the nearest `f64`.

use serde_json::Number;

use super::error::{DecodeError, DecodeErrorKind};
use super::reader::Reader;

/// As many digits always fit an `u64`.
const SAFE_DIGITS: usize = 19;

/// A number's sign and the rest of it.
struct Integer {
    negative: bool,
    magnitude: u64,
}

/// A number as it is written: with digits alone, or with a fraction or an exponent.
pub(super) enum Written<'j> {
    Integer(&'j str),
    Float(f64),
}

/// The extent of a number in the input.
struct Token<'j> {
    text: &'j str,
    /// Where the fraction or the exponent starts, if there is one.
    integral_length: Option<usize>,
}

impl<'j> Reader<'j> {
    /// Reads a signed 32-bit integer. A fraction of zero is accepted (`7.0`), others are not.
    ///
    /// # Errors
    /// When another value comes next, or the number does not fit.
    pub fn i32(&mut self) -> Result<i32, DecodeError> {
        const EXPECTED: &str = "a 32-bit integer";
        let offset = self.next_offset();
        let integer = self.integer(EXPECTED)?;
        integer.signed().and_then(|value| i32::try_from(value).ok()).ok_or_else(|| out_of_range(EXPECTED, offset))
    }

    /// Reads a signed 64-bit integer. A fraction of zero is accepted (`7.0`), others are not.
    ///
    /// # Errors
    /// When another value comes next, or the number does not fit.
    pub fn i64(&mut self) -> Result<i64, DecodeError> {
        const EXPECTED: &str = "a 64-bit integer";
        let offset = self.next_offset();
        let integer = self.integer(EXPECTED)?;
        integer.signed().ok_or_else(|| out_of_range(EXPECTED, offset))
    }

    /// Reads an unsigned 32-bit integer. A fraction of zero is accepted (`7.0`), others are not.
    ///
    /// # Errors
    /// When another value comes next, or the number does not fit.
    pub fn u32(&mut self) -> Result<u32, DecodeError> {
        const EXPECTED: &str = "an unsigned 32-bit integer";
        let offset = self.next_offset();
        let integer = self.integer(EXPECTED)?;
        integer.unsigned().and_then(|value| u32::try_from(value).ok()).ok_or_else(|| out_of_range(EXPECTED, offset))
    }

    /// Reads an unsigned 64-bit integer. A fraction of zero is accepted (`7.0`), others are not.
    ///
    /// # Errors
    /// When another value comes next, or the number does not fit.
    pub fn u64(&mut self) -> Result<u64, DecodeError> {
        const EXPECTED: &str = "an unsigned 64-bit integer";
        let offset = self.next_offset();
        let integer = self.integer(EXPECTED)?;
        integer.unsigned().ok_or_else(|| out_of_range(EXPECTED, offset))
    }

    /// Reads a number as the nearest `f64`.
    ///
    /// # Errors
    /// When another value comes next, or the number is too large for any `f64`.
    pub fn f64(&mut self) -> Result<f64, DecodeError> {
        let offset = self.next_offset();
        let token = self.token("a number")?;
        token.float().ok_or_else(|| out_of_range("a number", offset))
    }

    /// Reads a number as it is: an integer if it is written as one and fits 64 bits.
    pub(super) fn number(&mut self) -> Result<Number, DecodeError> {
        let offset = self.next_offset();
        let token = self.token("a number")?;
        let number = match token.integral_length {
            // Only a float can tell -0 from 0.
            None if token.text != "-0" => token.whole(token.text).and_then(Integer::number),
            _ => None,
        };
        number.or_else(|| token.float().and_then(Number::from_f64)).ok_or_else(|| out_of_range("a number", offset))
    }

    /// Reads a number as what it is written as.
    pub(super) fn written_number(&mut self) -> Result<Written<'j>, DecodeError> {
        let offset = self.next_offset();
        let token = self.token("a number")?;
        match token.integral_length {
            None => Ok(Written::Integer(token.text)),
            Some(_) => token.float().map(Written::Float).ok_or_else(|| out_of_range("a number", offset)),
        }
    }

    /// Skips a number, checking its form and that it is not too large.
    pub(super) fn skip_number(&mut self) -> Result<(), DecodeError> {
        let offset = self.position;
        let token = self.token("a number")?;
        // So few digits without an exponent are far below the limit.
        if token.text.len() < 300 && !token.text.bytes().any(|byte| matches!(byte, b'e' | b'E')) {
            return Ok(());
        }
        token.float().map(drop).ok_or_else(|| out_of_range("a number", offset))
    }

    /// Reads a number that has an integral value.
    fn integer(&mut self, expected: &'static str) -> Result<Integer, DecodeError> {
        let offset = self.position;
        let token = self.token(expected)?;
        let Some(integral_length) = token.integral_length else {
            return token.whole(token.text).ok_or_else(|| out_of_range(expected, offset));
        };
        let (integral, rest) = token.text.split_at_checked(integral_length).unwrap_or_default();
        if rest.bytes().all(|byte| matches!(byte, b'.' | b'0')) {
            return token.whole(integral).ok_or_else(|| out_of_range(expected, offset));
        }
        match token.float() {
            Some(value) if value.fract() == 0.0 => {
                Integer::of_float(value).ok_or_else(|| out_of_range(expected, offset))
            }
            Some(_) => Err(DecodeError::invalid(format!("expected {expected}, found a fraction"), offset)),
            None => Err(out_of_range(expected, offset)),
        }
    }

    /// Consumes a number, checking that it has the form that JSON asks for.
    fn token(&mut self, expected: &'static str) -> Result<Token<'j>, DecodeError> {
        let start = self.position;
        let bytes = self.input.as_bytes();
        let mut position = start;
        if bytes.get(position) == Some(&b'-') {
            position += 1;
        }
        match bytes.get(position) {
            Some(b'0') => position += 1,
            Some(b'1'..=b'9') => position = digits_end(bytes, position + 1),
            _ if position == start => return Err(self.mismatch(expected)),
            _ => return Err(self.digit_missing(position)),
        }
        if bytes.get(position).is_some_and(u8::is_ascii_digit) {
            return Err(DecodeError::syntax("a number with a leading zero", start));
        }
        let integral_end = position;
        if bytes.get(position) == Some(&b'.') {
            position = self.digits(position + 1)?;
        }
        if let Some(b'e' | b'E') = bytes.get(position) {
            position += 1;
            if let Some(b'+' | b'-') = bytes.get(position) {
                position += 1;
            }
            position = self.digits(position)?;
        }
        self.position = position;
        let integral_length = (position > integral_end).then_some(integral_end - start);
        Ok(Token { text: self.input.get(start..position).unwrap_or_default(), integral_length })
    }

    /// Where the digits end that must start here.
    fn digits(&mut self, start: usize) -> Result<usize, DecodeError> {
        let end = digits_end(self.input.as_bytes(), start);
        if end == start { Err(self.digit_missing(start)) } else { Ok(end) }
    }

    #[cold]
    fn digit_missing(&mut self, position: usize) -> DecodeError {
        self.position = position;
        self.unexpected("expected a digit")
    }
}

impl Token<'_> {
    /// The part as an integer, unless it exceeds 64 bits.
    fn whole(&self, integral: &str) -> Option<Integer> {
        let negative = self.text.starts_with('-');
        let digits = integral.strip_prefix('-').unwrap_or(integral);
        let magnitude = if digits.len() <= SAFE_DIGITS {
            digits.bytes().fold(0, |sum, byte| sum * 10 + u64::from(byte - b'0'))
        } else {
            digits.parse().ok()?
        };
        Some(Integer { negative, magnitude })
    }

    fn float(&self) -> Option<f64> {
        self.text.parse().ok().filter(|value: &f64| value.is_finite())
    }
}

impl Integer {
    fn signed(self) -> Option<i64> {
        if self.negative { 0i64.checked_sub_unsigned(self.magnitude) } else { i64::try_from(self.magnitude).ok() }
    }

    fn unsigned(self) -> Option<u64> {
        (!self.negative || self.magnitude == 0).then_some(self.magnitude)
    }

    fn number(self) -> Option<Number> {
        if self.negative { self.signed().map(Number::from) } else { Some(Number::from(self.magnitude)) }
    }

    /// The integer that a float without a fraction stands for.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sign and range are checked")]
    fn of_float(value: f64) -> Option<Self> {
        const LIMIT: f64 = 18_446_744_073_709_551_616.0;
        let magnitude = value.abs();
        (magnitude < LIMIT).then_some(Self { negative: value < 0.0, magnitude: magnitude as u64 })
    }
}

#[inline]
fn digits_end(bytes: &[u8], start: usize) -> usize {
    let mut position = start;
    while bytes.get(position).is_some_and(u8::is_ascii_digit) {
        position += 1;
    }
    position
}

#[cold]
fn out_of_range(expected: &'static str, offset: usize) -> DecodeError {
    DecodeError::new(DecodeErrorKind::OutOfRange { expected }, offset)
}
