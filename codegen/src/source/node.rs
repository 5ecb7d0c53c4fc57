//! What was written, and where.

use std::fmt;
use std::ops::{Deref, Range};

use crate::diagnostic::Span;

/// A value with its place.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it is written.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value with its place.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// Another value at the same place.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned::new(change(self.value), self.span)
    }
}

impl Spanned<String> {
    /// The place of a part of the text, given in bytes of the value.
    ///
    /// The place is exact for a text that is written on one line without escapes and is no alias. For any
    /// other it is that of the whole text, because the bytes of the value are not those of the file.
    pub fn part(&self, range: Range<usize>) -> Span {
        let written = self.span.len() as usize;
        let quotes = match written.checked_sub(self.value.trim_end_matches('\n').len()) {
            Some(0) => 0,
            Some(2) => 1,
            _ => return self.span,
        };
        let place = |at: usize| u32::try_from(at.min(self.value.len()) + quotes).unwrap_or(0);
        let start = self.span.start + place(range.start);
        let end = self.span.start + place(range.end);
        Span::new(self.span.file, start, end.max(start))
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Display> fmt::Display for Spanned<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(formatter)
    }
}

/// A value of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where it is written; for an alias, where the alias is.
    pub span: Span,
    /// What is written.
    pub value: NodeValue,
}

/// The shapes a value can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeValue {
    /// Nothing: an empty value, `null` or `~`.
    Null,
    /// A text, number or truth value, which is not decided here.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Node>),
    /// A mapping, in the order it is written; no key is there twice.
    Mapping(Vec<Entry>),
    /// What only Rust code can say; there is nothing like it in a file.
    Rust(RustNode),
}

/// What Rust code says and YAML has no form for. Macros make it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RustNode {
    /// `Option<T>`, around what it holds.
    Option(Box<Node>),
    /// A type that the language has no word for, as its tokens print.
    Type(String),
    /// A key alone, without a value: `true` for a flag.
    Alone,
}

/// A text, number or truth value as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The text, without quotes and with escapes resolved.
    pub text: String,
    /// Whether it is written without quotes, so that it could also be a number or a truth value.
    pub plain: bool,
}

/// One key of a mapping with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: Spanned<String>,
    /// The value.
    pub value: Node,
}

impl Entry {
    /// The place of the key and the value together.
    pub fn span(&self) -> Span {
        self.key.span.to(self.value.span)
    }
}

impl Node {
    /// Whether nothing is written.
    pub const fn is_null(&self) -> bool {
        matches!(self.value, NodeValue::Null)
    }

    /// Whether it is a text, number or truth value.
    pub const fn is_scalar(&self) -> bool {
        matches!(self.value, NodeValue::Scalar(_))
    }

    /// The text of the scalar, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        self.as_scalar().map(|scalar| scalar.text.as_str())
    }

    /// The scalar, if it is one.
    pub const fn as_scalar(&self) -> Option<&Scalar> {
        match &self.value {
            NodeValue::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The list, if it is one.
    pub fn as_sequence(&self) -> Option<&[Self]> {
        match &self.value {
            NodeValue::Sequence(items) => Some(items),
            _ => None,
        }
    }

    /// The entries, if it is a mapping.
    pub fn as_mapping(&self) -> Option<&[Entry]> {
        match &self.value {
            NodeValue::Mapping(entries) => Some(entries),
            _ => None,
        }
    }

    /// The value of a key, if this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let entries = self.as_mapping()?;
        entries.iter().find(|entry| entry.key.value == key).map(|entry| &entry.value)
    }

    /// The shape in words, for messages: `a list`, `` `blue` ``.
    pub fn found(&self) -> String {
        match &self.value {
            NodeValue::Null | NodeValue::Rust(RustNode::Alone) => String::from("nothing"),
            NodeValue::Sequence(_) => String::from("a list"),
            NodeValue::Mapping(_) => String::from("a mapping"),
            NodeValue::Rust(_) => String::from("a Rust type"),
            NodeValue::Scalar(scalar) => quoted(&scalar.text),
        }
    }
}

/// How much of a text a message repeats.
const REPEATED: usize = 40;

/// A text as messages show it: in backquotes, on one line, and not longer than a line.
pub(crate) fn quoted(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let shown: String = line.chars().take(REPEATED).collect();
    if shown.len() == text.len() { format!("`{shown}`") } else { format!("`{shown}…`") }
}
