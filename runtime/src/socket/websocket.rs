//! WebSockets over the network.

use std::fmt;
use std::sync::Arc;

use futures_util::{SinkExt, StreamExt};
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http;
use tokio_tungstenite::tungstenite::http::{HeaderName, HeaderValue, Uri};
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, WebSocketConfig};
use tokio_tungstenite::tungstenite::{self, Message};
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

use super::{Incoming, OpenError, Socket, SocketTransport, WebSocketOptions, WebSocketSetupError, fault};
use crate::base::BaseUrl;
use crate::client::{Request, TransportError, TransportErrorKind};
use crate::future::BoxFuture;

/// Opens WebSockets to one server, each a connection of its own. It uses no proxy.
///
/// Redirects are not followed: they are an error of the kind [`Redirect`](TransportErrorKind::Redirect). Neither errors
/// nor their causes show queries or headers.
#[derive(Clone)]
pub struct WebSocketTransport {
    base: BaseUrl,
    tls: Option<TlsConnector>,
    options: Arc<WebSocketOptions>,
}

impl WebSocketTransport {
    /// A transport to the server at `base`: `ws://…` or `wss://…`.
    ///
    /// # Errors
    /// [`WebSocketSetupError`] when the URL is none of WebSockets, or an option cannot be used.
    pub fn new(base: &BaseUrl, options: WebSocketOptions) -> Result<Self, WebSocketSetupError> {
        let uri: Uri = base.as_str().parse().map_err(|_| WebSocketSetupError::Base)?;
        let has_user = uri.authority().is_none_or(|authority| authority.as_str().contains('@'));
        // The library drops a fragment without a word.
        if has_user || uri.query().is_some() || base.as_str().contains('#') {
            return Err(WebSocketSetupError::Base);
        }
        let tls = match uri.scheme_str() {
            Some("ws") => None,
            Some("wss") => Some(TlsConnector::from(Arc::new(options.tls.config()?))),
            _ => return Err(WebSocketSetupError::Base),
        };
        Ok(Self { base: base.clone(), tls, options: Arc::new(options) })
    }

    async fn connect(&self, request: Request, protocol: &'static str) -> Result<Box<dyn Socket>, OpenError> {
        let request = self.outgoing(&request, protocol).ok_or_else(|| kind(TransportErrorKind::Refused))?;
        let uri = request.uri();
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let port = uri.port_u16().unwrap_or(if self.tls.is_some() { 443 } else { 80 });
        let stream = TcpStream::connect((host.as_str(), port)).await.map_err(fault::of_connecting)?;
        // Messages are small and waited for.
        stream.set_nodelay(true).map_err(fault::of_connecting)?;
        let stream: Box<dyn Duplex> = match &self.tls {
            None => Box::new(stream),
            Some(tls) => {
                let name = ServerName::try_from(host).map_err(|_| kind(TransportErrorKind::Refused))?;
                Box::new(tls.connect(name, stream).await.map_err(fault::of_connecting)?)
            }
        };
        let limit = Some(self.options.message_limit);
        let config = WebSocketConfig::default().max_message_size(limit).max_frame_size(limit);
        let opened = client_async_with_config(request, stream, Some(config)).await;
        let (stream, _) = opened.map_err(fault::of_opening)?;
        Ok(Box::new(WebSocket { stream, closed: None }))
    }

    /// The request that opens a connection; `None` when it cannot be sent as it is.
    fn outgoing(&self, request: &Request, protocol: &'static str) -> Option<http::Request<()>> {
        if !(request.path().is_empty() || request.path().starts_with('/')) || request.path().contains(['#', '?']) {
            return None;
        }
        let mut outgoing = self.base.join(&request.target()).into_client_request().ok()?;
        let defaults = self.options.headers.iter().filter(|(name, _)| request.header(name).is_none());
        let defaults = defaults.map(|(name, value)| (name.as_ref(), value.as_str()));
        for (name, value) in request.headers().chain(defaults) {
            let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
            let mut value = HeaderValue::from_str(value).ok()?;
            value.set_sensitive(true);
            outgoing.headers_mut().append(name, value);
        }
        outgoing.headers_mut().insert("sec-websocket-protocol", HeaderValue::from_static(protocol));
        Some(outgoing)
    }
}

impl SocketTransport for WebSocketTransport {
    fn open(&self, request: Request, protocol: &'static str) -> BoxFuture<'_, Result<Box<dyn Socket>, OpenError>> {
        Box::pin(async move {
            let limit = request.timeout().unwrap_or(self.options.connect_timeout);
            match tokio::time::timeout(limit, self.connect(request, protocol)).await {
                Ok(opened) => opened,
                Err(_) => Err(kind(TransportErrorKind::ConnectTimeout)),
            }
        })
    }
}

impl fmt::Debug for WebSocketTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("WebSocketTransport").field("base", &self.base).finish_non_exhaustive()
    }
}

fn kind(kind: TransportErrorKind) -> OpenError {
    OpenError::Transport(TransportError::new(kind))
}

/// A connection, encrypted or not.
trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Duplex for T {}

struct WebSocket {
    stream: WebSocketStream<Box<dyn Duplex>>,
    /// How the server closed the connection, until it was told.
    closed: Option<Incoming>,
}

impl Socket for WebSocket {
    fn send(&mut self, text: String) -> BoxFuture<'_, Result<(), TransportError>> {
        Box::pin(async move { self.stream.send(Message::text(text)).await.map_err(fault::of_connection) })
    }

    fn receive(&mut self) -> BoxFuture<'_, Result<Incoming, TransportError>> {
        Box::pin(async move {
            loop {
                if self.closed.is_some() {
                    // Answers the server, which waits for it.
                    let _ = self.stream.flush().await;
                    if let Some(closed) = self.closed.take() {
                        return Ok(closed);
                    }
                }
                match self.stream.next().await {
                    Some(Ok(Message::Text(text))) => return Ok(Incoming::Text(text.as_str().to_owned())),
                    Some(Ok(Message::Binary(_))) => return Ok(Incoming::Binary),
                    Some(Ok(Message::Close(frame))) => self.closed = Some(closed(frame)),
                    // Answered by the library.
                    Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => {}
                    Some(Err(error)) => return Err(fault::of_connection(error)),
                    None => return Err(fault::of_connection(tungstenite::Error::ConnectionClosed)),
                }
            }
        })
    }

    fn close(&mut self, code: u16) -> BoxFuture<'_, Result<(), TransportError>> {
        Box::pin(async move {
            let frame = CloseFrame { code: code.into(), reason: "".into() };
            self.stream.close(Some(frame)).await.map_err(fault::of_connection)?;
            // What was sent before is read, as a connection that is dropped with something unread is reset, and what the
            // server did not read yet is lost to it.
            while let Some(Ok(_)) = self.stream.next().await {}
            Ok(())
        })
    }
}

fn closed(frame: Option<CloseFrame>) -> Incoming {
    match frame {
        None => Incoming::Closed { code: None, reason: String::new() },
        Some(frame) => Incoming::Closed { code: Some(frame.code.into()), reason: frame.reason.as_str().to_owned() },
    }
}
