//! Payloads where nothing of the prelude is there; a generic one.
#![no_implicit_prelude]
#![deny(warnings, missing_docs)]

/// Takes the place of a `Result`.
#[derive(::typeloom_runtime::Model, ::typeloom_runtime::EventPayload)]
#[event(crate = ::typeloom_runtime, type = "acme.done", schema = "https://acme.example/events#Done")]
pub struct Result<T> {
    /// What came out.
    pub value: T,
}

fn main() {
    use ::std::assert_eq;
    use ::std::option::Option::Some;
    use ::std::result::Result::Ok;
    use ::std::vec;
    use ::typeloom_runtime::event::{EventPart, UnknownEvent};
    use ::typeloom_runtime::{EventPayload, Model};

    let part = EventPart::new(<Result<u32> as EventPayload>::SCHEMA, Result { value: 7_u32 }.to_value());
    let event = UnknownEvent::new("acme.done", "1", "/acme", vec![part]);
    let value = event.decode::<Result<u32>>().map(|payload| payload.map(|result| result.value));
    assert_eq!(value, Some(Ok(7)));
}
