//! Where something stands in a source file.

use std::ops::Range;

/// One file of a [`Sources`](crate::source::Sources) arena.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(u32);

impl FileId {
    /// The id of the `index`-th file of an arena.
    pub(crate) const fn new(index: u32) -> Self {
        Self(index)
    }

    /// The position of the file in its arena.
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A range of bytes in one file.
///
/// The order is the order of reading: by file, then by start, then by end.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file the bytes are in.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span over the bytes `start..end` of `file`.
    pub const fn new(file: FileId, start: u32, end: u32) -> Self {
        Self { file, start, end }
    }

    /// The very start of a file, for findings about the file as a whole.
    pub const fn start_of(file: FileId) -> Self {
        Self::new(file, 0, 0)
    }

    /// The bytes as a range for slicing.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// How many bytes the span covers.
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span covers no byte at all.
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The smallest span that covers both; `self` when they are in different files.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        if self.file != other.file {
            return self;
        }
        Self::new(self.file, self.start.min(other.start), self.end.max(other.end))
    }
}
