//! How threads are read.

use super::{
    RawAlternative, RawArgument, RawContent, RawContentKind, RawHistory, RawJoin, RawMessage, RawMessageOperation,
    RawOperation, RawProperty, RawPropertySource, RawStore, RawStream, RawTarget, RawThread, RawWithout, TargetUse,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::raw::expression::Expression;
use crate::raw::forms::{self, optional_value, required_value};
use crate::raw::{
    About, Literal, Named, flag, integer, members, optional_members, required, required_members, text, texts,
};
use crate::source::{Fields, Node, NodeValue, Spanned};

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
