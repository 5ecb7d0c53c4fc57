//! Credentials: whether a request has some of those that are described. What they say is for a test to check.

use crate::description::{Call, Credential, Description, GraphqlKind, Operation};
use crate::journal::Received;
use crate::reply::Reply;

/// Whether a request has credentials, or needs none.
///
/// # Errors
/// With the answer of status 401 that names what is missing.
pub(crate) fn check(description: &Description, received: &Received) -> Result<(), Reply> {
    let known = asked(description, received).map_or(&[][..], |operation| &operation.auth);
    if known.is_empty() || known.iter().any(|credential| is_there(credential, received)) {
        return Ok(());
    }
    let ways: Vec<String> = known.iter().map(shown).collect();
    let reply = Reply::error(401, "unauthorized", &format!("there are no credentials: send {}", ways.join(", or ")));
    Err(match known.iter().find_map(|credential| credential.scheme.as_deref()) {
        Some(scheme) => reply.with_header("www-authenticate", scheme),
        None => reply,
    })
}

/// The operation that a request is for; for a handshake the first that can be subscribed to.
pub(crate) fn asked<'d>(description: &'d Description, received: &Received) -> Option<&'d Operation> {
    let is_meant = |name: &str, call: &Call| match &received.operation {
        Some(operation) => operation == name,
        None => matches!(call, Call::Graphql(call) if call.kind == GraphqlKind::Subscription),
    };
    description.operations.iter().find(|operation| is_meant(&operation.name, &operation.call))
}

/// Whether a request has some of the credentials that an operation is described with.
pub(crate) fn are_there(operation: &Operation, received: &Received) -> bool {
    operation.auth.iter().any(|credential| is_there(credential, received))
}

fn is_there(credential: &Credential, received: &Received) -> bool {
    credential.headers.iter().all(|name| {
        let value = received.header(name).unwrap_or_default().trim();
        let value = match &credential.scheme {
            Some(scheme) => match value.split_at_checked(scheme.len()) {
                Some((given, value)) if given.eq_ignore_ascii_case(scheme) && value.starts_with(' ') => value.trim(),
                _ => "",
            },
            None => value,
        };
        !value.is_empty()
    })
}

fn shown(credential: &Credential) -> String {
    let names: Vec<String> = credential.headers.iter().map(|name| format!("`{name}`")).collect();
    let scheme = credential.scheme.as_ref().map(|scheme| format!(" with `{scheme}`")).unwrap_or_default();
    format!("{}{scheme}", names.join(" and "))
}
