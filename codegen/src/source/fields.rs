//! The cursor over the keys of a mapping.

use super::node::quoted;
use super::{Entry, Node, NodeValue};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span, suggest};

/// Reads the keys of a mapping one by one and remembers which were asked for.
///
/// What was asked for is what is allowed: [`finish`](Self::finish) reports every other key.
#[derive(Debug)]
#[must_use = "`finish` reports unknown keys"]
pub struct Fields<'n> {
    span: Span,
    what: &'static str,
    entries: &'n [Entry],
    asked: Vec<&'static str>,
    /// Keys that were reported in place of a missing one.
    mistyped: Vec<&'n str>,
}

impl<'n> Fields<'n> {
    /// The keys of `node`, which describes `what`: `a record`. Anything but a mapping is reported.
    pub fn of(node: &'n Node, what: &'static str, diagnostics: &mut Diagnostics) -> Option<Self> {
        if let NodeValue::Mapping(entries) = &node.value {
            return Some(Self { span: node.span, what, entries, asked: Vec::new(), mistyped: Vec::new() });
        }
        let message = format!("{what} is a mapping of keys and values, and this is {}", node.found());
        diagnostics.push(Diagnostic::new(Code::WrongShape, node.span, message).label("expected a mapping"));
        None
    }

    /// The value of a key.
    pub fn take(&mut self, key: &'static str) -> Option<&'n Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The value of a key together with the key.
    pub fn entry(&mut self, key: &'static str) -> Option<&'n Entry> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        self.peek(key)
    }

    /// The value of a key that must be there; a missing one is reported.
    pub fn require(&mut self, key: &'static str, diagnostics: &mut Diagnostics) -> Option<&'n Node> {
        if let Some(node) = self.take(key) {
            return Some(node);
        }
        // A typo is told here, once, because a decoder that cannot go on never reaches `finish`.
        let unread = |entry: &&Entry| !self.asked.contains(&entry.key.as_str());
        let candidates = self.entries.iter().filter(unread).map(|entry| entry.key.as_str());
        let typo = suggest::closest(key, candidates);
        let place = typo.and_then(|name| self.peek(name)).map_or(self.head(), |entry| entry.key.span);
        let message = format!("{} needs the key `{key}`", self.what);
        diagnostics.push(Diagnostic::new(Code::MissingKey, place, message).label(format!("`{key}` is missing")).help(
            match typo {
                Some(name) => format!("did you write {} for `{key}`?", quoted(name)),
                None => format!("add `{key}:`"),
            },
        ));
        self.mistyped.extend(typo);
        None
    }

    /// Whether a key that nobody asked for was probably meant to be one of these.
    pub fn has_typo_of(&self, keys: &[&str]) -> bool {
        let unread = self.entries.iter().map(|entry| entry.key.as_str()).filter(|key| !self.asked.contains(key));
        unread.into_iter().any(|key| suggest::closest(key, keys.iter().copied()).is_some())
    }

    /// Whether a key is there. This does not count as asking for it.
    pub fn has(&self, key: &str) -> bool {
        self.peek(key).is_some()
    }

    /// Reports that at most one of two keys may be there, if both are; says whether it did.
    pub fn exclusive(&mut self, one: &'static str, other: &'static str, diagnostics: &mut Diagnostics) -> bool {
        let (Some(first), Some(second)) = (self.entry(one), self.entry(other)) else {
            return false;
        };
        let message = format!("{} has either `{one}` or `{other}`, and this has both", self.what);
        diagnostics.push(
            Diagnostic::new(Code::ConflictingKeys, second.key.span, message)
                .label(format!("excludes `{one}`"))
                .related(first.key.span, format!("`{one}` is here")),
        );
        true
    }

    /// The place of the whole mapping.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Reports the keys nobody asked for.
    pub fn finish(self, diagnostics: &mut Diagnostics) {
        let absent = self.asked.iter().copied().filter(|key| !self.has(key));
        let told = |key: &str| self.asked.contains(&key) || self.mistyped.contains(&key);
        for entry in self.entries.iter().filter(|entry| !told(&entry.key)) {
            let key = entry.key.as_str();
            let help = match suggest::closest(key, absent.clone()) {
                Some(meant) => Some(format!("did you mean `{meant}`?")),
                None if self.asked.is_empty() => Some(format!("{} has no keys", self.what)),
                None => Some(format!("{} can have {}", self.what, suggest::list(self.asked.iter().copied()))),
            };
            let message = format!("{} has no key {}", self.what, quoted(key));
            diagnostics
                .push(Diagnostic::new(Code::UnknownKey, entry.key.span, message).label("not a key of this").help(help));
        }
    }

    fn peek(&self, key: &str) -> Option<&'n Entry> {
        self.entries.iter().find(|entry| entry.key.value == key)
    }

    /// The first key, which stands for the mapping: carets under all of it would run over many lines.
    pub fn head(&self) -> Span {
        self.entries.first().map_or(self.span, |entry| entry.key.span)
    }
}
