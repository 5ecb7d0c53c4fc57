//! Templates, resolved: what is literal, what is a parameter, and where the text will stand.

mod form;

pub use form::uri_head;

use super::names::{Name, Scope};
use super::overlap;
use super::places::Place;
use super::resolver::Resolver;
use super::rules::Rules;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::raw::templates::{Part, PartKind, RawTemplate};
use crate::source::Naming;

/// Whether `.` and `..` are values of URIs that are never sent through a URL library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Dots {
    /// They are refused when the text is built.
    #[default]
    Refuse,
    /// They are values like any other.
    Keep,
}

impl Dots {
    /// The words for both.
    pub const WORDS: &'static [(&'static str, Self)] = &[("refuse", Self::Refuse), ("keep", Self::Keep)];
}

/// A text with named holes.
#[derive(Clone, Debug)]
pub struct Template {
    /// The text as written.
    pub text: String,
    /// Where it is written.
    pub span: Span,
    /// Where its texts stand.
    pub place: Place,
    /// What it is made of.
    pub pieces: Vec<Piece>,
    /// The parameters in order.
    pub parameters: Vec<Parameter>,
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text that stands for itself.
    Literal(String),
    /// The parameter at this position.
    Parameter(usize),
    /// Pieces around one parameter, left out when it has no value; they begin with a literal.
    Optional(Vec<Piece>),
}

/// A hole of a template.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The name.
    pub name: Name,
    /// Where it is written.
    pub span: Span,
    /// Whether it stands in an optional part.
    pub optional: bool,
    /// Normalisation and checks of its values.
    pub rules: Rules,
}

/// A piece with its place, as long as checks need it.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) span: Span,
    pub(super) piece: Piece,
}

impl Template {
    /// The template of nothing but the empty text.
    pub(super) fn empty(place: Place, span: Span) -> Self {
        Self { text: String::new(), span, place, pieces: Vec::new(), parameters: Vec::new() }
    }

    /// Resolves a template and checks that its texts can be read back.
    pub fn resolve(raw: &RawTemplate, place: Place, resolver: &mut Resolver<'_>) -> Option<Self> {
        let mut builder = Builder { names: Scope::default(), parameters: Vec::new(), sound: true };
        let placed = builder.pieces(&raw.parts, false, resolver);
        let sound = builder.sound & form::check_literals(raw, place, &placed, resolver.diagnostics);
        if !sound {
            return None;
        }
        let pieces: Vec<Piece> = placed.iter().map(|placed| placed.piece.clone()).collect();
        let template =
            Self { text: raw.text.value.clone(), span: raw.text.span, place, pieces, parameters: builder.parameters };
        let sound = form::check_place(&template, resolver.diagnostics)
            & overlap::check_ambiguity(&template, &placed, resolver.diagnostics);
        sound.then_some(template)
    }

    /// The literal at the start.
    #[must_use]
    pub fn head(&self) -> &str {
        match self.pieces.first() {
            Some(Piece::Literal(text)) => text,
            _ => "",
        }
    }

    /// The bytes of all literals.
    #[must_use]
    pub fn literal_length(&self) -> usize {
        fn length(pieces: &[Piece]) -> usize {
            pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Literal(text) => text.len(),
                    Piece::Parameter(_) => 0,
                    Piece::Optional(inner) => length(inner),
                })
                .sum()
        }
        length(&self.pieces)
    }
}

struct Builder {
    names: Scope,
    parameters: Vec<Parameter>,
    sound: bool,
}

impl Builder {
    fn pieces(&mut self, parts: &[Part], optional: bool, resolver: &mut Resolver<'_>) -> Vec<Placed> {
        let mut pieces: Vec<Placed> = Vec::new();
        for part in parts {
            let piece = match &part.kind {
                PartKind::Literal(text) => Some(Piece::Literal(text.clone())),
                PartKind::Constant(name) => {
                    let text = crate::raw::Text { value: format!("${{{}}}", name.value), span: name.span };
                    Some(Piece::Literal(resolver.interpolate(&text)))
                }
                PartKind::Parameter(name) => self.parameter(name, optional, resolver),
                PartKind::Optional(parts) => self.optional(part.span, parts, resolver),
            };
            match (piece, pieces.last_mut()) {
                (Some(Piece::Literal(text)), Some(Placed { span, piece: Piece::Literal(before) })) => {
                    before.push_str(&text);
                    *span = span.to(part.span);
                }
                (Some(piece), _) => pieces.push(Placed { span: part.span, piece }),
                (None, _) => self.sound = false,
            }
        }
        pieces
    }

    fn parameter(&mut self, written: &crate::raw::Text, optional: bool, resolver: &mut Resolver<'_>) -> Option<Piece> {
        if written.value.trim().is_empty() {
            resolver.diagnostics.push(
                Diagnostic::new(Code::InvalidTemplate, written.span, "a parameter has no name".to_owned())
                    .label("a name is missing here")
                    .help("write `{order_id}`"),
            );
            return None;
        }
        let of_rust = resolver.naming() == Naming::Rust;
        let is_word = |character: char| {
            character.is_ascii_alphanumeric()
                || matches!(character, '_' | '-')
                || of_rust && character.is_alphanumeric()
        };
        if !written.value.chars().all(is_word) {
            resolver.diagnostics.push(
                Diagnostic::new(
                    Code::InvalidTemplate,
                    written.span,
                    format!("`{}` is no name of a parameter", written.value),
                )
                .label("not one word")
                .help("write letters, digits and `_`: `{order_id}`"),
            );
            return None;
        }
        let name = resolver.member(written)?;
        if let Some(first) = self.parameters.iter().find(|parameter| parameter.name.snake() == name.snake()) {
            resolver.diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateParameter,
                    written.span,
                    format!("`{}` stands twice in this template", written.value),
                )
                .label("again here")
                .related(first.span, "first here")
                .help("when a text is read back, both could hold different values: give them different names"),
            );
            return None;
        }
        self.names.claim(name.snake(), written, "parameter", resolver.diagnostics);
        self.parameters.push(Parameter { name, span: written.span, optional, rules: Rules::default() });
        Some(Piece::Parameter(self.parameters.len() - 1))
    }

    fn optional(&mut self, span: Span, parts: &[Part], resolver: &mut Resolver<'_>) -> Option<Piece> {
        let before = self.parameters.len();
        let pieces: Vec<Piece> = self.pieces(parts, true, resolver).into_iter().map(|placed| placed.piece).collect();
        let problem = match (self.parameters.len() - before, pieces.first()) {
            (1, Some(Piece::Literal(_))) => return Some(Piece::Optional(pieces)),
            (1, _) => ("an optional part begins with a literal", "nothing tells where it begins"),
            (0, _) => ("an optional part has a parameter", "is left out when a parameter has no value, and has none"),
            _ => ("an optional part has one parameter", "has several, of which some could be given"),
        };
        resolver.diagnostics.push(
            Diagnostic::new(Code::InvalidTemplate, span, problem.0.to_owned())
                .label(problem.1)
                .help("write it like `[/{key}]`"),
        );
        None
    }
}
