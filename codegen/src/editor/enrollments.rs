//! The `enrollments` section.

use super::words::{Anything, Expression, Text, Texts, word};
use super::{Members, described, forms, keys};
use crate::model::enrollments::FileNames as Names;

word!(FileNames, Names::WORDS, "How the name of credentials becomes the name of a file.");

described! {
    /// How a client comes to an identity of its own: stored, or registered.
    Enrollment {
        /// The function that begins one.
        function: Option<Text>,
        /// The client that there is in the end.
        client: Text,
        /// What a program can say.
        options: Option<Members<EnrollmentOption>>,
        /// The record that is stored.
        record: Text,
        /// Where it is stored.
        store: CredentialStore,
        /// How it is checked that what is stored is still known.
        check: Option<Check>,
        /// Ways to register, of which the first is gone whose options are given.
        register: Members<Way>,
        /// What the client is connected with: `base_url`, credentials by name, and what it holds.
        connect: Members<Given>,
    }
}

forms! {
    /// A type, or a type and more.
    EnrollmentOption {
        Short(Expression),
        Long(LongOption),
    }
}

keys! {
    /// Something that a program can say.
    LongOption {
        /// What it is, in Markdown.
        doc: Option<Text>,
        /// The type, with `?`.
        #[schemars(rename = "type")]
        ty: Expression,
        /// It is a credential, and shown nowhere.
        secret: Option<bool>,
        /// The setting that it comes from where settings are given: `ApiSettings.key`.
        setting: Option<Text>,
    }
}

keys! {
    /// Where credentials are stored: a file for each name.
    CredentialStore {
        /// The directory, below that of the user: `.shop/sellers`.
        directory: Text,
        /// How a name becomes that of a file.
        names: Option<FileNames>,
    }
}

keys! {
    /// How it is checked that what is stored is still known.
    Check {
        /// The operation that is called.
        operation: Text,
        /// Its arguments.
        arguments: Option<Members<Anything>>,
        /// What it is called with: `base_url`, credentials by name, and what it holds.
        connect: Option<Members<Given>>,
        /// How long it may take.
        timeout: Option<Text>,
        /// The statuses which say that it is known no more.
        stale: Texts,
        /// What the client is connected with besides.
        then: Option<Members<Given>>,
    }
}

keys! {
    /// A way to register.
    Way {
        /// The options that have to be given.
        when: Option<Texts>,
        /// The operation that is called.
        operation: Text,
        /// Its arguments.
        arguments: Option<Members<Anything>>,
        /// What it is called with: `base_url`, credentials by name, and what it holds.
        connect: Option<Members<Given>>,
        /// How long it may take.
        timeout: Option<Text>,
        /// The newtype of the private key that is made for it.
        new_key: Option<Text>,
        /// The record that is stored.
        keep: Anything,
        /// What the client is connected with besides.
        then: Option<Members<Given>>,
    }
}

forms! {
    /// A value, or what is signed with.
    Given {
        Value(FormValue),
        Key(GivenKey),
    }
}

/// A value as forms write it, but for records.
pub(super) struct FormValue;

impl schemars::JsonSchema for FormValue {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "FormValue".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A value: a text, `$` and a name, or an object of one operator such as `$first`.",
            "anyOf": [
                { "type": ["string", "number", "boolean"] },
                { "type": "object", "patternProperties": { "^\\$": true }, "additionalProperties": false },
            ],
        })
    }
}

keys! {
    /// What is signed with.
    GivenKey {
        /// The name of the key.
        key_id: Anything,
        /// The key, in base64.
        key: Anything,
    }
}
