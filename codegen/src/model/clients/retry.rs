//! When a client sends a request again.

use std::time::Duration;

use super::durations;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, suggest};
use crate::model::resolver::Resolver;
use crate::raw::Text;
use crate::raw::clients::retry::{RawBackoff, RawRetry};
use crate::source::quoted;

/// When a request is sent again, how often and how long apart.
#[derive(Clone, Debug)]
pub struct Retry {
    /// How often a request is sent at most.
    pub attempts: u32,
    /// After which failures it is sent again.
    pub when: Vec<RetryOn>,
    /// How long apart the attempts are.
    pub backoff: Option<Backoff>,
    /// How much of what a server asks for is waited for.
    pub retry_after: Option<Duration>,
}

/// A failure that may pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryOn {
    /// `connect`
    Connect,
    /// `timeout`
    Timeout,
    /// `interrupted`
    Interrupted,
    /// `429`
    Status(u16),
    /// `5xx`
    StatusClass(u16),
}

impl RetryOn {
    /// The words for those that are no statuses.
    pub const WORDS: [(&'static str, Self); 3] =
        [("connect", Self::Connect), ("timeout", Self::Timeout), ("interrupted", Self::Interrupted)];

    fn parse(text: &str) -> Option<Self> {
        if let Some((_, word)) = Self::WORDS.iter().find(|(word, _)| *word == text) {
            return Some(*word);
        }
        match text {
            "4xx" => Some(Self::StatusClass(4)),
            "5xx" => Some(Self::StatusClass(5)),
            _ => status(text).map(Self::Status),
        }
    }

    /// How it is written.
    #[must_use]
    pub fn text(self) -> String {
        match self {
            Self::Status(status) => status.to_string(),
            Self::StatusClass(class) => format!("{class}xx"),
            word => Self::WORDS.iter().find(|(_, known)| *known == word).map_or("", |(word, _)| word).to_owned(),
        }
    }
}

/// A status of a failure as it is written; what is none is reported.
pub(in crate::model) fn status_of(written: &Text, diagnostics: &mut Diagnostics) -> Option<u16> {
    let found = status(&written.value);
    if found.is_none() {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, written.span, format!("{} is no status", quoted(&written.value)))
                .label("needs a number from 300 to 599")
                .help("write a status such as `404`"),
        );
    }
    found
}

/// A status of a failure: 300 to 599.
pub(in crate::model) fn status(text: &str) -> Option<u16> {
    text.parse().ok().filter(|status| (300..600).contains(status))
}

/// How long apart attempts are.
#[derive(Clone, Debug)]
pub struct Backoff {
    /// The first interval.
    pub initial: Duration,
    /// How much longer each following one is.
    pub factor: Option<f64>,
    /// The longest.
    pub max: Option<Duration>,
    /// How much of an interval is chance.
    pub jitter: Option<Jitter>,
}

/// How much of an interval is chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jitter {
    /// `none`
    None,
    /// `half`
    Half,
    /// `full`
    Full,
}

impl Jitter {
    /// The words for them.
    pub const WORDS: [(&'static str, Self); 3] = [("none", Self::None), ("half", Self::Half), ("full", Self::Full)];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, known)| *known == self).map_or("", |(word, _)| word)
    }
}

/// Resolves the key `retry`.
pub(super) fn resolve(raw: &RawRetry, resolver: &mut Resolver<'_>) -> Retry {
    let diagnostics = &mut *resolver.diagnostics;
    let attempts = u32::try_from(raw.attempts.value).ok().filter(|attempts| (2..=100).contains(attempts));
    if attempts.is_none() {
        let message = format!("a request cannot be sent {} times", raw.attempts.value);
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, raw.attempts.span, message)
                .label("not a number of attempts")
                .help("write a number from 2 to 100: the first attempt is one of them"),
        );
    }
    if raw.when.is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::WrongShape, raw.span, "no failure is followed by another attempt")
                .label("`when` has no entries")
                .help("write `when: [connect, 429, 5xx]`"),
        );
    }
    Retry {
        attempts: attempts.unwrap_or(2),
        when: raw.when.iter().filter_map(|written| condition(written, diagnostics)).collect(),
        backoff: raw.backoff.as_ref().and_then(|raw| backoff(raw, diagnostics)),
        retry_after: raw.retry_after.as_ref().and_then(|written| durations::any(written, diagnostics)),
    }
}

fn condition(written: &Text, diagnostics: &mut Diagnostics) -> Option<RetryOn> {
    let condition = RetryOn::parse(&written.value);
    if condition.is_none() {
        let message = format!("{} is no failure that may pass", quoted(&written.value));
        diagnostics.push(Diagnostic::new(Code::InvalidValue, written.span, message).label("unknown failure").help(
            likely(written, RetryOn::WORDS.map(|(word, _)| word), "a status such as `429`, or all of a kind: `5xx`"),
        ));
    }
    condition
}

/// The word that was probably meant, or all that can be written.
pub(super) fn likely(written: &Text, words: [&'static str; 3], statuses: &str) -> String {
    match suggest::closest(&written.value, words.into_iter()) {
        Some(close) => format!("did you mean `{close}`?"),
        None => format!("it can be `{}`, `{}`, `{}`, {statuses}", words[0], words[1], words[2]),
    }
}

pub(in crate::model) fn backoff(raw: &RawBackoff, diagnostics: &mut Diagnostics) -> Option<Backoff> {
    let factor = raw.factor.filter(|factor| {
        let grows = (1.0..=100.0).contains(&factor.value);
        if !grows {
            diagnostics.push(
                Diagnostic::new(Code::InvalidValue, factor.span, format!("intervals cannot grow by {}", factor.value))
                    .label("no such factor")
                    .help("write a number from 1 to 100; 1 for intervals of the same length"),
            );
        }
        grows
    });
    let initial = durations::some(&raw.initial, diagnostics);
    let max = raw.max.as_ref().and_then(|written| durations::some(written, diagnostics));
    if let (Some(initial), Some(max), Some(written)) = (initial, max, &raw.max)
        && max < initial
    {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, written.span, "the longest interval is shorter than the first one")
                .label("too short")
                .related(raw.initial.span, "the first one is here")
                .help("exchange the two"),
        );
    }
    Some(Backoff { initial: initial?, factor: factor.map(|factor| factor.value), max, jitter: raw.jitter })
}
