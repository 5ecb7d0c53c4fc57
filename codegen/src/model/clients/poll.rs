//! Operations that are asked until something has come to its end, resolved.

use std::time::Duration;

use super::derived::{Parts, method, unfit};
use super::durations;
use super::retry::{self, Backoff};
use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::model::arena::Id;
use crate::model::enums::Enum;
use crate::model::names::{Name, Scope};
use crate::model::resolver::Resolver;
use crate::model::types::{Shape, Type, TypeDeclaration};
use crate::raw::clients::RawOperation;
use crate::raw::clients::poll::{RawPoll, RawTolerance};
use crate::raw::{Named, Text};
use crate::source::quoted;

/// How an operation is asked until something has come to its end.
#[derive(Clone, Debug)]
pub struct Poll {
    /// The name of the method that does so.
    pub method: Name,
    /// The record that the operation returns.
    pub record: Id<TypeDeclaration>,
    /// The field, by position, that says how far it is.
    pub field: usize,
    /// What the field holds at an end.
    pub until: Ends,
    /// How long apart the questions are.
    pub interval: Backoff,
    /// For how long they are asked.
    pub limit: Duration,
    /// Which failures are waited out.
    pub tolerance: Tolerance,
}

/// What a field holds when something has come to its end.
#[derive(Clone, Debug)]
pub enum Ends {
    /// One of these texts.
    Texts(Vec<String>),
    /// One of these members, by position, of an enum.
    Members(Id<TypeDeclaration>, Vec<usize>),
}

/// Which failures are waited out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tolerance {
    /// Those that a word is for.
    Word(ToleranceWord),
    /// `all_but`: all but responses with these statuses.
    AllBut(Vec<u16>),
}

/// Words for failures that are waited out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToleranceWord {
    /// `none`
    None,
    /// `passing`
    Passing,
}

impl ToleranceWord {
    /// The words.
    pub const WORDS: [(&'static str, Self); 2] = [("none", Self::None), ("passing", Self::Passing)];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, known)| *known == self).map_or("", |(word, _)| word)
    }
}

/// Resolves the key `poll` of an operation.
pub(super) fn resolve(
    named: &Named<RawOperation>,
    raw: &RawPoll,
    parts: &Parts<'_>,
    methods: &mut Scope,
    resolver: &mut Resolver<'_>,
) -> Option<Poll> {
    let method = method(raw.method.as_ref(), named, format!("wait_for_{}", parts.name()), methods, resolver);
    let interval = retry::backoff(&raw.interval, resolver.diagnostics);
    let limit = durations::some(&raw.limit, resolver.diagnostics);
    let tolerance = match &raw.tolerate {
        None => Tolerance::Word(ToleranceWord::Passing),
        Some(RawTolerance::Word(word)) => Tolerance::Word(*word),
        Some(RawTolerance::AllBut(written)) => {
            Tolerance::AllBut(written.iter().filter_map(|written| status(written, resolver)).collect())
        }
    };
    if raw.until.value.is_empty() {
        resolver.diagnostics.push(
            Diagnostic::new(Code::WrongShape, raw.until.span, "nothing is an end")
                .label("has no entries")
                .help("write the words at which it ends: `until: [approved, denied]`"),
        );
    }
    let (record, field, until) = ends(raw, parts, resolver)?;
    Some(Poll { method: method?, record, field, until, interval: interval?, limit: limit?, tolerance })
}

fn status(written: &Text, resolver: &mut Resolver<'_>) -> Option<u16> {
    let status = retry::status(&written.value);
    if status.is_none() {
        resolver.diagnostics.push(
            Diagnostic::new(
                Code::InvalidValue,
                written.span,
                format!("{} is no status of a failure", quoted(&written.value)),
            )
            .label("not such a status")
            .help("write a number from 300 to 599: `all_but: [401, 404]`"),
        );
    }
    status
}

/// The field that says how far it is, and what it holds at an end.
fn ends(raw: &RawPoll, parts: &Parts<'_>, resolver: &mut Resolver<'_>) -> Option<(Id<TypeDeclaration>, usize, Ends)> {
    let Some((record, fields)) = parts.result() else {
        let message = format!("what `{}` returns does not say how far it is", parts.name());
        resolver.diagnostics.push(
            Diagnostic::new(Code::InvalidAccessor, raw.field.span, message)
                .label("leads nowhere")
                .help("return a record that has such a field, and not an optional one"),
        );
        return None;
    };
    let (at, field) = parts.field(&raw.field, fields, resolver)?;
    let ends = match field.ty.required().unaliased(parts.types) {
        Type::String => Ends::Texts(raw.until.value.iter().map(|word| word.value.clone()).collect()),
        Type::Named(id) if let Shape::Enum(declared) = &parts.types[*id].shape => {
            let members = raw.until.value.iter().filter_map(|word| member(word, declared, resolver));
            Ends::Members(*id, members.collect())
        }
        _ => {
            unfit(&raw.field, "is neither an enum nor a text", "name a field with a word in it", resolver);
            return None;
        }
    };
    Some((record, at, ends))
}

/// The member of an enum, by position.
fn member(word: &Text, declared: &Enum, resolver: &mut Resolver<'_>) -> Option<usize> {
    let names = || declared.members.iter().map(|member| member.name.as_written());
    let found = names().position(|name| name == word.value);
    if found.is_none() {
        let message = format!("no member is called {}", quoted(&word.value));
        resolver.diagnostics.push(
            Diagnostic::new(Code::UnresolvedReference, word.span, message)
                .label("not among the members of the enum")
                .help(suggest::help(&word.value, names())),
        );
    }
    found
}
