//! The `threads` section, resolved: what an agent says in a conversation, and the events that become of it.

mod contents;
mod message;
mod names;
mod operations;
mod properties;
mod resolve;

pub(super) use names::derived_names;
pub(super) use resolve::resolve;

use names::{builder_name, open_name};

use super::accessors::Accessor;
use super::arena::Id;
use super::contexts::Context;
use super::defaults::Default;
use super::documents::Document;
use super::forms::{Form, ParameterType};
use super::names::Name;
use super::symbols::Declaration;
use super::types::{Type, TypeDeclaration};
use crate::diagnostic::Span;
pub use crate::raw::threads::TargetUse;

/// What an agent says in a conversation that a context belongs to.
#[derive(Clone, Debug)]
pub struct Thread {
    /// Name, place and documentation.
    pub declaration: Declaration,
    /// The context that it is bound to.
    pub context: Id<Context>,
    /// The type of what is sent.
    pub emits: Id<TypeDeclaration>,
    /// How keys of callers' metadata do not begin.
    pub reserved: Option<String>,
    /// Getters.
    pub properties: Vec<Property>,
    /// The inbound message.
    pub message: Option<Message>,
    /// Where messages are delivered.
    pub target: Option<Target>,
    /// What was said before.
    pub history: Option<History>,
    /// Parts of what is sent.
    pub forms: Vec<Form>,
    /// Kinds of content.
    pub contents: Vec<Content>,
    /// The lists of kinds of content that operations take, each once.
    pub content_sets: Vec<ContentSet>,
    /// What it does.
    pub operations: Vec<Operation>,
}

/// A getter of a thread or message.
#[derive(Clone, Debug)]
pub struct Property {
    /// The name.
    pub name: Name,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
    /// The type, without `?`.
    pub ty: Type,
    /// Whether there may be none.
    pub optional: bool,
    /// Where the value is.
    pub source: PropertySource,
}

/// Where the value of a property is.
#[derive(Clone, Debug)]
pub enum PropertySource {
    /// In the first of several places that has it.
    First {
        /// The places; only the last one may always have it.
        first: Vec<Alternative>,
        /// What stands in for a value that is in none of them.
        fallback: Option<Fallback>,
    },
    /// The texts of a list as one.
    Join(Join),
}

/// One place of a value.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// Where it is.
    pub place: Place,
    /// Whether there may be none, conditions included.
    pub optional: bool,
    /// What must be so.
    pub conditions: Vec<Condition>,
    /// Whether an empty text is passed over.
    pub non_empty: bool,
}

/// Where a value is.
#[derive(Clone, Debug)]
pub enum Place {
    /// A property above.
    Property(usize),
    /// In the context.
    Context(Accessor),
}

/// A value of the context that must be this one.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Leads to the value.
    pub accessor: Accessor,
    /// What it must be.
    pub value: Default,
}

/// What stands in for a value that is nowhere.
#[derive(Clone, Debug)]
pub enum Fallback {
    /// A constant.
    Literal(Default),
    /// An id that is made once.
    NewId,
}

/// The texts of a list as one.
#[derive(Clone, Debug)]
pub struct Join {
    /// From the context to the list.
    pub of: Accessor,
    /// From an item to its text.
    pub field: Accessor,
    /// What stands between two.
    pub separator: String,
    /// The map of an item and the key in it that leaves the item out.
    pub without: Option<(Accessor, String)>,
}

/// The inbound message.
#[derive(Clone, Debug)]
pub struct Message {
    /// The name of the type.
    pub name: Name,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
    /// Getters.
    pub properties: Vec<Property>,
    /// What it does.
    pub operations: Vec<MessageOperation>,
}

/// What a message does.
#[derive(Clone, Debug)]
pub enum MessageOperation {
    /// The same as the thread.
    OfThread {
        /// The name.
        name: Name,
        /// The position of the operation.
        operation: usize,
    },
    /// Its own.
    Own(Box<Operation>),
}

/// Where messages are delivered.
#[derive(Clone, Debug)]
pub struct Target {
    /// The record that says it.
    pub record: Id<TypeDeclaration>,
    /// Where the inbound message came from.
    pub inbound: Form,
}

/// What was said before.
#[derive(Clone, Debug)]
pub struct History {
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
    /// The type of one message.
    pub item: Id<TypeDeclaration>,
    /// The property that names the conversation.
    pub of: usize,
    /// How many messages are asked for where the caller does not say.
    pub limit: u32,
}

/// A kind of content.
#[derive(Clone, Debug)]
pub struct Content {
    /// The name.
    pub name: Name,
    /// Where the name is written.
    pub span: Span,
    /// The `doc` text.
    pub doc: Option<String>,
    /// What it is made of, and what is sent.
    pub kind: ContentKind,
}

/// What content is made of.
#[derive(Clone, Debug)]
pub enum ContentKind {
    /// Text; nothing is sent for an empty one.
    Text(Form),
    /// A value of a declared type.
    Value(Box<ValueContent>),
    /// A document.
    Document(Id<Document>, Form),
    /// What is sent, as it is.
    AsIs,
    /// A stream of text.
    Stream(Box<StreamContent>),
}

