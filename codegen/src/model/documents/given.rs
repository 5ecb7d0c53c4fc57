//! The ways in which a document can be given: as a file of a media type, or by its URL.

use super::unusable;
use crate::model::resolver::Resolver;
use crate::raw::Text;
use crate::raw::documents::RawNames;

/// The media type of the markup.
pub(super) fn media_type(written: &Text, resolver: &mut Resolver<'_>) -> String {
    let media_type = resolver.interpolate(written);
    let is_plain = media_type.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
    let has_both = media_type.split_once('/').is_some_and(|(kind, rest)| !kind.is_empty() && !rest.is_empty());
    if !is_plain || !has_both {
        resolver.diagnostics.push(unusable(
            written.span,
            "this is no media type",
            "has no type and subtype",
            "write both with a slash between them: `text/markdown`",
        ));
    }
    media_type
}

/// What files are called.
pub(super) fn file(written: &Text, resolver: &mut Resolver<'_>) -> String {
    let file = resolver.interpolate(written);
    let leaves = |character: char| matches!(character, '/' | '\\') || character.is_control();
    if file.is_empty() || file.starts_with('.') || file.contains(leaves) {
        resolver.diagnostics.push(unusable(
            written.span,
            "this cannot be the name of a file",
            "is not the last part of a path",
            "write a name such as `page.md`; a title comes in front of it",
        ));
    }
    file
}

/// What URLs begin with.
pub(super) fn beginnings(written: &RawNames, resolver: &mut Resolver<'_>) -> Vec<String> {
    let texts: Vec<String> = written.names.iter().map(|text| resolver.interpolate(text)).collect();
    for (text, place) in texts.iter().zip(&written.names) {
        if text.trim().is_empty() {
            resolver.diagnostics.push(unusable(
                place.span,
                "every URL begins with this",
                "is blank",
                "write what the URL has to begin with: `https://`",
            ));
        }
    }
    texts
}
