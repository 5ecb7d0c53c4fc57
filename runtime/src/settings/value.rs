//! How the text of a setting becomes a value.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};
use std::str::FromStr;
use std::time::Duration;

use crate::rule::trim;
use crate::secret::Secret;

/// Why the text of a setting is not a value of its type. Never shows the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingReason {
    text: Cow<'static, str>,
}

impl SettingReason {
    /// The reason in words, such as "expected a number", which must not show the value.
    pub fn new(text: impl Into<Cow<'static, str>>) -> Self {
        Self { text: text.into() }
    }
}

impl Display for SettingReason {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// The value of a type that reads itself from text, white space around it left out.
///
/// ```
/// use std::net::IpAddr;
/// use typeloom_runtime::settings::from_text;
///
/// assert!(from_text::<IpAddr>("IpAddr", " ::1 ").is_ok());
/// let reason = from_text::<IpAddr>("IpAddr", "here").unwrap_err();
/// assert_eq!(reason.to_string(), "expected the text of a value of type `IpAddr`");
/// ```
///
/// # Errors
///
/// A reason that names the type, `what`, in place of the error of the type, whose text might show the value.
pub fn from_text<T: FromStr>(what: &'static str, text: &str) -> Result<T, SettingReason> {
    let reason = || SettingReason::new(format!("expected the text of a value of type `{what}`"));
    trim(text).parse().map_err(|_| reason())
}

/// A type that a setting can have.
///
/// Whitespace around the text is kept in a `String` and ignored by all other types here.
///
/// ```
/// use std::time::Duration;
/// use typeloom_runtime::settings::FromSetting;
///
/// assert_eq!(bool::from_setting("Yes"), Ok(true));
/// assert_eq!(Duration::from_setting("1m30s"), Ok(Duration::from_secs(90)));
/// assert!(u16::from_setting("65536").is_err());
/// ```
pub trait FromSetting: Sized {
    /// Reads the text of a setting.
    ///
    /// # Errors
    ///
    /// The reason why the text is no such value, without the text.
    fn from_setting(text: &str) -> Result<Self, SettingReason>;
}

impl FromSetting for String {
    fn from_setting(text: &str) -> Result<Self, SettingReason> {
        Ok(text.to_owned())
    }
}

impl FromSetting for bool {
    fn from_setting(text: &str) -> Result<Self, SettingReason> {
        match trim(text).to_ascii_lowercase().as_str() {
            "true" | "1" | "yes" | "on" => Ok(true),
            "false" | "0" | "no" | "off" => Ok(false),
            _ => Err(SettingReason::new("expected `true` or `false`")),
        }
    }
}

macro_rules! whole_numbers {
    ($($number:ty),*) => {$(
        impl FromSetting for $number {
            fn from_setting(text: &str) -> Result<Self, SettingReason> {
                trim(text).parse().map_err(|_| {
                    let (least, greatest) = (Self::MIN, Self::MAX);
                    SettingReason::new(format!(
                        "expected a whole number from {least} to {greatest}"
                    ))
                })
            }
        }
    )*};
}

whole_numbers!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);

impl FromSetting for f64 {
    fn from_setting(text: &str) -> Result<Self, SettingReason> {
        trim(text)
            .parse()
            .ok()
            .filter(|number: &Self| number.is_finite())
            .ok_or_else(|| SettingReason::new("expected a number"))
    }
}

impl FromSetting for Duration {
    fn from_setting(text: &str) -> Result<Self, SettingReason> {
        read_duration(trim(text)).ok_or_else(|| {
            SettingReason::new("expected a duration such as `1.5s`, `250ms` or `1m30s`, or a number of seconds")
        })
    }
}

impl FromSetting for crate::scalar::Duration {
    fn from_setting(text: &str) -> Result<Self, SettingReason> {
        Duration::from_setting(text).map(Self::new)
    }
}

impl<T: FromSetting> FromSetting for Secret<T> {
    fn from_setting(text: &str) -> Result<Self, SettingReason> {
        T::from_setting(text).map(Self::new)
    }
}

const SECOND: u128 = 1_000_000_000;

/// Reads numbers with units one after the other, or one number of seconds.
fn read_duration(text: &str) -> Option<Duration> {
    let mut rest = text;
    let mut nanoseconds = 0_u128;
    loop {
        let number;
        (number, rest) = cut(rest, |next| next.is_ascii_digit() || next == '.');
        let unit;
        (unit, rest) = cut(rest, char::is_alphabetic);
        // Without a unit a number is a whole duration: `1m30` would be a guess.
        let length = if unit.is_empty() && number.len() == text.len() { SECOND } else { unit_length(unit)? };
        nanoseconds = nanoseconds.checked_add(scale(number, length)?)?;
        if rest.is_empty() {
            break;
        }
    }
    let seconds = u64::try_from(nanoseconds / SECOND).ok()?;
    let below = u32::try_from(nanoseconds % SECOND).ok()?;
    Some(Duration::new(seconds, below))
}

