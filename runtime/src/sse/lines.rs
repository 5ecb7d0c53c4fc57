//! Lines, however the bytes they are made of were cut.

/// Gathers bytes until a line is complete. A line ends with CR, LF or both.
#[derive(Default)]
pub(super) struct Lines {
    /// The line so far.
    partial: Vec<u8>,
    /// Whether the last byte was a CR: an LF right behind it belongs to it.
    after_return: bool,
}

impl Lines {
    /// Takes bytes up to the end of a line: how many were taken, and whether a line is complete.
    pub(super) fn take(&mut self, bytes: &[u8]) -> (usize, bool) {
        let skipped = usize::from(self.after_return && bytes.first() == Some(&b'\n'));
        if !bytes.is_empty() {
            self.after_return = false;
        }
        let rest = bytes.get(skipped..).unwrap_or_default();
        match rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
            Some(end) => {
                self.partial.extend_from_slice(rest.get(..end).unwrap_or_default());
                self.after_return = rest.get(end) == Some(&b'\r');
                (skipped + end + 1, true)
            }
            None => {
                self.partial.extend_from_slice(rest);
                (bytes.len(), false)
            }
        }
    }

    /// How many bytes the line has so far.
    pub(super) fn len(&self) -> usize {
        self.partial.len()
    }

    /// The line that is complete.
    pub(super) fn line(&self) -> &[u8] {
        &self.partial
    }

    /// Makes room for the next line.
    pub(super) fn clear(&mut self) {
        self.partial.clear();
    }
}
