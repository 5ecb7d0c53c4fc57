//! A server on this machine that does what a test tells it, byte by byte.
#![allow(dead_code)]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use typeloom_runtime::BaseUrl;

/// What happens on a connection after a request has come.
#[derive(Clone)]
pub enum Do {
    /// Waits for a request, and keeps it.
    Read,
    Write(Vec<u8>),
    /// Ends the connection as a crash would.
    Reset,
    /// Waits until the client has gone, and keeps that as `gone`.
    Gone,
    /// Does nothing for as long as the test runs.
    Hang,
}

pub fn write(bytes: impl AsRef<[u8]>) -> Do {
    Do::Write(bytes.as_ref().to_vec())
}

/// Answers one request.
pub fn answer(status: u16, headers: &str, body: &str) -> Vec<Do> {
    let length = body.len();
    vec![Do::Read, write(format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\n{headers}\r\n{body}"))]
}

pub struct Server {
    port: u16,
    scheme: &'static str,
    requests: Arc<Mutex<Vec<String>>>,
    connections: Arc<Mutex<usize>>,
    written: Arc<AtomicUsize>,
}

impl Server {
    /// The first connection goes through the first script, and so on; later ones are refused by closing them.
    pub async fn start(scripts: Vec<Vec<Do>>) -> Self {
        Self::listen(scripts, None).await
    }

    pub async fn start_tls(scripts: Vec<Vec<Do>>, acceptor: TlsAcceptor) -> Self {
        Self::listen(scripts, Some(acceptor)).await
    }

    async fn listen(scripts: Vec<Vec<Do>>, acceptor: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            port: listener.local_addr().unwrap().port(),
            scheme: if acceptor.is_some() { "https" } else { "http" },
            requests: Arc::default(),
            connections: Arc::default(),
            written: Arc::default(),
        };
        let (requests, connections, written) =
            (server.requests.clone(), server.connections.clone(), server.written.clone());
        tokio::spawn(async move {
            for script in scripts {
                let (stream, _) = listener.accept().await.unwrap();
                *connections.lock().unwrap() += 1;
                let (requests, written, acceptor) = (requests.clone(), written.clone(), acceptor.clone());
                tokio::spawn(async move {
                    match acceptor {
                        None => plain(stream, script, &requests, &written).await,
                        Some(acceptor) => {
                            if let Ok(stream) = acceptor.accept(stream).await {
                                play(stream, script, &requests, &written).await;
                            }
                        }
                    }
                });
            }
        });
        server
    }

    pub fn base(&self) -> BaseUrl {
        BaseUrl::new(&format!("{}://localhost:{}", self.scheme, self.port)).unwrap()
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// The requests so far, headers in lowercase.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// Waits until a client has gone.
    pub async fn gone(&self) {
        while self.requests().last().is_none_or(|last| last != "gone") {
            tokio::task::yield_now().await;
        }
    }

    /// How many bytes were written when the network took no more for a while.
    pub async fn written(&self) -> usize {
        settled(&self.written).await
    }

    pub fn connections(&self) -> usize {
        *self.connections.lock().unwrap()
    }
}

/// A number that does not grow any more.
pub async fn settled(number: &AtomicUsize) -> usize {
    loop {
        let before = number.load(Ordering::Relaxed);
        tokio::time::sleep(Duration::from_millis(100)).await;
        if before > 0 && number.load(Ordering::Relaxed) == before {
            return before;
        }
    }
}

async fn plain(mut stream: TcpStream, script: Vec<Do>, requests: &Mutex<Vec<String>>, written: &AtomicUsize) {
    if let Some(Do::Reset) = play(&mut stream, script, requests, written).await {
        stream.set_zero_linger().unwrap();
    }
}

/// Gives what it ended with.
async fn play(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    script: Vec<Do>,
    requests: &Mutex<Vec<String>>,
    written: &AtomicUsize,
) -> Option<Do> {
    for step in script {
        match step {
            Do::Read => {
                let request = read(&mut stream).await?;
                requests.lock().unwrap().push(request);
            }
            // Who was cut off does not read on.
            Do::Write(bytes) => {
                stream.write_all(&bytes).await.ok()?;
                written.fetch_add(bytes.len(), Ordering::Relaxed);
            }
            Do::Gone => {
                while matches!(stream.read(&mut [0; 64]).await, Ok(1..)) {}
                requests.lock().unwrap().push("gone".to_owned());
            }
            Do::Reset => return Some(Do::Reset),
            Do::Hang => std::future::pending().await,
        }
    }
    let _ = stream.shutdown().await;
    None
}

async fn read(stream: &mut (impl AsyncRead + Unpin)) -> Option<String> {
    let mut request = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&request).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let head = head.to_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap_or("0");
            if body.len() >= length.parse().unwrap() {
                return Some(format!("{head}\r\n\r\n{body}"));
            }
        }
        let mut buffer = [0; 4096];
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return None,
            Ok(read) => request.extend_from_slice(&buffer[..read]),
        }
    }
}

/// A server's certificate for a name, and the authority that made it.
pub fn certificate(name: &str) -> (TlsAcceptor, String) {
    let authority_key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = params.self_signed(&authority_key).unwrap();
    let issuer = Issuer::new(params, authority_key);
    let key = KeyPair::generate().unwrap();
    let leaf = CertificateParams::new(vec![name.to_owned()]).unwrap().signed_by(&key, &issuer).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone()], key)
        .unwrap();
    (TlsAcceptor::from(Arc::new(config)), authority.pem())
}
