//! Signatures inside of bodies: which member holds what.

use super::Argument;
use super::operation::body_record;
use super::signature::{JsonForm, SignatureField, TimestampForm};
use crate::diagnostic::{Code, Diagnostic, Span, suggest};
use crate::model::arena::Arena;
use crate::model::records::Record;
use crate::model::resolver::Resolver;
use crate::model::types::TypeDeclaration;
use crate::raw::clients::auth::RawAuth;
use crate::raw::clients::body_signature::{RawBodySignature, RawSigned, RawSignedMember};
use crate::raw::clients::{RawClient, RawOperation};
use crate::raw::{Named, Text};

/// How the body of an operation is signed.
#[derive(Clone, Debug)]
pub struct BodySignature {
    /// The members of what is sent, in their order.
    pub body: Vec<SignedMember>,
    /// The members of the object that is signed.
    pub over: Vec<SignedMember>,
    /// The form of that object.
    pub form: Option<JsonForm>,
    /// How the time is written.
    pub timestamp: TimestampForm,
}

/// A member of a signed object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedMember {
    /// The name.
    pub name: String,
    /// What it holds.
    pub value: SignedValue,
}

/// What a member of a signed object holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignedValue {
    /// The field with this spelling of the record that the caller gives.
    Of(String),
    /// A part of the signature.
    Field(SignatureField),
    /// The same text in all requests.
    Text(String),
    /// An object.
    Object(Vec<SignedMember>),
}

impl SignedValue {
    /// Whether it is, or has somewhere in it, what is looked for.
    fn holds(&self, wanted: &Self) -> bool {
        match self {
            Self::Object(members) => holds(members, wanted),
            other => other == wanted,
        }
    }
}

fn holds(members: &[SignedMember], wanted: &SignedValue) -> bool {
    members.iter().any(|member| member.value.holds(wanted))
}

/// Resolves the key `sign` of an operation.
pub(super) fn resolve(
    raw: &RawOperation,
    client: &RawClient,
    arguments: &[Argument],
    types: &Arena<TypeDeclaration>,
    resolver: &mut Resolver<'_>,
) -> Option<BodySignature> {
    let raw = raw.sign.as_ref()?;
    check_key(raw.span, client, resolver);
    let record = body_record(raw.span, arguments, types, resolver)?;
    let mut work = Work { record, resolver };
    let body = work.members(&raw.body);
    let over = match &raw.over {
        RawSigned::Members(members) => work.members(members),
        RawSigned::Member(name) => work.member_of(&body, name)?,
    };
    work.check_body(raw, &body);
    work.check_over(raw, &over);
    Some(BodySignature {
        body,
        over,
        form: raw.json.as_ref().map(JsonForm::from),
        timestamp: raw.timestamp.unwrap_or_default(),
    })
}

/// Whose key it is signed with is what the client's own signature says.
fn check_key(span: Span, client: &RawClient, resolver: &mut Resolver<'_>) {
    if client.auth.iter().any(|auth| matches!(auth.kind, RawAuth::Signature(_))) {
        return;
    }
    resolver.diagnostics.push(
        Diagnostic::new(Code::MissingKey, span, "the client has no key to sign with")
            .label("would be signed by nobody")
            .help("add `signature` to the `auth` of the client, with `key_id` and `key`"),
    );
}

struct Work<'a, 'r> {
    record: &'a Record,
    resolver: &'a mut Resolver<'r>,
}

impl Work<'_, '_> {
    fn members(&mut self, raw: &[Named<RawSignedMember>]) -> Vec<SignedMember> {
        raw.iter()
            .filter_map(|named| {
                let value = match &named.value {
                    RawSignedMember::Of(field) => self.field(field)?,
                    RawSignedMember::Field(field, _) => SignedValue::Field(*field),
                    RawSignedMember::Text(text) => SignedValue::Text(self.resolver.interpolate(text)),
                    RawSignedMember::Object(members) => SignedValue::Object(self.members(members)),
                };
                Some(SignedMember { name: named.name.value.clone(), value })
            })
            .collect()
    }

    fn field(&mut self, written: &Text) -> Option<SignedValue> {
        let found = self.record.fields.iter().find(|field| field.name.as_written() == written.value);
        if found.is_none() {
            let names = self.record.fields.iter().map(|field| field.name.as_written());
            self.resolver.diagnostics.push(
                Diagnostic::new(
                    Code::UnresolvedReference,
                    written.span,
                    format!("the body has no field `{}`", written.value),
                )
                .label("not a field of the record")
                .help(suggest::help(&written.value, names)),
            );
        }
        found.map(|field| SignedValue::Of(field.wire.clone()))
    }

    /// What a member of the body holds, which has to be an object.
    fn member_of(&mut self, body: &[SignedMember], name: &Text) -> Option<Vec<SignedMember>> {
        let found = body.iter().find(|member| member.name == name.value);
        let (code, message, help) = match found.map(|member| &member.value) {
            Some(SignedValue::Object(members)) => return Some(members.clone()),
            Some(_) => (
                Code::InvalidValue,
                format!("the member `{}` is no object", name.value),
                Some("write the object that is signed here, or name a member that is one".to_owned()),
            ),
            None => (
                Code::UnresolvedReference,
                format!("the body has no member `{}`", name.value),
                suggest::help(&name.value, body.iter().map(|member| member.name.as_str())),
            ),
        };
        self.resolver.diagnostics.push(Diagnostic::new(code, name.span, message).label("cannot be signed").help(help));
        None
    }

    /// All that the caller says is sent, and so is the signature.
    fn check_body(&mut self, raw: &RawBodySignature, body: &[SignedMember]) {
        for field in &self.record.fields {
            if holds(body, &SignedValue::Of(field.wire.clone())) {
                continue;
            }
            let name = field.name.as_written();
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::MissingFormField, raw.span, format!("the field `{name}` is not sent"))
                    .label(format!("`body` leaves out `{name}`"))
                    .related(field.span, "the field is declared here")
                    .help(format!("add it to `body`: `{}: ${name}`", field.wire)),
            );
        }
        if !holds(body, &SignedValue::Field(SignatureField::Signature)) {
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::MissingKey, raw.span, "no member holds the signature")
                    .label("would be signed for nobody")
                    .help("add one to `body`: `signature: signature`"),
            );
        }
    }

    /// A signature does not sign itself.
    fn check_over(&mut self, raw: &RawBodySignature, over: &[SignedMember]) {
        if holds(over, &SignedValue::Field(SignatureField::Signature)) {
            self.resolver.diagnostics.push(
                Diagnostic::new(Code::InvalidValue, raw.span, "the signature is part of what it signs")
                    .label("cannot sign itself")
                    .help("take it out of what is signed"),
            );
        }
    }
}
