//! What a file may cost.
//!
//! Aliases let a short file stand for a huge tree, so every copy is paid for before it is made.

use crate::diagnostic::{Code, Diagnostic, Span};

/// How deep lists and mappings may be nested.
const MAXIMUM_DEPTH: usize = 32;

/// How many values a file may have, copies for anchors and aliases included.
const MAXIMUM_NODES: usize = 200_000;

/// How much text these values may hold.
const MAXIMUM_TEXT_BYTES: usize = 16 * 1024 * 1024;

/// What a value takes, or all values so far.
#[derive(Copy, Clone, Default)]
pub(super) struct Cost {
    pub(super) nodes: usize,
    pub(super) bytes: usize,
}

impl Cost {
    /// One value that holds this much text itself.
    pub(super) const fn of(bytes: usize) -> Self {
        Self { nodes: 1, bytes }
    }

    /// What came since `earlier`.
    pub(super) const fn since(self, earlier: Self) -> Self {
        Self { nodes: self.nodes.saturating_sub(earlier.nodes), bytes: self.bytes.saturating_sub(earlier.bytes) }
    }

    /// Adds `more`, unless that is more than any schema needs.
    pub(super) fn spend(&mut self, more: Self, span: Span) -> Result<(), Diagnostic> {
        self.nodes = self.nodes.saturating_add(more.nodes);
        self.bytes = self.bytes.saturating_add(more.bytes);
        let message = if self.nodes > MAXIMUM_NODES {
            format!("the file has more than {MAXIMUM_NODES} values, aliases included")
        } else if self.bytes > MAXIMUM_TEXT_BYTES {
            format!("the file holds more than {MAXIMUM_TEXT_BYTES} bytes of text, aliases included")
        } else {
            return Ok(());
        };
        Err(Diagnostic::new(Code::LimitExceeded, span, message)
            .label("the limit is passed here")
            .help("split the file, and write values out instead of nesting aliases"))
    }
}

/// Refuses what would be deeper than any schema needs.
pub(super) fn check_depth(depth: usize, span: Span) -> Result<(), Diagnostic> {
    if depth <= MAXIMUM_DEPTH {
        return Ok(());
    }
    let message = format!("lists and mappings are nested more than {MAXIMUM_DEPTH} levels deep");
    Err(Diagnostic::new(Code::LimitExceeded, span, message)
        .label("one level too deep")
        .help("give the inner parts names of their own"))
}
