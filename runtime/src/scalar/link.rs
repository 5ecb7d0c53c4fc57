//! URLs.

use url::Url;

use crate::json::{DecodeError, Reader, Writer};
use crate::model::Model;

/// Absolute URLs only; written in the normal form that the URL standard gives them.
impl Model for Url {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let offset = reader.next_offset();
        Self::parse(&reader.text()?).map_err(|_| DecodeError::invalid("not an absolute URL", offset))
    }

    fn encode(&self, writer: &mut Writer) {
        writer.string(self.as_str());
    }
}
