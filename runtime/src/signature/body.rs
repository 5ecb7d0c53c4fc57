//! Signatures that stand in the body of a request, beside what they sign.

use std::borrow::Cow;

use super::{SigningKey, TimestampForm};
use crate::client::Request;
use crate::future::BoxError;
use crate::json::{JsonForm, Writer, members};

/// The members of an object of JSON, in their order.
pub type Members = &'static [(&'static str, Member)];

/// What the body of a signed request is made of, and which object of JSON is signed.
///
/// What the caller says is a record, whose members go where this says; who signs, when, and the signature are added.
///
/// ```
/// use std::sync::Arc;
/// use std::time::{Duration, UNIX_EPOCH};
/// use typeloom_runtime::auth::AuthTransport;
/// use typeloom_runtime::client::{MemoryTransport, Method, Operation, Request, Response, Transport};
/// use typeloom_runtime::clock::ManualClock;
/// use typeloom_runtime::json::{JsonForm, Value};
/// use typeloom_runtime::model::Model;
/// use typeloom_runtime::signature::{BodySignature, Member, SignatureCredentials, SignatureScheme, SigningKey};
/// use typeloom_runtime::{Piece, Place, Template};
///
/// static SCHEME: SignatureScheme = SignatureScheme::new(&[], &[]);
/// static SIGNATURE: BodySignature = BodySignature::new(
///     &[("order", Member::Of("note")), ("by", Member::KeyId), ("proof", Member::Signature)],
///     &[("order", Member::Of("note")), ("time", Member::Timestamp)],
/// )
/// .form(JsonForm::PYTHON.sorted());
/// static PLACE: Operation =
///     Operation::new("Orders::place", Method::Post, Template::new(Place::Path, "/o", &[Piece::Literal("/o")]))
///         .open()
///         .signed(&SIGNATURE);
///
/// let key = SigningKey::from_seed(&[7; 32]);
/// let public = key.public_key();
/// let clock = Arc::new(ManualClock::at(UNIX_EPOCH + Duration::from_secs(1_770_112_800)));
/// let server = MemoryTransport::new();
/// server.reply(Method::Post, "/o", Response::new(201));
/// let credentials = SignatureCredentials::new(&SCHEME, key, "agent-1").with_clock(clock);
/// let transport = AuthTransport::new(server.clone()).with(credentials);
///
/// let request = Request::new(Method::Post, "/o").with_json(r#"{"note":"tea"}"#).with_operation(&PLACE);
/// pollster::block_on(transport.call(request))?;
/// let body = Value::from_json(server.requests()[0].body().unwrap_or_default())?;
/// assert_eq!(body["by"].as_str(), Some("agent-1"));
/// public.verify(br#"{"order": "tea", "time": "1770112800"}"#, &body["proof"].as_str().unwrap().parse()?)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct BodySignature {
    body: Members,
    signed: Members,
    body_form: Option<JsonForm>,
    form: Option<JsonForm>,
    timestamp: TimestampForm,
}

