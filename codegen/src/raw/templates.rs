//! Templates: texts with `{parameters}` and `[optional parts]`.

use super::Text;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};

/// A template as written: its text, and what the text is made of.
#[derive(Clone, Debug)]
pub struct RawTemplate {
    /// The text.
    pub text: Text,
    /// The parts in order; nothing is left out, so that together they cover the text.
    pub parts: Vec<Part>,
}

/// A part of a template.
#[derive(Clone, Debug)]
pub struct Part {
    /// Where it is written.
    pub span: Span,
    /// What it is.
    pub kind: PartKind,
}

/// The forms of a part.
#[derive(Clone, Debug)]
pub enum PartKind {
    /// Text that stands for itself; `{{`, `}}`, `[[` and `]]` are undone.
    Literal(String),
    /// `${NAME}`: the text of a constant.
    Constant(Text),
    /// `{name}`
    Parameter(Text),
    /// `[…]`: left out when its parameter has no value.
    Optional(Vec<Part>),
}

/// Longer templates are no addresses, and checks compare every pair.
const LONGEST: usize = 512;

impl RawTemplate {
    /// Takes a text apart, or reports what is wrong with its braces and brackets.
    pub fn parse(text: Text, diagnostics: &mut Diagnostics) -> Option<Self> {
        if text.value.len() > LONGEST {
            diagnostics.push(
                Diagnostic::new(Code::InvalidTemplate, text.span, format!("a template has at most {LONGEST} bytes"))
                    .label(format!("this has {}", text.value.len()))
                    .help("describe a shorter form, and give the rest as the value of a parameter"),
            );
            return None;
        }
        let mut parser = Parser { text: &text, at: 0, diagnostics };
        let parts = parser.parts(None)?;
        Some(Self { text, parts })
    }
}

struct Parser<'t, 'd> {
    text: &'t Text,
    at: usize,
    diagnostics: &'d mut Diagnostics,
}

impl Parser<'_, '_> {
    /// The parts up to the end of the text, or up to the bracket that closes the one at `opened`.
    fn parts(&mut self, opened: Option<usize>) -> Option<Vec<Part>> {
        let mut parts = Vec::new();
        loop {
            let start = self.at;
            let mut characters = self.rest().chars();
            match (characters.next(), characters.next()) {
                (None, _) => {
                    return match opened {
                        None => Some(parts),
                        Some(opened) => {
                            self.unclosed(opened, "[", "an optional part is never closed", "close it: `[/{name}]`")
                        }
                    };
                }
                (Some('$'), Some('{')) => {
                    let name = self.braced(start, 2)?;
                    parts.push(self.part(start, PartKind::Constant(name)));
                }
                (Some('{' | '}' | '[' | ']'), second) if second == self.rest().chars().next() => {
                    let literal: String = second.into_iter().collect();
                    self.at += 2;
                    self.literal(&mut parts, start, &literal);
                }
                (Some('{'), _) => {
                    let name = self.braced(start, 1)?;
                    parts.push(self.part(start, PartKind::Parameter(name)));
                }
                (Some('['), _) if opened.is_some() => {
                    return self.invalid(
                        start,
                        1,
                        "an optional part inside an optional part",
                        "write the parts one after the other",
                    );
                }
                (Some('['), _) => {
                    self.at += 1;
                    let inner = self.parts(Some(start))?;
                    parts.push(self.part(start, PartKind::Optional(inner)));
                }
                (Some(']'), _) if opened.is_some() => {
                    self.at += 1;
                    return Some(parts);
                }
                (Some(']'), _) => {
                    return self.unclosed(start, "]", "`]` closes nothing", "write `]]` for a bracket in the text");
                }
                (Some('}'), _) => {
                    return self.unclosed(start, "}", "`}` closes nothing", "write `}}` for a brace in the text");
                }
                (Some(first), _) => {
                    let length = self.rest()[first.len_utf8()..].find(['$', '{', '}', '[', ']']);
                    self.at = length.map_or(self.text.value.len(), |length| self.at + first.len_utf8() + length);
                    let literal = self.text.value[start..self.at].to_owned();
                    self.literal(&mut parts, start, &literal);
                }
            }
        }
    }

    fn rest(&self) -> &str {
        &self.text.value[self.at..]
    }

    fn part(&self, start: usize, kind: PartKind) -> Part {
        Part { span: self.text.part(start..self.at), kind }
    }

    /// Adds text, to the literal before it if there is one.
    fn literal(&self, parts: &mut Vec<Part>, start: usize, literal: &str) {
        if let Some(Part { span, kind: PartKind::Literal(before) }) = parts.last_mut() {
            before.push_str(literal);
            *span = span.to(self.text.part(start..self.at));
        } else {
            parts.push(self.part(start, PartKind::Literal(literal.to_owned())));
        }
    }

    /// The name between the brace whose opening has `opening` bytes and its partner.
    fn braced(&mut self, start: usize, opening: usize) -> Option<Text> {
        let from = start + opening;
        let rest = &self.text.value[from..];
        let end = rest.find(['{', '}', '[', ']', '/']).filter(|end| rest[*end..].starts_with('}'));
        let Some(end) = end else {
            return self.unclosed(
                start,
                &self.text.value[start..from],
                "a brace is never closed",
                "close it: `{name}`; write `{{` for a brace in the text",
            );
        };
        self.at = from + end + 1;
        Some(Text { value: rest[..end].to_owned(), span: self.text.part(from..from + end) })
    }

    fn unclosed<T>(&mut self, at: usize, what: &str, message: &str, help: &str) -> Option<T> {
        let span = self.text.part(at..at + what.len());
        self.diagnostics
            .push(Diagnostic::new(Code::UnclosedBrace, span, message.to_owned()).label("has no partner").help(help));
        None
    }

    fn invalid<T>(&mut self, at: usize, length: usize, message: &str, help: &str) -> Option<T> {
        let span = self.text.part(at..at + length);
        self.diagnostics
            .push(Diagnostic::new(Code::InvalidTemplate, span, message.to_owned()).label("not here").help(help));
        None
    }
}