/// Content of a declared type.
#[derive(Clone, Debug)]
pub struct ValueContent {
    /// The type.
    pub ty: Id<TypeDeclaration>,
    /// Fields that must not be empty.
    pub non_empty: Vec<Accessor>,
    /// How it is stored first.
    pub store: Option<Store>,
    /// What is sent.
    pub form: Form,
}

/// How content is stored.
#[derive(Clone, Debug)]
pub struct Store {
    /// Whose versions are counted together.
    pub scope: Form,
    /// Under which name.
    pub name: Form,
}

/// What is sent for a stream of text.
#[derive(Clone, Debug)]
pub struct StreamContent {
    /// For each piece.
    pub delta: Form,
    /// Behind the last piece.
    pub end: Form,
    /// For the whole text.
    pub whole: Form,
}

/// A list of kinds of content that some operation takes.
#[derive(Clone, Debug)]
pub struct ContentSet {
    /// The name of the type.
    pub name: Name,
    /// The kinds, by position.
    pub contents: Vec<usize>,
}

/// Something that a thread or message does.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The name.
    pub name: Name,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
    /// Which target it has.
    pub target: Option<TargetUse>,
    /// Whether callers can give metadata.
    pub metadata: bool,
    /// What is sent.
    pub sends: Sends,
}

/// What an operation sends.
#[derive(Clone, Debug)]
pub enum Sends {
    /// What its content gives; the set of contents by position.
    Contents(usize),
    /// The same for any text.
    Text(Form),
    /// One event.
    Event {
        /// Values of the context without which nothing is sent.
        requires: Vec<Required>,
        /// What the caller gives.
        arguments: Vec<Argument>,
        /// The event.
        form: Form,
    },
}

/// A value of the context without which nothing is sent.
#[derive(Clone, Debug)]
pub struct Required {
    /// The name.
    pub name: Name,
    /// Leads to the value.
    pub accessor: Accessor,
}

/// What a caller gives.
#[derive(Clone, Debug)]
pub struct Argument {
    /// The name.
    pub name: Name,
    /// The `doc` text.
    pub doc: Option<String>,
    /// The `deprecated` text.
    pub deprecated: Option<String>,
    /// The type; one that may be missing is set on the operation.
    pub ty: Type,
    /// What stands in for an argument that is not given.
    pub default: Option<Default>,
}

impl Argument {
    /// Whether the operation cannot be begun without it.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.default.is_none() && !self.ty.is_optional()
    }
}

impl Content {
    /// The forms that it is sent with.
    pub fn forms(&self) -> Vec<&Form> {
        match &self.kind {
            ContentKind::Text(form) | ContentKind::Document(_, form) => vec![form],
            ContentKind::Value(value) => vec![&value.form],
            ContentKind::AsIs => Vec::new(),
            ContentKind::Stream(stream) => vec![&stream.delta, &stream.end, &stream.whole],
        }
    }
}

impl Thread {
    /// The name of the type that an operation of it begins with.
    #[must_use]
    pub fn builder_name(&self, operation: &Name) -> Name {
        builder_name(&self.declaration.name, operation)
    }

    /// The name of the private type of an open stream.
    #[must_use]
    pub fn open_name(&self, content: &Name) -> Name {
        open_name(&self.declaration.name, content)
    }

    /// The names of the types that users see beside its own.
    pub fn further_names(&self) -> impl Iterator<Item = Name> {
        let builders = self.operations.iter().map(|operation| self.builder_name(&operation.name));
        let sets = self.content_sets.iter().map(|set| set.name.clone());
        let message = self.message.iter().map(|message| message.name.clone());
        builders.chain(sets).chain(message)
    }

    /// Whether a value that stands in for a missing one is made once for each thread.
    pub fn fresh(&self) -> impl Iterator<Item = &Property> {
        let is_fresh = |property: &&Property| {
            matches!(&property.source, PropertySource::First { fallback: Some(Fallback::NewId), .. })
        };
        self.properties.iter().filter(is_fresh)
    }

    /// The types that it uses directly.
    pub fn mentions(&self, visit: &mut impl FnMut(Id<TypeDeclaration>)) {
        visit(self.emits);
        self.target.iter().for_each(|target| visit(target.record));
        self.history.iter().for_each(|history| visit(history.item));
        self.forms.iter().for_each(|form| form.mentions(visit));
        for content in &self.contents {
            if let ContentKind::Value(value) = &content.kind {
                visit(value.ty);
            }
            content.forms().into_iter().for_each(|form| form.mentions(visit));
        }
        let own = self.message.iter().flat_map(|message| &message.operations).filter_map(|operation| match operation {
            MessageOperation::Own(operation) => Some(&**operation),
            MessageOperation::OfThread { .. } => None,
        });
        for operation in self.operations.iter().chain(own) {
            if let Sends::Event { arguments, .. } = &operation.sends {
                for argument in arguments {
                    argument.ty.mentions(visit);
                }
            }
        }
    }
}

impl Form {
    /// The types of what it takes and gives.
    fn mentions(&self, visit: &mut impl FnMut(Id<TypeDeclaration>)) {
        self.value.ty.mentions(visit);
        for parameter in &self.parameters {
            if let ParameterType::Value(ty) = &parameter.ty {
                ty.mentions(visit);
            }
        }
    }
}
