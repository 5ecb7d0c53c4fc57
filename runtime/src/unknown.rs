//! What an open enum or union keeps of values that came after it was written.

use crate::json::{DecodeError, Reader, Value, Writer};
use crate::model::Model;

/// A value of an open enum that this version of the SDK does not know.
///
/// It is sent back as it came. Only decoding makes one, so that a value that *is* known never hides in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    /// For generated code, which checks that the text is none of the known values.
    #[doc(hidden)]
    pub fn __new(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    /// The value on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for UnknownValue {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A variant of an open union that this version of the SDK does not know, kept whole.
///
/// It is sent back as it came. Only decoding makes one.
#[derive(Debug, Clone, PartialEq)]
pub struct UnknownVariant {
    tag: Box<str>,
    value: Value,
}

impl UnknownVariant {
    /// The object with its tag: a member of this name, or else the name of the only member.
    pub(crate) fn found(tag: Option<&str>, value: Value) -> Option<Self> {
        let members = value.as_object()?;
        let tag: Box<str> = match tag {
            Some(tag) => members.get(tag)?.as_str()?.into(),
            None if members.len() == 1 => members.keys().next()?.as_str().into(),
            None => return None,
        };
        Some(Self { tag, value })
    }

    /// The tag on the wire.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The whole object, tag included.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// Writes the object as it came.
    pub fn encode(&self, writer: &mut Writer) {
        writer.value(&self.value);
    }
}

/// Decodes an open enum that knows no values at all.
impl Model for UnknownValue {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.string().map(Self::__new)
    }

    fn encode(&self, writer: &mut Writer) {
        writer.string(&self.0);
    }
}

/// A word that is no member of a closed enum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownWord {
    expected: &'static [&'static str],
}

impl UnknownWord {
    /// The error of an enum with these words.
    #[must_use]
    pub const fn new(expected: &'static [&'static str]) -> Self {
        Self { expected }
    }

    /// The words of the enum.
    #[must_use]
    pub const fn expected(&self) -> &'static [&'static str] {
        self.expected
    }
}

impl std::fmt::Display for UnknownWord {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("not one of the known words:")?;
        for (index, word) in self.expected.iter().enumerate() {
            write!(formatter, "{} `{word}`", if index == 0 { "" } else { "," })?;
        }
        Ok(())
    }
}

impl std::error::Error for UnknownWord {}
