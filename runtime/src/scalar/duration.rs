//! Lengths of time, which JSON carries as text.

use std::fmt;
use std::str::FromStr;

use crate::json::{DecodeError, Kind, Reader, Writer};
use crate::model::Model;

const NANOSECOND: u128 = 1;
const MICROSECOND: u128 = 1_000;
const MILLISECOND: u128 = 1_000_000;
const SECOND: u128 = 1_000_000_000;
const MINUTE: u128 = 60 * SECOND;
const HOUR: u128 = 60 * MINUTE;
const DAY: u128 = 24 * HOUR;

/// The units, from large to small: each may come once, in this order.
const UNITS: [(&str, u128); 8] = [
    ("d", DAY),
    ("h", HOUR),
    ("m", MINUTE),
    ("s", SECOND),
    ("ms", MILLISECOND),
    ("us", MICROSECOND),
    ("µs", MICROSECOND),
    ("ns", NANOSECOND),
];

/// A length of time, never negative.
///
/// Written as seconds, `"1.5s"`; read from such texts, `"250ms"`, `"1m30s"`, and from a number of seconds.
///
/// ```
/// use typeloom_runtime::{model::Model, scalar::Duration};
///
/// let duration = Duration::from_json(br#""1m30s250ms""#)?;
/// assert_eq!(duration.get(), std::time::Duration::from_millis(90_250));
/// assert_eq!(duration.to_json(), r#""90.25s""#);
/// assert_eq!(Duration::from_json(b"90.25")?, duration);
/// # Ok::<(), typeloom_runtime::json::DecodeError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Duration(std::time::Duration);

/// The text is no length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a length of time such as `1.5s`, `250ms` or `1m30s`")]
pub struct DurationError;

impl Duration {
    /// This length of time.
    #[must_use]
    pub const fn new(duration: std::time::Duration) -> Self {
        Self(duration)
    }

    /// The length of time for the standard library.
    pub const fn get(self) -> std::time::Duration {
        self.0
    }

    fn of_nanoseconds(nanoseconds: u128) -> Option<Self> {
        let seconds = u64::try_from(nanoseconds / SECOND).ok()?;
        let rest = u32::try_from(nanoseconds % SECOND).ok()?;
        Some(Self(std::time::Duration::new(seconds, rest)))
    }
}

impl From<std::time::Duration> for Duration {
    fn from(duration: std::time::Duration) -> Self {
        Self(duration)
    }
}

impl From<Duration> for std::time::Duration {
    fn from(duration: Duration) -> Self {
        duration.0
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        match self.0.subsec_nanos() {
            0 => write!(formatter, "{seconds}s"),
            nanoseconds => {
                let digits = format!("{nanoseconds:09}");
                write!(formatter, "{seconds}.{}s", digits.trim_end_matches('0'))
            }
        }
    }
}

impl FromStr for Duration {
    type Err = DurationError;

    fn from_str(text: &str) -> Result<Self, DurationError> {
        parse(text).and_then(Self::of_nanoseconds).ok_or(DurationError)
    }
}

/// The sum of parts such as `1.5h` in nanoseconds.
fn parse(text: &str) -> Option<u128> {
    let mut rest = text;
    let mut units = UNITS.as_slice();
    let mut sum = 0u128;
    while !rest.is_empty() {
        let number_end = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, behind) = rest.split_at_checked(number_end)?;
        let unit_end = behind.find(|c: char| c.is_ascii_digit()).unwrap_or(behind.len());
        let (unit, behind) = behind.split_at_checked(unit_end)?;
        let place = units.iter().position(|(name, _)| *name == unit)?;
        let (_, length) = units.get(place)?;
        sum = sum.checked_add(part(number, *length)?)?;
        units = units.get(place + 1..)?;
        rest = behind;
    }
    (!text.is_empty()).then_some(sum)
}

/// So many times this unit, digits below a nanosecond cut off.
fn part(number: &str, unit: u128) -> Option<u128> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    if whole.is_empty() || fraction.is_empty() || fraction.contains('.') {
        return None;
    }
    let mut sum = u128::from(whole.parse::<u64>().ok()?).checked_mul(unit)?;
    let mut place = unit;
    for digit in fraction.bytes() {
        place /= 10;
        sum += u128::from(digit - b'0') * place;
    }
    Some(sum)
}

impl Model for Duration {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let offset = reader.next_offset();
        let duration = if reader.peek()? == Kind::Number {
            std::time::Duration::try_from_secs_f64(reader.f64()?).ok().map(Self)
        } else {
            reader.text()?.parse().ok()
        };
        duration.ok_or_else(|| DecodeError::invalid(DurationError.to_string(), offset))
    }

    fn encode(&self, writer: &mut Writer) {
        writer.string(&self.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::Duration;

    fn seconds(text: &str) -> Option<f64> {
        text.parse::<Duration>().ok().map(|duration| duration.get().as_secs_f64())
    }

    #[test]
    fn parts_come_in_order_and_once() {
        assert_eq!(seconds("1.5s"), Some(1.5));
        assert_eq!(seconds("250ms"), Some(0.25));
        assert_eq!(seconds("1m30s"), Some(90.0));
        assert_eq!(seconds("1d2h3m4s5ms6us7ns"), Some(93_784.005_006_007));
        assert_eq!(seconds("0s"), Some(0.0));
        for wrong in ["", "s", "1", "1.s", ".5s", "1.2.3s", "-1s", "1s1m", "1s1s", "1 s", "1S", "1e3s", "١s"] {
            assert_eq!(seconds(wrong), None, "{wrong}");
        }
        assert_eq!(seconds("99999999999999999999s"), None);
        assert_eq!(seconds("18446744073709551615d"), None);
    }

    #[test]
    fn is_written_in_seconds() {
        for (text, written) in [("1m30s", "90s"), ("1ns", "0.000000001s"), ("1.50s", "1.5s"), ("0ms", "0s")] {
            assert_eq!(text.parse::<Duration>().unwrap().to_string(), written);
        }
    }
}
