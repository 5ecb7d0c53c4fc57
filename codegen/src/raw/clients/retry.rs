//! When a client sends a request again, as written.

use crate::diagnostic::{Diagnostics, Span};
use crate::model::clients::Jitter;
use crate::raw::{Text, required_texts, text};
use crate::source::{Fields, Node, Spanned};

/// When a request is sent again.
#[derive(Clone, Debug)]
pub struct RawRetry {
    /// Where it is written.
    pub span: Span,
    /// `attempts`: how often a request is sent at most.
    pub attempts: Spanned<i64>,
    /// `when`: after which failures.
    pub when: Vec<Text>,
    /// `backoff`: how long apart the attempts are.
    pub backoff: Option<RawBackoff>,
    /// `retry_after`: how much of what a server asks for is waited for.
    pub retry_after: Option<Text>,
}

/// How long apart attempts are.
#[derive(Clone, Debug)]
pub struct RawBackoff {
    /// `initial`: the first interval.
    pub initial: Text,
    /// `factor`: how much longer each following one is.
    pub factor: Option<Spanned<f64>>,
    /// `max`: the longest.
    pub max: Option<Text>,
    /// `jitter`: how much of an interval is chance.
    pub jitter: Option<Jitter>,
}

pub(super) fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawRetry> {
    let mut fields = Fields::of(node, "a retry policy", diagnostics)?;
    let attempts = fields.require("attempts", diagnostics).and_then(|node| node.integer(diagnostics));
    let when = fields.require("when", diagnostics).map(|node| required_texts(node, "failures", diagnostics));
    let backoff = fields.take("backoff").and_then(|node| read_backoff(node, diagnostics));
    let retry_after = text(&mut fields, "retry_after", diagnostics);
    fields.finish(diagnostics);
    Some(RawRetry { span: node.span, attempts: attempts?, when: when?, backoff, retry_after })
}

pub(in crate::raw) fn read_backoff(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawBackoff> {
    let mut fields = Fields::of(node, "a backoff", diagnostics)?;
    let initial = fields.require("initial", diagnostics).and_then(|node| node.text("a duration", diagnostics));
    let factor = fields.take("factor").and_then(|node| node.number(diagnostics));
    let max = text(&mut fields, "max", diagnostics);
    let jitter = fields.take("jitter").and_then(|node| node.keyword(&Jitter::WORDS, diagnostics));
    fields.finish(diagnostics);
    Some(RawBackoff { initial: initial?, factor, max, jitter })
}
