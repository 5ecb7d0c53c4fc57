//! Credentials: the headers that requests of a client have.

use serde_json::{Value, json};

use crate::model::clients::{Auth, SignatureField};

/// The ways to prove who calls, if there are some.
pub(super) fn describe<'m>(credentials: impl Iterator<Item = &'m Auth>) -> Option<Value> {
    let ways = credentials.map(|auth| match auth {
        Auth::ApiKey { header, .. } => json!({ "headers": [header] }),
        Auth::Token { .. } | Auth::Bearer(_) => json!({ "headers": ["Authorization"], "scheme": "Bearer" }),
        Auth::Signature(signature) => {
            // The key may be known from an earlier request.
            let headers = signature.headers.iter().filter(|(_, field)| *field != SignatureField::PublicKey);
            let headers: Vec<&str> = headers.map(|(name, _)| name.as_str()).collect();
            json!({ "headers": headers })
        }
    });
    let mut known: Vec<Value> = Vec::new();
    for way in ways {
        if !known.contains(&way) {
            known.push(way);
        }
    }
    (!known.is_empty()).then(|| known.into())
}
