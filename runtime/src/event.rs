//! Events of types that the schema does not know, and the payloads users define for them.

mod error;
mod payload;

pub use error::EventError;
pub use payload::{AnyPayload, DuplicatePayload, EventPayload, EventRegistry, Payloads};

use crate::json::{DecodeError, Value};

/// One part of an event: a value, and the schema it says it has.
#[derive(Debug, Clone, PartialEq)]
pub struct EventPart {
    schema: String,
    data: Value,
}

impl EventPart {
    /// The part `data` of `schema`.
    pub fn new(schema: impl Into<String>, data: Value) -> Self {
        Self { schema: schema.into(), data }
    }

    /// The schema the part says it has.
    pub fn schema(&self) -> &str {
        &self.schema
    }

    /// The value, as it was received.
    pub const fn data(&self) -> &Value {
        &self.data
    }
}

/// An event of a type that the schema does not know, kept as it was received.
///
/// ```
/// use typeloom_runtime::event::{EventPart, EventPayload, Payloads, UnknownEvent};
/// use typeloom_runtime::json::{DecodeError, Reader, Value, Writer};
/// use typeloom_runtime::model::Model;
///
/// #[derive(Debug, PartialEq)]
/// struct Packed(String);
///
/// impl Model for Packed {
///     fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
///         String::decode(reader).map(Self)
///     }
///
///     fn encode(&self, writer: &mut Writer) {
///         self.0.encode(writer);
///     }
/// }
///
/// impl EventPayload for Packed {
///     const TYPE: &'static str = "acme.order.packed";
///     const SCHEMA: &'static str = "order-packed/1";
/// }
///
/// let part = EventPart::new("order-packed/1", "order 7".to_owned().to_value());
/// let event = UnknownEvent::new("acme.order.packed", "1", "/warehouse", vec![part]);
/// assert_eq!(event.decode::<Packed>(), Some(Ok(Packed("order 7".to_owned()))));
///
/// let mut payloads = Payloads::new();
/// payloads.register::<Packed>()?;
/// let payload = event.decode_with(&payloads).and_then(Result::ok);
/// assert!(payload.is_some_and(|payload| payload.is::<Packed>()));
/// # Ok::<(), typeloom_runtime::event::DuplicatePayload>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct UnknownEvent {
    kind: String,
    id: String,
    source: String,
    parts: Vec<EventPart>,
}

impl UnknownEvent {
    /// An event of type `kind`.
    pub fn new(
        kind: impl Into<String>,
        id: impl Into<String>,
        source: impl Into<String>,
        parts: Vec<EventPart>,
    ) -> Self {
        Self { kind: kind.into(), id: id.into(), source: source.into(), parts }
    }

    /// The type of the event.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// What tells the event from all others of its source.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What the event came from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The parts, in the order in which they were received.
    pub fn parts(&self) -> &[EventPart] {
        &self.parts
    }

    /// The payload `P`, from the first part of its schema; `None` when this is no event of its
    /// type, or has no such part.
    pub fn decode<P: EventPayload>(&self) -> Option<Result<P, DecodeError>> {
        if self.kind != P::TYPE {
            return None;
        }
        let part = self.parts.iter().find(|part| part.schema == P::SCHEMA)?;
        Some(P::from_value(&part.data))
    }

    /// The payload of the first part that `registry` knows; `None` when it knows none.
    pub fn decode_with(&self, registry: &dyn EventRegistry) -> Option<Result<AnyPayload, DecodeError>> {
        self.parts.iter().find_map(|part| registry.decode(&self.kind, &part.schema, &part.data))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Reader, Writer};
    use crate::model::Model;

    #[derive(Debug, PartialEq)]
    struct Count(u32);

    impl Model for Count {
        fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
            u32::decode(reader).map(Self)
        }

        fn encode(&self, writer: &mut Writer) {
            self.0.encode(writer);
        }
    }

    impl EventPayload for Count {
        const TYPE: &'static str = "acme.counted";
        const SCHEMA: &'static str = "count/1";
    }

    fn event(kind: &str, parts: &[(&str, Value)]) -> UnknownEvent {
        let part = |(schema, data): &(&str, Value)| EventPart::new(*schema, data.clone());
        UnknownEvent::new(kind, "1", "/acme", parts.iter().map(part).collect())
    }

    #[test]
    fn the_part_of_the_schema_is_decoded() {
        let parts = [("note/1", "x".to_owned().to_value()), ("count/1", 7_u32.to_value())];
        let event = event("acme.counted", &parts);
        assert_eq!(event.decode::<Count>().and_then(Result::ok), Some(Count(7)));
        assert_eq!((event.id(), event.source()), ("1", "/acme"));
        let mut payloads = Payloads::new();
        assert!(payloads.register::<Count>().is_ok());
        let payload = event.decode_with(&payloads).and_then(Result::ok);
        assert_eq!(payload.as_ref().and_then(|any| any.downcast_ref()), Some(&Count(7)));
    }

    #[test]
    fn other_types_and_schemas_are_not_decoded() {
        let count = 7_u32.to_value();
        let mut payloads = Payloads::new();
        assert!(payloads.register::<Count>().is_ok());
        for event in [
            event("acme.other", &[("count/1", count.clone())]),
            event("acme.counted", &[("count/2", count)]),
            event("acme.counted", &[]),
        ] {
            assert!(event.decode::<Count>().is_none());
            assert!(event.decode_with(&payloads).is_none());
        }
    }

    #[test]
    fn data_of_another_form_is_an_error() {
        let event = event("acme.counted", &[("count/1", "seven".to_owned().to_value())]);
        assert!(event.decode::<Count>().is_some_and(|result| result.is_err()));
    }

    #[test]
    fn one_type_has_one_payload() {
        let mut payloads = Payloads::new();
        assert!(payloads.register::<Count>().is_ok());
        let error = payloads.register::<Count>().map(|_| ()).unwrap_err();
        assert_eq!(error.taken(), "acme.counted");
        assert!(error.to_string().starts_with("the event type `acme.counted` already has a payload"), "{error}");
        assert_eq!(format!("{payloads:?}"), r#"Payloads {"acme.counted": "count/1"}"#);
    }

    #[test]
    fn what_is_decoded_elsewhere_has_no_second_payload() {
        for (mut payloads, taken) in [
            (Payloads::beside(&["acme.counted"], &["other/1"]), "acme.counted"),
            (Payloads::beside(&["acme.other"], &["count/1"]), "count/1"),
        ] {
            assert_eq!(payloads.register::<Count>().map(|_| ()).map_err(|error| error.taken()), Err(taken));
        }
        assert!(Payloads::beside(&["acme.other"], &["other/1"]).register::<Count>().is_ok());
    }
}
