//! The `events` section.

use super::words::Text;
use super::{Members, described, keys};

described! {
    /// A set of events that messages of one type carry.
    Events {
        /// The record that carries an event.
        message: Text,
        /// Where type, id and source of the event are.
        envelope: Envelope,
        /// Where payloads are, and what says which schema they have.
        parts: Parts,
        /// The part that holds the event of the source system as it was.
        raw: Option<Verbatim>,
        /// The events.
        kinds: Members<EventKind>,
    }
}

keys! {
    /// Where type, id and source of an event are.
    Envelope {
        /// The map in the message.
        at: Text,
        /// The key in the map.
        key: Text,
        /// The record under the key.
        #[schemars(rename = "type")]
        ty: Text,
        /// Its field with the type of the event.
        kind: Text,
        /// Its field with the id.
        id: Text,
        /// Its field with the source.
        source: Text,
    }
}

keys! {
    /// Where payloads are.
    Parts {
        /// The list in the message.
        at: Text,
        /// The map in a part.
        metadata: Text,
        /// The key in the map.
        key: Text,
        /// The record under the key.
        #[schemars(rename = "type")]
        ty: Text,
        /// Its field with the schema of the payload.
        schema: Text,
        /// The field of a part with the payload.
        data: Text,
    }
}

keys! {
    /// The part that holds the event of the source system as it was.
    Verbatim {
        /// The schema that marks the part.
        schema: Text,
        /// The type of what is in it.
        #[schemars(rename = "type")]
        ty: Text,
    }
}

described! {
    /// One kind of event.
    EventKind {
        /// The type on the wire.
        #[schemars(rename = "type")]
        ty: Text,
        /// The schema of the part with the payload.
        schema: Text,
        /// The record in that part.
        payload: Text,
    }
}
