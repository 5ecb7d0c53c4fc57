//! The traits of Typeloom's runtime for types of your own, and schemas inline.
//!
//! The macros are used through the runtime, whose feature `macros` puts each beside the trait that it implements:
//! `typeloom_runtime::Model` is the trait and the derive.

/// The examples of the page about macros.
#[cfg(doctest)]
#[doc = include_str!("../../docs/macros.md")]
mod page {}

mod address;
mod client;
mod event_payload;
mod expansion;
mod family;
mod findings;
mod generics;
mod guard;
mod keys;
mod kind;
mod model;
mod nodes;
mod parameters;
mod places;
mod reading;
mod runtime;
mod rust_types;
mod schema;
mod settings;
mod subject;
mod variants;

use proc_macro::TokenStream;

/// Makes a client of a trait: each `async fn` is an operation of a server, and a stub sends it.
///
/// ```
/// use typeloom_runtime::client::{ClientError, MemoryTransport, Method, Response};
/// use typeloom_runtime::{Model, client};
///
/// #[derive(Debug, Model)]
/// pub struct Order {
///     id: u32,
///     note: Option<String>,
/// }
///
/// /// The orders of a shop.
/// #[client]
/// pub trait Orders {
///     /// One order, if it is there.
///     #[get("/orders/{id}")]
///     async fn find(&self, id: u32) -> Result<Option<Order>, ClientError>;
///
///     /// Places an order.
///     #[post("/orders")]
///     async fn place(&self, order: &Order, #[query] dry_run: bool) -> Result<Order, ClientError>;
/// }
///
/// # fn main() -> Result<(), ClientError> {
/// # pollster::block_on(async {
/// let transport = MemoryTransport::new();
/// transport.reply(Method::Get, "/orders/{id}", Response::new(404));
/// transport.reply(Method::Post, "/orders", Response::new(201).with_body(r#"{"id": 8}"#));
///
/// let orders = OrdersClient::new(transport.clone());
/// assert!(orders.find(7).await?.is_none());
/// assert_eq!(orders.place(&Order { id: 0, note: None }, true).await?.id, 8);
/// assert_eq!(transport.requests()[1].target(), "/orders?dry_run=true");
/// # Ok(())
/// # })
/// # }
/// ```
///
/// The trait stays, as an object: its methods return a `BoxFuture`, so that tests can implement it. The struct beside it, called
/// like the trait with `Client` behind, has `new(transport)` and `from_arc(transport)`.
///
/// # Where arguments go
///
/// An argument that is named in the path goes there. `#[query]`, `#[header]` and `#[body]` tell others where to go, the first two
/// with another name on the wire where one is given: `#[query("pageSize")]`, `#[header("X-Trace")]`. Without an attribute an
/// argument of `get` and `delete` is a query parameter, and that of `post`, `put` and `patch` the body.
///
/// What is sent in path, query and headers is the `Display` of a value; it is encoded where it stands, or refused before anything
/// is sent. An `Option` is left out when it is none, a list is repeated in the query.
///
/// # What comes back
///
/// A `Result` of a `Model`, of `()`, or of an `Option`, which is none for status 404; its error is made from a `ClientError`.
///
/// # Keys
///
/// `name` of the struct, `case` of query parameters, and `crate`, the path of the runtime:
/// `#[client(name = "Shop", case = "camelCase")]`.
///
/// # Errors
///
/// The compiler shows what cannot be sent or returned at its type, and every other mistake at its token.
#[proc_macro_attribute]
pub fn client(arguments: TokenStream, item: TokenStream) -> TokenStream {
    client::expand(&arguments.into(), &item.into()).into()
}

