//! The form that the texts of a place have: which literals are possible, and how they begin and end.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::model::places::Place;
use crate::model::templates::{Piece, Placed, Template};
use crate::raw::templates::RawTemplate;

/// Characters that cannot stand in a literal of this place; told at the part that holds them.
pub(super) fn check_literals(
    raw: &RawTemplate,
    place: Place,
    placed: &[Placed],
    diagnostics: &mut Diagnostics,
) -> bool {
    fn visit(piece: &Piece, span: Span, place: Place, found: &mut Vec<(Span, char, &'static str)>) {
        match piece {
            Piece::Literal(text) => {
                found.extend(
                    text.chars().find_map(|character| place.refuses(character).map(|why| (span, character, why))),
                );
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
            Diagnostic::new(
                Code::InvalidTemplate,
                exact,
                format!("`{}` cannot stand in a {}", character.escape_default(), place.word()),
            )
            .label(*why)
            .help("leave it out, or make it part of a value"),
        );
    }
    found.is_empty()
}

/// The form that every text of a place has.
pub(super) fn check_place(template: &Template, diagnostics: &mut Diagnostics) -> bool {
    let head = template.head();
    let problem = match template.place {
        Place::Path if !head.starts_with('/') => {
            Some(("a path starts with `/`", "add the slash: `/orders/{order_id}`"))
        }
        Place::Path | Place::Uri if has_empty_segment(template) => {
            Some(("a path has no empty segments", "remove one slash of `//`"))
        }
        Place::Path | Place::Uri if has_dot_segment(template) => {
            Some(("a path has no segments `.` and `..`", "URL libraries fold them away: write the path that is meant"))
        }
        Place::Uri
            if uri_head(head).is_none_or(|(_, _, path)| path.is_empty() && !ends_authority(&template.pieces)) =>
        {
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
        && scheme.chars().all(|character| {
            character.is_ascii_lowercase() || character.is_ascii_digit() || matches!(character, '+' | '.' | '-')
        });
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
    outline(template)
        .split('/')
        .any(|segment| matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | ".."))
}
