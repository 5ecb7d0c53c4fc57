//! Signatures in headers.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};

use super::Claim;
use crate::description::{HeaderSignature, SignatureField, SignedPart};
use crate::journal::Received;

/// What the headers of a request say about its signature.
pub(super) fn claim(described: &HeaderSignature, received: &Received) -> Claim {
    let field = |wanted: SignatureField| {
        let header = described.headers.iter().find(|(_, field)| **field == wanted)?.0;
        received.header(header).map(str::to_owned)
    };
    let (timestamp, key_id) = (field(SignatureField::Timestamp), field(SignatureField::KeyId));
    let mut message = Vec::new();
    let mut separator = "";
    for part in &described.parts {
        let Some(text) = part_of(part, received, timestamp.as_deref(), key_id.as_deref()) else { continue };
        message.extend_from_slice(separator.as_bytes());
        separator = &described.separator;
        message.extend_from_slice(&text);
    }
    Claim { signature: field(SignatureField::Signature), public_key: field(SignatureField::PublicKey), key_id, message }
}

/// A part of what is signed; none if it is left out.
fn part_of(part: &SignedPart, received: &Received, timestamp: Option<&str>, key_id: Option<&str>) -> Option<Vec<u8>> {
    let body = received.body.as_slice();
    let hash = || Sha256::digest(body);
    Some(match part {
        SignedPart::Text(text) => text.clone().into_bytes(),
        SignedPart::Method => received.method.clone().into_bytes(),
        SignedPart::Path => received.path.clone().into_bytes(),
        SignedPart::Query => received.raw_query.clone().into_bytes(),
        SignedPart::Target => received.target().into_bytes(),
        SignedPart::Timestamp => timestamp.unwrap_or_default().as_bytes().to_vec(),
        SignedPart::KeyId => key_id.unwrap_or_default().as_bytes().to_vec(),
        SignedPart::Body if body.is_empty() => return None,
        SignedPart::BodyWithMembers if body.is_empty() || is_empty_object(body) => return None,
        SignedPart::Body | SignedPart::BodyWithMembers => body.to_vec(),
        SignedPart::BodyHashHex => hexadecimal(&hash()).into_bytes(),
        SignedPart::BodyHashBase64 => BASE64_STANDARD.encode(hash()).into_bytes(),
    })
}

fn hexadecimal(bytes: &[u8]) -> String {
    let nibbles = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    nibbles.filter_map(|nibble| char::from_digit(u32::from(nibble), 16)).collect()
}

fn is_empty_object(body: &[u8]) -> bool {
    let inside = body.trim_ascii().strip_prefix(b"{").and_then(|rest| rest.strip_suffix(b"}"));
    inside.is_some_and(|inside| inside.trim_ascii().is_empty())
}
