//! How requests are signed.

use std::borrow::Cow;

use crate::editor::words::{Text, word};
use crate::editor::{forms, keys};
use crate::model::clients;

keys! {
    /// A signature of requests.
    Signature {
        /// What the signed text is made of.
        parts: Vec<SignedPart>,
        /// What stands between two parts.
        separator: Option<Text>,
        /// The headers, and what they hold.
        headers: SignatureHeaders,
        /// How the time is written.
        timestamp: Option<TimestampForm>,
        /// The form into which bodies are brought before they are signed.
        json: Option<JsonForm>,
        /// By how much clocks may differ: `30s`.
        tolerance: Option<Text>,
        /// What happens when they differ by more.
        on_skew: Option<OnSkew>,
        /// The setting with the name of the key: `ApiSettings.key_id`.
        key_id: Text,
        /// The setting with the key, in base64: `ApiSettings.key`.
        key: Text,
    }
}

word!(SignatureField, clients::SignatureField::WORDS, "What a header of a signed request holds.");

/// Words by the names of headers.
struct SignatureHeaders;

impl schemars::JsonSchema for SignatureHeaders {
    fn schema_name() -> Cow<'static, str> {
        "SignatureHeaders".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let field = generator.subschema_for::<SignatureField>();
        schemars::json_schema!({ "type": "object", "additionalProperties": field })
    }
}

forms! {
    /// A part of the request, or a text.
    SignedPart {
        Word(SignedWord),
        Text(SignedText),
    }
}

word!(SignedWord, clients::SignedPart::WORDS, "A part of the signed text.");

keys! {
    /// A text in all signatures.
    SignedText {
        /// The text.
        text: Text,
    }
}

word!(TimestampForm, clients::TimestampForm::WORDS, "How the time is written.");

word!(OnSkew, clients::OnSkew::WORDS, "What happens when clocks differ by more than signatures may.");

keys! {
    /// JSON as Python writes it, but for what is said here.
    JsonForm {
        /// Members are sorted by their names.
        sorted: Option<bool>,
        /// There are no spaces.
        compact: Option<bool>,
        /// Characters that are not of ASCII are not escaped.
        unescaped: Option<bool>,
    }
}
