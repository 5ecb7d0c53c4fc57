//! Types of a user's own beside the generated ones: subjects, kinds, addresses, payloads and settings.
#![allow(missing_docs, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;
use std::time::Duration;

use aion_sdk::{CapabilityKey, CapabilityKind, CapabilitySubject, ControlPlanePaths, Event, RuntimeContext};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use serde_json::json;
use typeloom_runtime::template::TemplateError;
use typeloom_runtime::{Address, EventPayload, Kind, Model, Place, Secret, Settings, Subject, ValueError};

/// An identifier with a form of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
struct OrderNumber(u32);

impl fmt::Display for OrderNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "no-{}", self.0)
    }
}

impl FromStr for OrderNumber {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        let number = text.strip_prefix("no-").ok_or("no number")?;
        number.parse().map(Self).map_err(|_| "no number")
    }
}

#[derive(Clone, Debug, PartialEq, Subject)]
#[subject(values(trim, non_empty))]
enum Party {
    #[subject(path = "/shops/{shop_id}")]
    Shop { shop_id: String },
    #[subject(path = "/customers/@{handle}", wire = "buyer", values(strip_prefix = "@"))]
    Customer { handle: String },
    #[subject(path = "/orders/{order}[/lines/{line}]")]
    OrderLine { order: OrderNumber, line: Option<u32> },
    #[subject(path = "/everyone")]
    Everyone,
}

#[derive(Debug, PartialEq, Subject)]
#[subject(path = "/warehouses/{id}", values(max_length = 8))]
struct Warehouse {
    id: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Kind)]
enum Surface {
    #[kind(segment = "inventory")]
    Inventory,
    #[kind(wire = "PriceList", segment = "prices")]
    Prices,
    Alarm,
}

fn paths() -> ControlPlanePaths {
    ControlPlanePaths::new("https://api.example.com").unwrap()
}

#[test]
fn an_own_subject_stands_in_generated_paths() {
    let shop = Party::Shop { shop_id: " 7/eu ".to_owned() };
    assert_eq!(shop.kind_name(), "shop");
    assert_eq!(paths().subject_path(&shop).unwrap(), "/shops/7%2Feu");
    assert_eq!(paths().mcp_capability_path(&shop, "tools").unwrap(), "/shops/7%2Feu/mcp/tools");
    let buyer = Party::Customer { handle: "@ann".to_owned() };
    assert_eq!(buyer.kind_name(), "buyer");
    assert_eq!(paths().a2a_url(&buyer).unwrap(), "https://api.example.com/customers/@ann/a2a");
    let line = Party::OrderLine { order: OrderNumber(4), line: Some(2) };
    assert_eq!(line.to_path().unwrap(), "/orders/no-4/lines/2");
    assert!(line.path_capacity() >= line.to_path().unwrap().len());
    assert_eq!(paths().subject_path(&Warehouse { id: "w1".to_owned() }).unwrap(), "/warehouses/w1");
}

#[test]
fn own_subjects_are_read_back() {
    for subject in [
        Party::Shop { shop_id: "7/eu".to_owned() },
        Party::Customer { handle: "ann".to_owned() },
        Party::OrderLine { order: OrderNumber(4), line: None },
        Party::OrderLine { order: OrderNumber(4), line: Some(2) },
        Party::Everyone,
    ] {
        assert_eq!(Party::parse_path(&subject.to_path().unwrap()), Ok(subject));
    }
    assert_eq!("/customers/@%40ann".parse(), Ok(Party::Customer { handle: "ann".to_owned() }));
    assert_eq!(Party::parse_path("/elsewhere").unwrap_err().to_string(), {
        "the text is no `Party`: compare it with the forms documented for it"
    });
    let error = Party::parse_path("/orders/hunter2").unwrap_err();
    assert_eq!(error.to_string(), "`order` does not have the form of a value of its type");
}

