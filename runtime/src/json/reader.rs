//! The pull reader: its place in the input, what comes next, literals and arrays.

use super::DEPTH_LIMIT;
use super::error::{DecodeError, DecodeErrorKind};
use super::kind::Kind;

/// Reads one JSON document from front to back, value by value.
///
/// A decoder asks for what it expects: [`string`](Self::string), [`i64`](Self::i64), [`object`](Self::object), …
/// Whitespace before a value is skipped by each of them.
///
/// ```
/// use typeloom_runtime::json::Reader;
///
/// let mut reader = Reader::new(b"[true, null, 7]");
/// let mut list = reader.list_start()?;
/// assert!(reader.list_next(&mut list)? && reader.boolean()?);
/// assert!(reader.list_next(&mut list)? && reader.peek_null()?);
/// assert!(reader.list_next(&mut list)? && reader.u32()? == 7);
/// assert!(!reader.list_next(&mut list)?);
/// reader.finish()?;
/// # Ok::<(), typeloom_runtime::json::DecodeError>(())
/// ```
#[derive(Debug)]
pub struct Reader<'j> {
    /// The input as far as it is UTF-8.
    pub(super) input: &'j str,
    pub(super) position: usize,
    /// How many arrays and objects are open.
    pub(super) depth: u8,
    /// Whether bytes that are not UTF-8 follow the `input`.
    broken: bool,
}

/// A place to come back to: see [`Reader::mark`].
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    pub(super) position: usize,
    pub(super) depth: u8,
}

/// An array being read: see [`Reader::list_start`].
#[derive(Debug, Clone, Copy)]
pub struct List {
    first: bool,
}

impl<'j> Reader<'j> {
    /// A reader at the start of `input`. Bytes that are not UTF-8 are an error when they are reached.
    pub fn new(input: &'j [u8]) -> Self {
        let (input, broken) = match std::str::from_utf8(input) {
            Ok(text) => (text, false),
            Err(error) => {
                let valid = input.get(..error.valid_up_to()).unwrap_or_default();
                (std::str::from_utf8(valid).unwrap_or_default(), true)
            }
        };
        Self { input, position: 0, depth: 0, broken }
    }

    /// The byte at which the reader stands.
    pub fn offset(&self) -> usize {
        self.position
    }

    /// The byte at which the next value (or other token) starts.
    pub fn next_offset(&mut self) -> usize {
        self.next_byte();
        self.position
    }

    /// Remembers the place, to [come back](Self::reset) to it.
    pub fn mark(&self) -> Mark {
        Mark { position: self.position, depth: self.depth }
    }

    /// Goes back (or forward) to a place of this same reader.
    pub fn reset(&mut self, mark: Mark) {
        self.position = mark.position;
        self.depth = mark.depth;
    }

    /// The kind of the value that comes next; nothing is consumed.
    ///
    /// # Errors
    /// When no value can start here.
    pub fn peek(&mut self) -> Result<Kind, DecodeError> {
        match self.next_byte() {
            Some(byte) => Kind::of(byte).ok_or_else(|| self.unexpected("expected a value")),
            None => Err(self.unexpected("expected a value")),
        }
    }

    /// Consumes `null` if it comes next, and says whether it did.
    ///
    /// # Errors
    /// When a misspelt `null` comes next.
    #[inline]
    pub fn peek_null(&mut self) -> Result<bool, DecodeError> {
        if self.next_byte() == Some(b'n') {
            self.literal("null")?;
            return Ok(true);
        }
        Ok(false)
    }

    /// Reads `true` or `false`.
    ///
    /// # Errors
    /// When another value comes next.
    pub fn boolean(&mut self) -> Result<bool, DecodeError> {
        match self.next_byte() {
            Some(b't') => self.literal("true").map(|()| true),
            Some(b'f') => self.literal("false").map(|()| false),
            _ => Err(self.mismatch("a boolean")),
        }
    }