/// The longest start of `text` of characters for which `fits` holds, and the rest.
fn cut(text: &str, fits: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|next| !fits(next)).unwrap_or(text.len()))
}

/// The length of `unit` in nanoseconds.
fn unit_length(unit: &str) -> Option<u128> {
    Some(match unit {
        "ns" => 1,
        "us" | "µs" => 1_000,
        "ms" => 1_000_000,
        "s" => SECOND,
        "m" => 60 * SECOND,
        "h" => 3_600 * SECOND,
        "d" => 86_400 * SECOND,
        _ => return None,
    })
}

/// `number` times `length`, exactly but for what is less than a nanosecond.
fn scale(number: &str, length: u128) -> Option<u128> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    if whole.is_empty() || fraction.is_empty() || fraction.contains('.') {
        return None;
    }
    let mut nanoseconds = whole.parse::<u128>().ok()?.checked_mul(length)?;
    let mut weight = length;
    let mut below = 0;
    // Carried in billionths of a nanosecond, so that `0.3333333333333m` loses nothing that counts.
    weight = weight.checked_mul(SECOND)?;
    for digit in fraction.chars() {
        weight /= 10;
        below += weight * u128::from(digit.to_digit(10)?);
    }
    nanoseconds = nanoseconds.checked_add(below / SECOND)?;
    Some(nanoseconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_add_up_number_by_number() {
        let read = |text| Duration::from_setting(text).ok();
        for (text, nanoseconds) in [
            ("90", 90_000_000_000),
            ("1.5", 1_500_000_000),
            (" 1.5s\n", 1_500_000_000),
            ("250ms", 250_000_000),
            ("1m30s", 90_000_000_000),
            ("1h0.5m", 3_630_000_000_000),
            ("1d", 86_400_000_000_000),
            ("2us3ns", 2_003),
            ("2µs", 2_000),
            ("0.1s", 100_000_000),
            ("0.0000000019s", 1),
            ("0", 0),
        ] {
            assert_eq!(read(text), Some(Duration::from_nanos(nanoseconds)), "{text}");
        }
        let longest = format!("{}s", u64::MAX);
        assert_eq!(read(&longest), Some(Duration::from_secs(u64::MAX)));
    }

    #[test]
    fn texts_that_are_no_duration_are_refused() {
        for text in [
            "",
            " ",
            "s",
            "-1s",
            "+1s",
            "1 s",
            "1m30",
            "30 1s",
            ".5s",
            "1.s",
            "1..5s",
            "1.5.5s",
            "1S",
            "1x",
            "1e3s",
            "inf",
            "NaN",
            "18446744073709551616s",
            "1s ,",
            "99999999999999999999999999999999999999999",
        ] {
            assert!(Duration::from_setting(text).is_err(), "{text}");
        }
    }

    #[test]
    fn switches_and_numbers_are_read_in_full() {
        for (text, expected) in [
            ("true", true),
            ("TRUE", true),
            ("1", true),
            ("Yes", true),
            (" on ", true),
            ("false", false),
            ("0", false),
            ("no", false),
            ("Off", false),
        ] {
            assert_eq!(bool::from_setting(text), Ok(expected), "{text}");
        }
        assert!(bool::from_setting("").is_err() && bool::from_setting("2").is_err());
        assert_eq!(i32::from_setting(" -7 "), Ok(-7));
        assert_eq!(f64::from_setting("1e3"), Ok(1000.0));
        assert!(f64::from_setting("NaN").is_err() && f64::from_setting("1e999").is_err());
        assert_eq!(
            u16::from_setting("-1").map_err(|reason| reason.to_string()),
            Err("expected a whole number from 0 to 65535".to_owned())
        );
    }

    #[test]
    fn a_text_is_kept_as_it_is_and_a_secret_is_hidden() {
        assert_eq!(String::from_setting(" a "), Ok(" a ".to_owned()));
        let secret = Secret::<String>::from_setting("hunter2");
        assert!(!format!("{secret:?}").contains("hunter2"));
        assert_eq!(secret.map(Secret::into_inner), Ok("hunter2".to_owned()));
    }
}
