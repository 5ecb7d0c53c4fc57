//! Contexts, and paths into them.

use crate::events::{CARRIERS, EVENTS};
use crate::memory::{generated_from, reported};
use insta::assert_snapshot;

const TYPES: &str = r#"
  Text: { newtype: string }
  Person: { fields: { id: string, name: Text?, age: u32?, pin: { type: string?, secret: true } } }
  Firm: { fields: { id: string, tags: [string] } }
  Party: { union: { person: Person, firm: Firm }, tag: kind }
  Order: { fields: { id: string, buyer: Person, note: string?, parties: [Party], gift: bool } }
  Request: { fields: { message: Message, metadata: "{string: json}?", region: string } }
  Session: { fields: { id: string } }
"#;

const SELECTOR: &str = r#"
selectors:
  BuyerSelector:
    members:
      person: { uri: "acme://party/person/{person_id}" }
      firm: { uri: "acme://party/firm/{firm_id}" }
      pair: { uri: "acme://party/pair/{person_id}/{firm_id}" }
"#;

fn sections(context: &str) -> String {
    format!("{CARRIERS}{TYPES}{EVENTS}{SELECTOR}{context}")
}

#[test]
fn a_context() {
    assert_snapshot!(generated_from(
        &sections(
            r#"
contexts:
  OrderContext:
    doc: What is known about a request.
    request: Request
    inbox:
      name: RawOrder
      parts: { message: message, region: region }
      given: { session: Session }
    extensions:
      order: { at: metadata, key: "acme/order", type: Order, doc: The order. }
    event: { type: OrderEvent, from: message, requires: order }
    extra: notes
    accessors:
      buyer: { path: order.buyer, doc: Who buys. }
      buyer_name: buyer.name
      buyer_age: buyer.age
      note: order.note
      gift: order.gift
      firm: "order.parties[firm]"
      tags: firm.tags
      region: inbox.region
      session_id: inbox.session.id
    selectors:
      selector: { selector: BuyerSelector, first: [{ person: buyer_name }, { firm: firm.id }, { person: region }] }
"#
        ),
        "/// What is known about a request."
    ));
}

#[test]
fn a_context_of_nothing_but_an_event() {
    let request = "  Request: { fields: { message: Message } }\n";
    let context = "contexts:\n  OrderContext: { request: Request, event: { type: OrderEvent, from: message } }\n";
    let text = generated_from(&format!("{CARRIERS}{request}{EVENTS}{context}"), "/// A typed view of one request.");
    assert!(text.contains("pub fn from_request(request: Request) -> Result<Self, runtime::ContextError>"), "{text}");
    assert!(text.contains("let event = OrderEvent::from_message(&request.message);"), "{text}");
}

#[test]
fn paths_that_lead_nowhere() {
    assert_snapshot!(reported(&sections(
        r#"
contexts:
  OrderContext:
    request: Request
    inbox: { name: RawOrder, parts: { message: message } }
    extensions:
      order: { at: metadata, key: "acme/order", type: Order }
    accessors:
      later: buyer.name
      buyer: order.buyr
      age: order.buyer.age.years
      pin: order.buyer.pin
      firm: "order.parties[frim]"
      first: "order.buyer[firm]"
      inbox_itself: inbox
      inbox_part: "inbox.mesage"
      part: "inbox[message]"
      broken: order..id
      half: "order.parties[firm"
      elsewhere: basket.id
"#
    )));
}

#[test]
fn parts_without_a_source() {
    assert_snapshot!(reported(&sections(
        r#"
contexts:
  OrderContext:
    request: Request
    inbox:
      name: OrderEventKind
      parts: { message: mesage, region: region, again: region }
      given: { request: Session, region: Session, other: Sesion }
    extensions:
      order: { at: region, key: "acme/order", type: Order }
      event: { at: metadata, key: "acme/event", type: Order }
    event: { type: OrderEvent, from: region, requires: oder }
    extra: order
    accessors:
      order: order.id
  OtherContext: { request: Party }
  EmptyContext: { request: Request, extra: notes, accessors: { notes_mut: order.id } }
  ThirdContext: { request: Request, event: { type: Order, from: message } }
"#
    )));
}

#[test]
fn selectors_without_a_value() {
    assert_snapshot!(reported(&sections(
        r#"
contexts:
  OrderContext:
    request: Request
    extensions:
      order: { at: metadata, key: "acme/order", type: Order }
    selectors:
      none: { selector: BuyerSelector, first: [] }
      other: { selector: Order, first: [{ person: order.id }] }
      unknown: { selector: BuyerSelector, first: [{ persom: order.id }] }
      pair: { selector: BuyerSelector, first: [{ pair: order.id }] }
      number: { selector: BuyerSelector, first: [{ person: order.buyer.age }] }
"#
    )));
}
