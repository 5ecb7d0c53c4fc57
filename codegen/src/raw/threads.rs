//! The `threads` section as written.

use super::expression::Expression;
use super::forms::{self, RawForm, RawValue, optional_value, required_value};
use super::{
    About, Literal, Named, Text, flag, integer, members, optional_members, required, required_members, text, texts,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::source::{Fields, Node, NodeValue, Spanned};

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

/// Reads the whole section.
pub fn read(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Named<RawThread>> {
    members(node, "the threads", diagnostics, |node, diagnostics| {
        let mut fields = Fields::of(node, "a thread", diagnostics)?;
        let about = About::read(&mut fields, diagnostics);
        let (context, emits) =
            (required(&mut fields, "context", diagnostics), required(&mut fields, "emits", diagnostics));
        let reserved = text(&mut fields, "reserved", diagnostics);
        let properties = optional_members(&mut fields, "properties", diagnostics, read_property);
        let message = fields.take("message").and_then(|node| read_message(node, diagnostics));
        let target = fields.take("target").and_then(|node| read_target(node, diagnostics));
        let history = fields.take("history").and_then(|node| read_history(node, diagnostics));
        let forms = optional_members(&mut fields, "forms", diagnostics, forms::read);
        let contents = optional_members(&mut fields, "contents", diagnostics, read_content);
        let operations = required_members(&mut fields, "operations", diagnostics, read_operation);
        fields.finish(diagnostics);
        Some(RawThread {
            about,
            context: context?,
            emits: emits?,
            reserved,
            properties,
            message,
            target,
            history,
            forms,
            contents,
            operations,
        })
    })
}

fn read_property(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawProperty> {
    let mut fields = Fields::of(node, "a property", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    fields.exclusive("first", "join", diagnostics);
    let source = match fields.take("join") {
        Some(node) => read_join(node, diagnostics).map(RawPropertySource::Join),
        None => {
            let first =
                fields.require("first", diagnostics).and_then(|node| node.items("a list of paths", diagnostics));
            let first =
                first.map(|items| items.iter().filter_map(|item| read_alternative(item, diagnostics)).collect());
            let default = optional_value(&mut fields, "default", diagnostics);
            first.map(|first| RawPropertySource::First { first, default })
        }
    };
    fields.finish(diagnostics);
    Some(RawProperty { about, source: source? })
}

fn read_alternative(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawAlternative> {
    if !matches!(node.value, NodeValue::Mapping(_)) {
        return Some(RawAlternative { path: node.text("a path", diagnostics)?, when: Vec::new(), non_empty: false });
    }
    let mut fields = Fields::of(node, "a place of a value", diagnostics)?;
    let path = required(&mut fields, "path", diagnostics);
    let when = optional_members(&mut fields, "when", diagnostics, |node, _| Some(Literal(node.clone())));
    let non_empty = flag(&mut fields, "non_empty", diagnostics).is_some_and(|flag| flag.value);
    fields.finish(diagnostics);
    Some(RawAlternative { path: path?, when, non_empty })
}

fn read_join(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawJoin> {
    let mut fields = Fields::of(node, "a joined text", diagnostics)?;
    let (of, field) = (required(&mut fields, "of", diagnostics), required(&mut fields, "field", diagnostics));
    let with = text(&mut fields, "with", diagnostics);
    let without = fields.take("without").and_then(|node| {
        let mut fields = Fields::of(node, "what is left out", diagnostics)?;
        let (at, key) = (required(&mut fields, "at", diagnostics), required(&mut fields, "key", diagnostics));
        fields.finish(diagnostics);
        Some(RawWithout { at: at?, key: key? })
    });
    fields.finish(diagnostics);
    Some(RawJoin { span: node.span, of: of?, field: field?, with, without })
}

fn read_message(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawMessage> {
    let mut fields = Fields::of(node, "the message of a thread", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let name = required(&mut fields, "name", diagnostics);
    let properties = optional_members(&mut fields, "properties", diagnostics, read_property);
    let operations = optional_members(&mut fields, "operations", diagnostics, |node, diagnostics| {
        if matches!(node.value, NodeValue::Mapping(_)) {
            return read_operation(node, diagnostics).map(Box::new).map(RawMessageOperation::Own);
        }
        node.text("an operation of the thread", diagnostics).map(RawMessageOperation::OfThread)
    });
    fields.finish(diagnostics);
    Some(RawMessage { about, name: name?, properties, operations })
}

fn read_target(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawTarget> {
    let mut fields = Fields::of(node, "a target", diagnostics)?;
    let ty = required(&mut fields, "type", diagnostics);
    let inbound = required_value(&mut fields, "inbound", diagnostics);
    fields.finish(diagnostics);
    Some(RawTarget { ty: ty?, inbound: inbound? })
}

fn read_history(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawHistory> {
    let mut fields = Fields::of(node, "a history", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let (item, of) = (required(&mut fields, "item", diagnostics), required(&mut fields, "of", diagnostics));
    let limit = integer(&mut fields, "limit", diagnostics);
    if limit.is_none() {
        fields.require("limit", diagnostics);
    }
    fields.finish(diagnostics);
    Some(RawHistory { about, item: item?, of: of?, limit: limit? })
}

fn read_content(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawContent> {
    let mut fields = Fields::of(node, "a kind of content", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    if let Some(node) = fields.take("stream") {
        let stream = read_stream(node, diagnostics);
        fields.finish(diagnostics);
        return Some(RawContent { about, kind: RawContentKind::Stream(stream?) });
    }
    let ty = required(&mut fields, "type", diagnostics);
    let non_empty = texts(&mut fields, "non_empty", diagnostics);
    let store = fields.take("store").and_then(|node| {
        let mut fields = Fields::of(node, "a store", diagnostics)?;
        let scope = required_value(&mut fields, "scope", diagnostics);
        let name = required_value(&mut fields, "name", diagnostics);
        fields.finish(diagnostics);
        Some(RawStore { scope: scope?, name: name? })
    });
    let gives = optional_value(&mut fields, "gives", diagnostics);
    fields.finish(diagnostics);
    Some(RawContent { about, kind: RawContentKind::Value { ty: ty?, non_empty, store, gives } })
}

fn read_stream(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawStream> {
    let mut fields = Fields::of(node, "a stream of text", diagnostics)?;
    let delta = required_value(&mut fields, "delta", diagnostics);
    let end = required_value(&mut fields, "end", diagnostics);
    let whole = required_value(&mut fields, "whole", diagnostics);
    fields.finish(diagnostics);
    Some(RawStream { delta: delta?, end: end?, whole: whole? })
}

fn read_operation(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawOperation> {
    let mut fields = Fields::of(node, "an operation", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let contents = texts(&mut fields, "contents", diagnostics);
    let target = fields
        .take("target")
        .and_then(|node| Some(Spanned::new(node.keyword(TargetUse::WORDS, diagnostics)?, node.span)));
    let requires =
        optional_members(&mut fields, "requires", diagnostics, |node, diagnostics| node.text("a path", diagnostics));
    let arguments = optional_members(&mut fields, "arguments", diagnostics, read_argument);
    let gives = optional_value(&mut fields, "gives", diagnostics);
    if contents.is_empty() && gives.is_none() {
        diagnostics.push(
            Diagnostic::new(Code::MissingKey, fields.head(), "an operation needs `contents` or `gives`")
                .label("sends nothing")
                .help("list kinds of content under `contents:`, or write what is sent under `gives:`"),
        );
        fields.finish(diagnostics);
        return None;
    }
    fields.finish(diagnostics);
    Some(RawOperation { about, contents, target, requires, arguments, gives })
}

fn read_argument(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawArgument> {
    if !matches!(node.value, NodeValue::Mapping(_)) || Expression::is_map(node) {
        let ty = Expression::read(node, diagnostics)?;
        return Some(RawArgument { about: About::default(), ty, default: None });
    }
    let mut fields = Fields::of(node, "an argument", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let ty = fields.require("type", diagnostics).and_then(|node| Expression::read(node, diagnostics));
    let default = optional_value(&mut fields, "default", diagnostics);
    fields.finish(diagnostics);
    Some(RawArgument { about, ty: ty?, default })
}
