//! The `threads` section as written.

mod reading;

pub use reading::read;

use super::expression::Expression;
use super::forms::{RawForm, RawValue};
use super::{About, Literal, Named, Text};
use crate::diagnostic::Span;
use crate::source::Spanned;

/// What an agent says in one conversation.
#[derive(Clone, Debug)]
pub struct RawThread {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `context`: the context that a thread is bound to.
    pub context: Text,
    /// `emits`: the type of what is sent.
    pub emits: Text,
    /// `reserved`: how keys of callers' metadata do not begin.
    pub reserved: Option<Text>,
    /// `properties`
    pub properties: Vec<Named<RawProperty>>,
    /// `message`: the inbound message.
    pub message: Option<RawMessage>,
    /// `target`: where messages are delivered.
    pub target: Option<RawTarget>,
    /// `history`
    pub history: Option<RawHistory>,
    /// `forms`: parts of what is sent, with names.
    pub forms: Vec<Named<RawForm>>,
    /// `contents`: kinds of content.
    pub contents: Vec<Named<RawContent>>,
    /// `operations`
    pub operations: Vec<Named<RawOperation>>,
}

/// A getter of a thread or message.
#[derive(Clone, Debug)]
pub struct RawProperty {
    /// `doc` and `deprecated`.
    pub about: About,
    /// Where the value is.
    pub source: RawPropertySource,
}

/// Where the value of a property is.
#[derive(Clone, Debug)]
pub enum RawPropertySource {
    /// `first` and `default`
    First {
        /// The places in the order in which they are tried.
        first: Vec<RawAlternative>,
        /// What stands in for a value that is in none of them.
        default: Option<RawValue>,
    },
    /// `join`: texts of a list.
    Join(RawJoin),
}

/// One place of a value.
#[derive(Clone, Debug)]
pub struct RawAlternative {
    /// `path`
    pub path: Text,
    /// `when`: paths, and the values that they must lead to.
    pub when: Vec<Named<Literal>>,
    /// `non_empty`: whether an empty text is passed over.
    pub non_empty: bool,
}

/// The texts of a list as one.
#[derive(Clone, Debug)]
pub struct RawJoin {
    /// Where it is written.
    pub span: Span,
    /// `of`: the list.
    pub of: Text,
    /// `field`: the text of an item.
    pub field: Text,
    /// `with`: what stands between two.
    pub with: Option<Text>,
    /// `without`: which items are left out.
    pub without: Option<RawWithout>,
}

/// Items that have a key in a map of theirs.
#[derive(Clone, Debug)]
pub struct RawWithout {
    /// `at`: the map of an item.
    pub at: Text,
    /// `key`
    pub key: Text,
}

/// The inbound message.
#[derive(Clone, Debug)]
pub struct RawMessage {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `name`: the name of the type.
    pub name: Text,
    /// `properties`
    pub properties: Vec<Named<RawProperty>>,
    /// `operations`: its own, or the names of those of the thread.
    pub operations: Vec<Named<RawMessageOperation>>,
}

/// An operation of the inbound message.
#[derive(Clone, Debug)]
pub enum RawMessageOperation {
    /// The name of an operation of the thread.
    OfThread(Text),
    /// Its own.
    Own(Box<RawOperation>),
}

/// Where messages are delivered.
#[derive(Clone, Debug)]
pub struct RawTarget {
    /// `type`: the record that says it.
    pub ty: Text,
    /// `inbound`: where the inbound message came from.
    pub inbound: RawValue,
}

/// What was said before.
#[derive(Clone, Debug)]
pub struct RawHistory {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `item`: the type of one message.
    pub item: Text,
    /// `of`: the property that names the conversation.
    pub of: Text,
    /// `limit`: how many messages are asked for where the caller does not say.
    pub limit: Spanned<i64>,
}

/// A kind of content.
#[derive(Clone, Debug)]
pub struct RawContent {
    /// `doc` and `deprecated`.
    pub about: About,
    /// What it is made of, and what is sent.
    pub kind: RawContentKind,
}

/// What content is made of.
#[derive(Clone, Debug)]
pub enum RawContentKind {
    /// `type` and `gives`
    Value {
        /// `type`
        ty: Text,
        /// `non_empty`: fields that must not be empty.
        non_empty: Vec<Text>,
        /// `store`
        store: Option<RawStore>,
        /// `gives`
        gives: Option<RawValue>,
    },
    /// `stream`
    Stream(RawStream),
}

/// How content is stored before it is sent.
#[derive(Clone, Debug)]
pub struct RawStore {
    /// `scope`: whose versions are counted together.
    pub scope: RawValue,
    /// `name`: under which name.
    pub name: RawValue,
}

/// What is sent for a stream of text.
#[derive(Clone, Debug)]
pub struct RawStream {
    /// `delta`: for each piece.
    pub delta: RawValue,
    /// `end`: behind the last piece.
    pub end: RawValue,
    /// `whole`: for the whole text.
    pub whole: RawValue,
}

/// Something that a thread or message does.
#[derive(Clone, Debug)]
pub struct RawOperation {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `contents`: the kinds of content that it takes.
    pub contents: Vec<Text>,
    /// `target`
    pub target: Option<Spanned<TargetUse>>,
    /// `requires`: names for values of the context without which nothing is sent.
    pub requires: Vec<Named<Text>>,
    /// `arguments`
    pub arguments: Vec<Named<RawArgument>>,
    /// `gives`: what is sent, where that is not what the content gives.
    pub gives: Option<RawValue>,
}

/// Which target an operation has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetUse {
    /// Where the inbound message came from.
    Inbound,
    /// What the caller gives, or else where the inbound message came from.
    Given,
}

impl TargetUse {
    /// The words that select one in a schema.
    pub const WORDS: &'static [(&'static str, Self)] = &[("inbound", Self::Inbound), ("given", Self::Given)];
}

/// An argument of an operation.
#[derive(Clone, Debug)]
pub struct RawArgument {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `type`
    pub ty: Expression,
    /// `default`: what stands in for an argument that is not given.
    pub default: Option<RawValue>,
}
