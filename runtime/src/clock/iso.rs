//! Times as ISO 8601 texts.

use std::time::SystemTime;

/// A date and a time of day in UTC, with six digits of a second where there are some.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use typeloom_runtime::clock::iso_utc;
///
/// let time = UNIX_EPOCH + Duration::from_secs(1_770_112_800);
/// assert_eq!(iso_utc(time), "2026-02-03T10:00:00Z");
/// assert_eq!(iso_utc(time + Duration::from_micros(120_000)), "2026-02-03T10:00:00.120000Z");
/// ```
pub fn iso_utc(time: SystemTime) -> String {
    iso(time, "Z")
}

/// The same with an offset.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use typeloom_runtime::clock::iso_offset;
///
/// let time = UNIX_EPOCH + Duration::from_micros(1_770_112_800_123_456);
/// assert_eq!(iso_offset(time), "2026-02-03T10:00:00.123456+00:00");
/// ```
pub fn iso_offset(time: SystemTime) -> String {
    iso(time, "+00:00")
}

fn iso(time: SystemTime, offset: &str) -> String {
    // Nobody means a time that far away.
    let time = jiff::Timestamp::try_from(time).unwrap_or_default();
    let form = if time.subsec_microsecond() == 0 { "%Y-%m-%dT%H:%M:%S" } else { "%Y-%m-%dT%H:%M:%S%.6f" };
    format!("{}{offset}", time.strftime(form))
}
