//! Forms as written: templates of values, whose types are looked at later.

use super::expression::Expression;
use super::{About, Literal, Named, Text, members, optional_members};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span, suggest};
use crate::source::{Entry, Fields, Node, NodeValue, Scalar, Spanned};

/// A form with a name: a function from its parameters to a value.
#[derive(Clone, Debug)]
pub struct RawForm {
    /// `doc` and `deprecated`.
    pub about: About,
    /// `takes`: the parameters.
    pub takes: Vec<Named<Expression>>,
    /// `type`: what it makes, where that is not what the section says.
    pub ty: Option<Expression>,
    /// `gives`: the value.
    pub gives: RawValue,
}

/// A value as a form writes it.
#[derive(Clone, Debug)]
pub struct RawValue {
    /// Where it is written.
    pub span: Span,
    /// What is written.
    pub kind: RawValueKind,
}

/// What a form can write.
#[derive(Clone, Debug)]
pub enum RawValueKind {
    /// A literal of the type that its place has.
    Literal(Literal),
    /// `$name` or `$name.field`: the path behind the dollar sign.
    Reference(Text),
    /// `[…]`
    List(Vec<RawValue>),
    /// Fields of a record, the one member of a union, or entries of a map.
    Mapping(Vec<RawEntry>),
    /// `{ $when: $path, $then: … }`: nothing where the path leads to nothing, or to a flag that is off.
    When {
        /// The path behind the dollar sign.
        condition: Text,
        /// The value.
        then: Box<RawValue>,
    },
    /// `{ $first: […] }`: the first value that is there.
    First(Vec<RawValue>),
    /// `{ $non_empty: … }`: a text, or nothing where it is empty.
    NonEmpty(Box<RawValue>),
    /// `{ $join: […] }`: texts in a row, or nothing where one of them is missing.
    Join(Vec<RawValue>),
    /// What could not be read, and was reported.
    Reported,
    /// `{ $form: { parameter: … } }`
    Call {
        /// The name of the form.
        form: Text,
        /// The arguments.
        arguments: Vec<Named<RawValue>>,
    },
}

/// An entry of a mapping.
#[derive(Clone, Debug)]
pub enum RawEntry {
    /// A name and its value.
    Member(Named<RawValue>),
    /// `$with: …`: the entries of another map.
    With(RawValue),
}

/// The key whose value is the entries of another map.
const WITH: &str = "$with";

/// The words behind a dollar sign that are no names of forms.
pub const OPERATORS: [&str; 5] = ["$when", "$first", "$non_empty", "$join", WITH];

/// Reads one form.
pub fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawForm> {
    let mut fields = Fields::of(node, "a form", diagnostics)?;
    let about = About::read(&mut fields, diagnostics);
    let takes = optional_members(&mut fields, "takes", diagnostics, Expression::read);
    let ty = fields.take("type").and_then(|node| Expression::read(node, diagnostics));
    let gives = fields.require("gives", diagnostics).and_then(|node| RawValue::read(node, diagnostics));
    fields.finish(diagnostics);
    Some(RawForm { about, takes, ty, gives: gives? })
}

