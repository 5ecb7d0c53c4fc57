//! Which of several credentials an operation is called with, and tokens that are got with a token.
#![allow(missing_docs, clippy::unwrap_used)]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use typeloom_runtime::client::{ClientError, MemoryTransport, Method, Operation, Response, TransportErrorKind};
use typeloom_runtime::connection::{Bearer, Keyed, Refreshed};
use typeloom_runtime::token::{Expiry, Member, Recovery, TokenEndpoint, TokenPolicy};
use typeloom_runtime::{Client, ClientBuilder, Connection, Piece, Place, Secret, Template};

const fn at(path: &'static str, pieces: &'static [Piece]) -> Template {
    Template::new(Place::Path, path, pieces)
}

const fn orders(name: &'static str) -> Operation {
    Operation::new(name, Method::Get, at("/orders", &[Piece::Literal("/orders")]))
}

static LIST: Operation = orders("Orders::list");
static POLL: Operation = orders("Orders::poll").credentials(&["api_key", "bearer"]).or_none();
static ENROLL: Operation = orders("Orders::enroll").credentials(&["enrollment"]);
static REFRESH: Operation =
    Operation::new("Orders::refresh", Method::Post, at("/refresh", &[Piece::Literal("/refresh")])).open();
static RECOVER: Operation =
    Operation::new("Orders::recover", Method::Post, at("/recover", &[Piece::Literal("/recover")])).open();
static ENDPOINT: TokenEndpoint =
    TokenEndpoint::new(&REFRESH, &[("refreshToken", Member::Credential("refresh_token"))], "token")
        .refresh_token("refreshToken");
static RECOVERY: TokenEndpoint = TokenEndpoint::new(&RECOVER, &[("old", Member::Credential("refresh_token"))], "token")
    .refresh_token("refreshToken");
static DESCRIBED: Connection = Connection::new().authenticated().credentials(&["bearer", "api_key", "enrollment"]);

struct Orders(Client);

impl From<Client> for Orders {
    fn from(client: Client) -> Self {
        Self(client)
    }
}

impl Keyed for Orders {
    const API_KEY: &'static str = "x-api-key";
}

impl Refreshed for Orders {
    const BEARER: &'static Bearer = {
        static BEARER: Bearer =
            Bearer::new(&ENDPOINT, TokenPolicy::new().expiry(Expiry::After(Duration::from_secs(600))), &DESCRIBED)
                .refreshing()
                .recovering(Recovery::new(&RECOVERY, &["revoked"]));
        &BEARER
    };
}

fn builder(server: &MemoryTransport) -> ClientBuilder<Orders> {
    ClientBuilder::new(&DESCRIBED).transport(server.clone())
}

fn server() -> MemoryTransport {
    let server = MemoryTransport::new();
    server.respond_with(Method::Get, "/orders", |_| Ok(Response::new(200)));
    server
}

/// Calls an operation, and says with which credentials: the header and its value.
fn called(client: &Orders, server: &MemoryTransport, operation: &'static Operation) -> Result<String, ClientError> {
    let mut call = client.0.call(operation);
    call.path(&[]);
    pollster::block_on(call.answer::<Result<(), ClientError>>())?;
    let requests = server.requests();
    let mut headers = requests.last().unwrap().headers().filter(|(name, _)| *name != "accept");
    let sent = headers.next().map(|(name, value)| format!("{name}: {value}"));
    assert!(headers.next().is_none());
    Ok(sent.unwrap_or_default())
}

#[test]
fn operations_name_the_credentials_that_they_are_called_with() {
    let server = server();
    let client = builder(&server)
        .api_key_for("enrollment", "x-enroll", Secret::from("e"))
        .key("k")
        .bearer_token(Secret::from("t"));
    let client = client.build().unwrap();
    // In the order of the description, and not of the calls; what is reserved is for nobody else.
    assert_eq!(called(&client, &server, &LIST).unwrap(), "authorization: Bearer t");
    assert_eq!(called(&client, &server, &POLL).unwrap(), "x-api-key: k");
    assert_eq!(called(&client, &server, &ENROLL).unwrap(), "x-enroll: e");
}

#[test]
fn of_two_credentials_of_a_name_the_first_has_the_first_place() {
    static TWICE: Connection = Connection::new().authenticated().credentials(&["bearer", "api_key", "bearer"]);
    let server = server();
    let builder = || ClientBuilder::<Orders>::new(&TWICE).transport(server.clone());
    let client = builder().key("k").bearer_token(Secret::from("")).refresh_token("").bearer_token(Secret::from("t"));
    // The first bearer has nothing to give, and the second stands behind the key.
    assert_eq!(called(&client.build().unwrap(), &server, &LIST).unwrap(), "x-api-key: k");
}

#[test]
fn without_its_credentials_an_operation_is_called_where_it_says_so() {
    let server = server();
    let client = builder(&server).api_key_for("enrollment", "x-enroll", Secret::from("e")).key("").build().unwrap();
    assert_eq!(called(&client, &server, &POLL).unwrap(), "");
    let refused = called(&client, &server, &LIST).unwrap_err();
    assert!(
        matches!(refused, ClientError::Transport { source, .. } if source.kind() == TransportErrorKind::Credentials)
    );
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn credentials_without_a_name_are_for_operations_with_names_too() {
    let server = server();
    let mine = typeloom_runtime::auth::HeaderCredentials::new("x-mine", Secret::from("m"));
    let client = builder(&server).credentials(mine).build().unwrap();
    for operation in [&LIST, &POLL, &ENROLL] {
        assert_eq!(called(&client, &server, operation).unwrap(), "x-mine: m");
    }
}

#[test]
fn a_refresh_token_is_replaced_and_recovered() {
    let server = server();
    let granted = |body: &'static str| Response::new(200).with_body(body);
    server
        .reply(Method::Post, "/refresh", granted(r#"{"token": "a1", "refreshToken": "r2"}"#))
        .reply(Method::Post, "/refresh", Response::new(401).with_body(r#"{"error": "Token revoked"}"#))
        .reply(Method::Post, "/recover", granted(r#"{"token": "a2", "refreshToken": "r3"}"#));
    let heard = Arc::new(Mutex::new(Vec::new()));
    let client = builder(&server).refresh_token("r1").on_rotation({
        let heard = heard.clone();
        move |token| heard.lock().unwrap().push(token.expose().clone())
    });
    let client = client.build().unwrap();
    assert_eq!(called(&client, &server, &LIST).unwrap(), "authorization: Bearer a1");
    client.0.tokens().unwrap().clear();
    assert_eq!(called(&client, &server, &LIST).unwrap(), "authorization: Bearer a2");
    assert_eq!(*heard.lock().unwrap(), ["r2", "r3"]);
    let bodies = server
        .requests()
        .iter()
        .filter_map(|sent| Some(String::from_utf8_lossy(sent.body()?).into_owned()))
        .collect::<Vec<_>>();
    assert_eq!(bodies, [r#"{"refreshToken":"r1"}"#, r#"{"refreshToken":"r2"}"#, r#"{"old":"r2"}"#]);
}

#[test]
fn an_empty_refresh_token_is_none() {
    let server = server();
    let client = builder(&server).refresh_token("").key("k").build().unwrap();
    assert_eq!(called(&client, &server, &LIST).unwrap(), "x-api-key: k");
}
