//! How many requests there may be, resolved.

use std::time::Duration;

use super::durations;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::raw::clients::rate_limit::RawRateLimit;
use crate::source::Spanned;

/// How many requests there may be in a time.
#[derive(Clone, Debug)]
pub struct RateLimit {
    /// How many.
    pub requests: u32,
    /// In which time.
    pub per: Duration,
    /// How many of them at once; otherwise all.
    pub burst: Option<u32>,
    /// How long one waits for its turn.
    pub longest_wait: Option<Duration>,
}

/// Resolves the key `rate_limit`.
pub(super) fn resolve(raw: &RawRateLimit, diagnostics: &mut Diagnostics) -> Option<RateLimit> {
    let requests = count(raw.requests, diagnostics);
    let per = durations::some(&raw.per, diagnostics);
    let burst = raw.burst.map(|burst| count(burst, diagnostics));
    if let (Some(all), Some(burst), Some(Some(most))) = (requests, raw.burst, burst)
        && most > all
    {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, burst.span, "more at once than there are in the whole time")
                .label("too many")
                .related(raw.requests.span, "so many there are in all")
                .help("write a smaller number, or leave `burst` out: then all of them may come at once"),
        );
    }
    let longest_wait = raw.longest_wait.as_ref().and_then(|written| durations::any(written, diagnostics));
    Some(RateLimit { requests: requests?, per: per?, burst: burst.flatten(), longest_wait })
}

fn count(written: Spanned<i64>, diagnostics: &mut Diagnostics) -> Option<u32> {
    let count = u32::try_from(written.value).ok().filter(|count| *count > 0);
    if count.is_none() {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, written.span, format!("there cannot be {} requests", written.value))
                .label("not a number of requests")
                .help("write 1 or more"),
        );
    }
    count
}
