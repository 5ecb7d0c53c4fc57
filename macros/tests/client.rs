//! Client stubs at work, over a transport in memory.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::fmt;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use typeloom_runtime::client::{ClientError, MemoryTransport, Method, Response, TransportError, TransportErrorKind};
use typeloom_runtime::{BoxFuture, Model, TemplateError, client};

#[derive(Clone, Debug, PartialEq, Model)]
struct Order {
    id: u32,
    note: Option<String>,
}

struct OrderId(u32);

impl fmt::Display for OrderId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "order {}", self.0)
    }
}

type Result<T, E = ClientError> = std::result::Result<T, E>;

/// The orders of a shop.
#[client(case = "camelCase")]
trait Orders: Send + Sync {
    /// One order.
    #[get("/shops/{shop}/orders/{id}")]
    async fn get(&self, id: OrderId, shop: &str) -> Result<Order>;

    /// One order, if it is there.
    #[get("/orders/@{id}[/{part}]")]
    async fn find(&self, id: u32, part: Option<&str>) -> Result<Option<Order>>;

    #[get("/orders")]
    async fn list(
        &self,
        page_size: Option<u32>,
        #[query("tag")] tags: &[&str],
        words: Option<Vec<String>>,
        #[header] request_id: Option<&str>,
        #[header("X-Shop")] shop: u32,
    ) -> Result<Vec<Order>>;

    #[post("/orders")]
    async fn create(&self, order: &Order, #[query] dry_run: bool) -> Result<Order>;

    #[put("/orders/{id}")]
    async fn replace(&self, #[body] call: Order, id: u32) -> Result<(), Failed>;

    #[patch("/orders/{id}")]
    async fn change(&self, id: u32, lines: Vec<String>) -> std::result::Result<(), ClientError>;

    #[delete("/orders/{id}")]
    async fn remove(&self, id: u32, r#type: Option<String>) -> Result<()>;

    /// Not an operation.
    fn name(&self) -> &'static str {
        "orders"
    }
}

#[derive(Debug)]
struct Failed(String);

impl From<ClientError> for Failed {
    fn from(error: ClientError) -> Self {
        Self(error.to_string())
    }
}

fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("nothing waits in memory"),
    }
}

fn order(id: u32) -> Order {
    Order { id, note: None }
}

fn pair() -> (MemoryTransport, OrdersClient) {
    let transport = MemoryTransport::new();
    (transport.clone(), OrdersClient::new(transport))
}

/// Method, target and body of each request so far.
fn sent(transport: &MemoryTransport) -> Vec<String> {
    let body = |body: Option<&[u8]>| body.map(|body| format!(" {}", String::from_utf8_lossy(body))).unwrap_or_default();
    let requests = transport.requests();
    requests
        .iter()
        .map(|request| format!("{} {}{}", request.method(), request.target(), body(request.body())))
        .collect()
}

#[test]
fn arguments_go_where_names_attributes_and_methods_say() {
    let (transport, orders) = pair();
    transport.reply(Method::Get, "/shops/{shop}/orders/{id}", Response::json(200, &order(7)));
    transport.reply(Method::Post, "/orders", Response::json(201, &order(8)));
    transport.reply(Method::Put, "/orders/{id}", Response::new(204));
    transport.reply(Method::Patch, "/orders/{id}", Response::new(200).with_body("whatever"));
    transport.reply(Method::Delete, "/orders/{id}", Response::new(204));
    transport.reply(Method::Delete, "/orders/{id}", Response::new(204));
    assert_eq!(now(orders.get(OrderId(7), "acme/eu")).unwrap(), order(7));
    assert_eq!(now(orders.create(&order(1), true)).unwrap(), order(8));
    now(orders.replace(order(2), 2)).unwrap();
    now(orders.change(3, vec!["tea".to_owned()])).unwrap();
    now(orders.remove(4, Some("a b".to_owned()))).unwrap();
    now(orders.remove(4, None)).unwrap();
    let expected = [
        "GET /shops/acme%2Feu/orders/order%207",
        r#"POST /orders?dryRun=true {"id":1}"#,
        r#"PUT /orders/2 {"id":2}"#,
        r#"PATCH /orders/3 ["tea"]"#,
        "DELETE /orders/4?type=a%20b",
        "DELETE /orders/4",
    ];
    assert_eq!(sent(&transport), expected);
    assert_eq!(orders.name(), "orders");
}

