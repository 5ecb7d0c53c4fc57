//! What statuses mean: which are successes, and which errors are answers.

use super::literals::{self, Known};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::resolver::Resolver;
use crate::model::types::Type;
use crate::raw::Text;
use crate::raw::clients::RawOperation;
use crate::raw::clients::statuses::{RawMeaning, RawStatus};
use crate::source::quoted;

/// What the statuses of an operation mean.
#[derive(Clone, Debug, Default)]
pub struct Statuses {
    /// The only ones of success, the usual one first; without any those from 200 to 299.
    pub success: Vec<u16>,
    /// What others mean.
    pub meanings: Vec<(u16, Meaning)>,
}

/// What a status means.
#[derive(Clone, Debug)]
pub enum Meaning {
    /// The body holds what is returned.
    Body,
    /// There is nothing.
    Nothing,
    /// This is returned, as it is on the wire.
    Value(serde_json::Value),
}

/// Resolves the keys `success` and `statuses`.
pub(super) fn resolve(
    raw: &RawOperation,
    returns: Option<&Type>,
    known: Known<'_>,
    resolver: &mut Resolver<'_>,
) -> Statuses {
    let mut seen: Vec<(u16, Span)> = Vec::new();
    let success = raw.success.iter().filter_map(|written| {
        let status = status(written, 200..300, "a status of success: 200 to 299", resolver)?;
        unseen(status, written, &mut seen, resolver)
    });
    let success = success.collect();
    let mut seen: Vec<(u16, Span)> = Vec::new();
    let meanings = raw.statuses.iter().filter_map(|raw| {
        let status = status(&raw.status, 200..600, "a status: 200 to 599", resolver)?;
        let status = unseen(status, &raw.status, &mut seen, resolver)?;
        Some((status, meaning(raw, returns, known, resolver)?))
    });
    let meanings = meanings.collect();
    Statuses { success, meanings }
}

fn status(written: &Text, range: std::ops::Range<u16>, what: &str, resolver: &mut Resolver<'_>) -> Option<u16> {
    let status = written.value.parse().ok().filter(|status| range.contains(status));
    if status.is_none() {
        let message = format!("{} is not {what}", quoted(&written.value));
        resolver.diagnostics.push(
            Diagnostic::new(Code::InvalidValue, written.span, message).label("no such status").help(format!(
                "write a number from {} to {}",
                range.start,
                range.end - 1
            )),
        );
    }
    status
}

fn unseen(status: u16, written: &Text, seen: &mut Vec<(u16, Span)>, resolver: &mut Resolver<'_>) -> Option<u16> {
    if let Some((_, first)) = seen.iter().find(|(known, _)| *known == status) {
        resolver.diagnostics.push(
            Diagnostic::new(Code::DuplicateName, written.span, format!("the status {status} is there twice"))
                .label("the second one")
                .related(*first, "the first one is here")
                .help("remove one of them"),
        );
        return None;
    }
    seen.push((status, written.span));
    Some(status)
}

fn meaning(raw: &RawStatus, returns: Option<&Type>, known: Known<'_>, resolver: &mut Resolver<'_>) -> Option<Meaning> {
    let span = raw.status.span;
    let mut refuse = |message: &str, label: &str, help: &str| {
        let found = Diagnostic::new(Code::InvalidValue, span, message).label(label).help(help);
        resolver.diagnostics.push(found);
        None
    };
    match (&raw.meaning, returns) {
        (RawMeaning::Nothing, None) => Some(Meaning::Nothing),
        (RawMeaning::Nothing, Some(ty)) if ty.is_optional() => Some(Meaning::Nothing),
        (RawMeaning::Nothing, Some(_)) => refuse(
            "there is always something that this operation returns",
            "cannot be none",
            "return `T?`, or give the status a value: `{ value: … }`",
        ),
        (RawMeaning::Body, Some(_)) => Some(Meaning::Body),
        (_, None) => refuse(
            "this operation returns nothing",
            "has nothing to return",
            "write `none`: the status is a success then",
        ),
        (RawMeaning::Value(literal), Some(ty)) => literals::value(&literal.0, ty, known, resolver).map(Meaning::Value),
    }
}
