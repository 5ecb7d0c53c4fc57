//! Servers that say what they are told to, and keep what they hear.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aion_sdk::GraphqlApi;
use aion_sdk::runtime::blocking::Blocking;
use aion_sdk::runtime::client::{ClientError, Method, Request, Response, TransportError};
use aion_sdk::runtime::graphql::Subscription;
use aion_sdk::runtime::socket::{Incoming, OpenError, Socket, SocketTransport};
use aion_sdk::runtime::{BoxFuture, MemoryTransport, Model};
use serde_json::Value;

pub const ACK: &str = r#"{"type":"connection_ack"}"#;

/// Calls one operation, and gives the bodies that were sent.
pub fn called<T>(
    response: Response,
    call: impl FnOnce(&GraphqlApi) -> BoxFuture<'_, Result<T, ClientError>>,
) -> (Result<T, ClientError>, Vec<Value>) {
    let transport = MemoryTransport::new();
    transport.reply(Method::Post, "/api/graphql", response);
    let api = GraphqlApi::new(transport.clone());
    let answer = pollster::block_on(call(&api));
    let sent = transport.requests().into_iter().map(|request| {
        assert_eq!((request.query(), request.header("content-type")), ("", Some("application/json")));
        serde_json::from_slice(request.body().unwrap()).unwrap()
    });
    (answer, sent.collect())
}

/// What came of a subscription.
#[derive(Default)]
pub struct Listened {
    pub opened: Vec<String>,
    pub sent: Vec<Value>,
    pub closed: Option<u64>,
    pub items: Vec<Value>,
    pub failure: Option<ClientError>,
}

/// A server for one connection.
#[derive(Clone)]
pub struct Server {
    script: Arc<Mutex<VecDeque<String>>>,
    heard: Arc<Mutex<Listened>>,
}

impl Server {
    /// Says these texts one after the other; `close 1000` closes the connection.
    pub fn says(script: Vec<String>) -> Self {
        Self { script: Arc::new(Mutex::new(script.into())), heard: Arc::default() }
    }
}

impl SocketTransport for Server {
    fn open(&self, request: Request, protocol: &'static str) -> BoxFuture<'_, Result<Box<dyn Socket>, OpenError>> {
        assert_eq!((request.method(), request.query()), (Method::Get, ""));
        self.heard.lock().unwrap().opened.push(format!("{} {protocol}", request.path()));
        let socket: Box<dyn Socket> = Box::new(self.clone());
        Box::pin(std::future::ready(Ok(socket)))
    }
}

impl Socket for Server {
    fn send(&mut self, text: String) -> BoxFuture<'_, Result<(), TransportError>> {
        self.heard.lock().unwrap().sent.push(serde_json::from_str(&text).unwrap());
        Box::pin(std::future::ready(Ok(())))
    }

    fn receive(&mut self) -> BoxFuture<'_, Result<Incoming, TransportError>> {
        let said = self.script.lock().unwrap().pop_front();
        Box::pin(async move {
            let Some(said) = said else { return std::future::pending().await };
            Ok(match said.strip_prefix("close ") {
                Some(code) => Incoming::Closed { code: code.parse().ok(), reason: String::new() },
                None => Incoming::Text(said),
            })
        })
    }

    fn close(&mut self, code: u16) -> BoxFuture<'_, Result<(), TransportError>> {
        self.heard.lock().unwrap().closed = Some(code.into());
        Box::pin(std::future::ready(Ok(())))
    }
}

/// Listens to the end; each item is put under the name of the field that it was asked for with.
pub fn listened<T: Model>(
    server: &Server,
    field: &str,
    subscribe: impl FnOnce(&GraphqlApi) -> Subscription<T>,
) -> Listened {
    let mut subscription = subscribe(&GraphqlApi::new(MemoryTransport::new()).with_sockets(server.clone()));
    let blocking = Blocking::start().unwrap();
    let (mut items, mut failure) = (Vec::new(), None);
    while let Some(item) = blocking.wait(subscription.next_item()) {
        match item {
            Ok(item) => {
                let item: Value = serde_json::from_str(&item.to_json()).unwrap();
                items.push([(field.to_owned(), item)].into_iter().collect());
            }
            Err(error) => failure = Some(error),
        }
    }
    Listened { items, failure, ..settled(server) }
}

/// Takes one item, and no more.
pub fn dropped<T: Model>(script: Vec<String>, subscribe: impl FnOnce(&GraphqlApi) -> Subscription<T>) -> Listened {
    let server = Server::says(script);
    let mut subscription = subscribe(&GraphqlApi::new(MemoryTransport::new()).with_sockets(server.clone()));
    let blocking = Blocking::start().unwrap();
    assert!(matches!(blocking.wait(subscription.next_item()), Some(Ok(_))));
    drop(subscription);
    settled(&server)
}

/// What the server heard, once the connection had time to be closed: that is done behind the stream.
fn settled(server: &Server) -> Listened {
    for _ in 0..20 {
        if server.heard.lock().unwrap().closed.is_some() {
            break;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    std::mem::take(&mut *server.heard.lock().unwrap())
}
