//! What a JSON Web Token says about itself (RFC 7519).

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::json::Value;
use crate::model::Model;

/// Padding should not be there; some issuers write it.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent).with_encode_padding(false),
);

/// The claims of a token whose signature nobody has checked.
///
/// The server checks it. Its client reads what helps to use the token well, and trusts it no further.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use typeloom_runtime::token::Claims;
///
/// // {"alg":"none"} . {"sub":"v-1","exp":1770112800} .
/// let claims = Claims::unverified("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ2LTEiLCJleHAiOjE3NzAxMTI4MDB9.")?;
/// assert_eq!(claims.expiry()?, UNIX_EPOCH + Duration::from_secs(1_770_112_800));
/// assert_eq!(claims.text("sub"), Some("v-1"));
/// # Ok::<(), typeloom_runtime::token::JwtError>(())
/// ```
#[derive(Clone)]
pub struct Claims {
    claims: Value,
}

/// Why a text is not a token, or not one that expires. Does not show the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JwtError {
    /// There are not three parts with dots between them.
    #[error("a JSON Web Token has three parts, not {parts}")]
    Parts {
        /// How many there are.
        parts: usize,
    },
    /// The second part is not base64.
    #[error("the claims of the token are not base64url")]
    Base64,
    /// The second part is not an object.
    #[error("the claims of the token are not a JSON object")]
    Json,
    /// There is no time of expiry.
    #[error("the token has no claim `exp`")]
    NoExpiry,
    /// The time of expiry is none.
    #[error("the claim `exp` of the token is not a number of seconds that makes a time")]
    Expiry,
}

impl Claims {
    /// Reads the claims of a token.
    ///
    /// # Errors
    /// When the text does not have the form of a token.
    pub fn unverified(token: &str) -> Result<Self, JwtError> {
        let parts: Vec<&str> = token.split('.').collect();
        let [_, payload, _] = parts.as_slice() else {
            return Err(JwtError::Parts { parts: parts.len() });
        };
        let payload = BASE64.decode(payload).map_err(|_| JwtError::Base64)?;
        match Value::from_json(&payload) {
            Ok(claims @ Value::Object(_)) => Ok(Self { claims }),
            _ => Err(JwtError::Json),
        }
    }

    /// When the token expires: the claim `exp`, in seconds since 1970.
    ///
    /// # Errors
    /// When there is no such claim, or it is not a time.
    pub fn expiry(&self) -> Result<SystemTime, JwtError> {
        let seconds = match self.claims.get("exp") {
            None | Some(Value::Null) => return Err(JwtError::NoExpiry),
            Some(value) => value.as_f64().ok_or(JwtError::Expiry)?,
        };
        // Whoever expired before 1970 has expired.
        let since = Duration::try_from_secs_f64(seconds.max(0.0)).map_err(|_| JwtError::Expiry)?;
        UNIX_EPOCH.checked_add(since).ok_or(JwtError::Expiry)
    }

    /// A claim that is a text: `sub`, `iss`, `jti` and the like.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.claims.get(name)?.as_str()
    }

    /// Any claim.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.claims.get(name)
    }
}

impl std::fmt::Debug for Claims {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<_> = self.claims.as_object().into_iter().flat_map(|claims| claims.keys()).collect();
        formatter.debug_struct("Claims").field("names", &names).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expiry(payload: &str) -> Result<u64, JwtError> {
        let token = format!("h.{}.s", BASE64.encode(payload));
        let expiry = Claims::unverified(&token)?.expiry()?;
        Ok(expiry.duration_since(UNIX_EPOCH).unwrap().as_secs())
    }

    #[test]
    fn the_time_of_expiry_is_any_number() {
        assert_eq!(expiry(r#"{"exp": 1770112800}"#), Ok(1_770_112_800));
        assert_eq!(expiry(r#"{"exp": 1770112800.5}"#), Ok(1_770_112_800));
        assert_eq!(expiry(r#"{"exp": -5}"#), Ok(0));
        assert_eq!(expiry(r#"{"exp": 1e300}"#), Err(JwtError::Expiry));
        assert_eq!(expiry(r#"{"exp": "1770112800"}"#), Err(JwtError::Expiry));
        assert_eq!(expiry(r#"{"exp": null}"#), Err(JwtError::NoExpiry));
        assert_eq!(expiry("{}"), Err(JwtError::NoExpiry));
    }

    #[test]
    fn what_is_no_token_is_told_without_showing_it() {
        for (token, error) in [
            ("", JwtError::Parts { parts: 1 }),
            ("opaque", JwtError::Parts { parts: 1 }),
            ("a.b.c.d.e", JwtError::Parts { parts: 5 }),
            ("a.!.c", JwtError::Base64),
            ("a.bm90IGpzb24.c", JwtError::Json),
            ("a.WzFd.c", JwtError::Json),
        ] {
            assert_eq!(Claims::unverified(token).map(drop), Err(error), "{token}");
        }
        assert!(Claims::unverified("a.e30=.c").is_ok(), "padding is tolerated");
    }
}