#[test]
fn rules_hold_for_public_fields_too() {
    let blank = Party::Shop { shop_id: "  ".to_owned() };
    let refused = TemplateError::Value(ValueError::Empty { name: "shop_id" });
    assert_eq!(blank.to_path(), Err(refused.clone()));
    assert_eq!(paths().a2a_path(&blank).unwrap_err().to_string(), refused.to_string());
    let long = Warehouse { id: "much-too-long".to_owned() };
    assert!(matches!(long.to_path(), Err(TemplateError::Value(ValueError::TooLong { name: "id", .. }))));
    assert!(Warehouse::parse_path("/warehouses/much-too-long").is_err());
    let dots = Party::Shop { shop_id: "..".to_owned() };
    assert_eq!(dots.to_path(), Err(TemplateError::DotSegment { parameter: "shop_id" }));
}

#[test]
fn an_own_kind_stands_in_generated_paths() {
    let agent = CapabilitySubject::agent_at_name("ann").unwrap();
    let shop = Party::Shop { shop_id: "7".to_owned() };
    let (primary, key) = (CapabilityKey::primary(), CapabilityKey::concrete("eu/1").unwrap());
    assert_eq!(paths().kind_path(&agent, &Surface::Inventory, &primary).unwrap(), "/agents/@ann/inventory");
    assert_eq!(paths().kind_path(&shop, &Surface::Prices, &key).unwrap(), "/shops/7/prices/eu%2F1");
    assert_eq!(paths().kind_path(&shop, &CapabilityKind::McpServer, &primary).unwrap(), "/shops/7/mcp");
    let error = paths().kind_url(&shop, &Surface::Alarm, &primary).unwrap_err();
    assert_eq!(error.to_string(), "`Alarm` has no path: it is named, never addressed");
    assert_eq!(Surface::ALL, &[Surface::Inventory, Surface::Prices, Surface::Alarm]);
    assert_eq!("PriceList".parse(), Ok(Surface::Prices));
    assert_eq!(Surface::known("prices"), None);
    assert_eq!(format!("{} {:?}", Surface::Prices, Surface::Alarm.segment()), "PriceList None");
    assert!("prices".parse::<Surface>().unwrap_err().to_string().contains("`PriceList`"));
}

#[derive(Clone, Debug, PartialEq, Address)]
#[address(uri = "acme://orders/{shop}/order/{order}[/line/{line}]")]
struct OrderUri {
    shop: String,
    order: u64,
    line: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Address)]
enum Topic {
    #[address(topic = "orders/{shop}")]
    Orders { shop: String },
    #[address(topic = "stock/{shop}/{item}")]
    Stock { shop: String, item: u16 },
    #[address(topic = "alarms")]
    Alarms,
}

#[derive(Clone, Debug, PartialEq, Address)]
#[address(header = "shop={shop};order={order}")]
struct Trace {
    shop: String,
    order: String,
}

fn round_trip<A: Address + fmt::Debug + PartialEq + Clone>(address: &A) -> Result<(), TestCaseError> {
    // What cannot stand in its place is refused when it is built; all that is built is read back.
    if let Ok(text) = address.to_address() {
        prop_assert_eq!(A::parse_address(&text), Ok(address.clone()), "{}", text);
    }
    Ok(())
}

proptest! {
    #![proptest_config(Config { rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..Config::default() })]

    #[test]
    fn addresses_are_read_back(
        shop in "\\PC{1,12}|[a-z./%;=]{1,12}",
        order in any::<u64>(),
        item in any::<u16>(),
        line in proptest::option::of("\\PC{1,12}|[a-z./%]{1,12}"),
    ) {
        round_trip(&OrderUri { shop: shop.clone(), order, line: line.clone() })?;
        round_trip(&Topic::Orders { shop: shop.clone() })?;
        round_trip(&Topic::Stock { shop: shop.clone(), item })?;
        round_trip(&Trace { shop: shop.clone(), order: line.unwrap_or_default() })?;
        let built = OrderUri { shop: "7/eu".to_owned(), order, line: None }.to_uri();
        prop_assert!(built.is_ok());
    }

    #[test]
    fn subjects_are_read_back(shop_id in "[^\\s\\p{Cc}@]{1,12}", order in any::<u32>(), line in any::<Option<u32>>()) {
        let subjects =
            [Party::Shop { shop_id: shop_id.clone() }, Party::OrderLine { order: OrderNumber(order), line }];
        for subject in subjects {
            if let Ok(path) = subject.to_path() {
                prop_assert_eq!(Party::parse_path(&path), Ok(subject));
            }
        }
    }
}

