//! Durations as they are written: `30s`, `1m30s`, `250ms`.

use std::time::Duration;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::defaults;
use crate::raw::Text;
use crate::source::quoted;

/// A duration, which may be nothing.
pub(in crate::model) fn any(written: &Text, diagnostics: &mut Diagnostics) -> Option<Duration> {
    let duration = defaults::duration(&written.value);
    if duration.is_none() {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, written.span, format!("{} is no duration", quoted(&written.value)))
                .label("needs a number and a unit")
                .help("write a duration such as `30s`, `1m30s` or `250ms`"),
        );
    }
    duration
}

/// A duration that is some time.
pub(in crate::model) fn some(written: &Text, diagnostics: &mut Diagnostics) -> Option<Duration> {
    let duration = any(written, diagnostics)?;
    if duration.is_zero() {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, written.span, "no time at all is not enough")
                .label("is zero")
                .help("leave the key out, or write how long it may take"),
        );
        return None;
    }
    Some(duration)
}
