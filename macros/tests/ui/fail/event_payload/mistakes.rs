//! Payloads that say too little, or too much.

use typeloom_runtime::{EventPayload, Model};

#[derive(Model, EventPayload)]
#[event(typ = "acme.created", schema = "")]
struct Typo {
    id: String,
}

#[derive(Model, EventPayload)]
struct Nothing {
    id: String,
}

#[derive(Model, EventPayload)]
#[event(type = "acme.created", schema = 7, payload = "Order")]
struct Keys {
    id: String,
}

#[derive(EventPayload)]
#[event(type = "acme.created", schema = "acme#Created")]
struct NoModel {
    id: String,
}

#[derive(Model, EventPayload)]
#[event(type = "acme.created", schema = "acme#Created", crate)]
struct NoPath {
    id: String,
}

fn main() {}