#[test]
fn addresses_have_methods_of_their_place() {
    let uri = OrderUri { shop: "7/eu".to_owned(), order: 4, line: None };
    assert_eq!(uri.to_uri().unwrap(), "acme://orders/7%2Feu/order/4");
    assert_eq!(OrderUri::PLACE, Place::Uri);
    assert_eq!(OrderUri::parse_uri("acme://orders/7%2Feu/order/4"), Ok(uri));
    assert_eq!(Topic::Alarms.to_topic().unwrap(), "alarms");
    assert_eq!("stock/7/9".parse(), Ok(Topic::Stock { shop: "7".to_owned(), item: 9 }));
    let trace = Trace { shop: "a;order=b".to_owned(), order: "1".to_owned() };
    assert_eq!(trace.to_header(), Err(TemplateError::Separator { parameter: "shop", separator: ";order=" }));
    assert_eq!(Trace::parse_header("shop=7;order=1").unwrap().order, "1");
}

#[derive(Debug, PartialEq, Model, EventPayload)]
#[event(type = "acme.order.created", schema = "https://acme.example/events#OrderCreated")]
struct OrderCreated {
    order_id: String,
    lines: u32,
}

#[derive(Debug, PartialEq, Model, EventPayload)]
#[event(type = "acme.order.closed", schema = "https://acme.example/events#OrderClosed")]
struct OrderClosed {
    order_id: String,
}

/// Has the schema of one of the events that the SDK knows.
#[derive(Debug, Model, EventPayload)]
#[event(
    type = "acme.order.taken",
    schema = "https://docs.aion.to/a2a/extensions/aion/distribution/messaging/1.0.0#CommandEventPayload"
)]
struct Taken {
    order_id: String,
}

const EXTENSION: &str = "https://docs.aion.to/a2a/extensions/aion/event/1.0.0";

/// A request as it arrives, with an event of this type and this payload.
fn request(kind: &str, schema: &str, data: &serde_json::Value) -> String {
    json!({
        "message": {
            "messageId": "m-1",
            "role": "ROLE_USER",
            "metadata": { EXTENSION: { "id": "evt-1", "source": "/acme", "type": kind } },
            "parts": [
                { "text": "An order came in" },
                { "data": data, "metadata": { EXTENSION: { "schema": schema } } },
            ],
        },
        "metadata": {
            "https://docs.aion.to/a2a/extensions/aion/distribution/1.0.0": {
                "behavior": { "behaviorKey": "main", "id": "beh-1", "versionId": "ver-1" },
                "distribution": { "endpointType": "Acme", "id": "dist-1", "identities": [], "url": "https://acme.example" },
                "environment": {
                    "configurationVariables": {}, "deploymentId": "dep-1", "id": "env-1", "name": "prod", "projectId": "p-1",
                },
                "senderId": "U1",
            },
        },
    })
    .to_string()
}

fn context(kind: &str, schema: &str, data: &serde_json::Value) -> RuntimeContext {
    RuntimeContext::from_json(request(kind, schema, data).as_bytes()).unwrap()
}

#[test]
fn a_context_gives_the_payload_of_an_own_event() {
    let data = json!({ "order_id": "o-7", "lines": 2 });
    let context = context(OrderCreated::TYPE, OrderCreated::SCHEMA, &data);
    assert_eq!(context.event_error(), None);
    let expected = OrderCreated { order_id: "o-7".to_owned(), lines: 2 };
    assert_eq!(context.event_payload::<OrderCreated>(), Some(Ok(expected)));
    assert_eq!(context.event_payload::<OrderClosed>(), None);
    assert_eq!(context.event().map(Event::id), Some("evt-1"));

    let mut payloads = Event::payloads();
    payloads.register::<OrderCreated>().and_then(|payloads| payloads.register::<OrderClosed>()).unwrap();
    let payload = context.event_payload_with(&payloads).unwrap().unwrap();
    assert_eq!(payload.downcast_ref::<OrderCreated>().map(|created| created.lines), Some(2));
}

