//! What the corpus generates, at run time: values go in and come out as the schema says.
//!
//! This file is compiled in the workspace that `tests/tests/compile.rs` writes.
#![allow(deprecated)]

use corpus::*;
use typeloom_runtime::json::Value;
use typeloom_runtime::{Model, Secret};

/// Decodes, encodes and gives the text; both must be the same value.
fn round<T: Model + PartialEq + std::fmt::Debug>(json: &str) -> String {
    let value = T::from_json(json.as_bytes()).unwrap_or_else(|error| panic!("{json}: {error}"));
    let text = value.to_json();
    assert_eq!(T::from_json(text.as_bytes()).unwrap(), value, "{json}");
    text
}

/// The text comes back as it was.
fn same<T: Model + PartialEq + std::fmt::Debug>(json: &str) {
    assert_eq!(round::<T>(json), json);
}

/// The same value comes back; its keys may be in another order.
fn kept<T: Model + PartialEq + std::fmt::Debug>(json: &str) {
    let value = |text: &str| Value::from_json(text.as_bytes()).unwrap();
    assert_eq!(value(&round::<T>(json)), value(json));
}

fn refused<T: Model + std::fmt::Debug>(json: &str) -> String {
    match T::from_json(json.as_bytes()) {
        Err(error) => error.to_string(),
        Ok(value) => panic!("{json} was accepted as {value:?}"),
    }
}

