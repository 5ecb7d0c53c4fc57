//! Nodes as a schema file would have them, made of Rust code.

use proc_macro2::Span as TokenSpan;
use quote::ToTokens;
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, Lit, LitStr, Token, bracketed, parenthesized, token};
use typeloom::diagnostic::Span;
use typeloom::source::{Entry, Keys, Node, NodeValue, RustNode, Scalar, Spanned};

use super::places::Places;
use super::reading::Reading;

/// A text that was written with quotes, or stands for itself.
pub(crate) fn text(text: Spanned<String>) -> Node {
    scalar(text, false)
}

/// A word, number or truth value.
pub(crate) fn word(text: Spanned<String>) -> Node {
    scalar(text, true)
}

fn scalar(text: Spanned<String>, plain: bool) -> Node {
    Node { span: text.span, value: NodeValue::Scalar(Scalar { text: text.value, plain }) }
}

/// What only Rust can say.
pub(crate) fn rust(node: RustNode, span: Span) -> Node {
    Node { span, value: NodeValue::Rust(node) }
}

/// A mapping; `span` is where it stands as a whole.
pub(crate) fn mapping(entries: Vec<Entry>, span: Span) -> Node {
    Node { span, value: NodeValue::Mapping(entries) }
}

/// A list.
pub(crate) fn sequence(items: Vec<Node>, span: Span) -> Node {
    Node { span, value: NodeValue::Sequence(items) }
}

/// A key that the macro writes, for what stands at `span`.
pub(crate) fn entry(key: &str, span: Span, value: Node) -> Entry {
    Entry { key: Spanned::new(key.to_owned(), span), value }
}

/// The name of a type, field or variant as a key, without `r#`.
pub(crate) fn name(ident: &Ident, places: &mut Places) -> Spanned<String> {
    places.text(ident.unraw().to_string(), ident.span())
}

/// The entries in all attributes called `attribute`, in the order they are written: `#[model(case = "camelCase")]`.
///
/// What is written becomes nodes as it is; whether a key has a meaning is up to who reads the nodes. A key alone is a flag,
/// `key(…)` a mapping and `key = […]` a list.
pub(crate) fn arguments(attributes: &[Attribute], attribute: &str, reading: &mut Reading) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut keys = Keys::default();
    for found in attributes.iter().filter(|found| found.path().is_ident(attribute)) {
        match found.parse_args_with(Punctuated::<Argument, Token![,]>::parse_terminated) {
            Ok(arguments) => add(arguments, &mut keys, &mut entries, reading),
            Err(error) => reading.fail(error),
        }
    }
    entries
}

fn add(arguments: Punctuated<Argument, Token![,]>, keys: &mut Keys, entries: &mut Vec<Entry>, reading: &mut Reading) {
    for argument in arguments {
        if argument.key == "crate" {
            match argument.value {
                Value::Path(path) => reading.set_runtime(path),
                _ => reading.fail(syn::Error::new(argument.span, "expected a path: `crate = path::to::the::runtime`")),
            }
            continue;
        }
        let key = reading.places.text(argument.key, argument.span);
        match keys.accept(word(key)) {
            Ok(key) => {
                if let Some(value) = argument.value.node(key.span, reading) {
                    entries.push(Entry { key, value });
                }
            }
            Err(finding) => reading.findings.push(finding),
        }
    }
}

struct Argument {
    key: String,
    span: TokenSpan,
    value: Value,
}

enum Value {
    Alone,
    Literal(Lit, bool),
    Path(syn::Path),
    List(Punctuated<Value, Token![,]>, token::Bracket),
    Nested(Punctuated<Argument, Token![,]>),
}

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let (key, span) = if input.peek(LitStr) {
            let key: LitStr = input.parse()?;
            (key.value(), key.span())
        } else {
            let key = input.call(Ident::parse_any)?;
            (key.unraw().to_string(), key.span())
        };
        let value = if input.peek(token::Paren) {
            let inside;
            parenthesized!(inside in input);
            Value::Nested(Punctuated::parse_terminated(&inside)?)
        } else if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            input.parse()?
        } else if input.is_empty() || input.peek(Token![,]) {
            Value::Alone
        } else {
            return Err(input.error(format!("expected `=`, `(` or `,` behind `{key}`")));
        };
        Ok(Self { key, span, value })
    }
}

impl Parse for Value {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(token::Bracket) {
            let inside;
            let brackets = bracketed!(inside in input);
            return Ok(Self::List(Punctuated::parse_terminated(&inside)?, brackets));
        }
        if input.peek(Token![-]) {
            input.parse::<Token![-]>()?;
            return Ok(Self::Literal(input.parse()?, true));
        }
        if input.peek(Lit) {
            return Ok(Self::Literal(input.parse()?, false));
        }
        if input.peek(Ident::peek_any) || input.peek(Token![::]) {
            return Ok(Self::Path(input.call(syn::Path::parse_mod_style)?));
        }
        Err(input.error("expected a text in quotes, a number, `true`, `false` or a list in `[ ]`"))
    }
}

impl Value {
    /// The node; `key` is the place of its key.
    fn node(self, key: Span, reading: &mut Reading) -> Option<Node> {
        match self {
            Self::Alone => Some(rust(RustNode::Alone, key)),
            Self::Literal(literal, is_negative) => literal_node(&literal, is_negative, reading),
            Self::Path(path) => {
                let written = path.to_token_stream().to_string().replace(' ', "");
                let message = format!("expected a text in quotes: `\"{written}\"`");
                reading.fail(syn::Error::new_spanned(path, message));
                None
            }
            Self::List(values, brackets) => {
                let span = reading.places.token(brackets.span.join());
                let items = values.into_iter().filter_map(|value| value.node(span, reading)).collect();
                Some(sequence(items, span))
            }
            Self::Nested(arguments) => {
                let mut entries = Vec::new();
                add(arguments, &mut Keys::default(), &mut entries, reading);
                Some(mapping(entries, key))
            }
        }
    }
}

fn literal_node(literal: &Lit, is_negative: bool, reading: &mut Reading) -> Option<Node> {
    let sign = if is_negative { "-" } else { "" };
    let number = |digits: &str| format!("{sign}{digits}");
    let span = literal.span();
    let plain = match literal {
        Lit::Str(written) if !is_negative => return Some(text(reading.places.text(written.value(), span))),
        Lit::Int(integer) => number(integer.base10_digits()),
        Lit::Float(float) => number(float.base10_digits()),
        Lit::Bool(flag) if !is_negative => flag.value.to_string(),
        _ => {
            reading.fail(syn::Error::new(span, "expected a text in quotes, a number, `true` or `false`"));
            return None;
        }
    };
    Some(word(reading.places.text(plain, span)))
}
