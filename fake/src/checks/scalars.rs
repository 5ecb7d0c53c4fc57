//! Values of the types of the language. Texts with a form are checked for their form only.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Number, Value};

use crate::description::Type;

/// Whether the value has the type; otherwise what was expected.
pub(super) fn check(ty: &Type, value: &Value) -> Result<(), &'static str> {
    let text = value.as_str();
    let (is_right, expected) = match ty {
        Type::Bool => (value.is_boolean(), "a flag"),
        Type::I32 => (is_whole(value, i32::MIN.into(), i32::MAX.into()), "a whole number of 32 bits"),
        Type::I64 => (is_whole(value, i64::MIN.into(), i64::MAX.into()), "a whole number of 64 bits"),
        Type::U32 => (is_whole(value, 0, u32::MAX.into()), "a whole number from 0 up, of 32 bits"),
        Type::U64 => (is_whole(value, 0, u64::MAX.into()), "a whole number from 0 up, of 64 bits"),
        Type::F64 => (value.is_number(), "a number"),
        Type::Json => (true, "a value"),
        Type::Bytes => (text.is_some_and(|text| STANDARD.decode(text).is_ok()), "base64"),
        Type::Timestamp => (text.is_some_and(is_timestamp), "a time as RFC 3339 writes it"),
        Type::Duration => {
            let is_right = text.map_or_else(|| value.as_f64().is_some_and(|seconds| seconds >= 0.0), is_duration);
            (is_right, "a length of time such as `1.5s`")
        }
        Type::Uuid => (text.is_some_and(is_uuid), "a UUID"),
        Type::Url => (text.is_some_and(is_url), "a URL"),
        _ => (value.is_string(), "text"),
    };
    if is_right { Ok(()) } else { Err(expected) }
}

/// Whether a value is read as a flag where the schema is lenient.
pub(super) fn is_flag(value: &Value) -> bool {
    match value {
        Value::Bool(_) | Value::Number(_) | Value::Null => true,
        Value::String(text) => {
            let words = ["true", "false", "yes", "no", "on", "off", "1", "0", "t", "f", "y", "n"];
            words.iter().any(|word| word.eq_ignore_ascii_case(text.trim()))
        }
        _ => false,
    }
}

/// Whether a number is between the limits of a newtype.
pub(super) fn check_limits(number: &Number, min: Option<&Number>, max: Option<&Number>) -> Result<(), String> {
    let exceeds = |first: &Number, second: &Number| match (first.as_i128(), second.as_i128()) {
        (Some(first), Some(second)) => first > second,
        _ => first.as_f64() > second.as_f64(),
    };
    match (min, max) {
        (Some(min), _) if exceeds(min, number) => Err(format!("the number is less than {min}")),
        (_, Some(max)) if exceeds(number, max) => Err(format!("the number is greater than {max}")),
        _ => Ok(()),
    }
}

/// Whether it is a whole number in this range, which may be written `7.0`.
fn is_whole(value: &Value, least: i128, greatest: i128) -> bool {
    let Value::Number(number) = value else { return false };
    match number.as_i128() {
        Some(whole) => (least..=greatest).contains(&whole),
        #[expect(clippy::cast_precision_loss, reason = "numbers with a fraction are as exact")]
        None => number
            .as_f64()
            .is_some_and(|number| number.fract() == 0.0 && number >= least as f64 && number <= greatest as f64),
    }
}

/// `2026-01-02T03:04:05.678Z`, or with a distance from it such as `+01:00`.
fn is_timestamp(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = b"dddd-dd-ddTdd:dd:dd";
    let fits = |(byte, form): (&u8, &u8)| match form {
        b'd' => byte.is_ascii_digit(),
        b'T' => matches!(byte, b'T' | b't' | b' '),
        other => byte == other,
    };
    if bytes.len() <= shape.len() || !bytes.iter().zip(shape).all(fits) {
        return false;
    }
    let mut rest = &text[shape.len()..];
    if let Some(fraction) = rest.strip_prefix('.') {
        rest = fraction.trim_start_matches(|character: char| character.is_ascii_digit());
        if rest.len() == fraction.len() {
            return false;
        }
    }
    let distance = |rest: &str| rest.len() == 5 && rest.bytes().filter(u8::is_ascii_digit).count() == 4;
    matches!(rest, "Z" | "z") || rest.strip_prefix(['+', '-']).is_some_and(distance)
}

/// Numbers with units, one after the other: `1m30s250ms`.
fn is_duration(text: &str) -> bool {
    const UNITS: [&str; 8] = ["d", "h", "m", "s", "ms", "us", "µs", "ns"];
    let is_number = |character: char| character.is_ascii_digit() || character == '.';
    let mut rest = text;
    while !rest.is_empty() {
        let (number, tail) = rest.split_at(rest.find(|character| !is_number(character)).unwrap_or(rest.len()));
        let (unit, tail) = tail.split_at(tail.find(is_number).unwrap_or(tail.len()));
        if number.parse::<f64>().is_err() || !UNITS.contains(&unit) {
            return false;
        }
        rest = tail;
    }
    !text.is_empty()
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    (lengths == [8, 4, 4, 4, 12] || lengths == [32])
        && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn is_url(text: &str) -> bool {
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    };
    text.split_once(':').is_some_and(|(scheme, rest)| is_scheme(scheme) && !rest.is_empty())
        && !text.contains(char::is_whitespace)
}
