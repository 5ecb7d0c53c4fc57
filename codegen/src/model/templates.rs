//! Templates, resolved: what is literal, what is a parameter, and where the text will stand.

use super::names::{Name, Scope};
use super::overlap;
use super::rules::Rules;
use super::symbols::Resolver;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::raw::templates::{Part, PartKind, RawTemplate};

/// Where the text of a template stands; it decides how values are written and which literals are possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The path of a URL.
    Path,
    /// A whole abstract URI.
    Uri,
    /// The name of a topic.
    Topic,
    /// The value of a header.
    Header,
}

impl Place {
    /// The keys that give a template its place.
    pub const WORDS: &'static [(&'static str, Self)] =
        &[("path", Self::Path), ("uri", Self::Uri), ("topic", Self::Topic), ("header", Self::Header)];

    /// The key, which is also the word for such a text in names and prose.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Uri => "uri",
            Self::Topic => "topic",
            Self::Header => "header",
        }
    }

    /// Whether values are percent-encoded, so that they hold no other character than [`is_encoded`].
    #[must_use]
    pub const fn encodes(self) -> bool {
        matches!(self, Self::Path | Self::Uri)
    }

    /// Whether a value can hold `character` once it is written.
    #[must_use]
    pub fn may_hold(self, character: char) -> bool {
        !self.encodes() || is_encoded(character)
    }

    /// Whether a reader takes `character` for a part of a value.
    #[must_use]
    pub fn may_read(self, character: char) -> bool {
        !self.encodes() || character != '/'
    }

    /// What makes a literal impossible here, if anything does.
    fn refuses(self, character: char) -> Option<&'static str> {
        match self {
            Self::Path | Self::Uri if matches!(character, '?' | '#') => Some("a query or fragment is no part of it"),
            Self::Path | Self::Uri if !is_url_literal(character) => Some("must be percent-encoded"),
            Self::Topic if character.is_whitespace() || character.is_control() => Some("a topic has no white space"),
            Self::Header if !matches!(character, ' '..='~') => Some("a header has visible ASCII only"),
            _ => None,
        }
    }
}

/// Whether percent-encoding writes `character`.
fn is_encoded(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '.' | '-' | '~' | '%')
}

fn is_url_literal(character: char) -> bool {
    is_encoded(character) || matches!(character, '/' | ':' | '@' | '!' | '$' | '&' | '\'' | '(' | ')' | '*' | '+' | ',' | ';' | '=')
}

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
    /// Resolves a template and checks that its texts can be read back.
    pub fn resolve(raw: &RawTemplate, place: Place, resolver: &mut Resolver<'_>) -> Option<Self> {
        let mut builder = Builder { names: Scope::default(), parameters: Vec::new(), sound: true };
        let placed = builder.pieces(&raw.parts, false, resolver);
        let sound = builder.sound & check_literals(raw, place, &placed, resolver.diagnostics);
        if !sound {
            return None;
        }
        let pieces: Vec<Piece> = placed.iter().map(|placed| placed.piece.clone()).collect();
        let template = Self { text: raw.text.value.clone(), span: raw.text.span, place, pieces, parameters: builder.parameters };
        let sound = check_place(&template, resolver.diagnostics) & overlap::check_ambiguity(&template, &placed, resolver.diagnostics);
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
                PartKind::Parameter(name) => self.parameter(name, optional, resolver.diagnostics),
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

    fn parameter(&mut self, name: &crate::raw::Text, optional: bool, diagnostics: &mut Diagnostics) -> Option<Piece> {
        let written = name;
        if written.value.trim().is_empty() {
            diagnostics.push(
                Diagnostic::new(Code::InvalidTemplate, written.span, "a parameter has no name".to_owned())
                    .label("a name is missing here")
                    .help("write `{order_id}`"),
            );
            return None;
        }
        let is_word = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-');
        if !written.value.chars().all(is_word) {
            diagnostics.push(
                Diagnostic::new(Code::InvalidTemplate, written.span, format!("`{}` is no name of a parameter", written.value))
                    .label("not one word")
                    .help("write letters, digits and `_`: `{order_id}`"),
            );
            return None;
        }
        let name = Name::checked(written, diagnostics)?;
        if let Some(first) = self.parameters.iter().find(|parameter| parameter.name.snake() == name.snake()) {
            diagnostics.push(
                Diagnostic::new(Code::DuplicateParameter, written.span, format!("`{}` stands twice in this template", written.value))
                    .label("again here")
                    .related(first.span, "first here")
                    .help("when a text is read back, both could hold different values: give them different names"),
            );
            return None;
        }
        self.names.claim(name.snake(), written, "parameter", diagnostics);
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
            Diagnostic::new(Code::InvalidTemplate, span, problem.0.to_owned()).label(problem.1).help("write it like `[/{key}]`"),
        );
        None
    }
}

