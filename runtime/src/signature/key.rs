//! Keys and signatures.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use ed25519_dalek::Signer as _;
use zeroize::Zeroizing;

use crate::secret::Secret;

/// Written with padding, read with or without.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The secret half of a key. `Debug` hides it, and its memory is cleared when it is dropped.
///
/// ```
/// use typeloom_runtime::signature::SigningKey;
///
/// let key = SigningKey::from_base64("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")?;
/// assert_eq!(key.public_key().to_string(), "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=");
/// let signature = key.sign(b"message");
/// assert!(key.public_key().verify(b"message", &signature).is_ok());
/// assert!(key.public_key().verify(b"massage", &signature).is_err());
/// # Ok::<(), typeloom_runtime::signature::KeyError>(())
/// ```
#[derive(Clone)]
pub struct SigningKey(ed25519_dalek::SigningKey);

/// Why bytes are no key. Does not show them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The text is not base64.
    #[error("the key is not base64")]
    Base64,
    /// There are too many bytes, or too few.
    #[error("the key has {bytes} bytes; {expected}")]
    Length {
        /// How many there are.
        bytes: usize,
        /// How many there should be.
        expected: &'static str,
    },
    /// The second half of a pair is not the public key of the first.
    #[error("the public half of the key does not belong to its secret half")]
    Mismatch,
    /// The bytes are not a point of the curve.
    #[error("the bytes are no public key")]
    Point,
    /// The system gives no random bytes.
    #[error("the system gives no random bytes for a key")]
    Random,
}

impl SigningKey {
    /// A new key, from the random numbers of the system.
    ///
    /// # Errors
    /// When the system gives none.
    pub fn generate() -> Result<Self, KeyError> {
        let mut seed = Zeroizing::new([0; 32]);
        getrandom::fill(&mut *seed).map_err(|_| KeyError::Random)?;
        Ok(Self::from_seed(&seed))
    }

    /// The key that 32 secret bytes give.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// A key from a seed of 32 bytes, or from seed and public key in 64.
    ///
    /// # Errors
    /// When there are more or fewer, or the two halves do not belong together.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        if let Ok(seed) = <&[u8; 32]>::try_from(bytes) {
            return Ok(Self::from_seed(seed));
        }
        let Ok(pair) = <&[u8; 64]>::try_from(bytes) else {
            return Err(KeyError::Length { bytes: bytes.len(), expected: "a secret key has 32, a pair 64" });
        };
        ed25519_dalek::SigningKey::from_keypair_bytes(pair).map(Self).map_err(|_| KeyError::Mismatch)
    }

    /// Like [`from_bytes`](Self::from_bytes), from base64.
    ///
    /// # Errors
    /// When the text is not base64, and as [`from_bytes`](Self::from_bytes).
    pub fn from_base64(text: &str) -> Result<Self, KeyError> {
        Self::from_bytes(&Zeroizing::new(BASE64.decode(text).map_err(|_| KeyError::Base64)?))
    }

    /// The public half.
    pub fn public_key(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// The seed in base64.
    pub fn to_base64(&self) -> Secret<String> {
        Secret::new(BASE64.encode(self.0.as_bytes()))
    }

    /// Seed and public key in base64, 64 bytes in all.
    pub fn to_pair_base64(&self) -> Secret<String> {
        Secret::new(BASE64.encode(Zeroizing::new(self.0.to_keypair_bytes())))
    }

    /// Signs a message.
    pub fn sign(&self, message: &[u8]) -> Signature {
        Signature(self.0.sign(message))
    }
}

impl FromStr for SigningKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        Self::from_base64(text)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SigningKey").field("public_key", &self.public_key()).finish_non_exhaustive()
    }
}

/// The public half of a key. Its text is base64.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(ed25519_dalek::VerifyingKey);

/// A signature does not belong to a message and a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the signature is not that of this key for this message")]
pub struct InvalidSignature;

