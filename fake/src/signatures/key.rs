//! Keys and signatures of Ed25519 (RFC 8032).

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ed25519_dalek::{Signature, VerifyingKey};

/// Says what is wrong with a signature.
pub(super) fn verify(key: &str, signature: &str, message: &[u8]) -> Result<(), &'static str> {
    let key = decoded(key).and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok());
    let key = key.ok_or("the public key is none of Ed25519 in base64")?;
    let signature = decoded(signature).map(|bytes| Signature::from_bytes(&bytes));
    let signature = signature.ok_or("the signature is none of Ed25519 in base64")?;
    let outcome = key.verify_strict(message, &signature);
    outcome.map_err(|_| "the signature is not that of this key for this request")
}

fn decoded<const N: usize>(text: &str) -> Option<[u8; N]> {
    BASE64_STANDARD.decode(text).ok()?.try_into().ok()
}
