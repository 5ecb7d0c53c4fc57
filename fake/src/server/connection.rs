//! Connections: accepted until the server is dropped, and closed with it.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::dispatch;
use super::state::State;

/// How long nothing is accepted after that has failed.
const PAUSE: Duration = Duration::from_millis(20);

/// A script says that the connection ends here; the server of connections closes one whose service fails.
#[derive(Debug, thiserror::Error)]
#[error("the script ends the connection here")]
pub(super) struct Dropped;

/// Serves every connection until this is dropped.
pub(super) async fn accept(listener: TcpListener, state: Arc<State>) {
    let mut connections = JoinSet::new();
    loop {
        // What keeps one client from connecting (no free descriptor, a reset) may be over for the next.
        if let Ok((stream, _)) = listener.accept().await {
            connections.spawn(serve(stream, Arc::clone(&state)));
        } else {
            tokio::time::sleep(PAUSE).await;
        }
        while connections.try_join_next().is_some() {}
    }
}

async fn serve(stream: TcpStream, state: Arc<State>) {
    // Small answers should not wait for more.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let state = Arc::clone(&state);
        async move { dispatch::answer(state, request.map(Body::new)).await }
    });
    let mut server = http1::Builder::new();
    let connection = server.timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service);
    // A connection that ends in an error was ended by its client or by a script; both know.
    let _: Result<(), hyper::Error> = connection.with_upgrades().await;
}

/// What a connection is given for a request.
pub(super) type Answer = Result<Response, Dropped>;
