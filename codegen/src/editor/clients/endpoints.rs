//! Endpoints that a client hands on to other software.

use std::borrow::Cow;

use crate::editor::words::{Template, Text, Texts, word};
use crate::editor::{described, forms, keys};

described! {
    /// A place of the server that other software calls, at a path or where a reference leads.
    Place {
        /// The path.
        path: Option<Template>,
        /// The references that lead there.
        reference: Option<Text>,
        /// The kind that the references are of.
        kind: Option<Text>,
        /// What it is called.
        name: Option<PlaceNames>,
        /// The headers of requests.
        headers: Option<PlaceHeaders>,
    }
}

forms! {
    /// A name, or cases of which the first that holds says it.
    PlaceNames {
        One(Text),
        Cases(Vec<PlaceName>),
    }
}

keys! {
    /// What an endpoint is called, in some cases.
    PlaceName {
        /// Whether the reference has a subject.
        subject: Option<SubjectCondition>,
        /// The keys of the reference: `primary`, `concrete`, or texts.
        key: Option<Texts>,
        /// The name; `{subject}`, `{key}` and `{reference}` stand for parts of the reference.
        name: Text,
    }
}

word!(SubjectCondition, [("none", false), ("some", true)], "Whether there is a subject.");

/// What headers hold, by their names.
struct PlaceHeaders;

impl schemars::JsonSchema for PlaceHeaders {
    fn schema_name() -> Cow<'static, str> {
        "PlaceHeaders".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let header = generator.subschema_for::<PlaceHeader>();
        schemars::json_schema!({ "type": "object", "additionalProperties": header })
    }
}

forms! {
    /// A text in all requests, or what the client holds.
    PlaceHeader {
        Fixed(Text),
        From(HeldHeader),
    }
}

keys! {
    /// What the client holds, in a header.
    HeldHeader {
        /// The value of the client.
        from: Text,
        /// The members of a selector that are sent.
        only: Option<Texts>,
    }
}
