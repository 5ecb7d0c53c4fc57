//! The arena of all files of a run.

use std::fmt;

use super::path::joined;
use crate::diagnostic::{FileId, Span};

/// The files of a run with their texts; spans point into it.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Content>,
}

#[derive(Clone, Debug)]
struct Content {
    path: String,
    text: String,
    /// Where each line starts, so that a place is found without reading the text again.
    lines: Vec<u32>,
}

/// A place as people count it: lines and characters from 1.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The character in the line, from 1.
    pub column: u32,
}

impl fmt::Display for Position {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.line, self.column)
    }
}

impl Sources {
    /// An empty arena.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file and gives its id. A byte order mark is dropped: no editor counts it.
    pub fn add(&mut self, path: String, text: String) -> FileId {
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        let starts = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = std::iter::once(0).chain(starts.map(|(at, _)| offset(at + 1))).collect();
        let id = FileId::new(offset(self.files.len()));
        self.files.push(Content { path, text, lines });
        id
    }

    /// Shows every file under `folder`, the way to it from where a person reads the findings.
    pub fn relocate(&mut self, folder: &str) {
        for known in &mut self.files {
            known.path = joined(folder, &known.path);
        }
    }

    /// The path the file was added with.
    pub fn path(&self, file: FileId) -> &str {
        self.files.get(file.index()).map_or("", |known| &known.path)
    }

    /// The text of the file.
    pub fn text(&self, file: FileId) -> &str {
        self.files.get(file.index()).map_or("", |known| &known.text)
    }

    /// The text a span covers, as it is written.
    pub fn slice(&self, span: Span) -> &str {
        let text = self.text(span.file);
        let start = floor(text, span.start as usize);
        let end = floor(text, span.end as usize).max(start);
        &text[start..end]
    }

    /// The ids of all files, in the order they were added.
    pub fn files(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..offset(self.files.len())).map(FileId::new)
    }

    /// The file that was added with this path.
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.files.iter().position(|known| known.path == path).map(|index| FileId::new(offset(index)))
    }

    /// Where the span starts, as people count.
    pub fn line_column(&self, span: Span) -> Position {
        self.position(span.file, span.start)
    }

    /// Where a byte of a file is, as people count.
    pub fn position(&self, file: FileId, byte: u32) -> Position {
        let Some(known) = self.files.get(file.index()) else {
            return Position { line: 1, column: 1 };
        };
        let byte = floor(&known.text, byte as usize);
        let line = known.lines.partition_point(|start| *start as usize <= byte).max(1);
        let start = known.lines.get(line - 1).map_or(0, |start| *start as usize);
        let column = known.text[start..byte].chars().count() + 1;
        Position { line: offset(line), column: offset(column) }
    }

    /// The whole lines a span touches, with the number of the first, for showing it in its surroundings.
    pub(crate) fn lines_around(&self, span: Span) -> (u32, usize, &str) {
        let Some(known) = self.files.get(span.file.index()) else {
            return (1, 0, "");
        };
        let first = self.position(span.file, span.start).line;
        let last = self.position(span.file, span.end.max(span.start)).line;
        let start = known.lines.get(first as usize - 1).map_or(0, |at| *at as usize);
        let end = known.lines.get(last as usize).map_or(known.text.len(), |at| *at as usize);
        (first, start, &known.text[start..end])
    }
}

/// Files are far smaller than 4 GiB; the limit on their size is checked before they are parsed.
fn offset(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// The nearest character boundary at or before a byte.
fn floor(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}
