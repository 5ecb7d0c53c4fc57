//! YAML text to a tree of nodes.
//!
//! This is the only file that talks to the YAML reader. It reads the events that `serde-saphyr` stands on
//! rather than deserializing: events carry the exact place of everything, and duplicate keys, tags and merge
//! keys are seen, each of them, instead of ending the run at the first.

use serde_saphyr::granit_parser as yaml;
use yaml::{ErrorKind, Event, Parser, ScalarStyle, ScanError, StructureStyle, Tag};

use super::tree::{Stop, Style, Tree};
use super::{Node, Scalar, Sources};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FileId, Span};

/// The largest file that is read. Real schemas are smaller than a tenth of this.
pub const MAXIMUM_FILE_BYTES: usize = 4 * 1024 * 1024;

/// Parses a file into its tree.
///
/// Findings are pushed to `diagnostics`. The tree is there unless the file cannot be read to its end; keys
/// that are written twice have their first value.
pub fn parse(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Node> {
    let text = sources.text(file);
    if text.len() > MAXIMUM_FILE_BYTES {
        diagnostics.push(too_large(file, text.len()));
        return None;
    }
    let mut reader = Reader { text, file, documents: 0, tree: Tree::new(file, diagnostics) };
    match reader.read() {
        Ok(()) => Some(reader.tree.finish()),
        Err(Stop) => None,
    }
}

/// The finding about a file that is larger than any schema.
pub(super) fn too_large(file: FileId, bytes: usize) -> Diagnostic {
    let message = format!("the file has {bytes} bytes, and {MAXIMUM_FILE_BYTES} is the limit");
    Diagnostic::new(Code::LimitExceeded, Span::start_of(file), message)
        .help("split it into several files that import each other")
}

struct Reader<'s> {
    text: &'s str,
    file: FileId,
    documents: usize,
    tree: Tree<'s>,
}

impl Reader<'_> {
    fn read(&mut self) -> Result<(), Stop> {
        let mut options = yaml::options! { disallow_directives: true };
        options.set_emit_comments(false);
        for event in Parser::new_from_str_with_options(self.text, options) {
            match event {
                Ok((event, place)) => self.event(event, place)?,
                Err(error) => return Err(self.failed(&error)),
            }
        }
        Ok(())
    }

    fn event(&mut self, event: Event<'_>, place: yaml::Span) -> Result<(), Stop> {
        let span = self.span(place);
        match event {
            Event::DocumentStart(..) => self.document(span),
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_tag(tag.as_deref(), place);
                let plain = style == ScalarStyle::Plain;
                let scalar = Scalar { text: text.into_owned(), plain };
                self.tree.scalar(scalar, self.trimmed(span), anchor)
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.refuse_tag(tag.as_deref(), place);
                self.tree.open_sequence(span, written(style), anchor)
            }
            Event::MappingStart(style, anchor, tag) => {
                self.refuse_tag(tag.as_deref(), place);
                self.tree.open_mapping(span, written(style), anchor)
            }
            Event::SequenceEnd | Event::MappingEnd => self.tree.close(span),
            Event::Alias(anchor) => self.tree.alias(anchor, span),
            _ => Ok(()),
        }
    }

    fn document(&mut self, span: Span) -> Result<(), Stop> {
        self.documents += 1;
        if self.documents < 2 {
            return Ok(());
        }
        let message = "a file holds one YAML document, and a second one starts here";
        let found = Diagnostic::new(Code::MultipleDocuments, span, message)
            .label("the second document")
            .help("remove the `---`, or move what follows into a file of its own");
        Err(self.tree.stop(found))
    }

    /// Tags choose types by the data, which is what the schema itself is for.
    fn refuse_tag(&mut self, tag: Option<&Tag>, place: yaml::Span) {
        let Some(tag) = tag else { return };
        let span = self.span(place.tag_span().unwrap_or(place));
        let message = format!("schemas do not use YAML tags, and `{}` is one", tag.original());
        let found = Diagnostic::new(Code::UnsupportedYaml, span, message)
            .label("a tag")
            .help("remove it, or put the text in quotes if the `!` belongs to it");
        self.tree.report(found);
    }

    fn failed(&mut self, error: &ScanError) -> Stop {
        let marker = error.marker();
        let start = self.place(*marker);
        let next = self.text[start..].chars().next().filter(|letter| *letter != '\n');
        let end = start + next.map_or(0, char::len_utf8);
        let span = Span::new(self.file, offset(start), offset(end));
        let found = match error.kind() {
            ErrorKind::RecursionLimitExceeded => {
                Diagnostic::new(Code::LimitExceeded, span, "lists and mappings are nested too deeply")
            }
            ErrorKind::DirectiveDisallowed => {
                Diagnostic::new(Code::UnsupportedYaml, span, "schemas do not use YAML directives")
                    .label("a directive")
                    .help("remove the line")
            }
            ErrorKind::UnknownAnchor => {
                Diagnostic::new(Code::YamlSyntax, span, "an alias (`*name`) needs an anchor (`&name`) before it")
                    .label("no anchor has this name")
                    .help("put the text in quotes if the `*` belongs to it")
            }
            kind => Diagnostic::new(Code::YamlSyntax, span, format!("this is not valid YAML: {kind}"))
                .label("here")
                .help(repair(kind)),
        };
        self.tree.stop(found)
    }

    fn span(&self, place: yaml::Span) -> Span {
        let start = self.place(place.start);
        Span::new(self.file, offset(start), offset(self.place(place.end).max(start)))
    }

    /// Markers of a text carry bytes; the count of characters is there for readers of streams.
    fn place(&self, marker: yaml::Marker) -> usize {
        let byte = marker
            .byte_offset()
            .unwrap_or_else(|| self.text.char_indices().nth(marker.index()).map_or(self.text.len(), |(byte, _)| byte));
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    }

    /// Block scalars end where the next line starts; a caret there would point at something else.
    fn trimmed(&self, span: Span) -> Span {
        let length = self.text.get(span.range()).map_or(span.len() as usize, |text| text.trim_end().len());
        Span::new(span.file, span.start, span.start + offset(length))
    }
}

