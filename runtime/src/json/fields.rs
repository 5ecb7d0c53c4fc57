//! The members of a record: which field a name means, in whichever order they come.

use super::error::{DecodeError, DecodeErrorKind};
use super::object::Object;
use super::reader::{Mark, Reader};
use super::slot::missing;
use super::text::find;

/// What a record does with fields that it does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unknown {
    /// Skips them.
    #[default]
    Ignore,
    /// Fails.
    Refuse,
    /// Hands them out, to be kept: see [`Fields::take_key`].
    Keep,
}

/// The names that a record's fields have on the wire.
///
/// Names must not contain characters that JSON escapes (quotes, backslashes, control characters).
#[derive(Debug, Clone, Copy)]
pub struct Names {
    canonical: &'static [&'static str],
    aliases: &'static [(&'static str, usize)],
    required: &'static [usize],
    unknown: Unknown,
}

impl Names {
    /// The names of the fields in declared order, which is the order that decodes fastest.
    #[must_use]
    pub const fn new(canonical: &'static [&'static str]) -> Self {
        Self { canonical, aliases: &[], required: &[], unknown: Unknown::Ignore }
    }

    /// Further names that are accepted, each with the index of its canonical name.
    #[must_use]
    pub const fn with_aliases(mut self, aliases: &'static [(&'static str, usize)]) -> Self {
        self.aliases = aliases;
        self
    }

    /// The indices of fields that must be there, for [`Reader::record`] to check.
    #[must_use]
    pub const fn with_required(mut self, required: &'static [usize]) -> Self {
        self.required = required;
        self
    }

    /// What happens to other names; without this they are ignored.
    #[must_use]
    pub const fn with_unknown(mut self, unknown: Unknown) -> Self {
        self.unknown = unknown;
        self
    }
}

/// The fields of one object, one after the other.
///
/// A canonical name wins over its aliases, whichever comes first, and an earlier alias of the table over a later
/// one; the values that lose are checked but not decoded. Of equal names the last one wins.
///
/// ```
/// use typeloom_runtime::json::{Fields, Names, Reader};
///
/// static NAMES: Names = Names::new(&["id", "userName"]).with_aliases(&[("user_name", 1)]);
///
/// let mut reader = Reader::new(br#"{"user_name": "b", "more": [], "userName": "a", "id": 7}"#);
/// let mut fields = Fields::new(reader.object()?, &NAMES);
/// let (mut id, mut name) = (None, None);
/// while let Some(index) = fields.next(&mut reader)? {
///     match index {
///         0 => id = Some(reader.u64()?),
///         _ => name = Some(reader.string()?),
///     }
/// }
/// assert_eq!(fields.required(id, 0)?, 7);
/// assert_eq!(fields.required(name, 1)?, "a");
/// # Ok::<(), typeloom_runtime::json::DecodeError>(())
/// ```
#[derive(Debug)]
pub struct Fields {
    object: Object,
    names: &'static Names,
    /// The field that is expected next.
    cursor: usize,
    seen: Seen,
    /// Aliases met, to be served at the end unless their canonical name came.
    pending: Vec<Pending>,
    /// Where the object ends, once that is known and aliases are being served.
    end: Option<Mark>,
    key: String,
}

#[derive(Debug, Clone, Copy)]
struct Pending {
    alias: usize,
    field: usize,
    value: Mark,
}

impl Fields {
    /// The fields of the `object` that a reader has just entered.
    pub fn new(object: Object, names: &'static Names) -> Self {
        Self { object, names, cursor: 0, seen: Seen::default(), pending: Vec::new(), end: None, key: String::new() }
    }

    /// The index of the next field; the reader then stands before its value, which must be consumed.
    ///
    /// With [`Unknown::Keep`] the number of canonical names stands for any other name: see
    /// [`take_key`](Self::take_key). After the last field, the reader stands behind the object.
    ///
    /// # Errors
    /// When the object is not well-formed, or contains an unknown field and [`Unknown::Refuse`] is set.
    pub fn next(&mut self, reader: &mut Reader<'_>) -> Result<Option<usize>, DecodeError> {
        if self.end.is_some() {
            return Ok(self.next_pending(reader));
        }
        while reader.member(&mut self.object)? {
            // Fields mostly come in declared order.
            let index = match self.names.canonical.get(self.cursor) {
                Some(name) if reader.take_name(name) => {
                    reader.colon()?;
                    Some(self.cursor)
                }
                _ => self.other(reader)?,
            };
            if let Some(index) = index {
                self.cursor = index + 1;
                self.seen.insert(index);
                return Ok(Some(index));
            }
        }
        if self.pending.is_empty() {
            return Ok(None);
        }
        self.end = Some(reader.mark());
        Ok(self.next_pending(reader))
    }

