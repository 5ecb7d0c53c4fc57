//! Booleans from platforms that also send them as numbers or words.

use crate::json::{DecodeError, Kind, Reader};

const TRUE: [&str; 6] = ["1", "on", "t", "true", "y", "yes"];
const FALSE: [&str; 6] = ["0", "off", "f", "false", "n", "no"];

/// Reads a boolean, also from `0`, `1` and, in any case, the words `off f false n no on t true y yes`, `"0"`, `"1"`.
///
/// # Errors
/// When anything else comes next.
///
/// ```
/// use typeloom_runtime::json::Reader;
/// use typeloom_runtime::scalar::lenient_boolean;
///
/// assert!(lenient_boolean(&mut Reader::new(b"\"Yes\""))?);
/// assert!(!lenient_boolean(&mut Reader::new(b"0.0"))?);
/// assert!(lenient_boolean(&mut Reader::new(b"2")).is_err());
/// # Ok::<(), typeloom_runtime::json::DecodeError>(())
/// ```
pub fn lenient_boolean(reader: &mut Reader<'_>) -> Result<bool, DecodeError> {
    let offset = reader.next_offset();
    let found = match reader.peek()? {
        Kind::Number => of_number(reader.f64()?),
        Kind::String => of_word(&reader.text()?),
        _ => return reader.boolean(),
    };
    found.ok_or_else(|| DecodeError::invalid("not a boolean, nor a number or word for one", offset))
}

#[expect(clippy::float_cmp, reason = "exactly 0 and 1 are meant")]
fn of_number(number: f64) -> Option<bool> {
    if number == 1.0 { Some(true) } else { (number == 0.0).then_some(false) }
}

fn of_word(word: &str) -> Option<bool> {
    let among = |words: [&str; 6]| words.iter().any(|known| known.eq_ignore_ascii_case(word));
    if among(TRUE) { Some(true) } else { among(FALSE).then_some(false) }
}
/// Reads what [`lenient_boolean`] reads, or `null`.
///
/// # Errors
/// As [`lenient_boolean`].
pub fn lenient_optional_boolean(reader: &mut Reader<'_>) -> Result<Option<bool>, DecodeError> {
    if reader.peek_null()? { Ok(None) } else { lenient_boolean(reader).map(Some) }
}
