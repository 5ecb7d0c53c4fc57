//! The `events` section as written.

use super::{About, Named, Text, members, required, required_members};
use crate::diagnostic::Diagnostics;
use crate::source::{Fields, Node};

/// A set of events that messages of one type carry.
#[derive(Clone, Debug)]
pub struct RawEvents {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `message`: the record that carries an event.
    pub message: Text,
    /// `envelope`: where type, id and source of the event are.
    pub envelope: RawEnvelope,
    /// `parts`: where payloads are, and what says which schema they have.
    pub parts: RawParts,
    /// `raw`: the part that holds the event of the source system as it was.
    pub raw: Option<RawVerbatim>,
    /// `kinds`: the events.
    pub kinds: Vec<Named<RawEventKind>>,
}

/// Where type, id and source of an event are.
#[derive(Clone, Debug)]
pub struct RawEnvelope {
    /// `at`: the map in the message.
    pub at: Text,
    /// `key`: the key in the map.
    pub key: Text,
    /// `type`: the record under the key.
    pub ty: Text,
    /// `kind`: its field with the type of the event.
    pub kind: Text,
    /// `id`: its field with the id.
    pub id: Text,
    /// `source`: its field with the source.
    pub source: Text,
}

/// Where payloads are.
#[derive(Clone, Debug)]
pub struct RawParts {
    /// `at`: the list in the message.
    pub at: Text,
    /// `metadata`: the map in a part.
    pub metadata: Text,
    /// `key`: the key in the map.
    pub key: Text,
    /// `type`: the record under the key.
    pub ty: Text,
    /// `schema`: its field with the schema of the payload.
    pub schema: Text,
    /// `data`: the field of a part with the payload.
    pub data: Text,
}

/// The part that holds the event of the source system as it was.
#[derive(Clone, Debug)]
pub struct RawVerbatim {
    /// `schema`
    pub schema: Text,
    /// `type`
    pub ty: Text,
}

/// One kind of event.
#[derive(Clone, Debug)]
pub struct RawEventKind {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `type`: the type on the wire.
    pub ty: Text,
    /// `schema`: the schema of the part with the payload.
    pub schema: Text,
    /// `payload`: the record in that part.
    pub payload: Text,
}

/// A payload that Rust code declares, which is the record itself.
#[derive(Clone, Debug)]
pub struct RawPayload {
    /// `type`: the type of the event on the wire.
    pub ty: Text,
    /// `schema`: the schema of the part with the payload.
    pub schema: Text,
}

/// Reads what is said about a payload.
pub fn read_payload(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawPayload> {
    let mut fields = Fields::of(node, "a payload", diagnostics)?;
    let (ty, schema) = (required(&mut fields, "type", diagnostics), required(&mut fields, "schema", diagnostics));
    fields.finish(diagnostics);
    Some(RawPayload { ty: ty?, schema: schema? })
}

/// Reads the whole section.
pub fn read(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Named<RawEvents>> {
    members(node, "the sets of events", diagnostics, |node, diagnostics| {
        let mut fields = Fields::of(node, "a set of events", diagnostics)?;
        let about = About::read(&mut fields, diagnostics);
        let message = required(&mut fields, "message", diagnostics);
        let envelope = fields.require("envelope", diagnostics).and_then(|node| read_envelope(node, diagnostics));
        let parts = fields.require("parts", diagnostics).and_then(|node| read_parts(node, diagnostics));
        let raw = fields.take("raw").and_then(|node| read_verbatim(node, diagnostics));
        let kinds = required_members(&mut fields, "kinds", diagnostics, read_kind);
        fields.finish(diagnostics);
        Some(RawEvents { about, message: message?, envelope: envelope?, parts: parts?, raw, kinds })
    })
}

fn read_envelope(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawEnvelope> {
    let mut fields = Fields::of(node, "an envelope", diagnostics)?;
    let mut text = |key| required(&mut fields, key, diagnostics);
    let (at, key, ty, kind, id, source) =
        (text("at"), text("key"), text("type"), text("kind"), text("id"), text("source"));
    fields.finish(diagnostics);
    Some(RawEnvelope { at: at?, key: key?, ty: ty?, kind: kind?, id: id?, source: source? })
}

fn read_parts(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawParts> {
    let mut fields = Fields::of(node, "the parts", diagnostics)?;
    let mut text = |key| required(&mut fields, key, diagnostics);
    let (at, metadata, key, ty) = (text("at"), text("metadata"), text("key"), text("type"));
    let (schema, data) = (text("schema"), text("data"));
    fields.finish(diagnostics);
    Some(RawParts { at: at?, metadata: metadata?, key: key?, ty: ty?, schema: schema?, data: data? })
}

fn read_verbatim(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawVerbatim> {
    let mut fields = Fields::of(node, "the raw event", diagnostics)?;
    let (schema, ty) = (required(&mut fields, "schema", diagnostics), required(&mut fields, "type", diagnostics));
    fields.finish(diagnostics);
    Some(RawVerbatim { schema: schema?, ty: ty? })
}

fn read_kind(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawEventKind> {
    let mut fields = Fields::of(node, "a kind of event", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let mut text = |key| required(&mut fields, key, diagnostics);
    let (ty, schema, payload) = (text("type"), text("schema"), text("payload"));
    fields.finish(diagnostics);
    Some(RawEventKind { about, ty: ty?, schema: schema?, payload: payload? })
}
