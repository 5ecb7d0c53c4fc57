//! Signatures inside of bodies.

use super::signature::{JsonForm, SignatureField, TimestampForm};
use crate::editor::words::Text;
use crate::editor::{Members, forms, keys};

keys! {
    /// A signature in the body of an operation.
    BodySignature {
        /// The members of what is sent.
        body: Members<SignedMember>,
        /// What is signed.
        over: SignedObject,
        /// The form of what is signed.
        json: Option<JsonForm>,
        /// How the time is written.
        timestamp: Option<TimestampForm>,
    }
}

forms! {
    /// An object, or the member of the body that holds it.
    SignedObject {
        Member(Text),
        Object(Members<SignedMember>),
    }
}

forms! {
    /// A word for a part of the signature, a field of the record as `$field`, a text that is always the same, or an object.
    SignedMember {
        Word(SignatureField),
        Field(Text),
        Text(SignedMemberText),
        Object(Members<SignedMember>),
    }
}

keys! {
    /// A text in all bodies.
    SignedMemberText {
        /// The text.
        #[schemars(rename = "$text")]
        text: Text,
    }
}
