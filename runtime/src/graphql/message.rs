//! The messages of `graphql-transport-ws`.

use super::GraphqlError;
use crate::client::envelope::Where;
use crate::json::{Names, Reader, Writer};
use crate::model::Model;

/// A message of the server.
#[derive(Debug, PartialEq)]
pub(super) enum ServerMessage<'m> {
    Ack,
    Ping,
    Pong,
    /// The payload: data, errors or both.
    Next(&'m str),
    Error(Vec<GraphqlError>),
    Complete,
}

static NAMES: Names = Names::new(&["id", "type", "payload"]);

impl<'m> ServerMessage<'m> {
    /// The message in a text; `None` when it is none of the protocol.
    pub(super) fn read(text: &'m str) -> Option<Self> {
        let mut reader = Reader::new(text.as_bytes());
        let object = reader.object().ok()?;
        // One connection has one subscription: an id says nothing more.
        let (mut id, mut kind, mut payload) = (Where::default(), None::<String>, Where::default());
        reader.record(object, &NAMES, &mut [&mut id, &mut kind, &mut payload]).ok()?;
        reader.finish().ok()?;
        let payload = payload.range().and_then(|place| text.get(place));
        Some(match kind?.as_str() {
            "connection_ack" => Self::Ack,
            "ping" => Self::Ping,
            "pong" => Self::Pong,
            "next" => Self::Next(payload?),
            "error" => Self::Error(Model::from_json(payload?.as_bytes()).ok()?),
            "complete" => Self::Complete,
            _ => return None,
        })
    }
}

/// `connection_init`, with a payload that is JSON already.
pub(super) fn init(payload: Option<&str>) -> String {
    match payload {
        None => r#"{"type":"connection_init"}"#.to_owned(),
        Some(payload) => format!(r#"{{"type":"connection_init","payload":{payload}}}"#),
    }
}

/// `subscribe`, with a payload that is JSON already.
pub(super) fn subscribe(id: &str, payload: &str) -> String {
    format!(r#"{{"id":{},"type":"subscribe","payload":{payload}}}"#, quoted(id))
}

pub(super) fn complete(id: &str) -> String {
    format!(r#"{{"id":{},"type":"complete"}}"#, quoted(id))
}

pub(super) fn ping() -> String {
    r#"{"type":"ping"}"#.to_owned()
}

pub(super) fn pong() -> String {
    r#"{"type":"pong"}"#.to_owned()
}

fn quoted(id: &str) -> String {
    let mut writer = Writer::with_capacity(id.len() + 2);
    writer.string(id);
    writer.into_string()
}
