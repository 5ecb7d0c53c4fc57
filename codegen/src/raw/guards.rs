//! The `guards` section as written.

use super::clients::retry::{RawBackoff, read_backoff};
use super::expression::Expression;
use super::forms::RawValue;
use super::{About, Literal, Named, Text, members, optional_members, required, text, texts};
use crate::diagnostic::{Diagnostics, Span};
use crate::model::guards::TimestampForm;
use crate::source::{Fields, Node, NodeValue};

/// A guard that is made of operations of a client.
#[derive(Clone, Debug)]
pub struct RawGuard {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `client`: whose operations it is made of.
    pub client: Text,
    /// `denied`: the variant of the client's errors that a denial is: `ClientErrors.denied`.
    pub denied: Option<Text>,
    /// `options`: what a program can choose.
    pub options: Vec<Named<RawOption>>,
    /// `timestamp`: how `$now` is written.
    pub timestamp: Option<TimestampForm>,
    /// `register`: what is called once for each action.
    pub register: Option<RawRegister>,
    /// `check`: what decides.
    pub check: RawCheck,
    /// `wait`: what is asked while nothing is decided.
    pub wait: Option<RawWait>,
    /// `report`: what hears how an action went.
    pub report: Option<RawReport>,
}

/// What a program can choose.
#[derive(Clone, Debug)]
pub struct RawOption {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `type`
    pub ty: Expression,
    /// `default`: what it is when nothing is chosen.
    pub default: Option<Literal>,
    /// `table`: what says it of the name of an action, when nothing is chosen.
    pub table: Option<Text>,
}

/// What is called once for each action.
#[derive(Clone, Debug)]
pub struct RawRegister {
    /// The operation and its arguments.
    pub ask: RawAsk,
    /// `when`: the option that says whether it is called.
    pub when: Option<Text>,
    /// `settled`: statuses after which it is not called again.
    pub settled: Vec<Text>,
}

/// What decides about an action.
#[derive(Clone, Debug)]
pub struct RawCheck {
    /// The operation and its arguments.
    pub ask: RawAsk,
    /// `status`: where the answer has its word.
    pub status: Text,
    /// `allowed`: words that allow the action.
    pub allowed: Vec<Text>,
    /// `denied`: words that deny it.
    pub denied: Vec<Text>,
    /// `pending`: words of what is not decided yet.
    pub pending: Vec<Text>,
    /// `reason`: where the answer says why; the first that is there.
    pub reason: Vec<Text>,
    /// `permit`: where the answer has the id under which it is remembered.
    pub permit: Option<Text>,
}

/// What is asked while nothing is decided.
#[derive(Clone, Debug)]
pub struct RawWait {
    /// The operation and its arguments.
    pub ask: RawAsk,
    /// `interval`: how long apart the questions are.
    pub interval: RawBackoff,
    /// `limit`: for how long it is asked.
    pub limit: Text,
}

/// What hears how an action went.
#[derive(Clone, Debug)]
pub struct RawReport {
    /// `operation`
    pub operation: Text,
    /// `succeeded`, `failed` and `aborted`: its arguments.
    pub outcomes: [Option<RawArguments>; 3],
}

/// An operation and its arguments.
#[derive(Clone, Debug)]
pub struct RawAsk {
    /// `operation`
    pub operation: Text,
    /// `arguments`: forms.
    pub arguments: RawArguments,
}

/// The arguments of an operation.
#[derive(Clone, Debug)]
pub struct RawArguments {
    /// Where they are written, or else what they belong to.
    pub span: Span,
    /// Forms by the names of arguments.
    pub values: Vec<Named<RawValue>>,
}