impl PublicKey {
    /// The key of 32 bytes.
    ///
    /// # Errors
    /// When they are not a point of the curve.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        ed25519_dalek::VerifyingKey::from_bytes(bytes).map(Self).map_err(|_| KeyError::Point)
    }

    /// The bytes of the key.
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// Whether a signature is that of this key for this message.
    ///
    /// # Errors
    /// When it is not.
    pub fn verify(&self, message: &[u8], signature: &Signature) -> Result<(), InvalidSignature> {
        self.0.verify_strict(message, &signature.0).map_err(|_| InvalidSignature)
    }
}

impl FromStr for PublicKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        Self::from_bytes(&decoded(text, "a public key has 32")?)
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&BASE64.encode(self.0.as_bytes()))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PublicKey({self})")
    }
}

/// A signature. Its text is base64.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature(ed25519_dalek::Signature);

impl Signature {
    /// The bytes of the signature.
    pub fn to_bytes(&self) -> [u8; 64] {
        self.0.to_bytes()
    }
}

impl From<[u8; 64]> for Signature {
    fn from(bytes: [u8; 64]) -> Self {
        Self(ed25519_dalek::Signature::from_bytes(&bytes))
    }
}

impl FromStr for Signature {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        decoded(text, "a signature has 64").map(Self::from)
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&BASE64.encode(self.to_bytes()))
    }
}

fn decoded<const N: usize>(text: &str, expected: &'static str) -> Result<[u8; N], KeyError> {
    let bytes = BASE64.decode(text).map_err(|_| KeyError::Base64)?;
    <[u8; N]>::try_from(bytes.as_slice()).map_err(|_| KeyError::Length { bytes: bytes.len(), expected })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8032, section 7.1, test 2.
    const SEED: &str = "TM0Imyj/ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U+4pvs=";
    const PUBLIC: &str = "PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=";
    const SIGNATURE: &str = "kqAJqfDUyrhyDoILX2QlQKKye1QWUD+Ps3YiI+vbadoIWsHkPhWZbkWPNhPQ8R2MOHsurrQwKu6wDSkWErsMAA==";

    #[test]
    fn a_known_message_has_the_known_signature() {
        let key: SigningKey = SEED.parse().unwrap();
        assert_eq!(key.public_key().to_string(), PUBLIC);
        assert_eq!(key.sign(b"\x72").to_string(), SIGNATURE);
        let public: PublicKey = PUBLIC.parse().unwrap();
        assert_eq!(public.verify(b"\x72", &SIGNATURE.parse().unwrap()), Ok(()));
        assert_eq!(public.verify(b"\x73", &SIGNATURE.parse().unwrap()), Err(InvalidSignature));
    }

    #[test]
    fn both_forms_of_a_key_are_read_and_written() {
        let key = SigningKey::from_base64(SEED).unwrap();
        let pair = key.to_pair_base64();
        assert_eq!(SigningKey::from_base64(pair.expose()).unwrap().to_base64().expose(), SEED);
        assert_eq!(SigningKey::from_base64(SEED.trim_end_matches('=')).unwrap().to_base64().expose(), SEED);
    }

    #[test]
    fn what_is_no_key_is_told_without_showing_it() {
        let mut pair = BASE64.decode(SigningKey::from_base64(SEED).unwrap().to_pair_base64().expose()).unwrap();
        pair[40] ^= 1;
        assert_eq!(SigningKey::from_bytes(&pair).map(drop), Err(KeyError::Mismatch));
        assert_eq!(SigningKey::from_base64("no key!").map(drop), Err(KeyError::Base64));
        let error = SigningKey::from_bytes(&[1; 33]).unwrap_err();
        assert_eq!(error.to_string(), "the key has 33 bytes; a secret key has 32, a pair 64");
        assert_eq!(
            "AAAA".parse::<Signature>().map(drop),
            Err(KeyError::Length { bytes: 3, expected: "a signature has 64" })
        );
        assert_eq!(PublicKey::from_bytes(&[2; 32]).map(drop), Err(KeyError::Point));
        let shown = format!("{:?}", SigningKey::from_base64(SEED).unwrap());
        assert_eq!(shown, format!("SigningKey {{ public_key: PublicKey({PUBLIC}), .. }}"));
    }

    #[test]
    fn new_keys_differ() {
        let keys = [SigningKey::generate().unwrap(), SigningKey::generate().unwrap()];
        assert_ne!(keys[0].public_key(), keys[1].public_key());
    }
}
