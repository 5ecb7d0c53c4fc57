//! Type expressions: `string`, `T?`, `[T]`, `{string: T}`.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::source::{Node, NodeValue, RustNode, Spanned};

/// A type as written, before names are resolved.
#[derive(Clone, Debug)]
pub struct Expression {
    /// Where it is written.
    pub span: Span,
    /// What it says.
    pub kind: ExpressionKind,
}

/// The forms of a type expression.
#[derive(Clone, Debug)]
pub enum ExpressionKind {
    /// A primitive or declared type: `string`, `Message`, `a2a.Message`.
    Name(String),
    /// `T?`: may be absent or null.
    Optional(Box<Expression>),
    /// `[T]`
    List(Box<Expression>),
    /// `{string: T}`
    Map(Box<Expression>),
    /// A type of Rust that the language has no word for; only macros write it.
    Rust(String),
}

const HELP: &str = "write a name, `T?`, `[T]` or `{string: T}`; quote it when `?` follows a bracket: \"[T]?\"";

impl Expression {
    /// Reads an expression from YAML: text, a list of one, or a mapping with the one key `string`.
    pub fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let span = node.span;
        let kind = match &node.value {
            NodeValue::Scalar(scalar) => {
                return Parser::new(&Spanned::new(scalar.text.clone(), span)).whole(diagnostics);
            }
            NodeValue::Sequence(items) => match items.as_slice() {
                [item] => ExpressionKind::List(Box::new(Self::read(item, diagnostics)?)),
                _ => return Self::invalid(span, "a list type has exactly one element type", diagnostics),
            },
            NodeValue::Mapping(entries) => match entries.as_slice() {
                [entry] if entry.key.value == "string" => {
                    ExpressionKind::Map(Box::new(Self::read(&entry.value, diagnostics)?))
                }
                _ => return Self::invalid(span, "a map type has the one key `string`", diagnostics),
            },
            NodeValue::Rust(RustNode::Option(inner)) => {
                ExpressionKind::Optional(Box::new(Self::read(inner, diagnostics)?))
            }
            NodeValue::Rust(RustNode::Type(tokens)) => ExpressionKind::Rust(tokens.clone()),
            NodeValue::Null | NodeValue::Rust(RustNode::Alone) => {
                return Self::invalid(span, "a type is missing here", diagnostics);
            }
        };
        Some(Self { span, kind })
    }

    /// Whether a node is a map type rather than the long form of a member.
    #[must_use]
    pub fn is_map(node: &Node) -> bool {
        matches!(&node.value, NodeValue::Mapping(entries) if matches!(entries.as_slice(), [entry] if entry.key.value == "string"))
    }

    /// Where the type inside of all containers is written.
    #[must_use]
    pub fn innermost(&self) -> Span {
        match &self.kind {
            ExpressionKind::Optional(inner) | ExpressionKind::List(inner) | ExpressionKind::Map(inner) => {
                inner.innermost()
            }
            ExpressionKind::Name(_) | ExpressionKind::Rust(_) => self.span,
        }
    }

    fn invalid(span: Span, message: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        diagnostics.push(
            Diagnostic::new(Code::InvalidTypeExpression, span, message.to_owned()).label("not a type").help(HELP),
        );
        None
    }
}

struct Parser<'t> {
    text: &'t Spanned<String>,
    /// How much of the text is read.
    at: usize,
}

impl<'t> Parser<'t> {
    fn new(text: &'t Spanned<String>) -> Self {
        Self { text, at: 0 }
    }

    fn whole(mut self, diagnostics: &mut Diagnostics) -> Option<Expression> {
        let parsed = self.expression(0);
        self.skip_space();
        match parsed {
            Some(expression) if self.rest().is_empty() => Some(expression),
            _ => Expression::invalid(self.text.span, "this is not a type expression", diagnostics),
        }
    }

    fn rest(&self) -> &'t str {
        self.text.value.get(self.at..).unwrap_or_default()
    }

    fn skip_space(&mut self) {
        self.at = self.text.value.len() - self.rest().trim_start().len();
    }

    fn eat(&mut self, token: char) -> bool {
        self.skip_space();
        let is_next = self.rest().starts_with(token);
        if is_next {
            self.at += token.len_utf8();
        }
        is_next
    }

    /// One expression with its question marks; `depth` limits brackets in brackets.
    fn expression(&mut self, depth: usize) -> Option<Expression> {
        if depth > 16 {
            return None;
        }
        self.skip_space();
        let start = self.at;
        let kind = if self.eat('[') {
            let element = self.expression(depth + 1)?;
            self.eat(']').then_some(ExpressionKind::List(Box::new(element)))?
        } else if self.eat('{') {
            let key = self.name()?;
            let value = (key == "string" && self.eat(':')).then(|| self.expression(depth + 1))??;
            self.eat('}').then_some(ExpressionKind::Map(Box::new(value)))?
        } else {
            ExpressionKind::Name(self.name()?.to_owned())
        };
        let expression = Expression { span: self.text.part(start..self.at), kind };
        if self.eat('?') {
            let span = self.text.part(start..self.at);
            return Some(Expression { span, kind: ExpressionKind::Optional(Box::new(expression)) });
        }
        Some(expression)
    }

    fn name(&mut self) -> Option<&'t str> {
        self.skip_space();
        let rest = self.rest();
        let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.');
        let end = rest.find(|character| !is_part(character)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).filter(|name| !name.is_empty())
    }
}
