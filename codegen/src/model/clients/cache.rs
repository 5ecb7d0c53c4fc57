//! Which responses are kept, resolved.

use std::time::Duration;

use super::graphql::{GraphqlOperation, Kind};
use super::{Method, Operation, Role, durations};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span, suggest};
use crate::raw::clients::cache::{RawCache, RawOperationCache};

/// What is kept, for how long, and how much of it.
#[derive(Clone, Debug)]
pub struct Cache {
    /// For how long a response is kept.
    pub ttl: Duration,
    /// How many are.
    pub size: u32,
    /// The arguments, by position, that do not tell answers apart.
    pub ignored: Vec<usize>,
    /// Which one goes when there is no room.
    pub evict: Option<Evict>,
    /// What makes all of them worthless.
    pub clear: Option<ClearOn>,
}

/// Whether the answers of an operation are kept.
#[derive(Clone, Debug, Default)]
pub enum OperationCache {
    /// As its client says.
    #[default]
    General,
    /// They are not.
    Never,
    /// In a cache of its own.
    Own(Cache),
}

impl OperationCache {
    /// The cache of its own.
    #[must_use]
    pub fn own(&self) -> Option<&Cache> {
        match self {
            Self::Own(cache) => Some(cache),
            Self::General | Self::Never => None,
        }
    }
}

/// Which response goes when there is no room for another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evict {
    /// `oldest`
    Oldest,
    /// `least_recently_used`
    LeastRecentlyUsed,
}

impl Evict {
    /// The words for them.
    pub const WORDS: [(&'static str, Self); 2] =
        [("oldest", Self::Oldest), ("least_recently_used", Self::LeastRecentlyUsed)];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, known)| *known == self).map_or("", |(word, _)| word)
    }
}

/// What makes all responses worthless before their time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClearOn {
    /// `never`
    Never,
    /// `on_change`
    Change,
}

impl ClearOn {
    /// The words for them.
    pub const WORDS: [(&'static str, Self); 2] = [("never", Self::Never), ("on_change", Self::Change)];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, known)| *known == self).map_or("", |(word, _)| word)
    }
}

/// Resolves the key `cache` of a client with these operations.
pub(super) fn resolve(
    raw: &RawCache,
    operations: &[Operation],
    graphql: &[GraphqlOperation],
    diagnostics: &mut Diagnostics,
) -> Option<Cache> {
    if let Some(key) = &raw.key {
        diagnostics.push(
            Diagnostic::new(Code::ConflictingKeys, key.span, "a client has no arguments")
                .label("is for the cache of an operation")
                .help("give the operation a cache of its own: `cache: { ttl: 1m, size: 100, key: [id] }`"),
        );
    }
    if !operations.iter().any(Operation::is_kept) && !graphql.iter().any(GraphqlOperation::is_kept) {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, raw.span, "no operation of this client has answers to be kept in it")
                .label("would stay empty")
                .help("it is for operations with `get` that are not polled, and queries of GraphQL, that say nothing themselves"),
        );
    }
    basics(raw, diagnostics)
}

/// Resolves the key `cache` of an operation over HTTP.
pub(super) fn of_operation(
    raw: &RawOperationCache,
    span: Span,
    operation: &Operation,
    diagnostics: &mut Diagnostics,
) -> OperationCache {
    let raw = match raw {
        RawOperationCache::Never => return OperationCache::Never,
        RawOperationCache::Own(raw) => raw,
    };
    let only_reads = match operation.method {
        Method::Get => true,
        Method::Post => operation.idempotent == Some(true),
        Method::Put | Method::Patch | Method::Delete => false,
    };
    if operation.poll.is_some() {
        diagnostics.push(
            Diagnostic::new(Code::ConflictingKeys, raw.span, "an operation that is polled is asked for what is new")
                .label("would answer what was")
                .help("remove `cache`, or make two operations"),
        );
    }
    if !only_reads {
        diagnostics.push(
            Diagnostic::new(Code::ConflictingKeys, raw.span, "answers are kept of operations that only read")
                .label("would be answered without being sent")
                .related(span, format!("`{}` changes something", operation.method.word()))
                .help("remove `cache`, or write `idempotent: true` beside a `post` that only reads"),
        );
    }
    let Some(cache) = basics(raw, diagnostics) else { return OperationCache::General };
    let mut ignored = Vec::new();
    if let Some(key) = &raw.key {
        for written in &key.value {
            let names = || operation.arguments.iter().map(|argument| argument.name.as_written());
            if !names().any(|name| name == written.value) {
                let message = format!("no argument of `{}` is called `{}`", operation.name.as_written(), written.value);
                diagnostics.push(
                    Diagnostic::new(Code::UnresolvedReference, written.span, message)
                        .label("not among the arguments")
                        .help(suggest::help(&written.value, names())),
                );
            }
        }
        let is_named = |name: &str| key.value.iter().any(|written| written.value == name);
        let is_ignored = |at: &usize| {
            let argument = &operation.arguments[*at];
            // Path and body always tell answers apart.
            matches!(argument.role, Role::Query(_) | Role::Header(_)) && !is_named(argument.name.as_written())
        };
        ignored.extend((0..operation.arguments.len()).filter(is_ignored));
    }
    OperationCache::Own(Cache { ignored, ..cache })
}

/// Resolves the key `cache` of an operation over GraphQL.
pub(super) fn of_graphql(
    raw: &RawOperationCache,
    span: Span,
    kind: Kind,
    diagnostics: &mut Diagnostics,
) -> OperationCache {
    if kind != Kind::Query {
        let message = format!("the answers of a {} are not kept", kind.word());
        diagnostics.push(
            Diagnostic::new(Code::ConflictingKeys, span, message)
                .label("has a `cache`")
                .help("remove it: only queries are answered from one"),
        );
    }
    match raw {
        RawOperationCache::Never => OperationCache::Never,
        RawOperationCache::Own(raw) => {
            if let Some(key) = &raw.key {
                diagnostics.push(
                    Diagnostic::new(Code::ConflictingKeys, key.span, "all variables tell answers apart")
                        .label("cannot be fewer")
                        .help("remove it"),
                );
            }
            basics(raw, diagnostics).map_or(OperationCache::General, OperationCache::Own)
        }
    }
}

fn basics(raw: &RawCache, diagnostics: &mut Diagnostics) -> Option<Cache> {
    let ttl = durations::some(&raw.ttl, diagnostics);
    let size = u32::try_from(raw.size.value).ok().filter(|size| *size > 0);
    if size.is_none() {
        diagnostics.push(
            Diagnostic::new(
                Code::InvalidValue,
                raw.size.span,
                format!("a cache cannot keep {} responses", raw.size.value),
            )
            .label("not a number of responses")
            .help("write 1 or more, or leave the cache out"),
        );
    }
    Some(Cache { ttl: ttl?, size: size?, ignored: Vec::new(), evict: raw.evict, clear: raw.clear })
}

impl Operation {
    /// Whether its answers are kept in the cache of the client, if that has one.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        // What is polled for would be the same until the response is too old.
        self.method == Method::Get && self.poll.is_none() && matches!(self.cache, OperationCache::General)
    }
}

impl GraphqlOperation {
    /// Whether its answers are kept in the cache of the client, if that has one.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.kind == Kind::Query && matches!(self.cache, OperationCache::General)
    }
}
