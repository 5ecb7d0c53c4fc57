//! A client of few lines that hides nothing: what came before the connection ended is what it gives.

use std::io;
use std::net::SocketAddr;

use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use typeloom_fake::{Description, FakeServer};

pub(crate) type TestResult = Result<(), Box<dyn std::error::Error>>;

/// The server of `wire.json`.
pub(crate) async fn wired() -> Result<FakeServer, typeloom_fake::FakeError> {
    FakeServer::start(Description::from_json(include_str!("wire.json"))?).await
}

/// The server of `orders.json`.
pub(crate) fn orders() -> Result<Description, typeloom_fake::DescriptionError> {
    Description::from_json(include_str!("orders.json"))
}

pub(crate) async fn started() -> Result<FakeServer, typeloom_fake::FakeError> {
    FakeServer::start(orders()?).await
}

/// A response, as much of it as came.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// Whether everything that the head announces is there.
    pub(crate) fn is_whole(&self) -> bool {
        let length = self.head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
        length.is_none_or(|length: usize| length == self.body.len())
    }

    pub(crate) fn message(&self) -> String {
        self.json()["message"].as_str().unwrap_or_default().to_owned()
    }
}

/// Sends a request on a connection of its own; none if the connection ends before an answer begins.
pub(crate) async fn send(address: SocketAddr, request: &str) -> io::Result<Option<Answer>> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut received = Vec::new();
    // How a connection ends does not matter here, only what came before.
    let _ = stream.read_to_end(&mut received).await;
    let Some(end) = received.windows(4).position(|window| window == b"\r\n\r\n") else { return Ok(None) };
    let head = String::from_utf8_lossy(&received[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
    Ok(Some(Answer { status, head, body: received[end + 4..].to_vec() }))
}

/// A request as text.
pub(crate) fn request(method: &str, target: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "{method} {target} HTTP/1.1\r\nhost: fake\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
    )
}

/// A call that is answered.
pub(crate) async fn call(fake: &FakeServer, method: &str, target: &str, body: &str) -> io::Result<Answer> {
    let answer = send(fake.address(), &request(method, target, "", body)).await?;
    answer.ok_or_else(|| io::Error::other("there is no answer"))
}
