//! Artifacts, made by the constructors that their record has.

use aion_sdk::a2a::Artifact;
use aion_sdk::runtime::{Bytes, Model};
use serde_json::{Value, json};

use super::super::rows::{Outcome, Row};
use super::{same, text, unwritable};

/// The artifact of a row, which always says its id: ours is compared as it is on the wire.
pub fn made(row: &Row) -> Outcome {
    let arguments = &row.arguments;
    let made = match (row.call.as_str(), &arguments["data"]) {
        ("url_artifact", _) => Artifact::from_url(text(arguments, "url"), text(arguments, "mime_type")),
        ("data_artifact", Value::Object(object)) => Artifact::from_data(object.clone().into_iter().collect()),
        _ => return unwritable(row),
    };
    let made = match arguments["name"].as_str() {
        Some(name) => made.with_name(name),
        None => made,
    };
    same(row, &made.with_artifact_id(text(arguments, "artifact_id")).to_value())
}

/// The recording has no row of a file that is sent along.
#[test]
fn files_are_sent_along() {
    let made = Artifact::from_bytes(Bytes::from(b"%PDF".as_slice()), "application/pdf").with_artifact_id("a");
    let parts = json!([{ "mediaType": "application/pdf", "raw": "JVBERg==" }]);
    assert_eq!(made.to_value(), json!({ "artifactId": "a", "name": "file", "parts": parts }));
}

#[test]
fn ids_are_random() {
    let [first, second] = [(), ()].map(|()| Artifact::from_url("https://x/y.pdf", "application/pdf").artifact_id);
    assert_eq!(first.len(), 36);
    assert_ne!(first, second);
}
