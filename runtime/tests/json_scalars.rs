//! The forms of scalar types on the wire.
#![allow(missing_docs, clippy::unwrap_used)]

use typeloom_runtime::json::Reader;
use typeloom_runtime::model::Model;
use typeloom_runtime::scalar::{Bytes, Duration, lenient_boolean};

#[test]
fn booleans_from_numbers_and_words() {
    let read = |json: &str| lenient_boolean(&mut Reader::new(json.as_bytes())).ok();
    for json in ["true", "1", "1.0", "\"1\"", "\"on\"", "\"T\"", "\"TRUE\"", "\"y\"", "\"Yes\""] {
        assert_eq!(read(json), Some(true), "{json}");
    }
    for json in ["false", "0", "0.0", "-0", "\"0\"", "\"OFF\"", "\"f\"", "\"False\"", "\"n\"", "\"no\""] {
        assert_eq!(read(json), Some(false), "{json}");
    }
    for json in ["2", "0.5", "\"\"", "\" on\"", "\"2\"", "\"1.0\"", "null", "[]", "{}", "tru"] {
        assert_eq!(read(json), None, "{json}");
    }
    // The strict form.
    for json in ["1", "\"true\"", "null"] {
        assert!(bool::from_json(json.as_bytes()).is_err(), "{json}");
    }
}

#[test]
fn bytes_in_both_alphabets() {
    for (json, bytes) in [
        ("\"\"", &b""[..]),
        ("\"AA==\"", &[0]),
        ("\"AA\"", &[0]),
        ("\"+/8=\"", &[0xfb, 0xff]),
        ("\"-_8\"", &[0xfb, 0xff]),
        ("\"+\\/8\"", &[0xfb, 0xff]),
        ("\"-_8=\"", &[0xfb, 0xff]),
    ] {
        assert_eq!(Bytes::from_json(json.as_bytes()).unwrap().0, bytes, "{json}");
    }
    for json in ["\"A\"", "\"+_8=\"", "\"AA=A\"", "\"A A=\"", "\"AA===\"", "[0]", "\"AB==\""] {
        assert!(Bytes::from_json(json.as_bytes()).is_err(), "{json}");
    }
    assert_eq!(format!("{:?}", Bytes(vec![1, 2])), "Bytes(2 bytes)");
}

#[test]
fn durations_from_text_and_numbers() {
    for (json, written) in [("\"1m30s\"", "\"90s\""), ("1.5", "\"1.5s\""), ("0", "\"0s\""), ("\"250ms\"", "\"0.25s\"")]
    {
        assert_eq!(Duration::from_json(json.as_bytes()).unwrap().to_json(), written);
    }
    for json in ["-1", "1e300", "\"-1s\"", "\"1\"", "null", "[]"] {
        assert!(Duration::from_json(json.as_bytes()).is_err(), "{json}");
    }
}

#[cfg(all(feature = "uuid", feature = "url", feature = "timestamp"))]
#[test]
fn identifiers_links_and_timestamps() {
    use typeloom_runtime::scalar::{Timestamp, Url, Uuid};

    let uuid = "\"67e55044-10b1-426f-9247-bb680e5fe0c8\"";
    assert_eq!(Uuid::from_json(uuid.to_uppercase().as_bytes()).unwrap().to_json(), uuid);
    assert!(Uuid::from_json(b"\"67e55044\"").is_err());
    assert_eq!(Url::from_json(b"\"HTTPS://Example.com\"").unwrap().to_json(), "\"https://example.com/\"");
    assert!(Url::from_json(b"\"/relative\"").is_err());
    let written = "\"2024-05-01T10:00:00Z\"";
    assert_eq!(Timestamp::from_json(b"\"2024-05-01T12:00:00+02:00\"").unwrap().to_json(), written);
    assert!(Timestamp::from_json(b"1714557600").is_err());
}

#[cfg(feature = "serde")]
#[test]
fn models_through_serde() {
    use typeloom_runtime::compat::{deserialize, serialize};

    let duration = Duration::from_json(b"1.5").unwrap();
    assert_eq!(serialize(&duration, serde_json::value::Serializer).unwrap(), "1.5s");
    let back: Duration = deserialize(serde_json::json!("1.5s")).unwrap();
    assert_eq!(back, duration);
    let error = deserialize::<Duration, _>(serde_json::json!([])).unwrap_err();
    assert!(error.to_string().contains("expected a string, found an array"));
}

#[cfg(feature = "schemars")]
#[test]
fn schemas() {
    use typeloom_runtime::compat::schema::{self, Field};
    use typeloom_runtime::compat::schemars::SchemaGenerator;
    use typeloom_runtime::secret::Secret;

    let mut generator = SchemaGenerator::default();
    let id = Field { name: "id", schema: generator.subschema_for::<Secret<Bytes>>(), required: true, doc: "Who." };
    let more = Field { name: "more", schema: generator.subschema_for::<Duration>(), required: false, doc: "" };
    let record = schema::record("A record.", vec![id, more], true);
    let expected = serde_json::json!({
        "description": "A record.",
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": { "type": "string", "contentEncoding": "base64", "writeOnly": true, "description": "Who." },
            "more": { "type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?s$" },
        },
        "additionalProperties": false,
    });
    assert_eq!(record.as_value(), &expected);
    let union = schema::external_union("", vec![("a", schema::format("uuid"))], true);
    let expected = serde_json::json!({ "oneOf": [
        {
            "type": "object",
            "required": ["a"],
            "properties": { "a": { "type": "string", "format": "uuid" } },
            "additionalProperties": false,
        },
        { "type": "object", "minProperties": 1, "maxProperties": 1, "propertyNames": { "not": { "enum": ["a"] } } },
    ]});
    assert_eq!(union.as_value(), &expected);
    let internal = schema::internal_union("", "kind", vec![("a", true.into())], false);
    assert_eq!(internal.get("oneOf").unwrap()[0]["properties"]["kind"]["const"], "a");
    let adjacent = schema::adjacent_union("", "type", "content", vec![("a", true.into())], true);
    assert_eq!(adjacent.get("oneOf").unwrap()[1]["properties"]["type"]["not"]["enum"][0], "a");
    assert_eq!(schema::closed_enumeration("", &["a"]).get("enum").unwrap()[0], "a");
    assert_eq!(schema::open_enumeration("", &["a"]).get("examples").unwrap()[0], "a");
}
