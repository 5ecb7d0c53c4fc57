//! Examples of the types of the language.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Number, Value};

use super::text::words;
use crate::description::Type;

/// The value with a serial number.
pub(super) fn example(ty: &Type, name: &str, serial: u64) -> Value {
    match ty {
        Type::Bool => Value::Bool(false),
        Type::I32 | Type::I64 | Type::U32 | Type::U64 | Type::F64 => between(ty, None, None, serial),
        Type::Bytes => Value::from(STANDARD.encode(words(name, serial))),
        Type::Timestamp => Value::from(timestamp(serial)),
        Type::Duration => Value::from(format!("{serial}s")),
        Type::Uuid => Value::from(format!("00000000-0000-4000-8000-{:012x}", serial & 0xffff_ffff_ffff)),
        Type::Url => Value::from(format!("https://example.com/{serial}")),
        Type::Json => Value::Object(serde_json::Map::new()),
        _ => Value::from(words(name, serial)),
    }
}

/// A number between limits, which follows the serial number where they have room.
pub(super) fn between(ty: &Type, min: Option<&Number>, max: Option<&Number>, serial: u64) -> Value {
    if *ty == Type::F64 {
        #[expect(clippy::cast_precision_loss, reason = "an example need not be exact")]
        let serial = serial as f64 + 0.5;
        let (min, max) = (min.and_then(Number::as_f64), max.and_then(Number::as_f64));
        let value = serial.max(min.unwrap_or(f64::MIN)).min(max.unwrap_or(f64::MAX));
        return Number::from_f64(value).map_or(Value::Null, Value::Number);
    }
    let whole = |number: &Number| number.as_i128().or_else(|| number.as_u128().and_then(|wide| wide.try_into().ok()));
    let (least, greatest) = match ty {
        Type::I32 => (i32::MIN.into(), i32::MAX.into()),
        Type::U32 => (0, u32::MAX.into()),
        Type::U64 => (0, u64::MAX.into()),
        _ => (i64::MIN.into(), i64::MAX.into()),
    };
    let least = min.and_then(whole).unwrap_or(least).max(least);
    let greatest = max.and_then(whole).unwrap_or(greatest).min(greatest);
    let value: i128 = i128::from(serial).min(greatest).max(least);
    match (i64::try_from(value), u64::try_from(value)) {
        (Ok(value), _) => Value::from(value),
        (_, Ok(value)) => Value::from(value),
        _ => Value::from(0),
    }
}

/// A second later for each serial number, from the beginning of 2026.
fn timestamp(serial: u64) -> String {
    let serial = serial % (28 * 86_400);
    let (day, second) = (serial / 86_400 + 1, serial % 86_400);
    format!("2026-01-{day:02}T{:02}:{:02}:{:02}Z", second / 3_600, second / 60 % 60, second % 60)
}