const fn written(style: StructureStyle) -> Style {
    match style {
        StructureStyle::Flow => Style::Flow,
        StructureStyle::Block => Style::Block,
    }
}

/// What most often repairs a mistake in the notation.
fn repair(kind: &ErrorKind) -> Option<String> {
    let repair = match kind {
        ErrorKind::TabNotAllowed | ErrorKind::TabInBlockIndentation | ErrorKind::TabInIndentation => {
            "indent with spaces"
        }
        ErrorKind::UnclosedQuotedScalar | ErrorKind::InvalidQuotedScalarIndent => {
            "close the quotes, or indent all lines of a longer text"
        }
        ErrorKind::ExpectedFlowMappingSeparator => "add a `,` or `}`; a text that starts with `{` needs quotes",
        ErrorKind::ExpectedFlowSequenceSeparator => "add a `,` or `]`; a text that starts with `[` needs quotes",
        ErrorKind::InvalidColonPlacement => {
            "close a bracket that is open before this, or put a text that holds `: ` in quotes"
        }
        ErrorKind::UnclosedFlowCollection { open: '[' } | ErrorKind::UnexpectedEofFlowSequence => "add a `]`",
        ErrorKind::UnclosedFlowCollection { .. } | ErrorKind::UnexpectedEofFlowMapping => "add a `}`",
        ErrorKind::SimpleKeyExpected => "write `:` and a space after the key",
        ErrorKind::MappingValueNotAllowed => "put a text that holds `: ` in quotes",
        ErrorKind::UnexpectedCharacter { .. } => "put a text that starts with this character in quotes",
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::InvalidIndentation => {
            "check the indentation of this line and the one before"
        }
        ErrorKind::UnknownQuotedScalarEscape => "write `\\\\` for a backslash, or use single quotes",
        _ => return None,
    };
    Some(repair.to_owned())
}

fn offset(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}
