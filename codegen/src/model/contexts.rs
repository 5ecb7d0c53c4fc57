//! The `contexts` section, resolved: typed views of one inbound request.

mod resolve;
mod selectors;

pub(super) use resolve::resolve;
pub(super) use selectors::resolve as resolve_selectors;

use super::accessors::Accessor;
use super::arena::Id;
use super::events::EventSet;
use super::names::Name;
use super::selectors::Selector;
use super::symbols::Declaration;
use super::types::{Type, TypeDeclaration};
use crate::diagnostic::Span;

/// A typed view of one request.
#[derive(Clone, Debug)]
pub struct Context {
    /// Name, place and documentation.
    pub declaration: Declaration,
    /// The record that the context is made from.
    pub request: Id<TypeDeclaration>,
    /// The raw parts that are kept.
    pub inbox: Option<Inbox>,
    /// Typed values from maps of the request.
    pub extensions: Vec<Extension>,
    /// The event in the request.
    pub event: Option<EventSource>,
    /// The getter of values that travel with the context.
    pub extra: Option<Name>,
    /// Short names for paths.
    pub accessors: Vec<NamedAccessor>,
    /// Selectors that are made from values of the context.
    pub selectors: Vec<DerivedSelector>,
}

/// The raw parts of a request that a context keeps.
#[derive(Clone, Debug)]
pub struct Inbox {
    /// The name of the type.
    pub name: Name,
    /// Where it is written.
    pub span: Span,
    /// The parts, those of the request first.
    pub parts: Vec<InboxPart>,
}

/// One part of an inbox.
#[derive(Clone, Debug)]
pub struct InboxPart {
    /// The name.
    pub name: Name,
    /// The type; optional where the part may be missing.
    pub ty: Type,
    /// The field of the request, or `None` for what the host gives beside the request.
    pub field: Option<usize>,
}

/// A typed value under a key of a map of the request.
#[derive(Clone, Debug)]
pub struct Extension {
    /// The name of the getter.
    pub name: Name,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
    /// Leads from the request to the map.
    pub at: Accessor,
    /// The key in the map.
    pub key: String,
    /// The record that is read.
    pub record: Id<TypeDeclaration>,
}

/// Where the event of a context comes from.
#[derive(Clone, Debug)]
pub struct EventSource {
    /// The events.
    pub events: Id<EventSet>,
    /// The message in the request, by field.
    pub message: usize,
    /// The extension without which events are ignored, by position.
    pub requires: Option<usize>,
}

/// A short name for a path.
#[derive(Clone, Debug)]
pub struct NamedAccessor {
    /// The name of the getter.
    pub name: Name,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
    /// The path.
    pub accessor: Accessor,
}

/// A selector made from the first of several values that is there.
#[derive(Clone, Debug)]
pub struct DerivedSelector {
    /// The name of the getter.
    pub name: Name,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
    /// The selector.
    pub selector: Id<Selector>,
    /// The values, in the order in which they are tried; never empty.
    pub first: Vec<Alternative>,
}

/// One value that a selector can be made from.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// The member of the selector, by position.
    pub member: usize,
    /// Leads to the value.
    pub accessor: Accessor,
}

/// What a name of a context stands for.
#[derive(Clone, Debug)]
pub enum ContextMember {
    /// The raw parts; a path goes on into one of them.
    Inbox,
    /// The event; a path goes on into its payload.
    Event(Id<EventSet>),
    /// A value with a getter.
    Value {
        /// Its type, without `?`.
        ty: Type,
        /// Whether the getter gives an `Option`.
        optional: bool,
    },
}

impl Context {
    /// The types that it uses directly.
    pub fn mentions(&self, visit: &mut impl FnMut(Id<TypeDeclaration>)) {
        visit(self.request);
        self.extensions.iter().for_each(|extension| visit(extension.record));
        self.inbox.iter().flat_map(|inbox| &inbox.parts).for_each(|part| part.ty.mentions(visit));
    }

    /// What a path may begin with, by name.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<ContextMember> {
        if name == "inbox" && self.inbox.is_some() {
            return Some(ContextMember::Inbox);
        }
        if let Some(source) = self.event.as_ref().filter(|_| name == "event") {
            return Some(ContextMember::Event(source.events));
        }
        let extension = self.extensions.iter().find(|extension| extension.name.as_written() == name);
        if let Some(extension) = extension {
            return Some(ContextMember::Value { ty: Type::Named(extension.record), optional: true });
        }
        let named = self.accessors.iter().find(|named| named.name.as_written() == name)?;
        Some(ContextMember::Value { ty: named.accessor.ty.clone(), optional: named.accessor.optional })
    }

    /// Everything that a path may begin with.
    #[must_use]
    pub fn member_names(&self) -> Vec<&str> {
        let inbox = self.inbox.as_ref().map(|_| "inbox");
        let event = self.event.as_ref().map(|_| "event");
        let extensions = self.extensions.iter().map(|extension| extension.name.as_written());
        let accessors = self.accessors.iter().map(|named| named.name.as_written());
        inbox.into_iter().chain(event).chain(extensions).chain(accessors).collect()
    }
}