/// Puts a guard before a function: it is asked before the body runs, and hears how that went.
///
/// ```
/// use typeloom_runtime::guard;
/// use typeloom_runtime::guard::{Action, Guard, GuardError, Outcome, Permit};
///
/// struct Agent {
///     may_write: bool,
/// }
///
/// impl Guard for Agent {
///     fn check(&self, action: &Action) -> Result<Permit, GuardError> {
///         match action.name() {
///             "db:write" if !self.may_write => Err(GuardError::denied(action).because("it is read-only")),
///             _ => Ok(Permit::new()),
///         }
///     }
///
///     fn report(&self, action: &Action, _: &Permit, outcome: Outcome) {
///         println!("{}: {outcome:?}", action.name());
///     }
/// }
///
/// #[guard(agent, action = "db:write", resource = table, attributes(rows = rows.len()))]
/// fn write(agent: &Agent, table: &str, rows: &[u32]) -> Result<usize, GuardError> {
///     Ok(rows.len())
/// }
///
/// assert_eq!(write(&Agent { may_write: true }, "users", &[1, 2])?, 2);
/// let denied = write(&Agent { may_write: false }, "users", &[1, 2]).unwrap_err();
/// assert_eq!(denied.to_string(), "`db:write` on `users` was denied: it is read-only");
/// # Ok::<(), GuardError>(())
/// ```
///
/// # Arguments
///
/// The guard comes first, an expression: a parameter, `self.guard`, a static. A `fn` has a `Guard`, an `async fn` an `AsyncGuard`, or
/// a `Guard` in `Immediate`. Then, in any order:
///
/// | key | is | without it |
/// |---|---|---|
/// | `action = …` | the name of the action, a text | the name of the function |
/// | `resource = …` | what it is done to, anything with `Display` | nothing is said |
/// | `attributes(name = …)` | what else the guard may want to know: what a JSON value can be made from, and cloned | |
/// | `crate = …` | the path of the runtime | as `Cargo.toml` names it |
///
/// Expressions see the parameters, and leave them to the body.
///
/// # What is sure
///
/// The body does not run unless the check allows it. A body that began is reported, as aborted when it panicked or its future was
/// dropped. The function returns a `Result`, whose error is `From<GuardError> + Display`. Of several guards above a function the
/// lowest is asked first: each stands around those above it.
///
/// # Errors
///
/// The compiler shows a function that cannot be guarded, and every mistake in the arguments, at its token.
#[proc_macro_attribute]
pub fn guard(arguments: TokenStream, item: TokenStream) -> TokenStream {
    guard::expand(arguments.into(), &item.into()).into()
}

