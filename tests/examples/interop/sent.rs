//! What is compared of a request.

use std::collections::BTreeSet;

use serde_json::Value;
use typeloom_fake::Received;

/// A request without what differs each time, or belongs to the transfer.
#[derive(Debug, PartialEq)]
pub(crate) struct Sent {
    method: String,
    target: String,
    headers: BTreeSet<String>,
    body: Option<Value>,
}

/// Headers of the transfer, and the name that a runtime goes by.
const OF_THE_TRANSFER: [&str; 8] = [
    "accept",
    "accept-encoding",
    "connection",
    "content-length",
    "content-type",
    "host",
    "transfer-encoding",
    "user-agent",
];

/// Members that differ each time, or between languages: times, keys and signatures, and what a module is called.
const FRESH: [&str; 4] = ["module", "publicKey", "signature", "timestamp"];

impl Sent {
    pub(crate) fn of(request: &Received) -> Self {
        let names = request.headers().iter().map(|(name, _)| name.to_lowercase());
        Self {
            method: request.method().to_owned(),
            target: request.target(),
            headers: names.filter(|name| !OF_THE_TRANSFER.contains(&name.as_str())).collect(),
            body: request.json().map(settled),
        }
    }
}

fn settled(mut body: Value) -> Value {
    settle(&mut body);
    body
}

fn settle(value: &mut Value) {
    let Some(members) = value.as_object_mut() else { return };
    for (name, member) in members {
        if FRESH.contains(&name.as_str()) {
            *member = Value::from("fresh");
        } else {
            settle(member);
        }
    }
}
