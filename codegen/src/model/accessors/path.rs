//! Paths as written, with the place of every name in them.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::raw::Text;

/// A path as written, split at its dots.
#[derive(Clone, Debug)]
pub struct Path {
    /// Where the whole path is written.
    pub span: Span,
    /// The names between the dots; never empty.
    pub segments: Vec<Segment>,
}

/// One name of a path: `identities`, or `identities[principal]`.
#[derive(Clone, Debug)]
pub struct Segment {
    /// The name.
    pub name: Text,
    /// The member of a union that is looked for in the list of this name.
    pub member: Option<Text>,
}

impl Path {
    /// Splits a text; what is no path is reported.
    pub fn read(text: &Text, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut segments = Vec::new();
        let mut offset = 0;
        for part in text.value.split('.') {
            let Some(segment) = Segment::read(part, offset, text) else {
                diagnostics.push(
                    Diagnostic::new(
                        Code::InvalidAccessor,
                        part_span(text, offset, part.len()),
                        "this is not a path".to_owned(),
                    )
                    .label("expected a name")
                    .help("write names with dots between them: `field.other_field` or `list_of_unions[member]`"),
                );
                return None;
            };
            segments.push(segment);
            offset += part.len() + 1;
        }
        Some(Self { span: text.span, segments })
    }
}

impl Segment {
    fn read(part: &str, offset: usize, text: &Text) -> Option<Self> {
        let spanned = |value: &str, at: usize| Text { value: value.to_owned(), span: part_span(text, at, value.len()) };
        let Some((name, rest)) = part.split_once('[') else {
            return is_word(part).then(|| Self { name: spanned(part, offset), member: None });
        };
        let member = rest.strip_suffix(']').filter(|member| is_word(member) && is_word(name))?;
        Some(Self { name: spanned(name, offset), member: Some(spanned(member, offset + name.len() + 1)) })
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '_' | '-'))
}

/// The place of a part of a text; the whole text when escapes hide where the part is.
fn part_span(text: &Text, offset: usize, length: usize) -> Span {
    let place = (text.span.end - text.span.start) as usize;
    let quotes = match place.checked_sub(text.value.len()) {
        Some(0) => 0,
        Some(2) => 1,
        _ => return text.span,
    };
    let (Ok(offset), Ok(length)) = (u32::try_from(offset + quotes), u32::try_from(length)) else { return text.span };
    let start = text.span.start + offset;
    Span::new(text.span.file, start, start + length)
}
