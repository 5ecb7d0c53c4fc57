//! Values that no type describes: skipped, or kept as a [`Value`].

use serde_json::{Map, Value};

use super::error::DecodeError;
use super::reader::Reader;

impl Reader<'_> {
    /// Skips one value of any kind, checking it as strictly as if it were decoded.
    ///
    /// # Errors
    /// When it is not well-formed, or nested too deeply.
    pub fn skip(&mut self) -> Result<(), DecodeError> {
        let outside = self.depth;
        // One bit for each open bracket, the innermost lowest: whether it is an object's. The depth limit is the
        // number of bits.
        let mut objects = 0u128;
        loop {
            match self.next_byte() {
                Some(b'"') => self.skip_string()?,
                Some(b'{') => {
                    self.enter()?;
                    if self.next_byte() == Some(b'}') {
                        self.leave();
                    } else {
                        objects = objects << 1 | 1;
                        self.skip_name()?;
                        continue;
                    }
                }
                Some(b'[') => {
                    self.enter()?;
                    if self.next_byte() == Some(b']') {
                        self.leave();
                    } else {
                        objects <<= 1;
                        continue;
                    }
                }
                _ => self.skip_scalar()?,
            }
            if !self.skip_to_next(outside, &mut objects)? {
                return Ok(());
            }
        }
    }

    /// Behind a value: closes brackets and moves to the next value inside of `outside`, if there is one.
    #[inline]
    fn skip_to_next(&mut self, outside: u8, objects: &mut u128) -> Result<bool, DecodeError> {
        while self.depth > outside {
            let in_object = *objects & 1 == 1;
            match self.next_byte() {
                Some(b',') => {
                    self.position += 1;
                    if in_object {
                        self.next_byte();
                        self.skip_name()?;
                    }
                    return Ok(true);
                }
                Some(b'}') if in_object => self.leave(),
                Some(b']') if !in_object => self.leave(),
                _ if in_object => return Err(self.unexpected("expected `,` or `}`")),
                _ => return Err(self.unexpected("expected `,` or `]`")),
            }
            *objects >>= 1;
        }
        Ok(false)
    }

    fn skip_scalar(&mut self) -> Result<(), DecodeError> {
        match self.next_byte() {
            Some(b'n') => self.literal("null"),
            Some(b't') => self.literal("true"),
            Some(b'f') => self.literal("false"),
            Some(b'-' | b'0'..=b'9') => self.skip_number(),
            _ => Err(self.unexpected("expected a value")),
        }
    }

    /// Skips a name and its colon.
    fn skip_name(&mut self) -> Result<(), DecodeError> {
        if self.next_byte() != Some(b'"') {
            return Err(self.unexpected("expected a name in quotes"));
        }
        self.skip_string()?;
        self.colon()
    }

    /// Reads one value of any kind.
    ///
    /// Of members with the same name the last one is kept.
    ///
    /// # Errors
    /// When it is not well-formed, nested too deeply, or contains a number too large for an `f64`.
    pub fn value(&mut self) -> Result<Value, DecodeError> {
        match self.next_byte() {
            Some(b'"') => self.string().map(Value::String),
            Some(b'{') => self.map().map(Value::Object),
            Some(b'[') => {
                let mut list = self.list_start()?;
                let mut values = Vec::new();
                while self.list_next(&mut list)? {
                    values.push(self.value()?);
                }
                Ok(Value::Array(values))
            }
            Some(b'-' | b'0'..=b'9') => self.number().map(Value::Number),
            Some(b't' | b'f') => self.boolean().map(Value::Bool),
            Some(b'n') => self.literal("null").map(|()| Value::Null),
            _ => Err(self.unexpected("expected a value")),
        }
    }

    fn map(&mut self) -> Result<Map<String, Value>, DecodeError> {
        let mut object = self.object()?;
        let mut map = Map::new();
        while let Some(name) = self.entry(&mut object)? {
            let value = self.value()?;
            map.insert(name, value);
        }
        Ok(map)
    }
}
