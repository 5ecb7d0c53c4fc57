//! What went wrong, sorted into kinds.

use std::error::Error;
use std::io;

use tokio_tungstenite::tungstenite;
use tokio_tungstenite::tungstenite::error::{CapacityError, ProtocolError};

use super::OpenError;
use crate::client::{Response, TransportError, TransportErrorKind};

/// The error of a connection that was open.
pub(super) fn of_connection(error: tungstenite::Error) -> TransportError {
    let kind = match &error {
        tungstenite::Error::Io(error) if is_tls(error) => TransportErrorKind::Tls,
        tungstenite::Error::Capacity(CapacityError::MessageTooLong { .. } | CapacityError::TooManyHeaders) => {
            TransportErrorKind::TooLarge
        }
        tungstenite::Error::Io(_)
        | tungstenite::Error::ConnectionClosed
        | tungstenite::Error::AlreadyClosed
        | tungstenite::Error::Protocol(
            ProtocolError::ResetWithoutClosingHandshake | ProtocolError::HandshakeIncomplete,
        ) => TransportErrorKind::Interrupted,
        tungstenite::Error::Url(_) | tungstenite::Error::HttpFormat(_) => TransportErrorKind::Refused,
        _ => TransportErrorKind::Malformed,
    };
    match error {
        tungstenite::Error::Io(error) => TransportError::new(kind).with_source(error),
        // The protocol's errors say what is wrong; others could show what was sent.
        tungstenite::Error::Protocol(error) => TransportError::new(kind).with_source(error),
        tungstenite::Error::Capacity(error) => TransportError::new(kind).with_source(error),
        _ => TransportError::new(kind),
    }
}

/// The error of a connection that was not opened.
pub(super) fn of_opening(error: tungstenite::Error) -> OpenError {
    let tungstenite::Error::Http(answer) = error else { return OpenError::Transport(of_connection(error)) };
    if answer.status().is_redirection() {
        return OpenError::Transport(TransportError::new(TransportErrorKind::Redirect));
    }
    let (head, body) = answer.into_parts();
    let mut response = Response::new(head.status.as_u16()).with_body(body.unwrap_or_default());
    for (name, value) in &head.headers {
        response = response.with_header(name.as_str(), String::from_utf8_lossy(value.as_bytes()));
    }
    OpenError::Status(response)
}

/// The error of a connection that was not made.
pub(super) fn of_connecting(error: io::Error) -> OpenError {
    let kind = if is_tls(&error) { TransportErrorKind::Tls } else { TransportErrorKind::Connect };
    OpenError::Transport(TransportError::new(kind).with_source(error))
}

fn is_tls(error: &io::Error) -> bool {
    error.get_ref().is_some_and(<dyn Error + Send + Sync>::is::<rustls::Error>)
}