impl RawValue {
    /// Reads a value.
    pub fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let kind = match &node.value {
            NodeValue::Null | NodeValue::Rust(_) => {
                diagnostics.push(
                    Diagnostic::new(Code::WrongShape, node.span, "a value is missing here")
                        .label("is empty")
                        .help("write a value, or leave the key out"),
                );
                return None;
            }
            NodeValue::Scalar(scalar) => Self::scalar(scalar, node),
            NodeValue::Sequence(items) => {
                RawValueKind::List(items.iter().filter_map(|item| Self::read(item, diagnostics)).collect())
            }
            NodeValue::Mapping(entries) => Self::mapping(entries, node, diagnostics)?,
        };
        Some(Self { span: node.span, kind })
    }

    /// Reads a value; one that cannot be read is there all the same, so that it is not reported as missing.
    pub(in crate::raw) fn read_or_reported(node: &Node, diagnostics: &mut Diagnostics) -> Self {
        Self::read(node, diagnostics).unwrap_or(Self { span: node.span, kind: RawValueKind::Reported })
    }

    fn scalar(scalar: &Scalar, node: &Node) -> RawValueKind {
        if let Some(path) = path(node) {
            return RawValueKind::Reference(path);
        }
        // `$$` is a dollar sign at the beginning of a text.
        let text = scalar.text.strip_prefix('$').filter(|rest| rest.starts_with('$'));
        let value = text.map(|text| NodeValue::Scalar(Scalar { text: text.to_owned(), plain: false }));
        RawValueKind::Literal(Literal(Node { span: node.span, value: value.unwrap_or_else(|| node.value.clone()) }))
    }

    fn mapping(entries: &[Entry], node: &Node, diagnostics: &mut Diagnostics) -> Option<RawValueKind> {
        let operator = entries.iter().find(|entry| is_dollar(&entry.key.value) && entry.key.value != WITH);
        let Some(operator) = operator else {
            let read = |entry: &Entry| {
                let value = Self::read_or_reported(&entry.value, diagnostics);
                if entry.key.value == WITH {
                    RawEntry::With(value)
                } else {
                    RawEntry::Member(Named { name: entry.key.clone(), value })
                }
            };
            return Some(RawValueKind::Mapping(entries.iter().map(read).collect()));
        };
        match operator.key.as_str() {
            "$when" | "$then" => Self::when(node, diagnostics),
            "$first" => {
                let mut fields = Fields::of(node, "a choice", diagnostics)?;
                let items = fields.require("$first", diagnostics)?.items("a list of values", diagnostics)?;
                fields.finish(diagnostics);
                Some(RawValueKind::First(items.iter().filter_map(|item| Self::read(item, diagnostics)).collect()))
            }
            "$join" => {
                let mut fields = Fields::of(node, "a joined text", diagnostics)?;
                let items = fields.require("$join", diagnostics)?.items("a list of texts", diagnostics)?;
                fields.finish(diagnostics);
                let items = items.iter().map(|item| Self::read_or_reported(item, diagnostics));
                Some(RawValueKind::Join(items.collect()))
            }
            "$non_empty" => {
                let mut fields = Fields::of(node, "a text that is not empty", diagnostics)?;
                let value = fields.require("$non_empty", diagnostics).and_then(|node| Self::read(node, diagnostics));
                fields.finish(diagnostics);
                value.map(|value| RawValueKind::NonEmpty(Box::new(value)))
            }
            _ => Self::call(operator, entries, diagnostics),
        }
    }

    fn when(node: &Node, diagnostics: &mut Diagnostics) -> Option<RawValueKind> {
        let mut fields = Fields::of(node, "a condition", diagnostics)?;
        let condition = fields.require("$when", diagnostics);
        let then = fields.require("$then", diagnostics).and_then(|node| Self::read(node, diagnostics));
        fields.finish(diagnostics);
        let condition = condition?;
        let Some(path) = path(condition) else {
            diagnostics.push(
                Diagnostic::new(
                    Code::WrongShape,
                    condition.span,
                    format!("expected a path, found {}", condition.found()),
                )
                .label("is no path")
                .help("write a dollar sign and what may be missing: `$when: $name`"),
            );
            return None;
        };
        Some(RawValueKind::When { condition: path, then: Box::new(then?) })
    }

    fn call(operator: &Entry, entries: &[Entry], diagnostics: &mut Diagnostics) -> Option<RawValueKind> {
        if let Some(other) = entries.iter().find(|entry| entry.key.span != operator.key.span) {
            diagnostics.push(
                Diagnostic::new(
                    Code::ConflictingKeys,
                    other.key.span,
                    format!("`{}` makes the whole value, and nothing stands beside it", operator.key.value),
                )
                .label("stands beside it")
                .related(operator.key.span, "the form is used here")
                .help("move it into what the form takes, or remove it"),
            );
            return None;
        }
        let is_call = operator.value.as_mapping().is_some();
        let meant = suggest::closest(&operator.key.value, OPERATORS.into_iter()).filter(|_| !is_call);
        if let Some(meant) = meant {
            diagnostics.push(
                Diagnostic::new(
                    Code::UnknownFormName,
                    operator.key.span,
                    format!("nothing is called `{}`", operator.key.value),
                )
                .label("not found")
                .help(format!("did you mean `{meant}`?")),
            );
            return None;
        }
        let form = Spanned::new(operator.key.value[1..].to_owned(), operator.key.part(1..operator.key.value.len()));
        let arguments = members(&operator.value, "the arguments of a form", diagnostics, |node, diagnostics| {
            Some(Self::read_or_reported(node, diagnostics))
        });
        Some(RawValueKind::Call { form, arguments })
    }
}

/// The path of a reference: what stands behind the dollar sign of a text that begins with one.
fn path(node: &Node) -> Option<Text> {
    let text = Spanned::new(node.as_text()?.to_owned(), node.span);
    let path = text.value.strip_prefix('$').filter(|_| is_dollar(&text.value))?.to_owned();
    Some(Spanned::new(path, text.part(1..text.value.len())))
}

/// Whether a text begins with a dollar sign that is neither a constant's nor escaped.
fn is_dollar(text: &str) -> bool {
    text.strip_prefix('$').is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_alphabetic()))
}

/// The value under a key that must be there.
pub(in crate::raw) fn required_value(
    fields: &mut Fields<'_>,
    key: &'static str,
    diagnostics: &mut Diagnostics,
) -> Option<RawValue> {
    fields.require(key, diagnostics).and_then(|node| RawValue::read(node, diagnostics))
}

/// The value under a key that may be left out.
pub(in crate::raw) fn optional_value(
    fields: &mut Fields<'_>,
    key: &'static str,
    diagnostics: &mut Diagnostics,
) -> Option<RawValue> {
    fields.take(key).and_then(|node| RawValue::read(node, diagnostics))
}
