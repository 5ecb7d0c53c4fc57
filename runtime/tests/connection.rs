//! Clients from builders: what a request is sent with, and in which order the layers are.
#![allow(missing_docs, clippy::unwrap_used, clippy::unnecessary_wraps)]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use typeloom_runtime::BoxFuture;
use typeloom_runtime::client::{
    Call, ClientError, MemoryTransport, Method, Operation, Request, Response, TransportErrorKind,
};
use typeloom_runtime::clock::{Backoff, ManualClock};
use typeloom_runtime::connection::Bearer;
use typeloom_runtime::graphql::{Document, GraphqlRequest};
use typeloom_runtime::retry::{RetryOn, RetryPolicy};
use typeloom_runtime::socket::{OpenError, Socket, SocketTransport};
use typeloom_runtime::token::{Expiry, Member, TokenEndpoint, TokenPolicy};
use typeloom_runtime::{BaseUrlError, Client, ClientBuilder, ConnectError, Connection, Piece, Place, Secret, Template};

const fn template(path: &'static str, pieces: &'static [Piece]) -> Template {
    Template::new(Place::Path, path, pieces)
}

static LIST: Operation = Operation::new("Orders::list", Method::Get, template("/orders", &[Piece::Literal("/orders")]));
static HEALTH: Operation =
    Operation::new("Orders::health", Method::Get, template("/health", &[Piece::Literal("/health")])).open();
static LOG_IN: Operation =
    Operation::new("Session::create", Method::Post, template("/session", &[Piece::Literal("/session")])).open();

static ENDPOINT: TokenEndpoint = TokenEndpoint::new(&LOG_IN, &[("key", Member::Credential("key"))], "token");
static SESSION: Connection = Connection::new().timeout(Duration::from_secs(3)).headers(&[("x-session", "1")]);
static BEARER: Bearer =
    Bearer::new(&ENDPOINT, TokenPolicy::new().expiry(Expiry::After(Duration::from_secs(600))), &SESSION);
static CONNECTION: Connection = Connection::new()
    .timeout(Duration::from_secs(9))
    .headers(&[("x-orders", "2")])
    .authenticated()
    .retry(RetryPolicy::new(2, &[RetryOn::StatusClass(5)]).backoff(Backoff::new(Duration::from_secs(1))));

fn call<'c>(client: &'c Client, operation: &'static Operation) -> Call<'c> {
    let mut call = client.call(operation);
    call.path(&[]);
    call
}

fn list(client: &Client) -> Result<Vec<String>, ClientError> {
    pollster::block_on(call(client, &LIST).answer())
}

fn secret(text: &str) -> Option<Secret<String>> {
    Some(Secret::new(text.to_owned()))
}