/// What a member of a signed object holds.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Member {
    /// What the member of this name holds of the record that the caller gives; a member that is not there is left out.
    Of(&'static str),
    /// The signature, in base64; not part of what it signs.
    Signature,
    /// When it was made.
    Timestamp,
    /// The name of the key: whose it is.
    KeyId,
    /// The public key, in base64.
    PublicKey,
    /// The same text in all requests.
    Text(&'static str),
    /// An object.
    Object(Members),
}

impl BodySignature {
    /// The members of the body, and those of the object that is signed; both are compact JSON if nothing else is said.
    pub const fn new(body: Members, signed: Members) -> Self {
        Self { body, signed, body_form: None, form: None, timestamp: TimestampForm::UnixSeconds }
    }

    /// The form of the body.
    #[must_use]
    pub const fn body(mut self, form: JsonForm) -> Self {
        self.body_form = Some(form);
        self
    }

    /// The form of the object that is signed.
    #[must_use]
    pub const fn form(mut self, form: JsonForm) -> Self {
        self.form = Some(form);
        self
    }

    /// How the time is written.
    #[must_use]
    pub const fn timestamp(mut self, form: TimestampForm) -> Self {
        self.timestamp = form;
        self
    }

    pub(super) fn timestamp_form(&self) -> TimestampForm {
        self.timestamp
    }

    /// Puts the signed body in the place of the record that the request has as its body.
    pub(super) fn sign(
        &self,
        request: &mut Request,
        key: &SigningKey,
        key_id: &str,
        timestamp: &str,
    ) -> Result<(), BoxError> {
        let record = request.body().unwrap_or(b"{}").to_vec();
        let mut source = Source { said: members(&record)?, key, key_id, timestamp, signature: None };
        let signed = written(self.signed, self.form, &source)?;
        source.signature = Some(key.sign(signed.as_bytes()).to_string());
        request.set_json(written(self.body, self.body_form, &source)?.into_bytes());
        Ok(())
    }
}

/// Where the members of an object come from.
struct Source<'s> {
    /// The members of the record: names, and the text of what they hold.
    said: Vec<(String, &'s str)>,
    key: &'s SigningKey,
    key_id: &'s str,
    timestamp: &'s str,
    /// Known once something is signed.
    signature: Option<String>,
}

fn written(described: Members, form: Option<JsonForm>, source: &Source<'_>) -> Result<String, BoxError> {
    let mut writer = Writer::new();
    source.object(described, &mut writer);
    let text = writer.into_string();
    Ok(match form {
        Some(form) => form.rewrite(text.as_bytes())?,
        None => text,
    })
}

impl Source<'_> {
    fn object(&self, members: Members, writer: &mut Writer) {
        writer.begin_object();
        for (name, member) in members {
            let Some(value) = self.value(member) else { continue };
            writer.name(name);
            match value {
                Written::Json(json) => writer.raw(json),
                Written::Text(text) => writer.string(&text),
                Written::Object(members) => self.object(members, writer),
            }
        }
        writer.end_object();
    }

    /// What a member holds, if there is something.
    fn value(&self, member: &Member) -> Option<Written<'_>> {
        Some(match member {
            Member::Of(wanted) => Written::Json(self.said.iter().find(|(known, _)| known == wanted)?.1),
            Member::Signature => Written::Text(self.signature.as_deref()?.into()),
            Member::Timestamp => Written::Text(self.timestamp.into()),
            Member::KeyId => Written::Text(self.key_id.into()),
            Member::PublicKey => Written::Text(self.key.public_key().to_string().into()),
            Member::Text(text) => Written::Text((*text).into()),
            Member::Object(members) => Written::Object(members),
        })
    }
}

/// What a member holds.
enum Written<'s> {
    /// A value that is JSON already.
    Json(&'s str),
    Text(Cow<'s, str>),
    Object(Members),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Method;

    const SIGNATURE: BodySignature = BodySignature::new(
        &[
            (
                "inner",
                Member::Object(&[("a", Member::Of("one")), ("b", Member::Of("two")), ("v", Member::Text("1\"2"))]),
            ),
            ("who", Member::KeyId),
            ("proof", Member::Signature),
        ],
        &[("b", Member::Of("two")), ("t", Member::Timestamp), ("never", Member::Signature)],
    );

    fn signed(record: &str) -> Result<String, BoxError> {
        let key = SigningKey::from_seed(&[1; 32]);
        let mut request = Request::new(Method::Post, "/").with_json(record);
        SIGNATURE.sign(&mut request, &key, "me", "12")?;
        Ok(String::from_utf8(request.body().unwrap_or_default().to_vec())?)
    }

    #[test]
    fn members_stay_as_they_are_written_and_missing_ones_are_left_out() {
        let proof = SigningKey::from_seed(&[1; 32]).sign(br#"{"b":{"y": 1, "x": 2.0},"t":"12"}"#);
        assert_eq!(
            signed(r#"{"three": 3, "two":{"y": 1, "x": 2.0}}"#).unwrap(),
            format!(r#"{{"inner":{{"b":{{"y": 1, "x": 2.0}},"v":"1\"2"}},"who":"me","proof":"{proof}"}}"#)
        );
    }

    #[test]
    fn what_is_no_record_is_not_signed() {
        for record in ["[]", "", r#"{"a":}"#, "\"text\""] {
            assert!(signed(record).is_err(), "{record}");
        }
    }
}
