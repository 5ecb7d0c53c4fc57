//! Events.

use crate::memory::{generated_from, reported};
use insta::assert_snapshot;

/// Types that carry events.
pub(crate) const CARRIERS: &str = r#"
constants:
  EVENT: acme/event
types:
  Part: { fields: { metadata: "{string: json}?", data: json? } }
  Message: { fields: { metadata: "{string: json}?", parts: [Part] } }
  Envelope: { fields: { type: string, id: string, source: string, note: string? } }
  PartMetadata: { fields: { schema: string } }
  OrderPlaced: { fields: { order_id: string } }
  OrderClosed: { fields: { order_id: string, reason: string? } }
  Verbatim: { fields: { system: string } }
"#;

/// A set of events.
pub(crate) const EVENTS: &str = r#"
events:
  OrderEvent:
    doc: Something happened to an order.
    message: Message
    envelope: { at: metadata, key: "${EVENT}", type: Envelope, kind: type, id: id, source: source }
    parts: { at: parts, metadata: metadata, key: "${EVENT}", type: PartMetadata, schema: schema, data: data }
    raw: { schema: "acme#Verbatim", type: Verbatim }
    kinds:
      placed: { type: acme.placed.1, schema: "acme#OrderPlaced", payload: OrderPlaced, doc: An order was placed. }
      closed: { type: acme.closed.1, schema: "acme#OrderClosed", payload: OrderClosed }
"#;

#[test]
fn a_set_of_events() {
    assert_snapshot!(generated_from(&format!("{CARRIERS}{EVENTS}"), "/// Something happened to an order."));
}

#[test]
fn the_raw_event_may_be_missing() {
    let events = EVENTS.replace("    raw: { schema: \"acme#Verbatim\", type: Verbatim }\n", "");
    let carriers = CARRIERS.replace("  Verbatim: { fields: { system: string } }\n", "");
    let text = generated_from(&format!("{carriers}{events}"), "/// Something happened to an order.");
    assert!(!["raw:", "raw(", "raw event", "RAW"].iter().any(|word| text.contains(word)), "{text}");
}

#[test]
fn mistakes_in_kinds() {
    let events = EVENTS.to_owned()
        + r#"
      again: { type: acme.closed.1, schema: "acme#Verbatim", payload: OrderClosed }
      unknown: { type: acme.unknown.1, schema: "acme#Unknown", payload: OrderPlaced }
      Placed: { type: acme.twice.1, schema: "acme#Twice", payload: OrderPlaced }
      state: { type: acme.state.1, schema: "acme#State", payload: State }
      set: { type: acme.set.1, schema: "acme#Set", payload: OrderEvent }
      missing: { type: acme.missing.1, schema: "${MISSING}", payload: OrderClosd }
      short: { type: acme.short.1 }
"#;
    assert_snapshot!(reported(&format!("{CARRIERS}  State: {{ enum: [open] }}\n{events}")));
}

#[test]
fn mistakes_in_places() {
    assert_snapshot!(reported(&format!(
        "{CARRIERS}{}",
        r#"
events:
  OrderEvent:
    message: Message
    envelope: { at: parts, key: "${EVENT}", type: Envelope, kind: typ, id: note, source: source.of }
    parts: { at: metadata, metadata: metadata, key: "${EVENT}", type: PartMetadata, schema: schema, data: data }
    kinds: {}
  OtherEvent:
    message: Message
    envelope: { at: metadata, key: "${EVENT}", type: Envelope, kind: type, id: id, source: source }
    parts: { at: parts, metadata: data, key: "${EVENT}", type: PartMetadata, schema: schema, data: metadata }
    raw: { schema: "acme#Verbatim" }
    kinds: {}
"#
    )));
}

#[test]
fn types_that_events_bring_along_have_names_of_their_own() {
    let types = "  PlacedOrderEvent: { fields: { order_id: string } }\n  OrderEventKind: { enum: [a] }\n";
    assert_snapshot!(reported(&format!("{CARRIERS}{types}{EVENTS}")));
}