/// Characters that cannot stand in a literal of this place; told at the part that holds them.
fn check_literals(raw: &RawTemplate, place: Place, placed: &[Placed], diagnostics: &mut Diagnostics) -> bool {
    fn visit(piece: &Piece, span: Span, place: Place, found: &mut Vec<(Span, char, &'static str)>) {
        match piece {
            Piece::Literal(text) => {
                found.extend(text.chars().find_map(|character| place.refuses(character).map(|why| (span, character, why))));
            }
            Piece::Optional(inner) => inner.iter().for_each(|piece| visit(piece, span, place, found)),
            Piece::Parameter(_) => {}
        }
    }
    let mut found = Vec::new();
    for placed in placed {
        visit(&placed.piece, placed.span, place, &mut found);
    }
    for (span, character, why) in &found {
        // The character itself where it is written as it stands.
        let at = raw.text.value.match_indices(*character).map(|(at, text)| raw.text.part(at..at + text.len()));
        let exact = at.into_iter().find(|place| place.start >= span.start && place.end <= span.end).unwrap_or(*span);
        diagnostics.push(
            Diagnostic::new(Code::InvalidTemplate, exact, format!("`{}` cannot stand in a {}", character.escape_default(), place.word()))
                .label(*why)
                .help("leave it out, or make it part of a value"),
        );
    }
    found.is_empty()
}

/// The form that every text of a place has.
fn check_place(template: &Template, diagnostics: &mut Diagnostics) -> bool {
    let head = template.head();
    let problem = match template.place {
        Place::Path if !head.starts_with('/') => Some(("a path starts with `/`", "add the slash: `/orders/{order_id}`")),
        Place::Path | Place::Uri if has_empty_segment(template) => {
            Some(("a path has no empty segments", "remove one slash of `//`"))
        }
        Place::Path | Place::Uri if has_dot_segment(template) => {
            Some(("a path has no segments `.` and `..`", "URL libraries fold them away: write the path that is meant"))
        }
        Place::Uri if uri_head(head).is_none_or(|(_, _, path)| path.is_empty() && !ends_authority(&template.pieces)) => {
            Some(("a URI starts with a literal scheme and authority", "write it like `acme://orders/order/{order_id}`"))
        }
        Place::Uri if ends_in_slash(&template.pieces) => {
            Some(("a URI ends without a slash", "remove the slash: readers of URIs ignore empty segments"))
        }
        _ if template.pieces.is_empty() => Some(("a template is not empty", "write the text, with `{parameters}`")),
        _ => None,
    };
    let Some((message, help)) = problem else { return true };
    diagnostics.push(
        Diagnostic::new(Code::InvalidTemplate, template.span, message.to_owned())
            .label(format!("no {} has this form", template.place.word()))
            .help(help),
    );
    false
}

/// Scheme, authority and literal path of the literal that a URI begins with.
#[must_use]
pub fn uri_head(literal: &str) -> Option<(&str, &str, &str)> {
    let (scheme, rest) = literal.split_once("://")?;
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let named = scheme.starts_with(|first: char| first.is_ascii_lowercase())
        && scheme.chars().all(|character| character.is_ascii_lowercase() || character.is_ascii_digit() || matches!(character, '+' | '.' | '-'));
    (named && !authority.is_empty()).then_some((scheme, authority, path))
}

/// Whether what follows the literal at the start begins another segment, or nothing follows.
fn ends_authority(pieces: &[Piece]) -> bool {
    match pieces.get(1) {
        None => true,
        Some(Piece::Optional(inner)) => matches!(inner.first(), Some(Piece::Literal(text)) if text.starts_with('/')),
        Some(_) => false,
    }
}

fn ends_in_slash(pieces: &[Piece]) -> bool {
    match pieces.last() {
        Some(Piece::Literal(text)) => text.ends_with('/'),
        Some(Piece::Optional(inner)) => ends_in_slash(inner) || ends_in_slash(&pieces[..pieces.len() - 1]),
        _ => false,
    }
}

/// The path with a stand-in for every value.
fn outline(template: &Template) -> String {
    fn write(pieces: &[Piece], out: &mut String) {
        for piece in pieces {
            match piece {
                Piece::Literal(text) => out.push_str(text),
                Piece::Parameter(_) => out.push('*'),
                Piece::Optional(inner) => write(inner, out),
            }
        }
    }
    let mut text = String::new();
    write(&template.pieces, &mut text);
    text
}

fn has_empty_segment(template: &Template) -> bool {
    let text = outline(template);
    text.split_once("://").map_or(text.as_str(), |(_, rest)| rest).contains("//")
}

fn has_dot_segment(template: &Template) -> bool {
    outline(template).split('/').any(|segment| matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | ".."))
}
