//! The document around data.

use super::{GraphqlError, GraphqlErrors};
use crate::client::envelope::Where;
use crate::json::{DecodeError, Names, Reader, Value};
use crate::model::Model;

static NAMES: Names = Names::new(&["data", "errors"]);

/// What a server answers: data, errors, both or neither.
#[derive(Debug, Default)]
pub(super) struct GraphqlAnswer {
    data: Where,
    errors: Vec<GraphqlError>,
}

impl GraphqlAnswer {
    pub(super) fn read(document: &[u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(document);
        let mut decode = || {
            let object = reader.object()?;
            let (mut data, mut errors) = (Where::default(), None::<Vec<GraphqlError>>);
            reader.record(object, &NAMES, &mut [&mut data, &mut errors])?;
            reader.finish()?;
            Ok(Self { data, errors: errors.unwrap_or_default() })
        };
        decode().map_err(|error: DecodeError| error.locate(document))
    }

    /// Whether the document has data and no errors, so that it may stand for another answer.
    #[cfg(feature = "cache")]
    pub(super) fn is_whole(document: &[u8]) -> bool {
        Self::read(document).is_ok_and(|answer| answer.errors.is_empty() && answer.data.range().is_some())
    }

    /// Which bytes the data are.
    pub(super) fn place(&self) -> Option<std::ops::Range<usize>> {
        self.data.range()
    }

    /// The errors, if there is at least one, with the data beside them.
    pub(super) fn errors(self, document: &[u8]) -> Option<GraphqlErrors> {
        if self.errors.is_empty() {
            return None;
        }
        let data = self.data.of(document).and_then(|data| Value::from_json(data).ok()).filter(|data| !data.is_null());
        Some(GraphqlErrors::new(self.errors, data))
    }
}
