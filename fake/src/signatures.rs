//! Whether requests are signed as described, and by whom.

mod body;
mod form;
mod header;
mod key;

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

pub(crate) use body::record;

use crate::credentials;
use crate::description::{Call, Description, Operation};
use crate::journal::Received;
use crate::reply::Reply;

/// The public keys of callers in base64, by their names.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    /// Those that were given: no other key signs in these names.
    given: HashMap<String, String>,
    /// Those that came with a valid signature, for signatures that come without.
    seen: Mutex<HashMap<String, String>>,
    /// Whether a request without a signature is refused.
    pub(crate) required: bool,
}

/// What a signed request says about its signature.
struct Claim {
    signature: Option<String>,
    key_id: Option<String>,
    public_key: Option<String>,
    /// What is signed.
    message: Vec<u8>,
}

impl Keys {
    pub(crate) fn give(&mut self, key_id: String, key: String) {
        self.given.insert(key_id, key);
    }

    /// Refuses a request that is not signed as its operation describes.
    pub(crate) fn check(
        &self,
        description: &Description,
        operation: &Operation,
        received: &Received,
    ) -> Result<(), Reply> {
        let in_headers = operation.signature.as_ref().and_then(|name| description.signatures.get(name));
        if let Some(signature) = in_headers {
            let claim = header::claim(signature, received);
            // One of the ways that are described is enough.
            if claim.signature.is_some() || !credentials::are_there(operation, received) {
                self.judge(claim)?;
            }
        }
        if let Call::Http(call) = &operation.call
            && let Some(signature) = &call.signature
        {
            self.judge(body::claim(signature, &received.body))?;
        }
        Ok(())
    }

    fn judge(&self, claim: Claim) -> Result<(), Reply> {
        let refused = |message: &str| Err(Reply::error(401, "invalid_signature", message));
        let Claim { signature, key_id, public_key, message } = claim;
        let Some(signature) = signature else {
            return if self.required { refused("the request is not signed") } else { Ok(()) };
        };
        let given = key_id.as_ref().and_then(|id| self.given.get(id)).cloned();
        if given.is_some() && public_key.is_some() && given != public_key {
            return refused("the public key is not the one that is known for this name");
        }
        let seen = || key_id.as_ref().and_then(|id| self.seen().get(id).cloned());
        let Some(key) = given.or_else(|| public_key.clone()).or_else(seen) else {
            return if self.required { refused("no key is known for this name") } else { Ok(()) };
        };
        if let Err(problem) = key::verify(&key, &signature, &message) {
            return refused(problem);
        }
        if let (Some(id), Some(key)) = (key_id, public_key) {
            self.seen().insert(id, key);
        }
        Ok(())
    }

    fn seen(&self) -> MutexGuard<'_, HashMap<String, String>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
