//! Which page is asked for.

/// Which page is asked for. `Debug` does not show the cursor, which is the server's.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct PageRequest {
    pub(super) offset: u32,
    pub(super) size: Option<u32>,
    pub(super) cursor: Option<String>,
}

impl PageRequest {
    /// How many items come before it.
    pub fn offset(&self) -> u32 {
        self.offset
    }

    /// How many items it is to have, if that is said.
    pub fn size(&self) -> Option<u32> {
        self.size
    }

    /// What the server said where it is; `None` for the first page.
    pub fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }
}

impl std::fmt::Debug for PageRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("PageRequest")
            .field("offset", &self.offset)
            .field("size", &self.size)
            .field("has_cursor", &self.cursor.is_some())
            .finish()
    }
}
