//! What a description says about pages.

/// How the pages of an operation follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PagePlan {
    pub(super) operation: &'static str,
    pub(super) step: Step,
    pub(super) size: Option<u32>,
}

/// How the next page is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// By the number of items before it.
    Offset,
    /// By what the server said last.
    Cursor,
}

impl PagePlan {
    /// The next page of this operation is asked for by the number of items before it.
    pub const fn by_offset(operation: &'static str) -> Self {
        Self { operation, step: Step::Offset, size: None }
    }

    /// The next page of this operation is asked for by the cursor that came with the last one.
    pub const fn by_cursor(operation: &'static str) -> Self {
        Self { operation, step: Step::Cursor, size: None }
    }

    /// So many items are asked for at a time; the server is known to give as many, where there are.
    #[must_use]
    pub const fn size(mut self, items: u32) -> Self {
        self.size = Some(items);
        self
    }
}
