//! What every generated type can do: be decoded and encoded.

use std::collections::BTreeMap;

use crate::json::{DecodeError, Object, Reader, Value, Writer};

/// A type with a JSON form.
///
/// Generated code implements it for every record, enum, union and newtype; users call the provided methods.
///
/// ```
/// use std::collections::BTreeMap;
/// use typeloom_runtime::model::Model;
///
/// let counts = BTreeMap::<String, Option<u32>>::from_json(br#"{"a": 1, "b": null}"#)?;
/// assert_eq!(counts.get("a"), Some(&Some(1)));
/// assert_eq!(counts.to_json(), r#"{"a":1,"b":null}"#);
/// # Ok::<(), typeloom_runtime::json::DecodeError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no JSON form: it is no `Model`",
    label = "is no `Model`",
    note = "write `#[derive(Model)]` above its declaration, or use a type that has a form"
)]
pub trait Model: Sized {
    /// Reads one value.
    ///
    /// # Errors
    /// When the input is not JSON or not of this type.
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError>;

    /// Writes one value.
    fn encode(&self, writer: &mut Writer);

    /// Decodes a whole document.
    ///
    /// # Errors
    /// When the document is not JSON or not of this type; the error knows its path, line and column.
    fn from_json(json: &[u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(json);
        match Self::decode(&mut reader) {
            Ok(model) => match reader.finish() {
                Ok(()) => Ok(model),
                Err(error) => Err(error.locate(json)),
            },
            Err(error) => Err(error.locate(json)),
        }
    }

    /// Decodes a value.
    ///
    /// # Errors
    /// When the value is not of this type; the error knows its path.
    fn from_value(value: &Value) -> Result<Self, DecodeError> {
        let json = value.to_json();
        Self::decode(&mut Reader::new(json.as_bytes())).map_err(|error| error.locate_in_value(json.as_bytes()))
    }

    /// Encodes as a compact document.
    fn to_json(&self) -> String {
        let mut writer = Writer::new();
        self.encode(&mut writer);
        writer.into_string()
    }

    /// Encodes as a value.
    fn to_value(&self) -> Value {
        // What a Writer wrote is well-formed; nested more deeply than a Reader goes, it has no value.
        Reader::new(self.to_json().as_bytes()).value().unwrap_or_default()
    }
}

/// A type whose JSON form is an object, so that it can be a variant of a union.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no record, so it has no place for a tag",
    label = "is no `Record`",
    note = "make it a struct with named fields and `#[derive(Model)]`, or keep the value beside the tag with `content`"
)]
pub trait Record: Model {
    /// Reads the members of an object that was entered already.
    ///
    /// # Errors
    /// When the object is not well-formed or not of this type.
    fn decode_object(reader: &mut Reader<'_>, object: Object) -> Result<Self, DecodeError>;

    /// Writes the members without the braces, so that a tag can go before them.
    fn encode_fields(&self, writer: &mut Writer);
}

macro_rules! model_by_copy {
    ($($type:ident: $read:ident, $write:ident as $wide:ident;)*) => {$(
        impl Model for $type {
            fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
                reader.$read()
            }

            fn encode(&self, writer: &mut Writer) {
                writer.$write($wide::from(*self));
            }
        }
    )*};
}

model_by_copy! {
    bool: boolean, boolean as bool;
    i32: i32, i64 as i64;
    i64: i64, i64 as i64;
    u32: u32, u64 as u64;
    u64: u64, u64 as u64;
    f64: f64, f64 as f64;
}

/// Types that the language has no word for, and types of the user's own may hold.
macro_rules! model_by_conversion {
    ($($type:ident through $wide:ident, $expected:literal;)*) => {$(
        impl Model for $type {
            fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
                let offset = reader.next_offset();
                let value = reader.$wide()?;
                Self::try_from(value).map_err(|_| DecodeError::invalid($expected, offset))
            }

            fn encode(&self, writer: &mut Writer) {
                // The wide type holds every value.
                writer.$wide($wide::try_from(*self).unwrap_or($wide::MAX));
            }
        }
    )*};
}

model_by_conversion! {
    i8 through i64, "expected a number from -128 to 127";
    i16 through i64, "expected a number from -32768 to 32767";
    u8 through u64, "expected a number from 0 to 255";
    u16 through u64, "expected a number from 0 to 65535";
    isize through i64, "expected a number of this machine's size";
    usize through u64, "expected a number of this machine's size";
}

impl Model for String {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.string()
    }

    fn encode(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

impl Model for Value {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.value()
    }

    fn encode(&self, writer: &mut Writer) {
        writer.value(self);
    }

    fn from_value(value: &Value) -> Result<Self, DecodeError> {
        Ok(value.clone())
    }

    fn to_value(&self) -> Value {
        self.clone()
    }
}

/// `null` is none.
impl<T: Model> Model for Option<T> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        if reader.peek_null()? { Ok(None) } else { T::decode(reader).map(Some) }
    }

    fn encode(&self, writer: &mut Writer) {
        match self {
            Some(value) => value.encode(writer),
            None => writer.null(),
        }
    }
}

impl<T: Model> Model for Vec<T> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut list = reader.list_start()?;
        let mut values = Self::new();
        while reader.list_next(&mut list)? {
            values.push(T::decode(reader)?);
        }
        Ok(values)
    }

    fn encode(&self, writer: &mut Writer) {
        writer.begin_array();
        for value in self {
            writer.element();
            value.encode(writer);
        }
        writer.end_array();
    }
}

/// Of members with the same name the last one is kept.
impl<T: Model> Model for BTreeMap<String, T> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut object = reader.object()?;
        let mut values = Self::new();
        while let Some(name) = reader.entry(&mut object)? {
            values.insert(name, T::decode(reader)?);
        }
        Ok(values)
    }

    fn encode(&self, writer: &mut Writer) {
        writer.begin_object();
        for (name, value) in self {
            writer.name(name);
            value.encode(writer);
        }
        writer.end_object();
    }
}

impl<T: Model> Model for Box<T> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        T::decode(reader).map(Self::new)
    }

    fn encode(&self, writer: &mut Writer) {
        T::encode(self, writer);
    }
}

impl<T: Record> Record for Box<T> {
    fn decode_object(reader: &mut Reader<'_>, object: Object) -> Result<Self, DecodeError> {
        T::decode_object(reader, object).map(Self::new)
    }

    fn encode_fields(&self, writer: &mut Writer) {
        T::encode_fields(self, writer);
    }
}
