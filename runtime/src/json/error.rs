//! What went wrong while decoding, and where.

use std::borrow::Cow;
use std::fmt;

use super::kind::Kind;
use super::path;

/// What a decoder did not accept.
///
/// No variant holds text from the input: the input may be secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The input is JSON, but another kind of value stands here.
    #[error("expected {expected}, found {found}")]
    Expected {
        /// What the type asks for, with its article: `a string`.
        expected: &'static str,
        /// The kind of value that is there.
        found: Kind,
    },
    /// The input is not JSON.
    #[error("invalid JSON: {problem}")]
    Syntax {
        /// What is wrong with it.
        problem: &'static str,
    },
    /// The input ends in the middle of a value.
    #[error("the input ends too early")]
    UnexpectedEnd,
    /// The input is not UTF-8 from here on.
    #[error("the input is not valid UTF-8")]
    InvalidUtf8,
    /// Something follows the document.
    #[error("unexpected characters after the document")]
    TrailingCharacters,
    /// Arrays and objects are nested more deeply than [`DEPTH_LIMIT`](super::DEPTH_LIMIT).
    #[error("nested too deeply")]
    TooDeep,
    /// A required field is not in the object.
    #[error("missing field `{name}`")]
    MissingField {
        /// The field's name on the wire.
        name: &'static str,
    },
    /// The record refuses fields that it does not know, and this is one.
    #[error("unknown field")]
    UnknownField,
    /// The tag names no variant of a closed union.
    #[error("unknown variant: expected one of {}", Listed(.expected))]
    UnknownVariant {
        /// The tags that the union knows.
        expected: &'static [&'static str],
    },
    /// The text is no value of a closed enum.
    #[error("unknown value: expected one of {}", Listed(.expected))]
    UnknownValue {
        /// The values that the enum knows.
        expected: &'static [&'static str],
    },
    /// The number does not fit the type.
    #[error("number out of range for {expected}")]
    OutOfRange {
        /// The type, with its article: `a 32-bit integer`.
        expected: &'static str,
    },
    /// The value has the right kind but not the right form.
    #[error("{problem}")]
    Invalid {
        /// What is wrong with it: `not a base64 text`.
        problem: Cow<'static, str>,
    },
}

/// Why a document could not be decoded: a [kind](DecodeErrorKind) and a place.
///
/// One pointer wide, so that results stay small. The text never contains a value of the input.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Fault>);

#[derive(Clone, PartialEq, Eq)]
struct Fault {
    kind: DecodeErrorKind,
    offset: usize,
    path: String,
    line_and_column: Option<(usize, usize)>,
    located: bool,
}

impl DecodeError {
    /// An error of this kind at this byte of the input.
    #[cold]
    #[must_use]
    pub fn new(kind: DecodeErrorKind, offset: usize) -> Self {
        Self(Box::new(Fault { kind, offset, path: String::new(), line_and_column: None, located: false }))
    }

    /// A value of the right kind whose form is not accepted, for instance because it breaks a rule of its type.
    ///
    /// `problem` completes the sentence that the error prints; it must not repeat the value.
    #[cold]
    #[must_use]
    pub fn invalid(problem: impl Into<Cow<'static, str>>, offset: usize) -> Self {
        Self::new(DecodeErrorKind::Invalid { problem: problem.into() }, offset)
    }

    #[cold]
    pub(crate) fn syntax(problem: &'static str, offset: usize) -> Self {
        Self::new(DecodeErrorKind::Syntax { problem }, offset)
    }

    /// The error for a text that is no member of a closed enum.
    #[must_use]
    #[cold]
    pub fn unknown_value(expected: &'static [&'static str], offset: usize) -> Self {
        Self::new(DecodeErrorKind::UnknownValue { expected }, offset)
    }

    /// What was not accepted.
    pub fn kind(&self) -> &DecodeErrorKind {
        &self.0.kind
    }

    /// The byte of the input at which it was found; for a missing field, where its object starts.
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// The way from the top of the document: `message.parts[2].metadata`, empty at the top itself.
    ///
    /// Names that are not plain words are quoted in brackets: `headers["content.type"]`.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The line of [`offset`](Self::offset), from 1, if the input was text.
    pub fn line(&self) -> Option<usize> {
        self.0.line_and_column.map(|(line, _)| line)
    }

    /// The column of [`offset`](Self::offset) in characters, from 1, if the input was text.
    pub fn column(&self) -> Option<usize> {
        self.0.line_and_column.map(|(_, column)| column)
    }

    /// Fills in path, line and column. Done once, after a failure, so that decoding does not pay for it.
    #[cold]
    #[must_use]
    pub fn locate(mut self, input: &[u8]) -> Self {
        self.0.path = path::path(input, self.0.offset);
        self.0.line_and_column = Some(path::line_and_column(input, self.0.offset));
        self.0.located = true;
        self
    }

    /// As [`locate`](Self::locate), for an input that nobody but us has seen as text.
    #[cold]
    pub(crate) fn locate_in_value(mut self, written: &[u8]) -> Self {
        self.0.path = path::path(written, self.0.offset);
        self.0.located = true;
        self
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fault { kind, offset, path, line_and_column, located } = &*self.0;
        write!(formatter, "{kind}")?;
        if !path.is_empty() {
            write!(formatter, " at `{path}`")?;
        }
        if let Some((line, column)) = line_and_column {
            write!(formatter, " (line {line}, column {column})")?;
        } else if !located {
            write!(formatter, " at byte {offset}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("DecodeError")
            .field("kind", &self.0.kind)
            .field("offset", &self.0.offset)
            .field("path", &self.0.path)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for DecodeError {}

/// Names in backticks, separated by commas.
struct Listed<'n>(&'n [&'n str]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, name) in self.0.iter().enumerate() {
            let separator = if number == 0 { "" } else { ", " };
            write!(formatter, "{separator}`{name}`")?;
        }
        Ok(())
    }
}
