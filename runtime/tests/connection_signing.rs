//! Clients from builders that sign their requests.
#![allow(missing_docs, clippy::panic, clippy::unwrap_used)]

use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use typeloom_runtime::client::{MemoryTransport, Method, Operation, Response, TransportErrorKind};
use typeloom_runtime::clock::ManualClock;
use typeloom_runtime::connection::Signed;
use typeloom_runtime::signature::{Field, KeyError, Part, Signature, SignatureScheme, SigningKey};
use typeloom_runtime::{Client, ClientBuilder, ClientError, ConnectError, Connection, Piece, Place, Secret, Template};

static CONNECTION: Connection = Connection::new().authenticated();
static LIST: Operation =
    Operation::new("Orders::list", Method::Get, Template::new(Place::Path, "/orders", &[Piece::Literal("/orders")]));

/// A client as it is generated.
struct Orders(Client);

impl From<Client> for Orders {
    fn from(client: Client) -> Self {
        Self(client)
    }
}

impl Signed for Orders {
    const SIGNATURE: &'static SignatureScheme = &SignatureScheme::new(
        &[Part::Method, Part::Target, Part::Timestamp],
        &[("x-key", Field::KeyId), ("x-time", Field::Timestamp), ("x-signature", Field::Signature)],
    );
}

impl Orders {
    fn list(&self) -> Result<Vec<String>, ClientError> {
        let mut call = self.0.call(&LIST);
        call.path(&[]);
        pollster::block_on(call.answer())
    }
}

fn server() -> MemoryTransport {
    let server = MemoryTransport::new();
    server.reply(Method::Get, "/orders", Response::new(200).with_body("[]"));
    server
}

fn builder(server: &MemoryTransport) -> ClientBuilder<Orders> {
    let clock = ManualClock::at(UNIX_EPOCH + Duration::from_secs(12));
    ClientBuilder::new(&CONNECTION).transport(server.clone()).clock(Arc::new(clock))
}

fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

#[test]
fn requests_are_signed_by_the_clock_of_the_builder() {
    let key = SigningKey::from_seed(&[7; 32]);
    let in_base64 = key.to_base64();
    for given in [false, true] {
        let server = server();
        let client = if given {
            builder(&server).given_signed(Some(secret("me")), Some(secret(in_base64.expose())))
        } else {
            builder(&server).signed("me", key.clone())
        };
        client.build().unwrap().list().unwrap();
        let request = &server.requests()[0];
        assert_eq!((request.header("x-key"), request.header("x-time")), (Some("me"), Some("12")));
        let signature: Signature = request.header("x-signature").unwrap().parse().unwrap();
        assert_eq!(key.public_key().verify(b"GET\n/orders\n12", &signature), Ok(()));
    }
}

#[test]
fn what_is_no_key_is_told_when_the_client_is_made() {
    let made = builder(&server()).given_signed(Some(secret("me")), Some(secret("AAAA"))).build();
    assert!(matches!(made, Err(ConnectError::Key(KeyError::Length { bytes: 3, .. }))));
}

#[test]
fn without_a_key_nothing_is_sent_unless_there_are_other_credentials() {
    for (key_id, key) in
        [(None, Some(secret("AAAA"))), (Some(secret("me")), None), (Some(secret("")), Some(secret("AAAA")))]
    {
        let server = server();
        let client = builder(&server).given_signed(key_id.clone(), key.clone()).build().unwrap();
        let Err(ClientError::Transport { source, .. }) = client.list() else { panic!("was sent") };
        assert_eq!(source.kind(), TransportErrorKind::Credentials);
        assert!(server.requests().is_empty());
        let client = builder(&server).given_signed(key_id, key).api_key("x-api-key", secret("k3y")).build().unwrap();
        client.list().unwrap();
        assert_eq!(server.requests()[0].header("x-api-key"), Some("k3y"));
    }
}