fn server() -> MemoryTransport {
    let server = MemoryTransport::new();
    let token = |_: &_| Ok(Response::new(200).with_body(r#"{"token": "t1"}"#));
    server.respond_with(Method::Post, "/session", token);
    server
}

fn kind(error: &ClientError) -> Option<TransportErrorKind> {
    match error {
        ClientError::Transport { source, .. } => Some(source.kind()),
        _ => None,
    }
}

#[test]
fn layers_stand_in_their_order() {
    let server = server();
    server.reply(Method::Get, "/orders", Response::new(503)).reply(
        Method::Get,
        "/orders",
        Response::new(200).with_body("[]"),
    );
    let clock = ManualClock::new().skipping();
    let builder = ClientBuilder::new(&CONNECTION).transport(server.clone()).clock(Arc::new(clock.clone()));
    let client: Client = builder.bearer(&BEARER, [("key", secret("k"))]).build().unwrap();
    assert!(list(&client).unwrap().is_empty());
    let seen: Vec<_> = server
        .requests()
        .iter()
        .map(|request| {
            let header = |name| request.header(name).map(str::to_owned);
            (
                request.path().to_owned(),
                header("authorization"),
                header("x-orders"),
                header("x-session"),
                request.timeout(),
            )
        })
        .collect();
    let order =
        ("/orders".to_owned(), Some("Bearer t1".to_owned()), Some("2".to_owned()), None, Some(Duration::from_secs(9)));
    // One token for both attempts; what is sent for it has the headers and the timeout of its own client.
    let token = ("/session".to_owned(), None, None, Some("1".to_owned()), Some(Duration::from_secs(3)));
    assert_eq!(seen, [token, order.clone(), order]);
    assert_eq!(clock.sleeps(), [Duration::from_secs(1)]);
    assert!(client.tokens().is_some());
}

#[test]
fn credentials_are_asked_for_in_their_order() {
    let build = |server: &MemoryTransport, key: Option<Secret<String>>, api_key: Option<Secret<String>>| -> Client {
        let builder = ClientBuilder::new(&CONNECTION).transport(server.clone());
        builder.bearer(&BEARER, [("key", key)]).api_key("x-api-key", api_key).build().unwrap()
    };
    let sent = |key, api_key| {
        let server = server();
        server.reply(Method::Get, "/orders", Response::new(200).with_body("[]"));
        let outcome = list(&build(&server, key, api_key));
        let last = server.requests().pop();
        let header = |name| last.as_ref().and_then(|request| request.header(name)).map(str::to_owned);
        (outcome.map(drop).map_err(|error| kind(&error)), header("authorization"), header("x-api-key"))
    };
    assert_eq!(sent(secret("k"), secret("a")), (Ok(()), Some("Bearer t1".to_owned()), None));
    assert_eq!(sent(None, secret("a")), (Ok(()), None, Some("a".to_owned())));
    assert_eq!(sent(secret(""), secret("a")), (Ok(()), None, Some("a".to_owned())));
    // Nothing is sent without credentials.
    assert_eq!(sent(None, secret("")), (Err(Some(TransportErrorKind::Credentials)), None, None));
    assert_eq!(sent(None, None), (Err(Some(TransportErrorKind::Credentials)), None, None));
}

#[test]
fn open_operations_need_no_credentials() {
    let server = server();
    server.reply(Method::Get, "/health", Response::new(200).with_body(r#""up""#));
    let client: Client = ClientBuilder::new(&CONNECTION).transport(server.clone()).build().unwrap();
    assert_eq!(pollster::block_on(call(&client, &HEALTH).answer::<Result<String, ClientError>>()).unwrap(), "up");
    assert_eq!(server.requests()[0].header("authorization"), None);
}

#[test]
fn tokens_are_shared() {
    static PLAIN: Connection = Connection::new();
    let server = server();
    for _ in 0..2 {
        server.reply(Method::Get, "/orders", Response::new(200).with_body("[]"));
    }
    let first: Client = ClientBuilder::new(&CONNECTION)
        .transport(server.clone())
        .bearer(&BEARER, [("key", secret("k"))])
        .build()
        .unwrap();
    let builder = ClientBuilder::new(&CONNECTION).transport(server.clone()).bearer(&BEARER, []);
    let second: Client = builder.tokens(first.tokens().unwrap().clone()).build().unwrap();
    list(&first).unwrap();
    list(&second).unwrap();
    // Also with a client whose description has no credentials.
    server.reply(Method::Get, "/orders", Response::new(200).with_body("[]"));
    let builder = ClientBuilder::new(&PLAIN).transport(server.clone());
    let third: Client = builder.tokens(first.tokens().unwrap().clone()).build().unwrap();
    list(&third).unwrap();
    assert_eq!(server.requests().last().unwrap().header("authorization"), Some("Bearer t1"));
    assert!(third.tokens().is_some());
    assert_eq!(server.requests().iter().filter(|request| request.path() == "/session").count(), 1);
}

#[test]
fn what_a_request_has_itself_stays() {
    static CONNECTION: Connection = Connection::new().headers(&[("X-A", "1"), ("x-b", "1")]);
    let server = MemoryTransport::new();
    server.reply(Method::Get, "/orders", Response::new(200).with_body("[]"));
    let builder = ClientBuilder::new(&CONNECTION).transport(server.clone()).header("x-a", "2");
    let client: Client = builder.build().unwrap();
    let mut call = call(&client, &LIST);
    call.header("X-B", &"3");
    pollster::block_on(call.answer::<Result<Vec<String>, ClientError>>()).unwrap();
    let request = server.requests().remove(0);
    assert_eq!((request.header("x-a"), request.header("x-b"), request.timeout()), (Some("2"), Some("3"), None));
}

#[test]
fn a_client_that_cannot_be_made_says_why() {
    static NOWHERE: Connection = Connection::new();
    let build = |builder: ClientBuilder<Client>| builder.build().map(drop);
    let builder = || ClientBuilder::<Client>::new(&NOWHERE);
    assert!(matches!(build(builder()), Err(ConnectError::NoBaseUrl)));
    assert!(matches!(build(builder().base_url("")), Err(ConnectError::BaseUrl(BaseUrlError::Empty))));
    assert!(matches!(build(builder().base_url("ftp://h")), Err(ConnectError::Http(_))));
    // Also where another transport makes the base URL needless.
    assert!(build(builder().transport(server())).is_ok());
    assert!(build(builder().transport(server()).base_url("")).is_err());
    let secret = ClientBuilder::<Client>::new(&NOWHERE).base_url("https://u:hunter2@h").header("x-key", "hunter2");
    assert!(!format!("{secret:?}").contains("hunter2"), "{secret:?}");
}

/// Refuses every connection, and keeps the requests.
#[derive(Clone, Default)]
struct Refusing(Arc<Mutex<Vec<Request>>>);

impl SocketTransport for Refusing {
    fn open(&self, request: Request, _: &'static str) -> BoxFuture<'_, Result<Box<dyn Socket>, OpenError>> {
        self.0.lock().unwrap().push(request);
        Box::pin(std::future::ready(Err(OpenError::Status(Response::new(401)))))
    }
}

#[tokio::test]
async fn subscriptions_are_opened_with_the_same_credentials_and_headers() {
    static TICKS: Operation = Operation::new("Orders::ticks", Method::Get, template("/ws", &[Piece::Literal("/ws")]));
    static DOCUMENT: Document = Document::new("Orders::ticks", "Ticks", "subscription Ticks { ticks }");

    let (server, sockets) = (server(), Refusing::default());
    let client: Client = ClientBuilder::new(&CONNECTION)
        .bearer(&BEARER, [("key", secret("k"))])
        .transport(server.clone())
        .sockets(sockets.clone())
        .build()
        .unwrap();
    let mut ticks = client.subscribe::<i64>(&TICKS, GraphqlRequest::new(&DOCUMENT));
    let refused = ticks.next_item().await.unwrap().unwrap_err();
    assert!(matches!(refused, ClientError::Status { status: 401, .. }), "{refused:?}");
    let opened = std::mem::take(&mut *sockets.0.lock().unwrap());
    // Rejected once, the token is got anew.
    assert_eq!((opened.len(), server.requests().len()), (2, 2));
    for opened in &opened {
        assert_eq!((opened.path(), opened.query()), ("/ws", ""));
        assert_eq!((opened.header("authorization"), opened.header("x-orders")), (Some("Bearer t1"), Some("2")));
    }
    // A program with a transport of its own and no sockets does not get the network's.
    let client: Client = ClientBuilder::new(&CONNECTION).transport(server).build().unwrap();
    let refused = client.subscribe::<i64>(&TICKS, GraphqlRequest::new(&DOCUMENT)).next_item().await.unwrap();
    assert_eq!(kind(&refused.unwrap_err()), Some(TransportErrorKind::Refused));
}
