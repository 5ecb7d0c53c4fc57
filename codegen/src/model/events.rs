//! The `events` section, resolved: where an event sits in a message, what its type is, which payload it carries.

mod kinds;

pub use kinds::check_payload;

use std::collections::BTreeMap;

use super::accessors::{self, Accessor, Path, Start};
use super::arena::{Arena, Id};
use super::names::{Name, WireScope};
use super::resolver::Resolver;
use super::symbols::Declaration;
use super::types::{Type, TypeDeclaration};
use super::unions::as_record;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::raw::events::{RawEnvelope, RawEvents, RawParts, RawVerbatim};
use crate::raw::{Named, Text};

/// A set of events.
#[derive(Clone, Debug)]
pub struct EventSet {
    /// Name, place and documentation.
    pub declaration: Declaration,
    /// The record that carries an event.
    pub message: Id<TypeDeclaration>,
    /// Where type, id and source are.
    pub envelope: Envelope,
    /// Where payloads are.
    pub parts: Parts,
    /// The part with the event of the source system.
    pub raw: Option<Verbatim>,
    /// The events in order.
    pub kinds: Vec<EventKind>,
}

/// Where type, id and source of an event are.
#[derive(Clone, Debug)]
pub struct Envelope {
    /// From the message to the map.
    pub at: Accessor,
    /// The key in the map.
    pub key: String,
    /// The record under the key.
    pub record: Id<TypeDeclaration>,
    /// From the record to the type of the event.
    pub kind: Accessor,
    /// From the record to the id.
    pub id: Accessor,
    /// From the record to the source.
    pub source: Accessor,
}

/// Where payloads are.
#[derive(Clone, Debug)]
pub struct Parts {
    /// From the message to the list of parts.
    pub at: Accessor,
    /// From a part to the map.
    pub metadata: Accessor,
    /// The key in the map.
    pub key: String,
    /// The record under the key.
    pub record: Id<TypeDeclaration>,
    /// From that record to the schema.
    pub schema: Accessor,
    /// From a part to the payload.
    pub data: Accessor,
}

/// The part with the event of the source system.
#[derive(Clone, Debug)]
pub struct Verbatim {
    /// The schema of the part.
    pub schema: String,
    /// The record in it.
    pub record: Id<TypeDeclaration>,
}

/// One kind of event.
#[derive(Clone, Debug)]
pub struct EventKind {
    /// The name.
    pub name: Name,
    /// Where the name is written.
    pub span: Span,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
    /// The type on the wire.
    pub wire: String,
    /// The schema of the part with the payload.
    pub schema: String,
    /// The payload.
    pub payload: Id<TypeDeclaration>,
}

impl EventSet {
    /// The name of the type of an event's kind.
    #[must_use]
    pub fn kind_name(&self) -> Name {
        derived(&self.declaration.name, "Kind")
    }

    /// The name of the type that refers to any payload.
    #[must_use]
    pub fn payload_name(&self) -> Name {
        derived(&self.declaration.name, "Payload")
    }

    /// The name of the type of events of one kind, or of unknown ones.
    #[must_use]
    pub fn event_name(&self, kind: &str) -> Name {
        event_name(&self.declaration.name, kind)
    }

    /// The types that it uses directly.
    pub fn mentions(&self, visit: &mut impl FnMut(Id<TypeDeclaration>)) {
        visit(self.message);
        visit(self.envelope.record);
        visit(self.parts.record);
        if let Some(raw) = &self.raw {
            visit(raw.record);
        }
        self.kinds.iter().for_each(|kind| visit(kind.payload));
    }
}

fn derived(set: &Name, suffix: &str) -> Name {
    Name::new(format!("{}{suffix}", set.pascal()))
}

fn event_name(set: &Name, kind: &str) -> Name {
    Name::new(format!("{}{}", Name::new(kind).pascal(), set.pascal()))
}

/// The names of types that a set brings along, to be claimed beside the declared ones. Kinds that are named alike are
/// reported as such, so that each name is here once.
pub(super) fn derived_names(named: &Named<RawEvents>) -> BTreeMap<String, &Text> {
    let set = Name::new(named.name.value.as_str());
    let kinds = named.value.kinds.iter().rev();
    let kinds = kinds.map(|kind| (event_name(&set, &kind.name.value).pascal(), &kind.name));
    let own = ["Kind", "Payload"].map(|suffix| (derived(&set, suffix).pascal(), &named.name));
    let unknown = (event_name(&set, "unknown").pascal(), &named.name);
    kinds.chain(own).chain([unknown]).collect()
}

/// Payloads of all sets so far: each belongs to one kind, which its type can tell.
pub(super) type Carried = BTreeMap<Id<TypeDeclaration>, Span>;

/// Resolves one declaration.
pub(super) fn resolve(
    declaration: Declaration,
    raw: &RawEvents,
    types: &Arena<TypeDeclaration>,
    carried: &mut Carried,
    resolver: &mut Resolver<'_>,
) -> Option<EventSet> {
    let message = record(&raw.message, types, resolver);
    let envelope = message.and_then(|message| envelope(&raw.envelope, message, types, resolver));
    let parts = message.and_then(|message| parts(&raw.parts, message, types, resolver));
    let mut schemas = WireScope::new(Code::DuplicatePayloadSchema, "the schema")
        .help("a part could hold either: give each payload a schema of its own");
    if raw.kinds.is_empty() {
        resolver.diagnostics.push(empty(declaration.span, "no event is declared here", "add an event under `kinds:`"));
    }
    let kinds = kinds::resolve(raw, types, carried, &mut schemas, resolver);
    let raw = raw.raw.as_ref().and_then(|raw| verbatim(raw, types, &mut schemas, resolver));
    Some(EventSet { declaration, message: message?, envelope: envelope?, parts: parts?, raw, kinds })
}

