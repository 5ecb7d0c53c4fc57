//! Payloads that users define, and registries of them.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt::{self, Debug, Formatter};

use crate::json::{DecodeError, Value};
use crate::model::Model;

/// A payload defined outside the schema: a model that knows which events carry it.
///
/// With the feature `macros`, `#[derive(Model, EventPayload)]` and `#[event(type = "…", schema = "…")]` implement it.
pub trait EventPayload: Model {
    /// The type of the event, such as `acme.order.packed`.
    const TYPE: &'static str;
    /// The schema of the part of the event that holds the payload.
    const SCHEMA: &'static str;
}

/// A payload of a type that is known only where it was registered.
pub type AnyPayload = Box<dyn Any + Send + Sync>;

/// Decodes the payloads of events that the schema does not know.
pub trait EventRegistry {
    /// Decodes `data`, the part with `schema` of an event of type `kind`; `None` when this
    /// registry does not know such payloads.
    fn decode(&self, kind: &str, schema: &str, data: &Value) -> Option<Result<AnyPayload, DecodeError>>;
}

/// A payload was registered that no event could have: its type, or its schema, is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the {taken} already has a payload: register one payload for each, none for those that are generated")]
pub struct DuplicatePayload {
    taken: Taken,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taken {
    Type(&'static str),
    Schema(&'static str),
}

impl fmt::Display for Taken {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type(kind) => write!(formatter, "event type `{kind}`"),
            Self::Schema(schema) => write!(formatter, "schema `{schema}`"),
        }
    }
}

impl DuplicatePayload {
    /// The type of event, or the schema, that has a payload already.
    pub const fn taken(&self) -> &'static str {
        match self.taken {
            Taken::Type(text) | Taken::Schema(text) => text,
        }
    }
}

type Decode = fn(&Value) -> Result<AnyPayload, DecodeError>;

/// An [`EventRegistry`] of [`EventPayload`]s.
///
/// Sets of generated events have a method `payloads`, which gives a registry that also refuses what the set itself knows.
#[derive(Clone, Default)]
pub struct Payloads {
    /// Schema and decoder by type of event.
    known: BTreeMap<&'static str, (&'static str, Decode)>,
    /// Types that have a payload elsewhere.
    types: &'static [&'static str],
    /// Schemas that have a payload elsewhere.
    schemas: &'static [&'static str],
}

impl Payloads {
    /// No payloads.
    pub const fn new() -> Self {
        Self::beside(&[], &[])
    }

    /// No payloads, beside events of these types with payloads of these schemas, which are decoded elsewhere.
    pub const fn beside(types: &'static [&'static str], schemas: &'static [&'static str]) -> Self {
        Self { known: BTreeMap::new(), types, schemas }
    }

    /// Adds the payload `P` for events of its type.
    ///
    /// # Errors
    ///
    /// [`DuplicatePayload`] when there already is a payload for that type, which stays; or when the registry stands
    /// beside generated events, and one of them has that type or schema.
    pub fn register<P: EventPayload + Any + Send + Sync>(&mut self) -> Result<&mut Self, DuplicatePayload> {
        if self.known.contains_key(P::TYPE) || self.types.contains(&P::TYPE) {
            return Err(DuplicatePayload { taken: Taken::Type(P::TYPE) });
        }
        if self.schemas.contains(&P::SCHEMA) {
            return Err(DuplicatePayload { taken: Taken::Schema(P::SCHEMA) });
        }
        self.known.insert(P::TYPE, (P::SCHEMA, decode_boxed::<P>));
        Ok(self)
    }
}

fn decode_boxed<P: EventPayload + Any + Send + Sync>(data: &Value) -> Result<AnyPayload, DecodeError> {
    Ok(Box::new(P::from_value(data)?))
}

impl EventRegistry for Payloads {
    fn decode(&self, kind: &str, schema: &str, data: &Value) -> Option<Result<AnyPayload, DecodeError>> {
        let (known, decode) = self.known.get(kind)?;
        (*known == schema).then(|| decode(data))
    }
}

impl Debug for Payloads {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let schemas = self.known.iter().map(|(kind, (schema, _))| (kind, schema));
        formatter.write_str("Payloads ")?;
        formatter.debug_map().entries(schemas).finish()
    }
}
