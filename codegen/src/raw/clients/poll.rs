//! Operations that are asked until something has come to its end, as written.

use super::retry::{RawBackoff, read_backoff};
use crate::diagnostic::Diagnostics;
use crate::model::clients::poll::ToleranceWord;
use crate::raw::{Text, required, required_texts, text};
use crate::source::{Fields, Node, NodeValue, Spanned};

/// How an operation is asked until something has come to its end.
#[derive(Clone, Debug)]
pub struct RawPoll {
    /// `method`: what the method that does so is called.
    pub method: Option<Text>,
    /// `field`: the field that says how far it is.
    pub field: Text,
    /// `until`: the words for an end.
    pub until: Spanned<Vec<Text>>,
    /// `interval`: how long apart the questions are.
    pub interval: RawBackoff,
    /// `limit`: for how long they are asked.
    pub limit: Text,
    /// `tolerate`: which failures are waited out.
    pub tolerate: Option<RawTolerance>,
}

/// Which failures are waited out.
#[derive(Clone, Debug)]
pub enum RawTolerance {
    /// `none` or `passing`.
    Word(ToleranceWord),
    /// `all_but`: all but responses with these statuses.
    AllBut(Vec<Text>),
}

pub(super) fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawPoll> {
    let mut fields = Fields::of(node, "a poll", diagnostics)?;
    let method = text(&mut fields, "method", diagnostics);
    let field = required(&mut fields, "field", diagnostics);
    let until = fields.require("until", diagnostics);
    let until = until.map(|node| Spanned::new(required_texts(node, "words", diagnostics), node.span));
    let interval = fields.require("interval", diagnostics).and_then(|node| read_interval(node, diagnostics));
    let limit = required(&mut fields, "limit", diagnostics);
    let tolerate = fields.take("tolerate").and_then(|node| read_tolerance(node, diagnostics));
    fields.finish(diagnostics);
    Some(RawPoll { method, field: field?, until: until?, interval: interval?, limit: limit?, tolerate })
}

/// A duration alone is always the same.
fn read_interval(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawBackoff> {
    if matches!(node.value, NodeValue::Mapping(_)) {
        return read_backoff(node, diagnostics);
    }
    let initial = node.text("a duration", diagnostics)?;
    let factor = Some(Spanned::new(1.0, node.span));
    Some(RawBackoff { initial, factor, max: None, jitter: None })
}

fn read_tolerance(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawTolerance> {
    if !matches!(node.value, NodeValue::Mapping(_)) {
        return node.keyword(&ToleranceWord::WORDS, diagnostics).map(RawTolerance::Word);
    }
    let mut fields = Fields::of(node, "what is tolerated", diagnostics)?;
    let statuses = fields.require("all_but", diagnostics);
    let statuses = statuses.map(|node| required_texts(node, "statuses", diagnostics));
    fields.finish(diagnostics);
    statuses.map(RawTolerance::AllBut)
}
