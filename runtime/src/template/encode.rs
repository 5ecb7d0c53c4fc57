//! Percent encoding of one value into a path.

use super::TemplateError;
use crate::place::{ESCAPES, UNRESERVED};

/// Appends `value` to `out` as one whole segment of a path.
///
/// What generated code calls between the literals of a path that it knows in full; allocates only
/// when `out` has no room for three bytes per byte of the value.
///
/// ```
/// use typeloom_runtime::template::push_segment;
///
/// let mut path = String::from("/orders/");
/// push_segment(&mut path, "order", "7/é")?;
/// assert_eq!(path, "/orders/7%2F%C3%A9");
/// assert!(push_segment(&mut path, "order", "..").is_err());
/// # Ok::<(), typeloom_runtime::template::TemplateError>(())
/// ```
///
/// # Errors
///
/// [`TemplateError::Empty`] for an empty value, [`TemplateError::DotSegment`] for `.` and `..`;
/// `out` is then left as it was.
pub fn push_segment(out: &mut String, parameter: &'static str, value: &str) -> Result<(), TemplateError> {
    // A value is never decoded here, so `%2E` comes out as `%252E` and only true dots can fold.
    if matches!(value, "." | "..") {
        return Err(TemplateError::DotSegment { parameter });
    }
    push_encoded(out, parameter, value)
}

/// Appends `value` to `out` as part of a path segment that a literal has begun, as in `@{name}`.
///
/// The literal is what keeps the segment from being `.` or `..`, so that both are accepted here.
///
/// # Errors
///
/// [`TemplateError::Empty`] for an empty value; `out` is then left as it was.
pub fn push_encoded(out: &mut String, parameter: &'static str, value: &str) -> Result<(), TemplateError> {
    if value.is_empty() {
        return Err(TemplateError::Empty { parameter });
    }
    write_encoded(out, value);
    Ok(())
}

/// Appends `value` with everything but the unreserved characters percent-encoded; for values that
/// are known not to be empty, in URIs that keep `.` and `..`.
pub fn write_encoded(out: &mut String, value: &str) {
    let mut start = 0;
    for (at, byte) in value.bytes().enumerate() {
        let byte = usize::from(byte);
        if !UNRESERVED[byte] {
            push_run(out, value, start, at);
            out.push_str(ESCAPES[byte]);
            start = at + 1;
        }
    }
    push_run(out, value, start, value.len());
}

/// Appends the unreserved bytes from `start` to `end`. An empty run may lie inside a character,
/// where a string cannot be cut; a run with a byte in it is ASCII from end to end.
#[inline]
fn push_run(out: &mut String, value: &str, start: usize, end: usize) {
    if start < end {
        out.push_str(value.get(start..end).unwrap_or_default());
    }
}
