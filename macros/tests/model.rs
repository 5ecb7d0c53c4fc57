//! Derived codecs at work.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;

use typeloom_runtime::json::Value;
use typeloom_runtime::{Model, Secret, UnknownValue, UnknownVariant};

#[derive(Debug, PartialEq, Model)]
#[model(case = "camelCase", accept = "snake_case")]
struct Purchase {
    order_id: String,
    #[model(default = 3)]
    priority: i32,
    note: Option<String>,
    #[model(wire = "lineItems", aliases = ["lines", "items"])]
    lines: Vec<Line>,
    #[model(default)]
    status: Status,
    token: Option<Secret<String>>,
    #[model(lenient)]
    is_gift: bool,
    r#type: Value,
}

#[derive(Debug, PartialEq, Model)]
struct Line {
    name: String,
    #[model(default)]
    count: u64,
}

#[derive(Debug, Default, PartialEq, Model)]
#[model(case = "SCREAMING_SNAKE_CASE")]
enum Status {
    #[default]
    Waiting,
    #[model(wire = "FINISHED", aliases = "COMPLETED")]
    Done,
    Unknown(UnknownValue),
}

#[derive(Debug, PartialEq, Model)]
enum Trajectory {
    Direct,
    Reply,
}

#[test]
fn a_record_goes_both_ways() {
    let json = r#"{"order_id":"o-1","lines":[{"name":"a"}],"isGift":"yes","type":{"a":1},"more":1}"#;
    let order = Purchase::from_json(json.as_bytes()).unwrap();
    assert_eq!(order.priority, 3);
    assert_eq!(order.status, Status::Waiting);
    assert!(order.is_gift);
    let written = r#"{"orderId":"o-1","priority":3,"lineItems":[{"name":"a","count":0}],"status":"WAITING","isGift":true,"type":{"a":1}}"#;
    assert_eq!(order.to_json(), written);
    assert_eq!(Purchase::from_json(written.as_bytes()).unwrap(), order);
    let error = Purchase::from_json(br#"{"orderId":"o-1","type":1,"isGift":true}"#).unwrap_err().to_string();
    assert!(error.contains("lineItems"), "{error}");
}

#[test]
fn words_are_kept_where_there_is_a_place_for_them() {
    assert_eq!(Status::from_json(br#""COMPLETED""#).unwrap(), Status::Done);
    let later = Status::from_json(br#""LATER""#).unwrap();
    assert!(matches!(later, Status::Unknown(_)));
    assert_eq!(later.to_json(), r#""LATER""#);
    assert_eq!(Trajectory::from_json(br#""Reply""#).unwrap().to_json(), r#""Reply""#);
    let error = Trajectory::from_json(br#""Later""#).unwrap_err().to_string();
    assert!(error.contains("Direct"), "{error}");
}

#[derive(Debug, PartialEq, Model)]
struct Card {
    number: String,
}

#[derive(Debug, PartialEq, Model)]
struct Transfer {
    iban: String,
}

#[derive(Debug, PartialEq, Model)]
#[model(tag = "kind", case = "kebab-case")]
enum Payment {
    CreditCard(Card),
    Transfer(Box<Transfer>),
    Unknown(UnknownVariant),
}

#[derive(Debug, PartialEq, Model)]
#[model(tag = "type", content = "value")]
enum Beside {
    #[model(wire = "note")]
    Note(String),
    Many(Vec<Card>),
}

#[derive(Debug, PartialEq, Model)]
enum Around {
    Card(Card),
    Amount(i64),
}

#[test]
fn a_tag_is_inside_beside_or_around() {
    let card = Payment::from_json(br#"{"number":"1","kind":"credit-card"}"#).unwrap();
    assert_eq!(card.to_json(), r#"{"kind":"credit-card","number":"1"}"#);
    let transfer = r#"{"kind":"transfer","iban":"X"}"#;
    assert_eq!(Payment::from_json(transfer.as_bytes()).unwrap().to_json(), transfer);
    let cash = r#"{"kind":"cash","amount":3}"#;
    let unknown = Payment::from_json(cash.as_bytes()).unwrap();
    assert!(matches!(&unknown, Payment::Unknown(unknown) if unknown.tag() == "cash"));
    assert_eq!(unknown.to_value()["amount"], 3);
    for json in [r#"{"type":"note","value":"hi"}"#, r#"{"type":"Many","value":[{"number":"1"}]}"#] {
        assert_eq!(Beside::from_json(json.as_bytes()).unwrap().to_json(), json);
    }
    for json in [r#"{"Card":{"number":"1"}}"#, r#"{"Amount":-3}"#] {
        assert_eq!(Around::from_json(json.as_bytes()).unwrap().to_json(), json);
    }
    assert!(Around::from_json(br#"{"cash":1}"#).is_err());
}

#[derive(Debug, PartialEq, Model)]
#[model(trim, strip_prefix = "@", non_empty, pattern = "[a-z]+")]
struct Handle(String);

#[derive(Debug, PartialEq, Model)]
#[model(max = 100)]
struct Percent(u32);

#[derive(Debug, PartialEq, Model)]
struct Orders(Vec<Line>);

#[derive(Debug, PartialEq, Model)]
struct Small {
    bytes: Vec<u8>,
    port: u16,
    offset: i8,
    size: usize,
}

#[test]
fn small_numbers_are_in_range() {
    let json = r#"{"bytes":[0,255],"port":65535,"offset":-128,"size":18446744073709551615}"#;
    assert_eq!(Small::from_json(json.as_bytes()).unwrap().to_json(), json);
    let error = Small::from_json(br#"{"bytes":[0,256]}"#).unwrap_err().to_string();
    assert!(error.contains("from 0 to 255 at `bytes[1]`"), "{error}");
}

#[test]
fn a_newtype_stands_for_its_value() {
    assert_eq!(Handle::from_json(br#"" @ada ""#).unwrap(), Handle("ada".to_owned()));
    assert!(Handle::from_json(br#""@Ada""#).unwrap_err().to_string().contains("Handle"));
    assert_eq!(Percent::from_json(b"100").unwrap().to_json(), "100");
    assert!(Percent::from_json(b"101").is_err());
    assert_eq!(Orders::from_json(br#"[{"name":"a"}]"#).unwrap().0.len(), 1);
}

#[derive(Debug, PartialEq, Model)]
struct Page<T, const SIZE: usize>
where
    T: Clone,
{
    items: Vec<T>,
    next: Option<Box<Page<T, SIZE>>>,
}

#[derive(Debug, PartialEq, Model)]
#[model(unknown = "keep")]
struct Kept {
    id: u32,
    unknown_fields: BTreeMap<String, Value>,
}

#[derive(Debug, PartialEq, Model)]
struct Nothing;

#[test]
fn generic_types_and_kept_fields() {
    let json = r#"{"items":["a"],"next":{"items":[]}}"#;
    assert_eq!(Page::<String, 3>::from_json(json.as_bytes()).unwrap().to_json(), json);
    let json = r#"{"id":1,"later":[1]}"#;
    assert_eq!(Kept::from_json(json.as_bytes()).unwrap().to_json(), json);
    assert_eq!(Nothing::from_json(br#"{"a":1}"#).unwrap().to_json(), "{}");
}