    /// Reads a name that is not the expected one: its index, or none if its value was skipped.
    fn other(&mut self, reader: &mut Reader<'_>) -> Result<Option<usize>, DecodeError> {
        let offset = reader.offset();
        let key = reader.text()?;
        reader.colon()?;
        let Names { canonical, aliases, unknown, .. } = *self.names;
        let later = canonical.get(self.cursor..).unwrap_or_default();
        if let Some(index) = find(later, &key).map(|place| place + self.cursor).or_else(|| find(canonical, &key)) {
            return Ok(Some(index));
        }
        if let Some(alias) = aliases.iter().position(|(name, _)| *name == key) {
            self.remember(alias, reader.mark());
        } else if self.object.tag != Some(&*key) {
            match unknown {
                Unknown::Ignore => {}
                Unknown::Refuse => {
                    return Err(DecodeError::new(DecodeErrorKind::UnknownField, offset));
                }
                Unknown::Keep => {
                    self.key = key.into_owned();
                    return Ok(Some(canonical.len()));
                }
            }
        }
        reader.skip()?;
        Ok(None)
    }

    fn remember(&mut self, alias: usize, value: Mark) {
        let Some((_, field)) = self.names.aliases.get(alias).copied() else {
            return;
        };
        match self.pending.iter_mut().find(|pending| pending.field == field) {
            Some(pending) if alias <= pending.alias => *pending = Pending { alias, field, value },
            Some(_) => {}
            None => self.pending.push(Pending { alias, field, value }),
        }
    }

    /// Goes back to the value of an alias whose canonical name did not come, or behind the object.
    fn next_pending(&mut self, reader: &mut Reader<'_>) -> Option<usize> {
        while let Some(pending) = self.pending.pop() {
            if !self.seen.contains(pending.field) {
                self.seen.insert(pending.field);
                reader.reset(pending.value);
                return Some(pending.field);
            }
        }
        if let Some(end) = self.end {
            reader.reset(end);
        }
        None
    }

    /// The name of the unknown field that [`next`](Self::next) has just reported.
    pub fn take_key(&mut self) -> String {
        std::mem::take(&mut self.key)
    }

    /// Checks that every field has come that must.
    pub(super) fn finish(&self) -> Result<(), DecodeError> {
        for index in self.names.required {
            if !self.seen.contains(*index) {
                return Err(self.missing(*index));
            }
        }
        Ok(())
    }

    /// The value of a field that must be there.
    ///
    /// # Errors
    /// When it is not: [`DecodeErrorKind::MissingField`] with its canonical name.
    #[inline]
    pub fn required<T>(&self, value: Option<T>, index: usize) -> Result<T, DecodeError> {
        match value {
            Some(value) => Ok(value),
            None => Err(self.missing(index)),
        }
    }

    #[cold]
    #[inline(never)]
    fn missing(&self, index: usize) -> DecodeError {
        let name = self.names.canonical.get(index).copied().unwrap_or_default();
        missing(self.object, name)
    }
}

/// Which fields have come. Allocates only for records of more than 128 fields.
#[derive(Debug, Default)]
struct Seen {
    first: [u64; 2],
    more: Vec<u64>,
}

impl Seen {
    #[inline]
    fn insert(&mut self, index: usize) {
        let word = index / 64;
        let bit = 1 << (index % 64);
        if let Some(first) = self.first.get_mut(word) {
            *first |= bit;
            return;
        }
        let word = word - self.first.len();
        if word >= self.more.len() {
            self.more.resize(word + 1, 0);
        }
        if let Some(more) = self.more.get_mut(word) {
            *more |= bit;
        }
    }

    fn contains(&self, index: usize) -> bool {
        let word = index / 64;
        let more = || self.more.get(word.wrapping_sub(self.first.len()));
        self.first.get(word).or_else(more).is_some_and(|bits| bits >> (index % 64) & 1 == 1)
    }
}
