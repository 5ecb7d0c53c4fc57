//! Findings as text for people.

use std::fmt::Write as _;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer as Painter, Snippet};

use super::{Code, Diagnostic, Diagnostics, FileId, Severity, Span};
use crate::source::Sources;

/// How many findings are shown; a file that is broken in more ways is better read from the top again.
const SHOWN: usize = 200;

/// Shows findings with the lines they are about.
#[derive(Copy, Clone, Debug, Default)]
pub struct Renderer {
    /// Whether the text is coloured with ANSI escapes.
    pub color: bool,
}

impl Renderer {
    /// All findings, then how to learn more about their codes, then how many there are.
    pub fn render(&self, diagnostics: &Diagnostics, sources: &Sources) -> String {
        let mut text = String::new();
        for diagnostic in diagnostics.iter().take(SHOWN) {
            text.push_str(&self.render_one(diagnostic, sources));
            text.push_str("\n\n");
        }
        if diagnostics.is_empty() {
            return text;
        }
        if diagnostics.len() > SHOWN {
            let _ = writeln!(text, "… and {} more\n", diagnostics.len() - SHOWN);
        }
        let _ = writeln!(text, "{diagnostics}; {}", learn_more(diagnostics));
        text
    }

    /// One finding.
    pub fn render_one(&self, diagnostic: &Diagnostic, sources: &Sources) -> String {
        let level = match diagnostic.severity() {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level.primary_title(printable(&diagnostic.message)).id(diagnostic.code.id());
        let mut group = Group::with_title(title);
        for marked in by_file(diagnostic) {
            group = group.element(marked.snippet(sources));
        }
        if let Some(help) = &diagnostic.help {
            group = group.element(Level::HELP.message(printable(help)));
        }
        let painter = if self.color { Painter::styled() } else { Painter::plain() };
        painter.decor_style(DecorStyle::Ascii).render(&[group])
    }
}

/// All marks of a finding in one file; the file of the finding itself comes first.
struct Marked<'d> {
    file: FileId,
    marks: Vec<(AnnotationKind, Span, &'d str)>,
}

fn by_file(diagnostic: &Diagnostic) -> Vec<Marked<'_>> {
    let own = diagnostic.span.map(|span| (AnnotationKind::Primary, span, diagnostic.label.as_str()));
    let related = diagnostic.related.iter().map(|(span, text)| (AnnotationKind::Context, *span, text.as_str()));
    let mut files: Vec<Marked<'_>> = Vec::new();
    for mark in own.into_iter().chain(related) {
        match files.iter_mut().find(|known| known.file == mark.1.file) {
            Some(known) => known.marks.push(mark),
            None => files.push(Marked { file: mark.1.file, marks: vec![mark] }),
        }
    }
    files
}

impl<'d> Marked<'d> {
    /// Only the lines between the marks are passed on: the painter reads all it is given.
    fn snippet<'a>(&self, sources: &'a Sources) -> Snippet<'a, Annotation<'a>>
    where
        'd: 'a,
    {
        let start = self.marks.iter().map(|(_, span, _)| span.start).min().unwrap_or(0);
        let end = self.marks.iter().map(|(_, span, _)| span.end).max().unwrap_or(0);
        let (line, offset, text) = sources.lines_around(Span::new(self.file, start, end));
        let mut snippet = Snippet::source(text).line_start(line as usize).path(sources.path(self.file));
        for (kind, span, label) in &self.marks {
            let clamp = |byte: u32| boundary(text, (byte as usize).saturating_sub(offset));
            let range = clamp(span.start)..clamp(span.end).max(clamp(span.start));
            let mut annotation = kind.span(range);
            if !label.is_empty() {
                annotation = annotation.label(printable(label));
            }
            snippet = snippet.annotation(annotation);
        }
        snippet
    }
}

fn boundary(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// Text from a schema must not command the terminal.
fn printable(text: &str) -> String {
    text.chars()
        .flat_map(|letter| {
            let shown: Box<dyn Iterator<Item = char>> = if letter.is_control() && letter != '\n' {
                Box::new(letter.escape_default())
            } else {
                Box::new(std::iter::once(letter))
            };
            shown
        })
        .collect()
}

fn learn_more(diagnostics: &Diagnostics) -> String {
    let mut codes: Vec<Code> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let ids: Vec<&str> = codes.iter().map(|code| code.id()).collect();
    match ids.as_slice() {
        [only] => format!("more about it: typeloom explain {only}"),
        [first, others @ ..] => format!("more about one: typeloom explain {first} (or {})", others.join(", ")),
        [] => String::new(),
    }
}
