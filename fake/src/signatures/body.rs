//! Signatures in bodies, and what a signed body holds of the operation's own.

use std::collections::BTreeMap;

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::{Claim, form};
use crate::description::{BodySignature, SignatureField, SignedMember, SignedValue};

/// The members of an object, as they are written.
type Written<'b> = BTreeMap<String, &'b RawValue>;

/// What a body says about its signature.
pub(super) fn claim(described: &BodySignature, body: &[u8]) -> Claim {
    let mut found = Found::default();
    if let Ok(members) = serde_json::from_slice(body) {
        found.read(&described.body, &members);
    }
    let message = found.message(described).into_bytes();
    let mut field = |wanted: SignatureField| {
        let position = found.fields.iter().position(|(field, _)| *field == wanted)?;
        Some(found.fields.swap_remove(position).1)
    };
    Claim {
        signature: field(SignatureField::Signature),
        key_id: field(SignatureField::KeyId),
        public_key: field(SignatureField::PublicKey),
        message,
    }
}

/// What the operation takes, out of a signed body that holds it.
pub(crate) fn record(described: &BodySignature, body: &[u8]) -> Option<Value> {
    let mut found = Found::default();
    found.read(&described.body, &serde_json::from_slice(body).ok()?);
    let members = found.said.into_iter();
    members
        .map(|(name, value)| Some((name, serde_json::from_str(value.get()).ok()?)))
        .collect::<Option<Map<String, Value>>>()
        .map(Value::Object)
}

/// What stands in a signed body.
#[derive(Default)]
struct Found<'b> {
    /// What the caller says.
    said: Written<'b>,
    /// The parts of the signature.
    fields: Vec<(SignatureField, String)>,
}

impl<'b> Found<'b> {
    fn read(&mut self, described: &[SignedMember], members: &Written<'b>) {
        for SignedMember { name, value } in described {
            let Some(written) = members.get(name).copied() else { continue };
            match value {
                SignedValue::Of(own) => drop(self.said.insert(own.clone(), written)),
                SignedValue::Field(field) => {
                    self.fields.extend(serde_json::from_str(written.get()).ok().map(|text| (*field, text)));
                }
                SignedValue::Object(inner) => {
                    if let Ok(members) = serde_json::from_str(written.get()) {
                        self.read(inner, &members);
                    }
                }
                SignedValue::Text(_) => {}
            }
        }
    }

    /// What is signed; an object that cannot be written is no object that was signed.
    fn message(&self, described: &BodySignature) -> String {
        let text = self.object(&described.over);
        match described.form {
            Some(form) => form::rewrite(form, &text).unwrap_or_default(),
            None => text,
        }
    }

    fn object(&self, members: &[SignedMember]) -> String {
        let members: Vec<String> = members
            .iter()
            .filter_map(|SignedMember { name, value }| {
                let value = match value {
                    SignedValue::Of(own) => self.said.get(own)?.get().to_owned(),
                    SignedValue::Text(text) => quoted(text),
                    SignedValue::Field(field) => quoted(&self.fields.iter().find(|(known, _)| known == field)?.1),
                    SignedValue::Object(inner) => self.object(inner),
                };
                Some(format!("{}:{value}", quoted(name)))
            })
            .collect();
        format!("{{{}}}", members.join(","))
    }
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
