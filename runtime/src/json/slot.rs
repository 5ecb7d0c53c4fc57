//! Slots: where the fields of a record are decoded into.
//!
//! A record hands over a list of slots instead of looping over its members itself. So the loop is compiled once, in
//! this crate, and a record's own code has one place where it can fail instead of one for each field: that is most of
//! what decoders cost to compile.

use std::collections::BTreeMap;

use serde_json::Value;

use super::error::{DecodeError, DecodeErrorKind};
use super::fields::{Fields, Names};
use super::object::Object;
use super::reader::Reader;
use crate::model::Model;
use crate::scalar::{lenient_boolean, lenient_optional_boolean};

/// A place that the value of a field is decoded into.
///
/// Each [`Model`] is one for values of its type; [`Late`] and [`Lenient`] are others.
pub trait Slot {
    /// Reads a value over the one that is there.
    ///
    /// # Errors
    /// When the value is not of the slot's type.
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError>;
}

impl<T: Model> Slot for T {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        *self = T::decode(reader)?;
        Ok(())
    }
}

/// A value to come, of a type that has nothing cheap to begin with.
#[derive(Debug)]
pub struct Late<T>(Option<T>);

impl<T> Default for Late<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Late<T> {
    /// No value yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(None)
    }

    /// The value of a field that must be there.
    ///
    /// # Errors
    /// When it has not come: [`DecodeErrorKind::MissingField`] with `name`.
    #[inline]
    pub fn required(self, object: Object, name: &'static str) -> Result<T, DecodeError> {
        match self.0 {
            Some(value) => Ok(value),
            None => Err(missing(object, name)),
        }
    }

    /// The value, or what stands in for it.
    #[inline]
    pub fn unwrap_or_else(self, default: impl FnOnce() -> T) -> T {
        self.0.unwrap_or_else(default)
    }
}

impl<T: Model> Slot for Late<T> {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        self.0 = Some(T::decode(reader)?);
        Ok(())
    }
}

/// A boolean that may also come as a number or a word.
#[derive(Debug)]
pub struct Lenient<'f, T>(pub &'f mut T);

impl Slot for Lenient<'_, bool> {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        *self.0 = lenient_boolean(reader)?;
        Ok(())
    }
}

impl Slot for Lenient<'_, Option<bool>> {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        *self.0 = lenient_optional_boolean(reader)?;
        Ok(())
    }
}

impl Reader<'_> {
    /// Reads the members of an object that was entered already, each into the slot at the place of its name.
    ///
    /// ```
    /// use typeloom_runtime::json::{Late, Names, Reader};
    ///
    /// static NAMES: Names = Names::new(&["id", "name", "size"]).with_required(&[0]);
    ///
    /// let mut reader = Reader::new(br#"{"size": 3, "id": 7, "more": []}"#);
    /// let object = reader.object()?;
    /// let (mut id, mut name, mut size) = (0_u64, None::<String>, Late::<u32>::new());
    /// reader.record(object, &NAMES, &mut [&mut id, &mut name, &mut size])?;
    /// assert_eq!((id, name, size.required(object, "size")?), (7, None, 3));
    /// # Ok::<(), typeloom_runtime::json::DecodeError>(())
    /// ```
    ///
    /// # Errors
    /// When the object is not well-formed, a value is not of its slot's type, or a required field is missing.
    pub fn record(
        &mut self,
        object: Object,
        names: &'static Names,
        slots: &mut [&mut dyn Slot],
    ) -> Result<(), DecodeError> {
        let mut fields = Fields::new(object, names);
        while let Some(index) = fields.next(self)? {
            match slots.get_mut(index) {
                Some(slot) => slot.fill(self)?,
                None => self.skip()?,
            }
        }
        fields.finish()
    }

    /// As [`record`](Self::record); what no slot is for goes into `rest`, if the names say
    /// [`Keep`](super::Unknown::Keep).
    ///
    /// # Errors
    /// As [`record`](Self::record).
    pub fn record_with_rest(
        &mut self,
        object: Object,
        names: &'static Names,
        slots: &mut [&mut dyn Slot],
        rest: &mut BTreeMap<String, Value>,
    ) -> Result<(), DecodeError> {
        let mut fields = Fields::new(object, names);
        while let Some(index) = fields.next(self)? {
            match slots.get_mut(index) {
                Some(slot) => slot.fill(self)?,
                None => {
                    let name = fields.take_key();
                    rest.insert(name, self.value()?);
                }
            }
        }
        fields.finish()
    }
}

#[cold]
#[inline(never)]
pub(super) fn missing(object: Object, name: &'static str) -> DecodeError {
    DecodeError::new(DecodeErrorKind::MissingField { name }, object.offset())
}
