//! Bytes, which JSON carries as base64.

use std::fmt;

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::json::{DecodeError, Reader, Writer};
use crate::model::Model;

const CONFIG: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, CONFIG);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, CONFIG);

/// Bytes, written as base64 (standard alphabet, padded); read from either alphabet, padded or not.
///
/// ```
/// use typeloom_runtime::{model::Model, scalar::Bytes};
///
/// assert_eq!(Bytes(vec![0xfb, 0xff]).to_json(), r#""+/8=""#);
/// assert_eq!(Bytes::from_json(br#""-_8""#)?, Bytes(vec![0xfb, 0xff]));
/// # Ok::<(), typeloom_runtime::json::DecodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Bytes(pub Vec<u8>);

/// Says only how many there are: bytes are long, and often keys.
impl fmt::Debug for Bytes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Bytes({} bytes)", self.0.len())
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Bytes {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl From<Bytes> for Vec<u8> {
    fn from(bytes: Bytes) -> Self {
        bytes.0
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Model for Bytes {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let offset = reader.next_offset();
        let text = reader.text()?;
        let engine = if text.contains(['-', '_']) { &URL_SAFE } else { &STANDARD };
        match engine.decode(text.as_bytes()) {
            Ok(bytes) => Ok(Self(bytes)),
            Err(_) => Err(DecodeError::invalid("not a base64 text", offset)),
        }
    }

    fn encode(&self, writer: &mut Writer) {
        writer.string(&STANDARD.encode(&self.0));
    }
}