#[test]
fn records() {
    use records::{Customer, Order};
    let full = r#"{"orderId":"o-1","totalCents":-5,"note":"n","buyer":{"name":"Ada","email":"a@b"},"items":[{"article":"x","count":2}],"itemLabels":{"a":"b"},"oldCode":"c"}"#;
    same::<Order>(full);
    // Absent and null are the same; undeclared fields are skipped.
    let sparse = r#"{"orderId":"o-1","totalCents":0,"note":null,"buyer":{"name":"Ada"},"items":[],"itemLabels":{},"later":{"x":[1]}}"#;
    assert_eq!(
        round::<Order>(sparse),
        r#"{"orderId":"o-1","totalCents":0,"buyer":{"name":"Ada"},"items":[],"itemLabels":{}}"#
    );
    // Aliases and accepted cases are read; the canonical name wins in any order.
    let other =
        r#"{"order_id":"o-1","total_cents":7,"comment":"n","buyer":{"name":"Ada"},"items":[],"item_labels":{}}"#;
    assert_eq!(
        round::<Order>(other),
        r#"{"orderId":"o-1","totalCents":7,"note":"n","buyer":{"name":"Ada"},"items":[],"itemLabels":{}}"#
    );
    for pair in [r#""note":"canonical","remark":"alias""#, r#""remark":"alias","note":"canonical""#] {
        let json = format!(
            r#"{{{pair},"orderId":"o-1","totalCents":7,"buyer":{{"name":"Ada"}},"items":[],"itemLabels":{{}}}}"#
        );
        assert_eq!(Order::from_json(json.as_bytes()).unwrap().note.as_deref(), Some("canonical"));
    }
    assert!(refused::<Order>(r#"{"orderId":"o-1"}"#).contains("totalCents"));
    assert!(refused::<Customer>(r#"{"name":5}"#).contains("name"));
    refused::<Customer>("[]");
    refused::<Customer>("");
    refused::<Customer>(r#"{"name":"a"} x"#);
    let made = Order::new("o-1", 5, Customer::new("Ada"), vec![], Default::default()).with_note("n");
    assert_eq!(
        made.to_json(),
        r#"{"orderId":"o-1","totalCents":5,"note":"n","buyer":{"name":"Ada"},"items":[],"itemLabels":{}}"#
    );
}

#[test]
fn constructors() {
    use constructors::{Card, Item, Parcel, Payment, Size};
    let marks = || [("from".to_owned(), Value::from("here"))].into();
    let made = Parcel::of_article("cup", Some(Item::new("spoon")), marks());
    assert_eq!((made.id.len(), made.note.as_deref(), made.size.clone()), (36, Some("cup"), Size::Small));
    // What stands behind wins, and what is not there is left out.
    assert_eq!((made.items.len(), made.marks.clone()), (2, Some(marks())));
    assert_eq!(Parcel::of_article("", None, marks()).note, None);
    assert_ne!(Parcel::of_article("cup", None, marks()).id, made.id);
    assert_eq!(Parcel::from_json(made.to_json().as_bytes()).unwrap(), made);

    let at = "2024-05-01T12:00:00Z".parse().unwrap();
    let reply = Parcel::reply(made.clone(), Some("t".to_owned()), at, "text");
    let text = reply.to_json();
    let sent = r#""size":"large","token":"t","parent":"#;
    assert!(text.starts_with(&format!(r#"{{"id":"cup",{sent}{}"#, made.to_json())), "{text}");
    let rest = r#""payment":{"kind":"card","value":{"number":"t"}},"content":"dGV4dA==","sent":"2024-05-01T12:00:00Z","weight":0.5}"#;
    assert!(text.ends_with(&format!(r#""marks":{{"size":"small","token":"t"}},{rest}"#)), "{text}");
    kept::<Parcel>(&text);
    let silent = Parcel::reply(made, None, at, "");
    assert_eq!((silent.marks, silent.token), (None, None));
    assert_eq!(silent.payment.as_ref().and_then(Payment::as_card), Some(&Card::of_number("")));

    let paid = Parcel::paid(Payment::Cash(Size::Large)).with_note("later");
    assert_eq!(paid.note.as_deref(), Some("later"));
    let many = Parcel::many("a", "b", "c", "d", 1, true, Value::Null, Size::Large);
    let marks = r#""marks":{"d":"d","e":1,"f":true,"g":null}"#;
    assert_eq!(many.to_json(), format!(r#"{{"id":"a","size":"large","note":"b","token":"c","items":[],{marks}}}"#));
}

#[test]
fn empty_records() {
    assert_eq!(round::<empty::Nothing>(r#"{"a":1}"#), "{}");
    same::<empty::Anything>(r#"{"a":1,"b":[null]}"#);
    same::<empty::Little>("{}");
    assert!(refused::<empty::Little>(r#"{"a":1}"#).contains('a'));
}

#[test]
fn defaults() {
    let settings = defaults::Settings::new();
    assert_eq!(defaults::Settings::from_json(b"{}").unwrap(), settings);
    assert_eq!((settings.least, settings.most, settings.ratio), (i64::MIN, u64::MAX, -0.25));
    assert_eq!((settings.title.as_str(), settings.count, settings.active), ("none \"given\"", 3, true));
    assert_eq!((settings.priority.clone(), settings.limit), (defaults::Priority::High, Some(10)));
    assert_eq!(settings.token.expose(), "none");
    let text = settings.to_json();
    assert!(text.contains(r#""timeout":"90s""#) && text.contains(r#""extra":{"retries":[1,2]}"#), "{text}");
    same::<defaults::Settings>(&text);
    assert_eq!(settings.with_count(4).count, 4);
}

#[test]
fn secrets() {
    let json = r#"{"user":"ada","password":"hunter2","recovery":["hunter3"]}"#;
    same::<secrets::Credentials>(json);
    let shown = format!("{:?}", secrets::Credentials::from_json(json.as_bytes()).unwrap());
    assert!(shown.contains("ada") && !shown.contains("hunter"), "{shown}");
    let key = secrets::ApiKey::new("hunter4").unwrap();
    assert!(!format!("{key:?}").contains("hunter"));
    assert_eq!(key.as_str(), "hunter4");
    assert!(secrets::ApiKey::new("").is_err());
    assert_eq!(secrets::Credentials::new("ada", "x").password, Secret::new("x".to_owned()));
}

#[test]
fn lenient_flags() {
    for (json, given) in [("true", true), ("0", false), ("1", true), (r#""yes""#, true), (r#""off""#, false)] {
        let consent =
            lenient::Consent::from_json(format!(r#"{{"given":{json},"renewed":{json}}}"#).as_bytes()).unwrap();
        assert_eq!((consent.given, consent.renewed), (given, Some(given)), "{json}");
        assert_eq!(consent.to_json(), format!(r#"{{"given":{given},"renewed":{given}}}"#));
    }
    assert_eq!(lenient::Consent::from_json(br#"{"given":1,"renewed":null}"#).unwrap().renewed, None);
    refused::<lenient::Consent>(r#"{"given":"perhaps"}"#);
}

#[test]
fn unknown_fields() {
    use unknown_fields::{Holder, Ignored, Kept, Refused};
    same::<Kept>(r#"{"id":"1","more":{"deep":[1,"x"]},"zero":0}"#);
    assert_eq!(round::<Ignored>(r#"{"id":"1","more":1}"#), r#"{"id":"1"}"#);
    assert!(refused::<Refused>(r#"{"id":"1","more":1}"#).contains("more"));
    // The tag of a union is no undeclared field of its members.
    same::<Holder>(r#"{"kind":"kept","id":"1","more":1}"#);
    same::<Holder>(r#"{"kind":"refused","id":"1"}"#);
    assert_eq!(round::<Holder>(r#"{"id":"1","kind":"kept"}"#), r#"{"kind":"kept","id":"1"}"#);
}

#[test]
fn recursion() {
    use recursion::{Formula, Ping, Tree};
    let leaf = r#"{"label":"l","children":[],"named":{}}"#;
    same::<Tree>(&format!(
        r#"{{"label":"t","left":{leaf},"right":{{"label":"r","left":{leaf},"children":[],"named":{{}}}},"children":[{leaf}],"named":{{"n":{leaf}}}}}"#
    ));
    same::<Ping>(r#"{"pong":{"ping":{"pong":{}}}}"#);
    same::<Formula>(r#"{"kind":"not","value":{"kind":"all","value":[{"kind":"number","value":1.5}]}}"#);
}

#[test]
fn enums() {
    use closed_enums::{Single, Trajectory};
    use open_enums::{Reaction, Status};
    for (json, text) in [("WAITING", "WAITING"), ("RUNNING", "IN_PROGRESS"), ("FINISHED", "FINISHED"), ("lost", "lost")]
    {
        assert_eq!(round::<Status>(&format!("\"{json}\"")), format!("\"{text}\""));
    }
    assert!(matches!(Status::from("lost"), Status::Unknown(_)));
    assert_eq!(Status::from("STARTED"), Status::InProgress);
    assert_eq!(Status::KNOWN.len(), 3);
    for json in [r#""+1""#, r#""\"""#, r#""""#, r#""other \\ \n""#] {
        same::<Reaction>(json);
    }
    assert_eq!(Reaction::from("\""), Reaction::Quoted);
    same::<Trajectory>(r#""direct-message""#);
    assert!(refused::<Trajectory>(r#""lost""#).contains("direct-message"));
    assert!("lost".parse::<Trajectory>().is_err());
    assert_eq!("only".parse(), Ok(Single::Only));
}

#[test]
fn internally_tagged_unions() {
    use internal_unions::{Payment, Strict};
    same::<Payment>(r#"{"kind":"card","number":"1"}"#);
    assert_eq!(
        round::<Payment>(r#"{"iban":"D","kindness":1,"kind":"bank-transfer"}"#),
        r#"{"kind":"bank-transfer","iban":"D","kindness":1}"#
    );
    let unknown = r#"{"kind":"cash","amount":[1,{"x":null}]}"#;
    kept::<Payment>(unknown);
    assert_eq!(Payment::from_json(unknown.as_bytes()).unwrap().tag(), "cash");
    assert!(Payment::from_json(br#"{"kind":"card","number":"1"}"#).unwrap().as_card().is_some());
    assert!(refused::<Payment>(r#"{"number":"1"}"#).contains("kind"));
    same::<Strict>(r#"{"kind":"card","number":"1"}"#);
    assert!(refused::<Strict>(unknown).contains("card"));
}

#[test]
fn adjacently_tagged_unions() {
    use adjacent_unions::{Card, Payment, Strict};
    for json in [
        r#"{"type":"card","value":{"number":"1"}}"#,
        r#"{"type":"voucher","value":"v"}"#,
        r#"{"type":"points","value":18446744073709551615}"#,
    ] {
        same::<Payment>(json);
    }
    assert_eq!(
        round::<Payment>(r#"{"value":{"number":"1"},"type":"card"}"#),
        r#"{"type":"card","value":{"number":"1"}}"#
    );
    same::<Payment>(r#"{"type":"cash","value":[1]}"#);
    kept::<Payment>(r#"{"type":"cash","extra":true}"#);
    assert!(matches!(Payment::from(Card::new("1")), Payment::Card(_)));
    refused::<Strict>(r#"{"type":"cash","value":1}"#);
    refused::<Payment>(r#"{"type":"points","value":-1}"#);
}

#[test]
fn externally_tagged_unions() {
    use external_unions::{Payment, Strict};
    for json in [
        r#"{"card":{"number":"1"}}"#,
        r#"{"amounts":[1.5,2]}"#,
        r#"{"again":{"again":{"plastic":{"number":"2"}}}}"#,
        r#"{"cash":{"x":1}}"#,
    ] {
        assert_eq!(round::<Payment>(json).replace(".0", ""), json);
    }
    same::<Strict>(r#"{"card":{"number":"1"}}"#);
    refused::<Strict>(r#"{"cash":1}"#);
    refused::<Payment>("{}");
}

#[test]
fn newtypes() {
    use number_newtypes::{Large, Maybe, Percent, Tags, Temperature, Whole};
    use text_newtypes::{Handle, Mention, OrderId};
    assert_eq!(Handle::new("  @ada ").unwrap().as_str(), "ada");
    assert_eq!(round::<Mention>(r#"{"who":" @x","order":"o-12"}"#), r#"{"who":"x","order":"o-12"}"#);
    assert_eq!(Handle::new("@@ada").unwrap().as_str(), "@ada");
    assert!(refused::<Mention>(r#"{"who":"123456789"}"#).contains("who"));
    assert!(Handle::new("@").is_err() && OrderId::new("x-12").is_err() && OrderId::new("o-1").is_err());
    assert!("o-123".parse::<OrderId>().is_ok());
    assert!(Percent::new(100).is_ok() && Percent::new(101).is_err());
    assert!(Temperature::new(-273.15).is_ok() && Temperature::new(-274.0).is_err());
    for json in ["-9223372036854775808", "9223372036854775807"] {
        same::<Whole>(json);
    }
    same::<Large>("18446744073709551615");
    refused::<Large>("0");
    same::<Tags>(r#"["a","b"]"#);
    same::<Maybe>("null");
    same::<Maybe>(r#""x""#);
}

#[test]
fn primitives() {
    let json = r#"{"a_string":"ä\n\"","a_bool":true,"an_i32":-2147483648,"an_i64":-9223372036854775808,"a_u32":4294967295,"a_u64":18446744073709551615,"an_f64":0.1,"any_json":[null,{"x":1.5}],"some_bytes":"AAEC/w==","a_timestamp":"2024-06-01T12:00:00Z","a_duration":"1.5s","a_uuid":"67e55044-10b1-426f-9247-bb680e5fe0c8","a_url":"https://example.com/x","lists":[[1],[]],"maps":{"a":{"b":false}},"holes":["x",null]}"#;
    same::<primitives::All>(json);
    for (from, to) in [
        ("-2147483648", "-2147483649"),
        ("4294967295", "4294967296"),
        ("18446744073709551615", "1.5"),
        ("AAEC/w==", "?"),
        ("67e55044", "zzz"),
        ("2024-06-01T", "yesterday"),
    ] {
        assert!(json.contains(from));
        refused::<primitives::All>(&json.replace(from, to));
    }
}

#[test]
fn constants_and_aliases() {
    assert_eq!((constants::API_VERSION, constants::RETRY_LIMIT, constants::LEAST), ("2024-06", 5, i64::MIN));
    assert_eq!(constants::QUOTE, "a \"quoted\" \\ text");
    assert_eq!(constants::Version::Next.as_str(), "2024-06+5");
    same::<aliases::Article>(r#"{"labels":{"a":"b"},"text":"t","more":"m","all":[{}]}"#);
}

#[test]
fn names() {
    use keywords::{Async, Match, Type};
    same::<keywords::Self_>(r#"{"type":"t","self":"s","self_type":1,"super":true,"match":"m","value":"v"}"#);
    same::<Async>(r#"{"impl":"try","match":"crate"}"#);
    assert_eq!(Match::new(Type::True).r#match, Type::from("true"));
    same::<prelude::Vec>(r#"{"tree":{"text":"a"},"text":"b"}"#);
    same::<prelude::Box>(r#"{"kind":"result","some":"s","list":[],"map":{}}"#);
    same::<wire_names::Messung>(r#"{"größe":1.5,"имя":"x"," ":"e","@type/$ref#'":"s","🐎":true}"#);
    // Escaped names are the same names.
    assert_eq!(
        round::<wire_names::Messung>(r#"{"gr\u00f6\u00dfe":1.5,"имя":"x"}"#),
        r#"{"größe":1.5,"имя":"x","🐎":false}"#
    );
    same::<wire_names::Kind>(r#"{"вид":"измерение","größe":1.5,"имя":"x","🐎":false}"#);
    same::<imports::Order>(
        r#"{"id":"1","buyer":{"name":"n","last":{"body":"b","kind":"spoken"}},"note":{"text":"t"},"sent":{"body":"b","kind":"else"}}"#,
    );
    same::<modules::A>(r#"{"b":{"text":"t"},"c":{"text":"t"},"d":{"text":"t","e":"x"}}"#);
}

#[test]
fn documentation_is_only_text() {
    assert_eq!(documentation::Words::C.as_str(), "*/");
    same::<documentation::Words>(r#""]<b>""#);
}

#[test]
fn subjects_and_selectors() {
    use selectors::BuyerSelector;
    use subjects::OrderSubject;
    let buyer = OrderSubject::buyer(" @ada lovelace ").unwrap();
    let path = buyer.path().unwrap();
    assert_eq!(path, "/buyers/@ada%20lovelace");
    assert_eq!(OrderSubject::parse_path(&path).unwrap(), buyer);
    assert_eq!(OrderSubject::customer("ada lovelace").unwrap(), buyer);
    assert_eq!(buyer.to_input().to_string(), r#"{"buyerName":"ada lovelace"}"#);
    assert_eq!(OrderSubject::nobody().to_input().to_string(), "{}");
    assert!(OrderSubject::shop("  ").is_err());
    for subject in [OrderSubject::r#type("a", Some("b")).unwrap(), OrderSubject::nobody()] {
        assert_eq!(OrderSubject::parse_path(&subject.path().unwrap()).unwrap(), subject);
    }
    let pair = BuyerSelector::pair("a/b", "c").unwrap();
    assert_eq!(pair.to_uri().unwrap(), "acme://party/pair/a%2Fb/c");
    assert_eq!(BuyerSelector::from_resource_uri(&pair.to_uri().unwrap()).unwrap(), pair);
    assert_eq!(BuyerSelector::from_header_value(&pair.header_value().unwrap()).unwrap(), pair);
    assert!(BuyerSelector::from_resource_uri("acme://party/nobody/1").is_err());
}

#[test]
fn references() {
    use references::{OrderKey, OrderPaths, OrderReference, OrderSubject};
    let subject = || OrderSubject::shop("s 1").unwrap();
    let reference = OrderReference::item(subject(), OrderKey::concrete("k").unwrap());
    assert_eq!(reference.path().unwrap(), "/shops/s%201/items/k");
    assert_eq!(OrderReference::primary_chat(subject()).path().unwrap(), "/shops/s%201/chat");
    assert_eq!(OrderReference::global_item().path().unwrap(), "/items");
    let paths = OrderPaths::new("https://shop.example/").unwrap();
    assert_eq!(paths.all_items_url(), "https://shop.example/items");
    assert_eq!(paths.one_item_path(&subject(), "k").unwrap(), "/shops/s%201/items/k");
    assert_eq!(paths.rules_path(&subject()).unwrap(), "/shops/s%201/chat/.well-known/rules.json");
}

#[test]
fn settings() {
    use settings::ShopSettings;
    let read = |pairs: &[(&str, &str)]| {
        let variables: std::collections::BTreeMap<String, String> =
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        ShopSettings::from_environment(&variables)
    };
    let shop = read(&[("SHOP_TOKEN", "hunter2"), ("SHOP_ATTEMPTS", "5"), ("SHOP_NAME", " Acme ")]).unwrap();
    assert_eq!((shop.attempts, shop.name()), (5, Some("Acme")));
    assert_eq!(shop.orders_url().unwrap(), "https://shop.example/v1/orders");
    assert_eq!(shop.socket_url().unwrap(), "wss://shop.example/socket");
    assert!(!format!("{shop:?}").contains("hunter"));
    let error = read(&[("SHOP_ATTEMPTS", "many")]).unwrap_err().to_string();
    assert!(error.contains("SHOP_TOKEN") && error.contains("SHOP_ATTEMPTS"), "{error}");
}

/// A message that carries an event of this type, as the schema says.
fn message(kind: &str, schema: &str, data: &str) -> String {
    format!(
        r#"{{"metadata":{{"acme/event":{{"type":"{kind}","id":"e-1","source":"s"}}}},"parts":[{{"metadata":{{"acme/event":{{"schema":"{schema}"}}}},"data":{data}}}]}}"#
    )
}

#[test]
fn events() {
    use events::{Message, OrderEvent};
    let read = |text: &str| OrderEvent::from_message(&Message::from_json(text.as_bytes()).unwrap());
    let placed = read(&message("acme.placed.1", "acme#OrderPlaced", r#"{"order_id":"o-1"}"#)).unwrap();
    let Some(OrderEvent::Placed(placed)) = placed else { panic!("{placed:?}") };
    assert_eq!((placed.id(), placed.source(), placed.payload().order_id.as_str()), ("e-1", "s", "o-1"));
    let other = read(&message("acme.lost.1", "acme#OrderLost", "{}")).unwrap();
    assert!(matches!(other, Some(OrderEvent::Unknown(_))), "{other:?}");
    assert_eq!(read(r#"{"parts":[]}"#).unwrap(), None);
    assert!(read(&message("acme.placed.1", "acme#OrderPlaced", r#"{"order_id":5}"#)).is_err());
}

#[test]
fn contexts() {
    use contexts::{OrderContext, OrderEvent};
    let request = |metadata: &str| {
        let message = message("acme.closed.1", "acme#OrderClosed", r#"{"order_id":"o-1"}"#);
        format!(r#"{{"message":{message},"metadata":{metadata},"region":"north"}}"#)
    };
    let full = request(r#"{"acme/order":{"id":"o-1","buyer":{"id":"b","name":"Ada"}}}"#);
    let context = OrderContext::from_json(full.as_bytes()).unwrap();
    assert!(matches!(context.event(), Some(OrderEvent::Closed(_))), "{context:?}");
    assert_eq!((context.buyer_name(), context.region(), context.session_id()), (Some("Ada"), "north", None));
    assert_eq!(context.selector().unwrap().unwrap().to_uri().unwrap(), "acme://party/person/Ada");
    let context = OrderContext::from_json(br#"{"message":{"parts":[]},"region":"north"}"#).unwrap();
    assert_eq!((context.event(), context.order(), context.note()), (None, None, None));
    assert_eq!(context.selector().unwrap().unwrap().to_uri().unwrap(), "acme://party/person/north");
}

#[test]
fn documents() {
    use documents::{LeafDocument, Leaf, Mark, Option, Page, PageDocument, Rule, Section, Strip, Text};
    let option = Option::r#ref("r", "m", "<b>").with_note("{1}");
    let inner = Section::default().with_type("a & b").add(Text::new("x"));
    let page = Page::new("news", "Über \"uns\"").with_lang("de").add(option).add(Rule::new()).add(Section::new().add(inner));
    let text = "<Page kind=\"news\" title=\"Über &quot;uns&quot;\" lang=\"de\">\n\
                <x-option ref=\"r\" note=\"{1}\" match=\"m\">&lt;b&gt;</x-option>\n<Rule />\n\
                <Section>\n<Section type=\"a &amp; b\">\n<Text>x</Text>\n</Section>\n</Section>\n</Page>";
    assert_eq!(page.to_string(), text);
    let document = PageDocument::from(page);
    assert_eq!((document.markup(), document.title()), (Some(text), Some("Über \"uns\"")));
    assert_eq!(document.file_name().as_deref(), Some("über-\"uns\".page.xml"));
    assert!(PageDocument::is_markup(text) && !PageDocument::is_markup("Page"));
    assert_eq!(PageDocument::from(Page::untitled("k")).file_name().as_deref(), Some("page.xml"));
    assert_eq!(PageDocument::from_url("https://acme.example").unwrap().url(), Some("https://acme.example"));
    assert!(PageDocument::from_url("http://acme.example").is_err());
    assert_eq!(LeafDocument::from(Leaf::new("a")).to_string(), "<Leaf>a</Leaf>");
    assert_eq!(Strip::new("").add(Mark::new()).to_string(), "<Strip name=\"\">\n<Mark />\n</Strip>");
}

/// Nothing waits for a network, but what waits for its turn is polled again.
fn now<F: std::future::IntoFuture>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future.into_future());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    for _ in 0..8 {
        if let std::task::Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
    panic!("waits");
}

#[test]
fn clients() {
    use clients::{Order, OrderId, Orders, Status};
    use typeloom_runtime::MemoryTransport;
    use typeloom_runtime::client::{Method, Response};

    let transport = MemoryTransport::new();
    let id = OrderId::new("o/1").unwrap();
    let order = Order::new(id.clone());
    transport
        .reply(Method::Get, "/orders/{id}", Response::new(404))
        .reply(Method::Get, "/shops/{shop}/orders/{status}", Response::json(200, &vec![order.clone()]))
        .reply(Method::Post, "/orders", Response::json(201, &order))
        .reply(Method::Delete, "/orders/@{id}.json", Response::new(204));
    let orders = Orders::new(transport.clone());
    assert_eq!(now(orders.get(&id)).unwrap(), None);
    let tags = vec!["a".to_owned(), "b".to_owned()];
    let states = [Status::Placed, Status::from("lost")];
    let listed = now(orders.list("s", Some(&Status::Sent), Some(10), None, Some(&states), &tags, Some("t"), 7));
    assert_eq!(listed.unwrap(), std::slice::from_ref(&order));
    assert_eq!(now(orders.place(&order, true, "x")).unwrap(), order);
    now(orders.remove(&id)).unwrap();
    let sent: Vec<String> = transport.requests().iter().map(|request| request.target()).collect();
    assert_eq!(
        sent,
        [
            "/orders/o%2F1",
            "/shops/s/orders/sent?pageSize=10&match=placed&match=lost&tags=a&tags=b",
            "/orders?dryRun=true&out=x",
            "/orders/@o%2F1.json",
        ]
    );
}

#[test]
fn graphql() {
    use graphql::{Buyer, Item, Order, Place, Shop, State};
    use typeloom_runtime::client::{ClientError, Method, Response};
    use typeloom_runtime::{MemoryTransport, Timestamp};

    let transport = MemoryTransport::new();
    for data in [
        r#"{"data":{"orders":[{"orderId":"o","items":[{"name":"tea","tags":["hot"],"notes":{"a":1}}]}]}}"#,
        r#"{"data":{"total":null}}"#,
        r#"{"data":{"placeOrder":{"orderId":"p","items":[]}}}"#,
        r#"{"errors":[{"message":"sold out"}]}"#,
    ] {
        transport.reply(Method::Post, "/api/graphql", Response::new(200).with_body(data));
    }
    let shop = Shop::new(transport.clone());
    let some = ["a".to_owned()];
    let orders = now(shop.orders(&[State::Placed], Some(3), Some(&some), true)).unwrap();
    assert_eq!(orders[0].items[0].tags.as_deref(), Some(&["hot".to_owned()][..]));
    assert_eq!(now(shop.total()).unwrap(), None);
    let order = Order::new("o", vec![Item::new("tea", Default::default())]);
    let (buyer, names) = (Buyer::person("p/1").unwrap(), vec!["n".to_owned()]);
    assert_eq!(now(shop.place(&order, None, Some(&buyer), &names)).unwrap().order_id, "p");
    let Err(ClientError::Graphql { operation, source }) = now(shop.place(&order, Some("s"), None, &names)) else {
        panic!("an error was no error");
    };
    assert_eq!((operation, source.to_string()), ("Shop::place", "the server answered: sold out".to_owned()));
    let text = |body: Option<&[u8]>| String::from_utf8(body.unwrap().to_vec()).unwrap();
    let sent: Vec<String> = transport.requests().iter().map(|request| text(request.body())).collect();
    let variables = sent.iter().map(|sent| sent.rsplit_once(r#","variables":"#).unwrap().1.strip_suffix('}').unwrap());
    let variables: Vec<&str> = variables.collect();
    assert_eq!(
        variables,
        [
            r#"{"states":["placed"],"first":3,"some":["a"],"call":true}"#,
            "{}",
            r#"{"order":{"orderId":"o","items":[{"name":"tea","notes":{}}]},"shopId_0":null,"onBehalfOf":"shop://person/p%2F1","names":["n"]}"#,
            r#"{"order":{"orderId":"o","items":[{"name":"tea","notes":{}}]},"shopId_0":"s","names":["n"]}"#,
        ]
    );
    let query = "query Orders($states: [OrderState!]!, $first: Int, $some: [ID!], $call: Boolean!) {\n  \
                 orders(states: $states, first: $first, some: $some, call: $call) {\n    orderId\n    state\n    \
                 items {\n      name\n      tags\n      notes\n    }\n    parent {\n      id\n    }\n  }\n}";
    let sent = Value::from_json(sent[0].as_bytes()).unwrap();
    assert_eq!(sent.get("query").unwrap().as_str(), Some(query));
    // Nothing is sent where the text of a selector cannot be.
    let nowhere = Buyer::person("..").unwrap();
    let refused = now(shop.place(&order, None, Some(&nowhere), &names)).unwrap_err();
    assert!(matches!(refused, ClientError::Variable { variable: "onBehalfOf", .. }));
    assert_eq!(transport.requests().len(), 4);
    let place = Place::shop("s-1").unwrap();
    let since = Timestamp::from_json(br#""2026-01-01T00:00:00Z""#).unwrap();
    let refused = now(Box::pin(async { shop.changes(&since, Some(&nowhere), &place).next_item().await.unwrap() }));
    assert!(matches!(refused, Err(ClientError::Variable { .. })));
    // Subscriptions run where tokio does.
    let refused = now(Box::pin(async { shop.ticks().next_item().await.unwrap() }));
    assert!(matches!(refused, Err(ClientError::Transport { .. })));
}

#[test]
fn calls_and_streams() {
    use rpc::{Bare, Both, Find, Notes, Order, Shop, State};
    use typeloom_runtime::MemoryTransport;
    use typeloom_runtime::client::{ClientError, Method, Response};

    let transport = MemoryTransport::new();
    for body in [
        r#"{"jsonrpc":"2.0","id":1,"result":{"orderId":"o"}}"#,
        r#"{"jsonrpc":"2.0","id":2,"result":{}}"#,
        r#"{"jsonrpc":"2.0","id":3,"error":{"code":-32001,"message":"sold out"}}"#,
    ] {
        transport.reply(Method::Post, "/rpc", Response::new(200).with_body(body));
    }
    let shop = Shop::new(transport.clone());
    let tags = ["a".to_owned(), "b".to_owned()];
    let found = now(shop.find(&Find::new("o"), Some("t"), &tags)).unwrap().unwrap();
    assert_eq!(found.order_id, "o");
    now(shop.ping()).unwrap();
    let error = now(shop.clone().total(&Notes::new())).unwrap_err();
    assert_eq!((error.operation(), error.rpc_error().unwrap().code), ("Shop::total", -32001));
    let refused = now(shop.find(&Find::new("o"), Some("a\nb"), &[])).unwrap_err();
    assert!(matches!(refused, ClientError::Header { header: "X-Trace", .. }));
    let sent = transport.requests();
    let text = |at: usize| String::from_utf8(sent[at].body().unwrap().to_vec()).unwrap();
    assert_eq!(text(0), r#"{"jsonrpc":"2.0","method":"FindOrder","params":{"orderId":"o"},"id":1}"#);
    assert_eq!(text(1), r#"{"jsonrpc":"2.0","method":"Ping","id":2}"#);
    assert_eq!(text(2), r#"{"jsonrpc":"2.0","method":"orders/total","params":{},"id":3}"#);
    let headers: Vec<_> = sent[0].headers().filter(|(name, _)| name.starts_with("X-")).collect();
    assert_eq!(headers, [("X-Trace", "t"), ("X-Tags", "a, b")]);
    let refused = now(shop.find(&Find::new("o"), None, &["a,b".to_owned()])).unwrap_err();
    assert!(matches!(refused, ClientError::Header { header: "X-Tags", .. }));
    assert_eq!((sent.len(), sent[0].is_repeatable(), sent[1].is_repeatable()), (3, true, false));

    let events = |body: &'static str| Response::new(200).with_header("content-type", "text/event-stream").with_body(body);
    let answer = "data: {\"jsonrpc\":\"2.0\",\"id\":6,\"result\":{\"orderId\":\"o\"}}\n\n";
    transport.reply(Method::Post, "/rpc", events(answer));
    assert!(refused.rpc_error().is_none());
    let mut watched = now(shop.watch(&Both::Find(Find::new("o")))).unwrap();
    let item = now(Box::pin(async { watched.next_item().await.unwrap() })).unwrap();
    assert_eq!(item, Order::new("o"));
    assert!(now(Box::pin(watched.next_item())).is_none());

    transport.reply(Method::Get, "/orders/{order_id}/changes", events("data: {\"orderId\":\"a/b\"}\n\n: ping\n\n"));
    let mut changes = now(shop.changes("a/b", Some(7))).unwrap();
    assert_eq!(now(Box::pin(changes.next_item())).unwrap().unwrap().order_id, "a/b");
    assert!(now(Box::pin(changes.next_item())).is_none());
    let last = transport.requests().pop().unwrap();
    assert_eq!(
        (last.target().as_str(), last.header("accept")),
        ("/orders/a%2Fb/changes?since=7", Some("text/event-stream"))
    );
    assert!(matches!(now(shop.changes("..", None)), Err(ClientError::Path { .. })));
    assert!(matches!(now(shop.ask(&Find::new("o"), "a\n", Some(&[State::Sent]))), Err(ClientError::Header { .. })));

    let transport = MemoryTransport::new();
    transport.reply(Method::Post, "", Response::new(200).with_body(r#"{"jsonrpc":"2.0","id":1,"result":[]}"#));
    let bare = Bare::builder().transport(transport.clone()).build().unwrap();
    assert_eq!(now(bare.all()).unwrap(), []);
    assert_eq!(transport.requests()[0].header("x-version"), Some("1.0"));
}

#[test]
fn errors() {
    use errors::{Every, Orders, Others, ShopError, State};
    use typeloom_runtime::client::{Method, Response, TransportError, TransportErrorKind};
    use typeloom_runtime::{ClientError, ConnectError, MemoryTransport};

    let transport = MemoryTransport::new();
    let orders = Orders::new(transport.clone());
    let answer = |status, body: &str| {
        transport.reply(Method::Post, "/orders", Response::new(status).with_body(body));
    };
    let placed = r#"{"orderState":"placed"}"#;
    let answers = [(201, placed), (409, "taken"), (403, placed), (403, r#"{"error":"no"}"#), (200, placed), (401, "")];
    answers.into_iter().chain([(404, "")]).for_each(|(status, body)| answer(status, body));
    let place = || now(orders.place(None, None));
    assert_eq!(place().unwrap().order_state, State::Placed);
    let known = place().unwrap();
    assert_eq!((known.order_state, known.order_id.as_deref(), known.rank), (State::Known, Some("7"), 1));
    assert_eq!(place().unwrap().order_state, State::Placed);
    let refused = place().unwrap_err();
    assert!(matches!(&refused, ShopError::Busy(_)) && refused.message() == Some("no"), "{refused:?}");
    assert!(matches!(place(), Err(ShopError::Rest(_))), "success is 201 or 202");
    let unknown = place().unwrap_err();
    assert!(matches!(&unknown, ShopError::Authentication(failure) if failure.status() == Some(401)));
    assert_eq!(unknown.operation(), Some("Orders::place"));
    assert!(matches!(place(), Err(ShopError::Gone(_))));
    assert_eq!(transport.requests()[0].target(), "/orders?rank=3");

    let late = TransportError::new(TransportErrorKind::Timeout);
    transport.fail(Method::Get, "/orders/main", late);
    transport.reply(Method::Get, "/orders/main/a", Response::new(410));
    let list = |part, word| now(orders.list(None, part, None, word, None, None, None));
    assert!(matches!(list(None, None), Err(error @ ShopError::Busy(_)) if error.is_retryable()));
    assert_eq!(list(Some("a"), None).unwrap(), None);
    let sent = transport.requests().last().unwrap().target();
    assert_eq!(sent, "/orders/main/a?state=placed&default_state=ok&wait=30s&sorted=true&offset=-1");
    let before = transport.requests().len();
    for refused in [list(Some("abcd"), None).map(drop), list(None, Some("A1")).map(drop)] {
        assert!(matches!(refused, Err(ShopError::Refused(_))), "{refused:?}");
    }
    let text = now(orders.place(Some(&0), None)).unwrap_err().to_string();
    assert_eq!(text, "`Orders::place` was not sent: `rank` must be at least 1 and at most 9");
    assert!(matches!(now(orders.place(Some(&9), Some(2.0))), Err(ShopError::Refused(_))));
    assert_eq!(transport.requests().len(), before);

    transport.reply(Method::Delete, "/orders/{id}", Response::new(404));
    now(orders.remove("1")).unwrap();
    let sold_out = Response::new(200).with_body(r#"{"errors":[{"message":"sold out"}]}"#);
    transport.reply(Method::Post, "/graphql", sold_out);
    let told = now(orders.count()).unwrap_err();
    assert!(matches!(&told, ShopError::Told(_)) && told.message() == Some("sold out"), "{told:?}");
    assert!(matches!(told.client_error(), Some(ClientError::Graphql { .. })));
    let unknown = r#"{"errors":[{"message":"who?","extensions":{"code":"UNAUTHENTICATED"}}]}"#;
    transport.reply(Method::Post, "/graphql", Response::new(200).with_body(unknown));
    assert!(matches!(now(orders.count()), Err(ShopError::Authentication(_))));
    let refused = now(Box::pin(async { orders.changes().next_item().await.unwrap() }));
    assert!(matches!(refused, Err(ShopError::Refused(_))));

    let denied = ShopError::denied("not today", Some("closed".into()));
    assert_eq!((denied.to_string().as_str(), denied.status()), ("not today", None));
    assert_eq!(std::error::Error::source(&denied).unwrap().to_string(), "closed");
    assert!(matches!(ShopError::from(ConnectError::NoBaseUrl), ShopError::Refused(_)));
    assert!(matches!(now(Others::new(transport).list()), Err(Every::One(_))));
}

#[test]
fn clients_connect() {
    use std::sync::Arc;
    use std::time::Duration;

    use clients::{Backup, Host, Mirror, Plain, Sessions, ShopSettings, Stock};
    use typeloom_runtime::client::{ClientError, MemoryTransport, Method, Response, Transport};
    use typeloom_runtime::clock::{Clock, ManualClock};
    use typeloom_runtime::{ClientBuilder, ConnectError};

    fn shop() -> MemoryTransport {
        let shop = MemoryTransport::new();
        shop.respond_with(Method::Post, "/sessions", |_| {
            Ok(Response::new(200).with_body(r#"{"sessionToken":"t0k3n","livesFor":600}"#))
        });
        shop.respond_with(Method::Post, "/stock/{article}/count", |_| Ok(Response::new(200).with_body("3")));
        shop.respond_with(Method::Get, "/health", |_| Ok(Response::new(200).with_body(r#""up""#)));
        shop
    }

    /// How often each operation was called, with which body, and how the last one was proved.
    fn seen(shop: &MemoryTransport, settings: &ShopSettings) -> (Vec<String>, Option<String>, Option<String>) {
        let stock = Stock::builder_from(settings).transport(shop.clone()).build().unwrap();
        now(stock.count("tea")).unwrap();
        let requests = shop.requests();
        let bodies = requests.iter().filter_map(|request| request.body());
        let bodies = bodies.map(|body| String::from_utf8(body.to_vec()).unwrap()).collect();
        let last = requests.last().unwrap();
        assert_eq!((last.header("x-version"), last.timeout()), (Some("v2"), Some(Duration::from_secs(20))));
        (bodies, last.header("authorization").map(str::to_owned), last.header("x-key").map(str::to_owned))
    }

    let settings = || ShopSettings::new();
    // In their order: tokens for a user, a key, a fixed token, tokens for a place.
    let user = settings().with_user("ada").with_password("s3cret");
    let log_in = r#"{"userName":"ada","password":"s3cret","grant":"password"}"#.to_owned();
    assert_eq!(seen(&shop(), &user), (vec![log_in], Some("Bearer t0k3n".to_owned()), None));
    let key = settings().with_user("ada").with_key(" k ").with_fixed_key("f");
    assert_eq!(seen(&shop(), &key), (vec![], None, Some("k".to_owned())));
    assert_eq!(seen(&shop(), &settings().with_fixed_key("f")), (vec![], Some("Bearer f".to_owned()), None));
    let guest = r#"{"userName":"here","grant":"guest"}"#.to_owned();
    assert_eq!(seen(&shop(), &settings()).0, [guest]);

    // Without settings there are no credentials; an open operation needs none.
    let server = shop();
    let stock = Stock::builder().transport(server.clone()).build().unwrap();
    assert!(matches!(now(stock.count("tea")), Err(ClientError::Transport { .. })));
    assert_eq!(now(stock.health()).unwrap(), "up");
    assert_eq!((server.requests().len(), stock.token_provider().is_none()), (1, true));

    // What may be done twice is, and what may not is not.
    let server = MemoryTransport::new();
    let clock = ManualClock::new().skipping();
    let builder = Stock::builder_from(&key).transport(server.clone()).clock(Arc::new(clock.clone()));
    let stock: Stock = builder.build().unwrap();
    server
        .reply(Method::Post, "/stock/{article}/count", Response::new(503))
        .reply(Method::Post, "/stock/{article}/count", Response::new(429).with_header("retry-after", "90"))
        .reply(Method::Post, "/stock/{article}/count", Response::new(200).with_body("3"))
        .reply(Method::Post, "/stock/{article}/take", Response::new(503))
        .reply(Method::Delete, "/stock/{article}", Response::new(503));
    assert_eq!(now(stock.count("tea")).unwrap(), 3);
    assert_eq!(clock.sleeps(), [Duration::from_millis(250), Duration::from_secs(30)]);
    assert_eq!(clock.elapsed(), Duration::from_millis(30_250));
    assert!(now(stock.take("tea")).is_err());
    assert!(now(stock.drop("tea")).is_err());
    assert_eq!(server.requests().len(), 5);

    // Where the server is: without the feature `http` there is no way to it, but it is known whether it is said.
    fn fails<C: From<typeloom_runtime::Client>>(builder: ClientBuilder<C>) -> ConnectError {
        builder.build().err().unwrap()
    }
    assert!(matches!(fails(Mirror::builder_from(&settings().with_mirror("http://other.example"))), ConnectError::NoTransport));
    assert!(matches!(fails(Mirror::builder_from(&settings().with_mirror(""))), ConnectError::BaseUrl(_)));
    assert!(matches!(fails(Backup::builder()), ConnectError::NoTransport));
    assert!(matches!(fails(Backup::builder_from(&settings().with_backup(""))), ConnectError::BaseUrl(_)));
    assert!(matches!(fails(Plain::builder()), ConnectError::NoBaseUrl));
    assert!(matches!(Plain::from_settings(&settings()), Err(ConnectError::NoTransport)));
    assert!(matches!(Host::from_settings(&settings()), Err(ConnectError::NoTransport)));
    assert!(matches!(Sessions::from_settings(&settings().with_host("nowhere")), Err(ConnectError::BaseUrl(_))));
    fn is_sendable<T: Send + Sync + Clone>(_: &T) {}
    is_sendable(&stock);
    is_sendable(&Arc::<dyn Transport>::from(Box::new(server) as Box<dyn Transport>));
}

#[test]
fn threads() {
    use std::sync::Arc;
    use threads::{Address, Output, Priority, Report, Room, Style, Talk};
    use typeloom_runtime::{MemorySink, SequentialIds, TextStream, ThreadError};
    let request = r#"{"mail":{"id":"m-1","room":"hall","parts":[{"text":"Hello"},{"text":""},{"text":"there"},
        {"text":"skipped","data":{"room":"attic","by":"ada","loud":true,"urgency":"high"},
         "metadata":{"acme/event":{"schema":"acme#Asked"}}}],
        "metadata":{"acme/event":{"type":"acme.asked.1","id":"e-1","source":"somewhere"}}},"priority":"low"}"#;
    let context = Room::from_json(request.as_bytes()).unwrap();
    let sink = Arc::new(MemorySink::new());
    let talk = Talk::from_context(context, Arc::clone(&sink)).with_ids(SequentialIds::new("id-"));

    assert_eq!((talk.room(), talk.asker(), talk.network()), (Some("attic"), Some("ada"), "attic"));
    assert_eq!((talk.urgency(), talk.talk_id(), talk.source()), (&Priority::High, "hall", "somewhere"));
    assert_eq!(talk.words().as_deref(), Some("Hello there"));
    assert_eq!((talk.message().id(), talk.message().words().as_deref()), ("m-1", Some("Hellothereskipped")));
    assert_eq!(talk.inbound_target().map(|target| target.room), Some("attic".to_owned()));

    now(talk.say("one").metadata([("k", 1), ("first", 2)])).unwrap();
    let Some(Output::Said(said)) = sink.take().pop() else { panic!("nothing said") };
    assert_eq!((said.id.as_str(), said.style, said.kept, said.count), ("id-1", Style::Loud, false, 4));
    assert_eq!(said.tags, ["fixed", "ada", "rooms"]);
    assert_eq!(said.labels["last"], "one");
    let extra = said.extra.unwrap();
    assert_eq!((&extra["first"], &extra["k"], &extra["last"]), (&Value::from(2), &Value::from(1), &Value::from("somewhere")));
    assert_eq!(said.parts.len(), 3);
    assert_eq!(said.parts[0].data.as_ref().unwrap()["list"][2], "$5");

    // Later versions count on; what is empty, reserved or missing sends nothing.
    let report = || Report::new("weekly", vec!["page".to_owned()], [("a".to_owned(), "b".to_owned())].into());
    now(talk.post(report())).unwrap();
    now(talk.post(report())).unwrap();
    let ids: Vec<_> = sink.take().into_iter().filter_map(|output| output.as_said().map(|said| said.id.clone())).collect();
    assert_eq!(ids, ["0", "1"]);
    assert!(matches!(now(talk.say(Report::new("", Vec::new(), Default::default()))), Err(ThreadError::Empty { .. })));
    assert!(matches!(now(talk.say("x").metadata([("acme:x", 1)])), Err(ThreadError::ReservedKey { .. })));
    assert!(matches!(now(talk.message().like("words", Vec::new())), Err(ThreadError::Missing { what: "mail id" })));
    assert!(matches!(now(talk.history()), Err(ThreadError::HistoryNotAvailable)));
    now(talk.whisper("")).unwrap();
    assert!(sink.take().is_empty());

    let address = Address::new("cellar", Priority::Low);
    now(talk.post(TextStream::ready(["a", "", "b"])).target(address.clone())).unwrap();
    now(talk.say(address)).unwrap();
    now(talk.leave("Enough")).unwrap();
    let sent: Vec<String> = sink.take().iter().map(Model::to_json).collect();
    assert_eq!(sent.len(), 6);
    assert_eq!(sent[0], r#"{"said":{"id":"delta","parts":[{"text":"a"}],"kept":false,"extra":{}}}"#);
    assert_eq!(sent[1], r#"{"said":{"id":"delta","parts":[{"text":"b"}],"extra":{}}}"#);
    assert_eq!(sent[2], r#"{"gone":{"why":"end"}}"#);
    assert!(sent[3].contains("cellar"), "{}", sent[3]);
    assert_eq!((sent[4].as_str(), sent[5].as_str()), (r#"{"gone":{"why":"cellar"}}"#, r#"{"gone":{"why":"Enough"}}"#));
}