#[test]
fn a_malformed_payload_is_an_error_and_other_events_are_none() {
    let malformed = context(OrderCreated::TYPE, OrderCreated::SCHEMA, &json!({ "order_id": 7 }));
    assert!(malformed.event_payload::<OrderCreated>().unwrap().is_err());
    let other = context("acme.other", OrderCreated::SCHEMA, &json!({ "order_id": "o", "lines": 1 }));
    assert!(other.event().is_some() && other.event_payload::<OrderCreated>().is_none());
    let plain = RuntimeContext::from_json(br#"{"message":{"messageId":"m","role":"ROLE_USER","parts":[]}}"#).unwrap();
    assert!(plain.event_payload::<OrderCreated>().is_none());
}

#[test]
fn a_payload_is_registered_once_and_never_for_a_known_event() {
    let mut payloads = Event::payloads();
    payloads.register::<OrderCreated>().unwrap();
    let twice = payloads.register::<OrderCreated>().map(|_| ()).unwrap_err();
    assert_eq!(twice.taken(), "acme.order.created");
    let known = payloads.register::<Taken>().map(|_| ()).unwrap_err();
    assert_eq!(known.taken(), Taken::SCHEMA);
    let generated = payloads.register::<aion_sdk::MessageEventPayload>().map(|_| ()).unwrap_err();
    assert_eq!(generated.taken(), "to.aion.distribution.message.1.0.0");
}

#[derive(Debug, PartialEq, Settings)]
#[settings(prefix = "SHOP_")]
struct ShopSettings {
    #[settings(starts_with = ["http://", "https://"], trim_end = "/", default = "https://acme.example")]
    host: String,
    account: String,
    #[settings(env = "ACME_TOKEN")]
    token: Option<Secret<String>>,
    #[settings(default = "30s")]
    wait: Duration,
    #[settings(default = 3)]
    tries: u8,
    verbose: Option<bool>,
    #[settings(default = "127.0.0.1")]
    address: IpAddr,
    peer: Option<IpAddr>,
    #[settings(default = "Inventory")]
    surface: Surface,
}

fn settings(pairs: &[(&str, &str)]) -> Result<ShopSettings, typeloom_runtime::SettingsError> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    ShopSettings::from_environment(&pairs.iter().map(owned).collect::<BTreeMap<_, _>>())
}

#[test]
fn own_settings_come_from_an_environment() {
    let few = settings(&[("SHOP_ACCOUNT", "acme")]).unwrap();
    assert_eq!(
        few,
        ShopSettings {
            host: "https://acme.example".to_owned(),
            account: "acme".to_owned(),
            token: None,
            wait: Duration::from_secs(30),
            tries: 3,
            verbose: None,
            address: "127.0.0.1".parse().unwrap(),
            peer: None,
            surface: Surface::Inventory,
        }
    );
    let all = settings(&[
        ("SHOP_ACCOUNT", "acme"),
        ("SHOP_HOST", "http://localhost/"),
        ("ACME_TOKEN", "hunter2"),
        ("SHOP_WAIT", "1m30s"),
        ("SHOP_TRIES", " 5 "),
        ("SHOP_VERBOSE", "on"),
        ("SHOP_ADDRESS", "::1"),
        ("SHOP_PEER", "10.0.0.1"),
        ("SHOP_SURFACE", "PriceList"),
    ])
    .unwrap();
    assert_eq!((all.host.as_str(), all.wait, all.tries), ("http://localhost", Duration::from_secs(90), 5));
    assert_eq!((all.verbose, all.peer, all.surface), (Some(true), "10.0.0.1".parse().ok(), Surface::Prices));
    assert!(!format!("{all:?}").contains("hunter2"));
    assert!(ShopSettings::from_env().is_err());
}

#[test]
fn all_problems_of_own_settings_come_at_once() {
    let error = settings(&[("SHOP_HOST", "ftp:hunter2"), ("SHOP_TRIES", "999"), ("SHOP_PEER", "hunter2")]).unwrap_err();
    insta::assert_snapshot!(error, @"
    4 settings are missing or invalid:
    - `SHOP_HOST` is invalid: `host` must start with `http://` or `https://`
    - `SHOP_ACCOUNT` is missing: set this environment variable
    - `SHOP_TRIES` is invalid: expected a whole number from 0 to 255
    - `SHOP_PEER` is invalid: expected the text of a value of type `IpAddr`
    ");
}
