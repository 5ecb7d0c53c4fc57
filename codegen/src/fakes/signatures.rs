//! Signatures: what a fake verifies.

use serde_json::{Map, Value, json};

use crate::model::clients::{Auth, BodySignature, Client, JsonForm, Signature, SignedMember, SignedPart, SignedValue};

/// How these clients sign their requests in headers, by the names of the clients.
pub(super) fn describe<'m>(clients: impl Iterator<Item = &'m Client>) -> Map<String, Value> {
    let signed = |client: &'m Client| {
        in_headers(client).map(|signature| (client.declaration.name.as_written().to_owned(), headers(signature)))
    };
    clients.filter_map(signed).collect()
}

/// The name of the signature that requests have in their headers, which may have these credentials of a client.
pub(super) fn name<'m>(client: &'m Client, mut credentials: impl Iterator<Item = &'m Auth>) -> Option<&'m str> {
    let is_signed = credentials.any(|auth| matches!(auth, Auth::Signature(_)));
    is_signed.then(|| client.declaration.name.as_written())
}

fn in_headers(client: &Client) -> Option<&Signature> {
    client.auth.iter().find_map(|auth| match auth {
        Auth::Signature(signature) => Some(signature),
        _ => None,
    })
}

fn headers(signature: &Signature) -> Value {
    let parts = signature.parts.iter().map(|part| match part {
        SignedPart::Text(text) => json!({ "text": text }),
        word => Value::from(word.word()),
    });
    let headers = signature.headers.iter().map(|(name, field)| (name.clone(), Value::from(field.word())));
    let mut described = json!({
        "parts": parts.collect::<Vec<_>>(),
        "headers": headers.collect::<Map<_, _>>(),
    });
    if let Some(separator) = &signature.separator {
        described["separator"] = Value::from(separator.as_str());
    }
    described
}

/// How the body of an operation is signed.
pub(super) fn in_body(signature: &BodySignature) -> Value {
    let mut described = json!({ "body": members(&signature.body), "over": members(&signature.over) });
    if let Some(form) = signature.form {
        described["form"] = self::form(form);
    }
    described
}

fn members(members: &[SignedMember]) -> Value {
    members
        .iter()
        .map(|SignedMember { name, value }| {
            let value = match value {
                SignedValue::Of(wire) => json!({ "of": wire }),
                SignedValue::Field(field) => json!({ "field": field.word() }),
                SignedValue::Text(text) => json!({ "text": text }),
                SignedValue::Object(inner) => json!({ "object": self::members(inner) }),
            };
            json!({ "name": name, "value": value })
        })
        .collect()
}

fn form(form: JsonForm) -> Value {
    let set = [("sorted", form.sorted), ("compact", form.compact), ("unescaped", form.unescaped)];
    let set = set.into_iter().filter(|(_, is_set)| *is_set);
    Value::Object(set.map(|(name, _)| (name.to_owned(), Value::Bool(true))).collect())
}
