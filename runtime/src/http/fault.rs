//! What went wrong, sorted into kinds.

use std::error::Error;
use std::io;

use crate::client::{TransportError, TransportErrorKind};

/// The kind of an error, and the error without the URL, whose query may hold a credential.
pub(super) fn classify(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    TransportError::new(kind(&error)).with_source(error)
}

fn kind(error: &reqwest::Error) -> TransportErrorKind {
    if error.is_builder() {
        return TransportErrorKind::Refused;
    }
    if error.is_timeout() {
        return if error.is_connect() { TransportErrorKind::ConnectTimeout } else { TransportErrorKind::Timeout };
    }
    if any_cause(error, <dyn Error>::is::<rustls::Error>) {
        return TransportErrorKind::Tls;
    }
    if error.is_connect() {
        return TransportErrorKind::Connect;
    }
    let speaks_otherwise = |cause: &(dyn Error + 'static)| {
        cause.downcast_ref::<hyper::Error>().is_some_and(|error| error.is_parse() || error.is_parse_status())
            || cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::InvalidInput)
            || cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::InvalidData)
    };
    if any_cause(error, speaks_otherwise) { TransportErrorKind::Malformed } else { TransportErrorKind::Interrupted }
}

/// Whether something holds for one of the causes of an error.
fn any_cause(error: &reqwest::Error, holds: impl Fn(&(dyn Error + 'static)) -> bool) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        if holds(error) {
            return true;
        }
        // An I/O error leaves what it was made from out of its causes.
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        cause = match inner {
            Some(inner) => Some(inner as &(dyn Error + 'static)),
            None => error.source(),
        };
    }
    false
}