#[test]
fn what_may_be_absent_is_left_out_and_lists_are_repeated() {
    let (transport, orders) = pair();
    transport.respond_with(Method::Get, "/orders", |_| Ok(Response::json(200, &vec![order(1)])));
    assert_eq!(now(orders.list(None, &[], None, None, 1)).unwrap(), [order(1)]);
    let words = vec!["c".to_owned(), "d".to_owned()];
    now(orders.list(Some(10), &["a", "b"], Some(words), Some("r 1"), 2)).unwrap();
    assert_eq!(sent(&transport), ["GET /orders", "GET /orders?pageSize=10&words=c&words=d&tag=a&tag=b"]);
    let requests = transport.requests();
    let headers: Vec<_> =
        requests.iter().map(|request| (request.header("request-id"), request.header("x-shop"))).collect();
    assert_eq!(headers, [(None, Some("1")), (Some("r 1"), Some("2"))]);
}

#[test]
fn nothing_there_is_none_where_an_option_is_returned() {
    let (transport, orders) = pair();
    transport.reply(Method::Get, "/orders/@{id}", Response::new(404));
    transport.reply(Method::Get, "/orders/@{id}/{part}", Response::json(200, &order(7)));
    transport.reply(Method::Get, "/shops/{shop}/orders/{id}", Response::new(404).with_body("no such order"));
    assert_eq!(now(orders.find(7, None)).unwrap(), None);
    assert_eq!(now(orders.find(7, Some("head"))).unwrap(), Some(order(7)));
    let error = now(orders.get(OrderId(7), "a")).unwrap_err();
    assert_eq!(error.to_string(), "`Orders::get` failed with status 404: no such order");
    assert_eq!(sent(&transport).last().map(String::as_str), Some("GET /shops/a/orders/order%207"));
}

#[test]
fn what_cannot_stand_in_a_path_or_header_is_refused() {
    let (transport, orders) = pair();
    for shop in ["", ".."] {
        let refused = now(orders.get(OrderId(7), shop)).unwrap_err();
        let ClientError::Path { operation: "Orders::get", source } = refused else { panic!("{refused}") };
        assert!(matches!(
            source,
            TemplateError::Empty { parameter: "shop" } | TemplateError::DotSegment { parameter: "shop" }
        ));
    }
    let refused = now(orders.list(None, &[], None, Some("a\nb"), 1)).unwrap_err();
    assert!(matches!(refused, ClientError::Header { header: "request-id", .. }));
    assert_eq!(sent(&transport), [""; 0]);
}

#[test]
fn errors_become_those_of_the_signature() {
    let (transport, orders) = pair();
    transport.fail(Method::Put, "/orders/{id}", TransportError::new(TransportErrorKind::Timeout));
    assert_eq!(now(orders.replace(order(1), 1)).unwrap_err().0, "`Orders::replace` has no response");
}

#[test]
fn the_trait_is_an_object_that_others_can_implement() {
    struct Fake;
    impl Orders for Fake {
        fn get<'call>(&'call self, id: OrderId, shop: &'call str) -> BoxFuture<'call, Result<Order>> {
            Box::pin(async move { Ok(Order { id: id.0, note: Some(shop.to_owned()) }) })
        }
        fn find<'call>(&'call self, _: u32, _: Option<&'call str>) -> BoxFuture<'call, Result<Option<Order>>> {
            Box::pin(async { Ok(None) })
        }
        fn list<'call>(
            &'call self,
            _: Option<u32>,
            _: &'call [&'call str],
            _: Option<Vec<String>>,
            _: Option<&'call str>,
            _: u32,
        ) -> BoxFuture<'call, Result<Vec<Order>>> {
            Box::pin(async { Ok(Vec::new()) })
        }
        fn create<'call>(&'call self, order: &'call Order, _: bool) -> BoxFuture<'call, Result<Order>> {
            Box::pin(async { Ok(order.clone()) })
        }
        fn replace(&self, _: Order, _: u32) -> BoxFuture<'_, Result<(), Failed>> {
            Box::pin(async { Err(Failed("full".to_owned())) })
        }
        fn change(&self, _: u32, _: Vec<String>) -> BoxFuture<'_, Result<()>> {
            Box::pin(async { Ok(()) })
        }
        fn remove(&self, _: u32, _: Option<String>) -> BoxFuture<'_, Result<()>> {
            Box::pin(async { Ok(()) })
        }
    }
    fn is_sendable(_: &impl Send) {}
    let (_, client) = pair();
    let all: [&dyn Orders; 2] = [&Fake, &client];
    let given = order(5);
    let created = all[0].create(&given, false);
    is_sendable(&created);
    assert_eq!(now(created).unwrap(), order(5));
    assert!(now(all[1].create(&order(5), false)).is_err(), "nobody answers");
}
