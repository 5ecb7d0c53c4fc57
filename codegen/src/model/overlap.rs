//! Whether texts can be read back in one way only: within one template, and among the templates of a family.

use std::collections::BTreeSet;

use super::places::Place;
use super::templates::{Piece, Placed, Template};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// Reports parameters that nothing separates, and optional parts that could be taken for what follows them.
pub(super) fn check_ambiguity(template: &Template, placed: &[Placed], diagnostics: &mut Diagnostics) -> bool {
    let mut sound = true;
    for (at, pair) in placed.windows(2).enumerate() {
        let [one, next] = pair else { continue };
        let rest = &placed[at + 1..];
        let problem = match (&one.piece, &next.piece) {
            (Piece::Parameter(_), Piece::Parameter(_)) => {
                Some(("nothing separates two parameters", "put a literal such as `/` between them"))
            }
            (Piece::Optional(inner), Piece::Parameter(_)) if ends_open(inner) => Some((
                "nothing separates an optional part from the parameter after it",
                "put a literal such as `/` between them",
            )),
            (Piece::Optional(inner), _) if begins_alike(inner, rest) => Some((
                "an optional part begins like what follows it",
                "let them begin with different literals, such as `[/keys/{key}]/{name}`",
            )),
            (Piece::Parameter(_), Piece::Optional(inner)) if matches!(inner.first(), Some(Piece::Literal(text)) if !separates(template.place, text)) => {
                Some((
                    "an optional part begins like a value may go on",
                    "let it begin with a character that values do not hold, such as `/` or `:`",
                ))
            }
            (one, Piece::Literal(text)) if is_open(one) && rest.len() > 1 && !separates(template.place, text) => {
                Some((
                    "the text between two parameters may be part of a value",
                    "separate them by a character that values do not hold, such as `/` or `:`",
                ))
            }
            _ => None,
        };
        if let Some((message, help)) = problem {
            diagnostics.push(
                Diagnostic::new(Code::AmbiguousTemplate, next.span, message.to_owned())
                    .label("a reader cannot tell where this begins")
                    .related(one.span, "and where this ends")
                    .help(help),
            );
            sound = false;
        }
    }
    sound
}

/// Whether a value may go on where a piece ends.
fn is_open(piece: &Piece) -> bool {
    match piece {
        Piece::Literal(_) => false,
        Piece::Parameter(_) => true,
        Piece::Optional(inner) => ends_open(inner),
    }
}

fn ends_open(pieces: &[Piece]) -> bool {
    matches!(pieces.last(), Some(Piece::Parameter(_)))
}

/// Whether no written value holds the whole of a literal. Topics and headers refuse such values when they are built.
fn separates(place: Place, literal: &str) -> bool {
    !place.encodes() || literal.chars().any(|character| !place.may_hold(character))
}

fn begins_alike(inner: &[Piece], rest: &[Placed]) -> bool {
    let Some(Piece::Literal(opening)) = inner.first() else { return true };
    rest.iter().any(|placed| match &placed.piece {
        Piece::Literal(text) => alike(opening, text),
        Piece::Optional(other) => matches!(other.first(), Some(Piece::Literal(text)) if alike(opening, text)),
        Piece::Parameter(_) => false,
    })
}

fn alike(one: &str, other: &str) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

/// How two templates of a family relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// No reader takes a text of one for the other.
    Apart,
    /// Every text that the first reads, the second would read too: the first is tried first.
    Within,
    /// The same the other way round.
    Around,
    /// Some text belongs to both.
    Overlapping,
}

