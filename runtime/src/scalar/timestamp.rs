//! Points in time, which JSON carries as RFC 3339 text.

use std::fmt;
use std::str::FromStr;

use crate::json::{DecodeError, Reader, Writer};
use crate::model::Model;

/// A point in time: read with any offset, written in UTC.
///
/// ```
/// use typeloom_runtime::{model::Model, scalar::Timestamp};
///
/// let timestamp = Timestamp::from_json(br#""2024-05-01T12:00:00.250+02:00""#)?;
/// assert_eq!(timestamp.to_json(), r#""2024-05-01T10:00:00.25Z""#);
/// # Ok::<(), typeloom_runtime::json::DecodeError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Timestamp(jiff::Timestamp);

/// The text is no RFC 3339 point in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an RFC 3339 timestamp with an offset")]
pub struct TimestampError;

impl Timestamp {
    /// This point in time.
    #[must_use]
    pub const fn new(timestamp: jiff::Timestamp) -> Self {
        Self(timestamp)
    }

    /// Now, by the system's clock.
    #[must_use]
    pub fn now() -> Self {
        Self(jiff::Timestamp::now())
    }

    /// The point in time for the crate `jiff`.
    pub const fn get(self) -> jiff::Timestamp {
        self.0
    }
}

impl From<jiff::Timestamp> for Timestamp {
    fn from(timestamp: jiff::Timestamp) -> Self {
        Self(timestamp)
    }
}

impl From<Timestamp> for jiff::Timestamp {
    fn from(timestamp: Timestamp) -> Self {
        timestamp.0
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        if !has_form(text.as_bytes()) {
            return Err(TimestampError);
        }
        text.parse().map(Self).map_err(|_| TimestampError)
    }
}

/// Whether the text looks like `2024-05-01T12:00:00.25+02:00`. The parser behind accepts more than RFC 3339.
fn has_form(text: &[u8]) -> bool {
    let Some((start, rest)) = text.split_at_checked(19) else {
        return false;
    };
    let start_fits = start.iter().zip(b"0000-00-00T00:00:00").all(|(byte, form)| match form {
        b'0' => byte.is_ascii_digit(),
        b'T' => matches!(byte, b'T' | b't' | b' '),
        _ => byte == form,
    });
    start_fits && is_offset(without_fraction(rest))
}

/// What follows the fraction, if there is one.
fn without_fraction(rest: &[u8]) -> &[u8] {
    let Some(fraction) = rest.strip_prefix(b".") else {
        return rest;
    };
    let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
    // At least one digit; else the dot stays and is no offset.
    if digits == 0 { rest } else { fraction.get(digits..).unwrap_or_default() }
}

fn is_offset(offset: &[u8]) -> bool {
    match offset {
        b"Z" | b"z" => true,
        [b'+' | b'-', hour @ .., b':', ten, one] => {
            hour.len() == 2 && hour.iter().chain([ten, one]).all(u8::is_ascii_digit)
        }
        _ => false,
    }
}

impl Model for Timestamp {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let offset = reader.next_offset();
        let text = reader.text()?;
        text.parse().map_err(|error: TimestampError| DecodeError::invalid(error.to_string(), offset))
    }

    fn encode(&self, writer: &mut Writer) {
        writer.string(&self.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::Timestamp;

    #[test]
    fn is_rfc_3339() {
        for (text, written) in [
            ("2024-05-01T12:00:00Z", "2024-05-01T12:00:00Z"),
            ("2024-05-01t12:00:00z", "2024-05-01T12:00:00Z"),
            ("2024-05-01 12:00:00-00:00", "2024-05-01T12:00:00Z"),
            ("2024-05-01T00:00:00.123456789+05:30", "2024-04-30T18:30:00.123456789Z"),
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
        ] {
            assert_eq!(text.parse::<Timestamp>().unwrap().to_string(), written);
        }
        for wrong in [
            "",
            "2024-05-01",
            "2024-05-01T12:00:00",
            "2024-05-01T12:00Z",
            "2024-05-01T12:00:00.Z",
            "2024-05-01T12:00:00+0200",
            "2024-05-01T12:00:00Z[UTC]",
            "2024-13-01T12:00:00Z",
            "2024-05-01T25:00:00Z",
            "2024-05-01T12:00:00+2:00",
            "１024-05-01T12:00:00Z",
        ] {
            assert!(wrong.parse::<Timestamp>().is_err(), "{wrong}");
        }
    }
}
