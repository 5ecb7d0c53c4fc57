//! Builds the tree from events, within budgets.
//!
//! No function here calls itself, and the depth is bounded, so that no input can exhaust the stack, neither
//! now nor when the tree is walked or dropped later.

use std::collections::HashMap;

use super::budget::{Cost, check_depth};
use super::keys::Keys;
use super::{Entry, Node, NodeValue, Scalar, Spanned};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FileId, Span};

/// The file cannot be read any further; the reason has been reported.
pub(super) struct Stop;

/// How a list or mapping is written.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(super) enum Style {
    /// In brackets, whose end is known.
    Flow,
    /// By indentation, which ends with the last child.
    Block,
}

/// The tree while it is built.
pub(super) struct Tree<'d> {
    file: FileId,
    diagnostics: &'d mut Diagnostics,
    open: Vec<Open>,
    anchors: HashMap<usize, Anchored>,
    spent: Cost,
    root: Option<Node>,
}

/// A list or mapping that is being read.
struct Open {
    span: Span,
    style: Style,
    anchor: usize,
    /// What was spent before it, from which its own cost follows.
    before: Cost,
    /// How many levels of lists and mappings it is made of.
    height: usize,
    content: Content,
}

enum Content {
    Sequence(Vec<Node>),
    Mapping(Vec<Entry>, Keys, Key),
}

/// What a mapping does with the next node.
enum Key {
    /// It becomes a key.
    Expected,
    /// It becomes the value of this key.
    Read(Spanned<String>),
    /// It is dropped: its key was refused.
    Refused,
}

/// What an alias can stand for.
struct Anchored {
    value: NodeValue,
    cost: Cost,
    height: usize,
}

impl<'d> Tree<'d> {
    pub(super) fn new(file: FileId, diagnostics: &'d mut Diagnostics) -> Self {
        let (open, anchors) = (Vec::new(), HashMap::new());
        Self { file, diagnostics, open, anchors, spent: Cost::default(), root: None }
    }

    pub(super) fn report(&mut self, found: Diagnostic) {
        self.diagnostics.push(found);
    }

    pub(super) fn stop(&mut self, found: Diagnostic) -> Stop {
        self.diagnostics.push(found);
        Stop
    }

    /// The tree; an empty file is a null.
    pub(super) fn finish(self) -> Node {
        let nothing = Node { span: Span::start_of(self.file), value: NodeValue::Null };
        self.root.map_or(nothing, settled)
    }

    pub(super) fn scalar(&mut self, scalar: Scalar, span: Span, anchor: usize) -> Result<(), Stop> {
        let cost = Cost::of(scalar.text.len());
        self.spend(cost, span)?;
        let node = Node { span, value: NodeValue::Scalar(scalar) };
        self.remember(anchor, &node, cost, 0)?;
        self.place(node);
        Ok(())
    }

    pub(super) fn open_sequence(&mut self, span: Span, style: Style, anchor: usize) -> Result<(), Stop> {
        self.open(span, style, anchor, Content::Sequence(Vec::new()))
    }

    pub(super) fn open_mapping(&mut self, span: Span, style: Style, anchor: usize) -> Result<(), Stop> {
        let content = Content::Mapping(Vec::new(), Keys::default(), Key::Expected);
        self.open(span, style, anchor, content)
    }

    fn open(&mut self, span: Span, style: Style, anchor: usize, content: Content) -> Result<(), Stop> {
        self.deepen(1, span)?;
        let before = self.spent;
        self.spend(Cost::of(0), span)?;
        self.open.push(Open { span, style, anchor, before, height: 1, content });
        Ok(())
    }

    pub(super) fn close(&mut self, end: Span) -> Result<(), Stop> {
        let Some(closed) = self.open.pop() else {
            return Err(Stop);
        };
        let (value, last) = match closed.content {
            Content::Sequence(items) => {
                let last = items.last().map(|item| item.span);
                (NodeValue::Sequence(items), last)
            }
            Content::Mapping(entries, ..) => {
                let last = entries.last().map(Entry::span);
                (NodeValue::Mapping(entries), last)
            }
        };
        let span = match closed.style {
            Style::Flow => closed.span.to(end),
            Style::Block => last.map_or(closed.span, |last| closed.span.to(last)),
        };
        let node = Node { span, value };
        self.remember(closed.anchor, &node, self.spent.since(closed.before), closed.height)?;
        self.raise(closed.height);
        self.place(node);
        Ok(())
    }

    /// Replaces an alias by a copy of what it stands for.
    pub(super) fn alias(&mut self, anchor: usize, span: Span) -> Result<(), Stop> {
        let known = self.anchors.get(&anchor).map(|anchored| (anchored.cost, anchored.height));
        let Some((cost, height)) = known else {
            let message = "an alias stands for a value it is part of";
            let found = Diagnostic::new(Code::UnsupportedYaml, span, message)
                .label("this value would have no end")
                .help("write the value out");
            return Err(self.stop(found));
        };
        self.spend(cost, span)?;
        self.deepen(height, span)?;
        self.raise(height);
        let copy = self.anchors.get(&anchor).map(|anchored| anchored.value.clone());
        if let Some(value) = copy {
            self.place(Node { span, value });
        }
        Ok(())
    }

    fn remember(&mut self, anchor: usize, node: &Node, cost: Cost, height: usize) -> Result<(), Stop> {
        if anchor != 0 {
            self.spend(cost, node.span)?;
            self.anchors.insert(anchor, Anchored { value: node.value.clone(), cost, height });
        }
        Ok(())
    }

    fn spend(&mut self, cost: Cost, span: Span) -> Result<(), Stop> {
        self.spent.spend(cost, span).map_err(|found| self.stop(found))
    }

    fn deepen(&mut self, levels: usize, span: Span) -> Result<(), Stop> {
        check_depth(self.open.len() + levels, span).map_err(|found| self.stop(found))
    }

    /// Tells the open list or mapping how high its child is.
    fn raise(&mut self, height: usize) {
        if let Some(parent) = self.open.last_mut() {
            parent.height = parent.height.max(height + 1);
        }
    }

    /// Puts a finished node where it belongs.
    fn place(&mut self, node: Node) {
        let Some(parent) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        match &mut parent.content {
            Content::Sequence(items) => items.push(settled(node)),
            Content::Mapping(entries, keys, key) => match std::mem::replace(key, Key::Expected) {
                Key::Expected => match keys.accept(node) {
                    Ok(read) => *key = Key::Read(read),
                    Err(found) => {
                        *key = Key::Refused;
                        self.diagnostics.push(found);
                    }
                },
                Key::Read(read) => entries.push(Entry { key: read, value: settled(node) }),
                Key::Refused => {}
            },
        }
    }
}

/// Decides what only a value can be: as a key, an unquoted `null` is a text.
fn settled(node: Node) -> Node {
    let null = node
        .as_scalar()
        .is_some_and(|scalar| scalar.plain && matches!(scalar.text.as_str(), "" | "~" | "null" | "Null" | "NULL"));
    if null { Node { span: node.span, value: NodeValue::Null } } else { node }
}
