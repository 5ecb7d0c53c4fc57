//! Documents around an answer: what is in them is read later, when it is known as what.

use std::ops::Range;

use crate::json::{DecodeError, Reader, Slot};

/// Where in a document a value stands.
#[derive(Debug, Default)]
pub(crate) struct Where(Option<Range<usize>>);

impl Where {
    /// The JSON of the value, if it is there.
    pub(crate) fn of<'d>(&self, document: &'d [u8]) -> Option<&'d [u8]> {
        document.get(self.0.clone()?)
    }
}

impl Where {
    /// The bytes of the value, if it is there.
    #[cfg(feature = "graphql")]
    pub(crate) fn range(&self) -> Option<Range<usize>> {
        self.0.clone()
    }
}

impl Slot for Where {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        let start = reader.next_offset();
        reader.skip()?;
        self.0 = Some(start..reader.offset());
        Ok(())
    }
}
