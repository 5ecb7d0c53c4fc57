//! Documentation from a schema, made safe for rustdoc: no accidental doctests, no broken links, no HTML.

use std::borrow::Cow;

use proc_macro2::TokenStream;
use quote::quote;

/// `#[doc]` attributes for Markdown from a schema, or for `fallback` where the schema says nothing.
#[must_use]
pub fn docs(text: Option<&str>, fallback: &str) -> TokenStream {
    let lines = sanitised(written(text).unwrap_or(fallback));
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// The documentation, if there is more to it than white space.
#[must_use]
pub fn written(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// `#[doc]` attributes for text of the generator itself, which may contain doctests and links.
#[must_use]
pub fn own(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// A `#[deprecated]` attribute when the schema deprecates; rustdoc renders the note as it does documentation.
#[must_use]
pub fn deprecated(note: Option<&str>) -> TokenStream {
    let note = note.map(|note| sanitised(note.trim()).join("\n"));
    note.map(|note| quote!(#[deprecated(note = #note)])).unwrap_or_default()
}

/// The lines of a text with everything neutralised that rustdoc would run, resolve or render as HTML.
#[must_use]
pub fn sanitised(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut fence: Option<&str> = None;
    for line in text.lines() {
        let line = visible(line.trim_end());
        let line = line.as_ref();
        let content = line.trim_start();
        match fence {
            Some(open) => {
                if content.starts_with(open) {
                    fence = None;
                }
                lines.push(line.to_owned());
            }
            None => match ["```", "~~~"].into_iter().find(|mark| content.starts_with(mark)) {
                Some(mark) => {
                    fence = Some(mark);
                    lines.push(opening_fence(content, mark));
                }
                // Four spaces would start a code block, which rustdoc compiles.
                None if line.len() - content.len() >= 4 => lines.push(prose(content)),
                None => lines.push(format!("{}{}", &line[..line.len() - content.len()], prose(content))),
            },
        }
    }
    if let Some(mark) = fence {
        lines.push(mark.to_owned());
    }
    lines
}

/// The line with a mark in place of characters that comments cannot have: control characters, and those that turn the
/// direction of what follows.
fn visible(line: &str) -> Cow<'_, str> {
    let is_hidden = |character: char| {
        character.is_control() && character != '\t'
            || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if line.contains(is_hidden) { Cow::Owned(line.replace(is_hidden, "\u{fffd}")) } else { Cow::Borrowed(line) }
}

/// Code without a language, or in Rust, would become a doctest.
fn opening_fence(content: &str, mark: &str) -> String {
    let language = content.trim_start_matches(['`', '~']).trim();
    let first = language.split(|separator: char| !separator.is_ascii_alphanumeric()).next().unwrap_or_default();
    let is_known_text =
        ["json", "yaml", "toml", "text", "http", "sh", "console", "python", "js", "ts", "jsx", "xml", "graphql"];
    if is_known_text.contains(&first) { format!("{mark}{first}") } else { format!("{mark}text") }
}

/// Escapes brackets and angle brackets outside of code spans and links, and makes bare URLs links.
fn prose(line: &str) -> String {
    let mut result = String::with_capacity(line.len() + 8);
    let mut rest = line;
    while let Some(character) = rest.chars().next() {
        if character == '`' {
            let (span, after) = code_span(rest);
            result.push_str(span);
            rest = after;
            continue;
        }
        if let Some(url) = bare_url(rest).filter(|_| !result.ends_with(['<', '('])) {
            result.push('<');
            result.push_str(url);
            result.push('>');
            rest = &rest[url.len()..];
            continue;
        }
        match character {
            '[' => match link(rest) {
                Some(whole) => {
                    result.push_str(whole);
                    rest = &rest[whole.len()..];
                    continue;
                }
                None => result.push_str("\\["),
            },
            ']' => result.push_str("\\]"),
            '<' => result.push_str("\\<"),
            _ => result.push(character),
        }
        rest = &rest[character.len_utf8()..];
    }
    result
}

/// A code span with its ticks, or the ticks escaped by nothing when it is never closed.
fn code_span(rest: &str) -> (&str, &str) {
    let ticks = rest.len() - rest.trim_start_matches('`').len();
    let end = rest[ticks..].find(&rest[..ticks]).map_or(rest.len(), |end| end + 2 * ticks);
    rest.split_at(end)
}

fn bare_url(rest: &str) -> Option<&str> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| rest.starts_with(scheme))?;
    let end =
        rest.find(|character: char| character.is_whitespace() || "<>\"`)]".contains(character)).unwrap_or(rest.len());
    let url = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
    (url.len() > scheme.len()).then_some(url)
}

/// `[text](https://…)`: the only links that lead somewhere for sure.
fn link(rest: &str) -> Option<&str> {
    let close = rest.find("](")?;
    let target = &rest[close + 2..];
    let end = target.find(')')?;
    let is_plain = !rest[1..close].contains(['[', ']', '<', '`']);
    (is_plain && (target.starts_with("https://") || target.starts_with("http://"))).then(|| &rest[..=close + 2 + end])
}

#[cfg(test)]
mod tests {
    use super::sanitised;

    #[test]
    fn code_becomes_text() {
        assert_eq!(sanitised("```\nlet x = 1;\n```"), ["```text", "let x = 1;", "```"]);
        assert_eq!(sanitised("~~~rust,no_run\nx"), ["~~~text", "x", "~~~"]);
        assert_eq!(sanitised("a\n\n    panic!()"), ["a", "", "panic!()"]);
    }

    #[test]
    fn nothing_is_hidden() {
        assert_eq!(sanitised("a\rb\u{202e}c\u{7}"), ["a\u{fffd}b\u{fffd}c\u{fffd}"]);
    }

    #[test]
    fn nothing_is_a_link_or_html_by_accident() {
        assert_eq!(sanitised("an [Unknown] <b>tag</b>"), [r"an \[Unknown\] \<b>tag\</b>"]);
        assert_eq!(sanitised("see https://example.com/a, `[x] <y>`"), ["see <https://example.com/a>, `[x] <y>`"]);
        assert_eq!(sanitised("[page](https://example.com) [x](y)"), [r"[page](https://example.com) \[x\](y)"]);
    }
}
