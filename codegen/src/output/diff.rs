//! What differs between two texts, in few lines.

use similar::{ChangeTag, TextDiff};

/// How many lines of a diff are shown for one file.
const SHOWN: usize = 24;

/// How a line of a diff is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// `@@ … @@`, or how much is left out.
    Place,
    /// In both texts.
    Same,
    /// Only in the text on disk.
    Removed,
    /// Only in the text that would be written.
    Added,
}

/// A short unified diff, line by line, without the names of the files.
pub(crate) fn unified(before: &str, after: &str) -> Vec<(Line, String)> {
    let diff = TextDiff::from_lines(before, after);
    let mut lines = Vec::new();
    for hunk in diff.unified_diff().context_radius(2).iter_hunks() {
        lines.push((Line::Place, hunk.header().to_string().trim_end().to_owned()));
        for change in hunk.iter_changes() {
            let (kind, sign) = match change.tag() {
                ChangeTag::Equal => (Line::Same, ' '),
                ChangeTag::Delete => (Line::Removed, '-'),
                ChangeTag::Insert => (Line::Added, '+'),
            };
            lines.push((kind, format!("{sign}{}", change.value().trim_end_matches(['\n', '\r']))));
        }
    }
    if lines.len() > SHOWN {
        let more = lines.len() - SHOWN;
        lines.truncate(SHOWN);
        lines.push((Line::Place, format!("… {more} more lines")));
    }
    lines
}
