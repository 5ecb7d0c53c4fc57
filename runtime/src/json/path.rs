//! Where in a document a byte offset is, found by scanning the document once more after a failure.

use std::fmt::Write;
use std::ops::Range;

use super::reader::Reader;

/// Longer names are cut in paths: a path is for people.
const NAME_LIMIT: usize = 64;

/// An array or object that is open at the offset.
enum Step {
    /// The quoted name last met, and whether a name (not a value) comes next.
    Object { name: Option<Range<usize>>, name_next: bool },
    /// How many elements are complete.
    Array { index: usize },
}

/// The path of the value, or of the member whose name starts, at `offset`.
pub(super) fn path(input: &[u8], offset: usize) -> String {
    let mut steps: Vec<Step> = Vec::new();
    let mut position = 0;
    while let Some(&byte) = input.get(position) {
        if position > offset {
            break;
        }
        let at_offset = position == offset;
        match byte {
            b'"' => {
                let end = string_end(input, position);
                if let Some(Step::Object { name, name_next: name_next @ true }) = steps.last_mut() {
                    *name = Some(position..end);
                    *name_next = false;
                }
                position = end;
            }
            _ if at_offset => break,
            b'{' => steps.push(Step::Object { name: None, name_next: true }),
            b'[' => steps.push(Step::Array { index: 0 }),
            b'}' | b']' => drop(steps.pop()),
            b',' => next_member(&mut steps),
            _ => {}
        }
        if at_offset {
            break;
        }
        if byte != b'"' {
            position += 1;
        }
    }
    written(input, &steps)
}

fn next_member(steps: &mut [Step]) {
    match steps.last_mut() {
        Some(Step::Array { index }) => *index += 1,
        Some(Step::Object { name, name_next }) => {
            *name = None;
            *name_next = true;
        }
        None => {}
    }
}

/// Where the string that starts at `start` ends, or the input does.
fn string_end(input: &[u8], start: usize) -> usize {
    let mut position = start + 1;
    while let Some(&byte) = input.get(position) {
        position += 1;
        match byte {
            b'"' => return position,
            b'\\' => position += 1,
            _ => {}
        }
    }
    input.len()
}

fn written(input: &[u8], steps: &[Step]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Array { index } => {
                // Writing to a String cannot fail.
                let _ = write!(path, "[{index}]");
            }
            Step::Object { name: Some(range), .. } => {
                let quoted = input.get(range.clone()).unwrap_or_default();
                if let Ok(name) = Reader::new(quoted).text() {
                    push_name(&mut path, &name);
                }
            }
            Step::Object { name: None, .. } => {}
        }
    }
    path
}

fn push_name(path: &mut String, name: &str) {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$');
    let cut = name.char_indices().nth(NAME_LIMIT).map_or(name, |(end, _)| name.get(..end).unwrap_or_default());
    let mark = if cut.len() < name.len() { "…" } else { "" };
    let _ = if name.is_empty() || !name.chars().all(plain) {
        write!(path, "[{cut:?}{mark}]")
    } else if path.is_empty() {
        write!(path, "{cut}{mark}")
    } else {
        write!(path, ".{cut}{mark}")
    };
}

/// Line and column (in characters) of a byte, both from 1.
pub(super) fn line_and_column(input: &[u8], offset: usize) -> (usize, usize) {
    let before = input.get(..offset).unwrap_or(input);
    let line = before.split(|byte| *byte == b'\n').count();
    // Every byte of a character but the first has the form 10xxxxxx.
    let starts = before.iter().rev().take_while(|byte| **byte != b'\n').filter(|byte| **byte & 0xC0 != 0x80);
    (line, starts.count() + 1)
}
