//! Objects: entering them, and going from member to member.

use super::error::DecodeError;
use super::reader::{Mark, Reader};

/// An object being read: returned by [`Reader::object`], [`Reader::tagged`] and their like.
///
/// Small and `Copy`; it knows where the object starts, whether a member was read already, and which member is the
/// tag of a union and so none of the record's own.
#[derive(Debug, Clone, Copy)]
pub struct Object {
    /// At the opening brace, outside of it.
    pub(super) start: Mark,
    pub(super) tag: Option<&'static str>,
    pub(super) first: bool,
}

impl Object {
    /// The byte at which the object starts.
    pub fn offset(&self) -> usize {
        self.start.position
    }
}

impl Reader<'_> {
    /// Enters an object; its members follow with [`Fields`](super::Fields) or [`entry`](Self::entry).
    ///
    /// # Errors
    /// When another value comes next, or arrays and objects are nested too deeply.
    pub fn object(&mut self) -> Result<Object, DecodeError> {
        if self.next_byte() != Some(b'{') {
            return Err(self.mismatch("an object"));
        }
        let start = self.mark();
        self.enter()?;
        Ok(Object { start, tag: None, first: true })
    }

    /// The name of the next member of a map; the reader then stands before its value, else behind the object.
    ///
    /// # Errors
    /// When the object is not well-formed.
    ///
    /// ```
    /// # use typeloom_runtime::json::Reader;
    /// let mut reader = Reader::new(br#"{"one": 1, "two": 2}"#);
    /// let mut object = reader.object()?;
    /// let mut sum = 0;
    /// while let Some(_name) = reader.entry(&mut object)? {
    ///     sum += reader.i32()?;
    /// }
    /// assert_eq!(sum, 3);
    /// # Ok::<(), typeloom_runtime::json::DecodeError>(())
    /// ```
    pub fn entry(&mut self, object: &mut Object) -> Result<Option<String>, DecodeError> {
        if !self.member(object)? {
            return Ok(None);
        }
        let name = self.string()?;
        self.colon()?;
        Ok(Some(name))
    }

    /// Moves to the opening quote of the next name, or behind the object.
    #[inline]
    pub(super) fn member(&mut self, object: &mut Object) -> Result<bool, DecodeError> {
        let mut next = self.next_byte();
        if !object.first && next == Some(b',') {
            self.position += 1;
            next = self.next_byte();
        } else if next == Some(b'}') {
            self.leave();
            return Ok(false);
        } else if !object.first {
            return Err(self.unexpected("expected `,` or `}`"));
        }
        object.first = false;
        if next == Some(b'"') { Ok(true) } else { Err(self.unexpected("expected a name in quotes")) }
    }

    /// Consumes the name under the reader, quotes included, if it is this one.
    #[inline]
    pub(super) fn take_name(&mut self, name: &str) -> bool {
        let start = self.position + 1;
        let end = start + name.len();
        let bytes = self.input.as_bytes();
        let same = bytes.get(end) == Some(&b'"') && bytes.get(start..end) == Some(name.as_bytes());
        if same {
            self.position = end + 1;
        }
        same
    }

    #[inline]
    pub(super) fn colon(&mut self) -> Result<(), DecodeError> {
        if self.next_byte() != Some(b':') {
            return Err(self.unexpected("expected `:`"));
        }
        self.position += 1;
        Ok(())
    }
}
