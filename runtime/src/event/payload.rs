//! Payloads that users define, and registries of them.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt::{self, Debug, Formatter};

use crate::json::{DecodeError, Value};
use crate::model::Model;

/// A payload defined outside the schema: a model that knows which events carry it.
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

/// Two payloads were registered for one type of event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the event type `{kind}` already has a payload: register one payload for each type")]
pub struct DuplicatePayload {
    kind: &'static str,
}

impl DuplicatePayload {
    /// The type of event.
    pub const fn kind(&self) -> &'static str {
        self.kind
    }
}

type Decode = fn(&Value) -> Result<AnyPayload, DecodeError>;

/// An [`EventRegistry`] of [`EventPayload`]s.
#[derive(Clone, Default)]
pub struct Payloads {
    /// Schema and decoder by type of event.
    known: BTreeMap<&'static str, (&'static str, Decode)>,
}

impl Payloads {
    /// No payloads.
    pub const fn new() -> Self {
        Self { known: BTreeMap::new() }
    }

    /// Adds the payload `P` for events of its type.
    ///
    /// # Errors
    ///
    /// [`DuplicatePayload`] when there already is a payload for that type; the first one stays.
    pub fn register<P: EventPayload + Any + Send + Sync>(&mut self) -> Result<&mut Self, DuplicatePayload> {
        if self.known.contains_key(P::TYPE) {
            return Err(DuplicatePayload { kind: P::TYPE });
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
