//! Identifiers of the form `67e55044-10b1-426f-9247-bb680e5fe0c8`.

use uuid::Uuid;

use crate::json::{DecodeError, Reader, Writer};
use crate::model::Model;

/// Written with hyphens, in lower case; read in any of the usual forms.
impl Model for Uuid {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let offset = reader.next_offset();
        Self::try_parse(&reader.text()?).map_err(|_| DecodeError::invalid("not a UUID", offset))
    }

    fn encode(&self, writer: &mut Writer) {
        writer.string(self.hyphenated().encode_lower(&mut Self::encode_buffer()));
    }
}
