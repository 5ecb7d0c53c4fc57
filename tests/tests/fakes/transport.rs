//! A transport of few lines: a connection for each request.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use typeloom_runtime::BoxFuture;
use typeloom_runtime::client::{Request, Response, Transport, TransportError, TransportErrorKind};

pub(crate) struct Plain(pub(crate) SocketAddr);

impl Transport for Plain {
    fn call(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        let interrupted =
            |error: std::io::Error| TransportError::new(TransportErrorKind::Interrupted).with_source(error);
        Box::pin(async move {
            let body = request.body().unwrap_or_default();
            let line = format!("{} {} HTTP/1.1\r\n", request.method().as_str(), request.target());
            let mut headers =
                vec!["host: fake\r\nconnection: close".to_owned(), format!("content-length: {}", body.len())];
            headers.extend(request.headers().map(|(name, value)| format!("{name}: {value}")));
            let head = format!("{line}{}\r\n", headers.join("\r\n"));
            let mut stream = TcpStream::connect(self.0).await.map_err(interrupted)?;
            stream.write_all(&[head.as_bytes(), b"\r\n", body].concat()).await.map_err(interrupted)?;
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).await.map_err(interrupted)?;
            let end = answer.windows(4).position(|window| window == b"\r\n\r\n");
            let end = end.ok_or_else(|| TransportError::new(TransportErrorKind::Interrupted))?;
            let head = String::from_utf8_lossy(&answer[..end]);
            let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
            Ok(Response::new(status).with_body(&answer[end + 4..]))
        })
    }
}