/// A section that declares nothing.
pub(super) fn empty(span: Span, message: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Code::WrongShape, span, message).label("is empty").help(help)
}

/// A name that has to stand for a record.
pub(super) fn record(
    name: &Text,
    types: &Arena<TypeDeclaration>,
    resolver: &mut Resolver<'_>,
) -> Option<Id<TypeDeclaration>> {
    let id = resolver.type_named(name)?;
    if as_record(&Type::Named(id), types).is_some() {
        return Some(id);
    }
    resolver.diagnostics.push(
        Diagnostic::new(Code::NotARecord, name.span, format!("`{}` is no record", name.value))
            .label("needs fields")
            .related(types[id].declaration.span, "declared here")
            .help("name a type with `fields:`"),
    );
    None
}

fn envelope(
    raw: &RawEnvelope,
    message: Id<TypeDeclaration>,
    types: &Arena<TypeDeclaration>,
    resolver: &mut Resolver<'_>,
) -> Option<Envelope> {
    let at = json_map(&raw.at, message, types, resolver);
    let key = resolver.interpolate(&raw.key);
    let record = record(&raw.ty, types, resolver)?;
    let mut text = |path| required_text(path, record, types, resolver);
    let (kind, id, source) = (text(&raw.kind), text(&raw.id), text(&raw.source));
    Some(Envelope { at: at?, key, record, kind: kind?, id: id?, source: source? })
}

fn parts(
    raw: &RawParts,
    message: Id<TypeDeclaration>,
    types: &Arena<TypeDeclaration>,
    resolver: &mut Resolver<'_>,
) -> Option<Parts> {
    let key = resolver.interpolate(&raw.key);
    let record = record(&raw.ty, types, resolver);
    let schema = record.and_then(|record| required_text(&raw.schema, record, types, resolver));
    let at = path(&raw.at, message, types, resolver)?;
    let part = match &at.ty {
        Type::List(item) => as_record(item, types).map(|(id, _)| id),
        _ => None,
    };
    let Some(part) = part else {
        resolver.diagnostics.push(
            Diagnostic::new(Code::NotARecord, raw.at.span, "the parts are no list of records".to_owned())
                .label(format!("is {}", accessors::described(&at.ty, types)))
                .help("name the field of the message that is a list of records"),
        );
        return None;
    };
    let metadata = json_map(&raw.metadata, part, types, resolver);
    let data = path(&raw.data, part, types, resolver)?;
    if data.ty != Type::Json {
        resolver.diagnostics.push(unfit(&raw.data, &data.ty, "`json`", types));
    }
    Some(Parts { at, metadata: metadata?, key, record: record?, schema: schema?, data })
}

fn path(
    written: &Text,
    start: Id<TypeDeclaration>,
    types: &Arena<TypeDeclaration>,
    resolver: &mut Resolver<'_>,
) -> Option<Accessor> {
    let path = Path::read(written, resolver.diagnostics)?;
    accessors::resolve(&path, Start::Record(start), types, resolver.diagnostics)
}

/// A path to a `{string: json}`, in which extensions have their place.
pub(super) fn json_map(
    written: &Text,
    start: Id<TypeDeclaration>,
    types: &Arena<TypeDeclaration>,
    resolver: &mut Resolver<'_>,
) -> Option<Accessor> {
    let accessor = path(written, start, types, resolver)?;
    if accessor.ty != Type::Map(Box::new(Type::Json)) {
        resolver.diagnostics.push(unfit(written, &accessor.ty, "`{string: json}`", types));
        return None;
    }
    Some(accessor)
}

/// A path to text that is always there.
fn required_text(
    written: &Text,
    start: Id<TypeDeclaration>,
    types: &Arena<TypeDeclaration>,
    resolver: &mut Resolver<'_>,
) -> Option<Accessor> {
    let accessor = path(written, start, types, resolver)?;
    if accessor.ty != Type::String || accessor.optional {
        resolver.diagnostics.push(unfit(written, &accessor.ty, "a `string` that is always there", types));
        return None;
    }
    Some(accessor)
}

fn unfit(written: &Text, ty: &Type, expected: &str, types: &Arena<TypeDeclaration>) -> Diagnostic {
    Diagnostic::new(Code::InvalidAccessor, written.span, format!("expected a path to {expected}"))
        .label(format!("leads to {}", accessors::described(ty, types)))
        .help("name another field, or change the type of this one")
}

fn verbatim(
    raw: &RawVerbatim,
    types: &Arena<TypeDeclaration>,
    schemas: &mut WireScope,
    resolver: &mut Resolver<'_>,
) -> Option<Verbatim> {
    let schema = resolver.interpolate(&raw.schema);
    schemas.claim(&schema, raw.schema.span, resolver.diagnostics);
    Some(Verbatim { schema, record: record(&raw.ty, types, resolver)? })
}