/// Reads the whole section.
pub fn read(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Named<RawGuard>> {
    members(node, "the guards", diagnostics, |node, diagnostics| {
        let mut fields = Fields::of(node, "a guard", diagnostics)?;
        let about = About::read(&mut fields, diagnostics);
        let client = required(&mut fields, "client", diagnostics);
        let denied = text(&mut fields, "denied", diagnostics);
        let options = optional_members(&mut fields, "options", diagnostics, read_option);
        let timestamp = fields.take("timestamp").and_then(|node| node.keyword(&TimestampForm::WORDS, diagnostics));
        let mut is_whole = true;
        let register = part(fields.take("register"), read_register, &mut is_whole, diagnostics);
        let check = fields.require("check", diagnostics).and_then(|node| read_check(node, diagnostics));
        let wait = part(fields.take("wait"), read_wait, &mut is_whole, diagnostics);
        let report = part(fields.take("report"), read_report, &mut is_whole, diagnostics);
        fields.finish(diagnostics);
        let guard =
            RawGuard { about, client: client?, denied, options, timestamp, register, check: check?, wait, report };
        // A part that cannot be read is reported: what is left would be another guard.
        is_whole.then_some(guard)
    })
}

/// A part of a guard, if it is there; whether it could be read, too, is noted.
fn part<T>(
    node: Option<&Node>,
    read: fn(&Node, &mut Diagnostics) -> Option<T>,
    is_whole: &mut bool,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let part = read(node?, diagnostics);
    *is_whole &= part.is_some();
    part
}

fn read_option(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawOption> {
    if !matches!(node.value, NodeValue::Mapping(_)) || Expression::is_map(node) {
        let ty = Expression::read(node, diagnostics)?;
        return Some(RawOption { about: About::default(), ty, default: None, table: None });
    }
    let mut fields = Fields::of(node, "an option", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let ty = fields.require("type", diagnostics).and_then(|node| Expression::read(node, diagnostics));
    let default = fields.take("default").map(|node| Literal(node.clone()));
    let table = text(&mut fields, "table", diagnostics);
    fields.exclusive("default", "table", diagnostics);
    fields.finish(diagnostics);
    Some(RawOption { about, ty: ty?, default, table })
}

fn read_register(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawRegister> {
    let mut fields = Fields::of(node, "a registration", diagnostics)?;
    let ask = read_ask(&mut fields, diagnostics);
    let when = text(&mut fields, "when", diagnostics);
    let settled = texts(&mut fields, "settled", diagnostics);
    fields.finish(diagnostics);
    Some(RawRegister { ask: ask?, when, settled })
}

fn read_check(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawCheck> {
    let mut fields = Fields::of(node, "a check", diagnostics)?;
    let ask = read_ask(&mut fields, diagnostics);
    let status = required(&mut fields, "status", diagnostics);
    let has_allowed = fields.require("allowed", diagnostics).is_some();
    let allowed = texts(&mut fields, "allowed", diagnostics);
    let denied = texts(&mut fields, "denied", diagnostics);
    let pending = texts(&mut fields, "pending", diagnostics);
    let reason = texts(&mut fields, "reason", diagnostics);
    let permit = text(&mut fields, "permit", diagnostics);
    fields.finish(diagnostics);
    let check = RawCheck { ask: ask?, status: status?, allowed, denied, pending, reason, permit };
    has_allowed.then_some(check)
}

fn read_wait(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawWait> {
    let mut fields = Fields::of(node, "a wait", diagnostics)?;
    let ask = read_ask(&mut fields, diagnostics);
    let interval = fields.require("interval", diagnostics).and_then(|node| read_backoff(node, diagnostics));
    let limit = required(&mut fields, "limit", diagnostics);
    fields.finish(diagnostics);
    Some(RawWait { ask: ask?, interval: interval?, limit: limit? })
}

fn read_report(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawReport> {
    let mut fields = Fields::of(node, "a report", diagnostics)?;
    let operation = required(&mut fields, "operation", diagnostics);
    let outcomes =
        ["succeeded", "failed", "aborted"].map(|key| fields.take(key).map(|node| read_arguments(node, diagnostics)));
    fields.finish(diagnostics);
    Some(RawReport { operation: operation?, outcomes })
}

fn read_ask(fields: &mut Fields<'_>, diagnostics: &mut Diagnostics) -> Option<RawAsk> {
    let operation = required(fields, "operation", diagnostics);
    let arguments = fields.take("arguments").map(|node| read_arguments(node, diagnostics));
    let operation = operation?;
    let arguments = arguments.unwrap_or(RawArguments { span: operation.span, values: Vec::new() });
    Some(RawAsk { operation, arguments })
}

fn read_arguments(node: &Node, diagnostics: &mut Diagnostics) -> RawArguments {
    let values = members(node, "the arguments", diagnostics, |node, diagnostics| {
        Some(RawValue::read_or_reported(node, diagnostics))
    });
    RawArguments { span: node.span, values }
}