    /// Enters an array; its elements follow with [`list_next`](Self::list_next).
    ///
    /// # Errors
    /// When another value comes next, or arrays and objects are nested too deeply.
    pub fn list_start(&mut self) -> Result<List, DecodeError> {
        if self.next_byte() != Some(b'[') {
            return Err(self.mismatch("an array"));
        }
        self.enter()?;
        Ok(List { first: true })
    }

    /// Whether another element follows; the reader then stands before it, else behind the array.
    ///
    /// # Errors
    /// When neither a comma nor the end of the array comes next.
    pub fn list_next(&mut self, list: &mut List) -> Result<bool, DecodeError> {
        let first = std::mem::replace(&mut list.first, false);
        match self.next_byte() {
            Some(b']') => {
                self.leave();
                Ok(false)
            }
            Some(_) if first => Ok(true),
            Some(b',') => {
                self.position += 1;
                if self.next_byte() == Some(b']') {
                    return Err(self.unexpected("a comma before the end of an array"));
                }
                Ok(true)
            }
            _ => Err(self.unexpected("expected `,` or `]`")),
        }
    }

    /// Checks that only whitespace follows.
    ///
    /// # Errors
    /// When something else does.
    pub fn finish(&mut self) -> Result<(), DecodeError> {
        match self.next_byte() {
            Some(_) => Err(self.error(DecodeErrorKind::TrailingCharacters)),
            None if self.broken => Err(self.error(DecodeErrorKind::InvalidUtf8)),
            None => Ok(()),
        }
    }

    /// Skips whitespace and looks at the byte behind it.
    #[inline]
    pub(super) fn next_byte(&mut self) -> Option<u8> {
        let byte = *self.input.as_bytes().get(self.position)?;
        if byte > b' ' { Some(byte) } else { self.next_byte_after_whitespace() }
    }

    fn next_byte_after_whitespace(&mut self) -> Option<u8> {
        while let Some(byte) = self.input.as_bytes().get(self.position) {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(*byte);
            }
            self.position += 1;
        }
        None
    }

    /// Consumes the bracket under the reader and counts it.
    #[inline]
    pub(super) fn enter(&mut self) -> Result<(), DecodeError> {
        if self.depth >= DEPTH_LIMIT {
            return Err(self.error(DecodeErrorKind::TooDeep));
        }
        self.depth += 1;
        self.position += 1;
        Ok(())
    }

    #[inline]
    pub(super) fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.position += 1;
    }

    #[inline]
    pub(super) fn literal(&mut self, word: &'static str) -> Result<(), DecodeError> {
        let end = self.position + word.len();
        if self.input.as_bytes().get(self.position..end) != Some(word.as_bytes()) {
            return Err(self.misspelt());
        }
        self.position = end;
        Ok(())
    }

    #[cold]
    fn misspelt(&self) -> DecodeError {
        let rest = self.input.as_bytes().get(self.position..).unwrap_or_default();
        let cut_off = ["null", "true", "false"].iter().any(|word| word.as_bytes().starts_with(rest));
        if cut_off { self.ended() } else { self.unexpected("expected `null`, `true` or `false`") }
    }

    /// The value here is not what the type asks for.
    #[cold]
    pub(super) fn mismatch(&self, expected: &'static str) -> DecodeError {
        match self.input.as_bytes().get(self.position).copied().and_then(Kind::of) {
            Some(found) => self.error(DecodeErrorKind::Expected { expected, found }),
            None => self.unexpected("expected a value"),
        }
    }

    /// The input is not JSON here, or ends.
    #[cold]
    pub(super) fn unexpected(&self, problem: &'static str) -> DecodeError {
        if self.position < self.input.len() {
            return DecodeError::syntax(problem, self.position);
        }
        self.ended()
    }

    #[cold]
    pub(super) fn ended(&self) -> DecodeError {
        let kind = if self.broken { DecodeErrorKind::InvalidUtf8 } else { DecodeErrorKind::UnexpectedEnd };
        DecodeError::new(kind, self.input.len())
    }

    #[cold]
    pub(super) fn error(&self, kind: DecodeErrorKind) -> DecodeError {
        DecodeError::new(kind, self.position)
    }
}