/// Gives a type of your own a JSON form: the codec that Typeloom generates for a record, enum, union or newtype of a schema.
///
/// A struct with named fields is a record, one with a single field without a name a newtype; an enum of variants without values
/// is an enum of words, one of variants with a value each a union.
///
/// ```
/// use typeloom_runtime::{Model, UnknownVariant};
///
/// #[derive(Model)]
/// #[model(case = "camelCase")]
/// struct Order {
///     order_id: String,
///     #[model(default = 1)]
///     priority: u32,
///     payment: Option<Payment>,
/// }
///
/// #[derive(Model)]
/// #[model(tag = "kind", case = "snake_case")]
/// enum Payment {
///     Card(Card),
///     Unknown(UnknownVariant),
/// }
///
/// #[derive(Model)]
/// struct Card {
///     #[model(wire = "pan", aliases = "number")]
///     digits: String,
/// }
///
/// let order = Order::from_json(br#"{"orderId": "o-1", "payment": {"kind": "card", "number": "4711"}}"#)?;
/// assert_eq!(order.to_json(), r#"{"orderId":"o-1","priority":1,"payment":{"kind":"card","pan":"4711"}}"#);
/// # Ok::<(), typeloom_runtime::json::DecodeError>(())
/// ```
///
/// # Keys
///
/// | above | keys |
/// |---|---|
/// | a record | `case`, `accept`, `unknown` |
/// | its field | `wire`, `aliases`, `default`, `lenient` |
/// | a newtype | rules of a text such as `trim`, `non_empty`, `pattern`; `min` and `max` of a number |
/// | an enum of words | `case`; `wire` and `aliases` of a variant |
/// | a union | `case`, `tag`, `content`; `wire` of a variant |
/// | any type | `crate`, the path of the runtime where `Cargo.toml` does not name it |
///
/// They mean what they mean in a schema. `default` alone takes what `Default` gives. A variant `Unknown(UnknownValue)` of an enum
/// or `Unknown(UnknownVariant)` of a union keeps what is not declared; without it that is refused. `unknown = "keep"` needs a
/// field `unknown_fields` of the type `BTreeMap<String, Value>`.
///
/// # Errors
///
/// The compiler shows every mistake in the attributes at its token, with code and help. A field of a type that is no `Model` is an
/// error at the type.
#[proc_macro_derive(Model, attributes(model))]
pub fn derive_model(input: TokenStream) -> TokenStream {
    model::expand(input.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Gives a type of your own a path, and reads it back from one: what references and path types take for a subject.
///
/// It implements `Subject` and `FromStr`, and has a method `parse_path`.
///
/// ```
/// use typeloom_runtime::Subject;
///
/// #[derive(Debug, PartialEq, Subject)]
/// #[subject(values(trim, non_empty))]
/// enum Party {
///     #[subject(path = "/shops/{shop_id}")]
///     Shop { shop_id: String },
///     #[subject(path = "/orders/{order}[/lines/{line}]", wire = "line")]
///     OrderLine { order: u64, line: Option<u32> },
/// }
///
/// let shop = Party::Shop { shop_id: "7/eu".to_owned() };
/// assert_eq!((shop.kind_name(), shop.to_path()?), ("shop", "/shops/7%2Feu".to_owned()));
/// assert_eq!(Party::parse_path("/orders/4/lines/2")?, Party::OrderLine { order: 4, line: Some(2) });
/// assert!(Party::Shop { shop_id: " ".to_owned() }.to_path().is_err());
/// # Ok::<(), typeloom_runtime::AddressError>(())
/// ```
///
/// # Keys
///
/// | above | keys |
/// |---|---|
/// | an enum | `case` of kinds, `values(…)`: rules for all values, `crate` |
/// | a variant, a struct | `path`, `wire`, `values(…)` |
/// | a field | rules such as `trim`, `non_empty`, `max_length = 8`, `pattern = "…"` |
///
/// A field is a `String`, or of a type with `Display` and `FromStr`; in an `Option` where its part of the template is optional.
/// Rules hold when a path is built and when one is read.
#[proc_macro_derive(Subject, attributes(subject))]
pub fn derive_subject(input: TokenStream) -> TokenStream {
    subject::expand(input.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Makes an enum of words of your own a set of kinds, with the segments that they have in paths.
///
/// It implements `Kind`, `Display` and `FromStr`, and has `ALL`, `as_str`, `known` and `segment`.
///
/// ```
/// use typeloom_runtime::Kind;
///
/// #[derive(Debug, PartialEq, Kind)]
/// enum Surface {
///     #[kind(segment = "inventory")]
///     Inventory,
///     #[kind(wire = "PriceList", segment = "prices")]
///     Prices,
///     Alarm,
/// }
///
/// assert_eq!("PriceList".parse(), Ok(Surface::Prices));
/// assert_eq!(Surface::Prices.segment(), Some("prices"));
/// assert_eq!((Surface::Alarm.as_str(), Surface::Alarm.segment()), ("Alarm", None));
/// ```
///
/// # Keys
///
/// | above | keys |
/// |---|---|
/// | the enum | `case`, `crate` |
/// | a variant | `segment`, `wire` |
#[proc_macro_derive(Kind, attributes(kind))]
pub fn derive_kind(input: TokenStream) -> TokenStream {
    kind::expand(input.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Builds the paths, URIs, topics or headers of a type of your own, and reads them back.
///
/// It implements `Address` and `FromStr`, and has `to_path` and `parse_path`, or those of its place.
///
/// ```
/// use typeloom_runtime::Address;
///
/// #[derive(Debug, PartialEq, Address)]
/// #[address(uri = "acme://orders/{shop}/order/{order}")]
/// struct OrderUri {
///     shop: String,
///     order: u64,
/// }
///
/// let uri = OrderUri { shop: "7/eu".to_owned(), order: 4 };
/// assert_eq!(uri.to_uri()?, "acme://orders/7%2Feu/order/4");
/// assert_eq!(OrderUri::parse_uri("acme://orders/7%2Feu/order/4")?, uri);
/// # Ok::<(), typeloom_runtime::AddressError>(())
/// ```
///
/// # Keys
///
/// | above | keys |
/// |---|---|
/// | an enum | `values(…)`: rules for all values, `dots`, `crate` |
/// | a variant, a struct | one of `path`, `uri`, `topic`, `header`; `values(…)` |
/// | a field | rules such as `trim`, `non_empty`, `max_length = 8`, `pattern = "…"` |
///
/// Fields are as those of a [`Subject`](macro@Subject). The templates of an enum have one place, and no text is two of them.
#[proc_macro_derive(Address, attributes(address))]
pub fn derive_address(input: TokenStream) -> TokenStream {
    address::expand(input.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Says which events carry a model of your own: their type, and the schema of the part that holds it.
///
/// ```
/// use typeloom_runtime::event::EventPart;
/// use typeloom_runtime::{EventPayload, Model, UnknownEvent};
///
/// #[derive(Debug, PartialEq, Model, EventPayload)]
/// #[event(type = "acme.order.created", schema = "https://acme.example/events#OrderCreated")]
/// struct OrderCreated {
///     order_id: String,
/// }
///
/// let created = OrderCreated { order_id: "o-7".to_owned() };
/// let part = EventPart::new(OrderCreated::SCHEMA, created.to_value());
/// let event = UnknownEvent::new(OrderCreated::TYPE, "1", "/acme", vec![part]);
/// assert_eq!(event.decode::<OrderCreated>(), Some(Ok(created)));
/// ```
///
/// The keys `type` and `schema` are required; `crate` is the path of the runtime.
#[proc_macro_derive(EventPayload, attributes(event))]
pub fn derive_event_payload(input: TokenStream) -> TokenStream {
    event_payload::expand(input.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Reads a struct of your own from the environment, with all problems at once.
///
/// It has `from_env`, which reads the variables of the process, and `from_environment`, which reads any map.
///
/// ```
/// use std::collections::BTreeMap;
/// use std::time::Duration;
/// use typeloom_runtime::{Secret, Settings};
///
/// #[derive(Settings)]
/// #[settings(prefix = "SHOP_")]
/// struct ShopSettings {
///     account: String,
///     #[settings(env = "ACME_TOKEN")]
///     token: Option<Secret<String>>,
///     #[settings(default = "30s")]
///     wait: Duration,
/// }
///
/// let environment = BTreeMap::from([("SHOP_ACCOUNT".to_owned(), "acme".to_owned())]);
/// let settings = ShopSettings::from_environment(&environment)?;
/// assert_eq!((settings.account.as_str(), settings.wait.as_secs()), ("acme", 30));
/// # Ok::<(), typeloom_runtime::SettingsError>(())
/// ```
///
/// # Keys
///
/// | above | keys |
/// |---|---|
/// | the struct | `prefix` of the variables, `crate` |
/// | a field | `env`: the whole name; `default`; rules of a `String` such as `trim`, `starts_with`, `pattern` |
///
/// A field is a `String`, `bool`, number or `Duration`, or of a type with `FromStr`; also as `Secret<T>`, `Option<T>` or
/// `Option<Secret<T>>`. `default` alone takes what `Default` gives.
#[proc_macro_derive(Settings, attributes(settings))]
pub fn derive_settings(input: TokenStream) -> TokenStream {
    settings::expand(input.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Expands to the code that Typeloom generates from a schema: the same, byte for byte, as a build script would include.
///
/// The path names the folder of a package, or one file; it starts at the folder of the crate and has `/` between
/// folders. Settings follow the path: `runtime = path::to::the::runtime` where `Cargo.toml` does not name it, and
/// `serde = true` and `schemars = true` for implementations of the traits of these crates, for which the runtime needs
/// features of the same names.
///
/// ```ignore
/// pub mod acme {
///     typeloom_runtime::schema!("schema/acme", serde = true);
/// }
/// ```
///
/// The macro is expanded again whenever a file changes that it has read, imported ones included. Macros cannot watch
/// folders: after a *new* file, save an old one, or the file with the macro. A build script with `typeloom::Builder`
/// notices new files by itself.
///
/// Mistakes in the schema are errors at the path, with the place in the YAML file in their text.
#[proc_macro]
pub fn schema(input: TokenStream) -> TokenStream {
    schema::expand(input.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}