/// Compares two templates of one place.
pub(super) fn relation(one: &Template, other: &Template) -> Relation {
    let built = |character| one.place.may_hold(character);
    let read = |character| one.place.may_read(character);
    let (first, second) = (variants(one), variants(other));
    let any = |test: &dyn Fn(&[Token], &[Token]) -> bool| first.iter().any(|a| second.iter().any(|b| test(a, b)));
    if any(&|a, b| intersect(a, b, &built)) {
        return Relation::Overlapping;
    }
    if !any(&|a, b| intersect(a, b, &read)) {
        return Relation::Apart;
    }
    if first.iter().all(|a| second.iter().any(|b| covers(b, a, &read))) {
        Relation::Within
    } else if second.iter().all(|b| first.iter().any(|a| covers(a, b, &read))) {
        Relation::Around
    } else {
        Relation::Overlapping
    }
}

/// One step of a text: a certain character, one of a value, or any number of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Char(char),
    One,
    Many,
}

/// The token sequences of a template: one for every choice of optional parts.
fn variants(template: &Template) -> Vec<Vec<Token>> {
    let mut variants = vec![Vec::new()];
    for piece in &template.pieces {
        match piece {
            Piece::Optional(inner) if variants.len() < 64 => {
                let with: Vec<Vec<Token>> = variants.iter().map(|variant| extended(variant, inner)).collect();
                variants.extend(with);
            }
            piece => variants = variants.iter().map(|variant| extended(variant, std::slice::from_ref(piece))).collect(),
        }
    }
    variants
}

fn extended(variant: &[Token], pieces: &[Piece]) -> Vec<Token> {
    let mut tokens = variant.to_vec();
    for piece in pieces {
        match piece {
            Piece::Literal(text) => tokens.extend(text.chars().map(Token::Char)),
            Piece::Parameter(_) => tokens.extend([Token::One, Token::Many]),
            Piece::Optional(inner) => tokens = extended(&tokens, inner),
        }
    }
    tokens
}

/// Whether some text fits both sequences, when values hold the characters of `class`.
fn intersect(one: &[Token], other: &[Token], class: &dyn Fn(char) -> bool) -> bool {
    let mut seen = BTreeSet::new();
    let mut queue = vec![(0, 0)];
    while let Some((i, j)) = queue.pop() {
        if !seen.insert((i, j)) {
            continue;
        }
        if i == one.len() && j == other.len() {
            return true;
        }
        if one.get(i) == Some(&Token::Many) {
            queue.push((i + 1, j));
        }
        if other.get(j) == Some(&Token::Many) {
            queue.push((i, j + 1));
        }
        let (Some(a), Some(b)) = (one.get(i), other.get(j)) else { continue };
        let fits = match (a, b) {
            (Token::Char(a), Token::Char(b)) => a == b,
            (Token::Char(character), _) | (_, Token::Char(character)) => class(*character),
            _ => true,
        };
        if fits {
            let step = |at: usize, token: &Token| if *token == Token::Many { at } else { at + 1 };
            queue.push((step(i, a), step(j, b)));
        }
    }
    false
}

/// Whether every text of `inner` fits `outer`: a value of `inner` can only be (part of) a value of `outer`.
fn covers(outer: &[Token], inner: &[Token], class: &dyn Fn(char) -> bool) -> bool {
    let mut seen = BTreeSet::new();
    let mut queue = vec![(0, 0)];
    while let Some((i, j)) = queue.pop() {
        if !seen.insert((i, j)) {
            continue;
        }
        if i == outer.len() && j == inner.len() {
            return true;
        }
        if outer.get(i) == Some(&Token::Many) {
            queue.push((i + 1, j));
        }
        let (Some(a), Some(b)) = (outer.get(i), inner.get(j)) else { continue };
        let after = if *a == Token::Many { i } else { i + 1 };
        match (a, b) {
            (Token::Char(a), Token::Char(b)) if a == b => queue.push((after, j + 1)),
            (Token::One | Token::Many, Token::Char(character)) if class(*character) => queue.push((after, j + 1)),
            (Token::One | Token::Many, Token::One) | (Token::Many, Token::Many) => queue.push((after, j + 1)),
            _ => {}
        }
    }
    false
}
