//! The three forms of unions, with the tag in every place, missing, and unknown.
#![allow(missing_docs, clippy::unwrap_used)]

use typeloom_runtime::json::{Choice, DecodeErrorKind, Fields, Names, Reader, Tag};

const TAGS: &[&str] = &["circle", "square"];
static NAMES: Names = Names::new(&["size"]);

/// The tag and the size, or the error; the whole input must have been read.
fn internal(json: &str) -> Result<(Tag, Option<u32>), String> {
    let mut reader = Reader::new(json.as_bytes());
    let mut read = || {
        let (tag, object) = reader.tagged("kind", TAGS)?;
        let mut size = None;
        if tag == Tag::Other {
            let unknown = reader.unknown_variant(object)?;
            assert_eq!(unknown.value().get("kind").unwrap().as_str(), Some(unknown.tag()));
        } else {
            let mut fields = Fields::new(object, &NAMES);
            while fields.next(&mut reader)?.is_some() {
                size = Some(reader.u32()?);
            }
        }
        reader.finish()?;
        Ok((tag, size))
    };
    read().map_err(|error: typeloom_runtime::json::DecodeError| error.to_string())
}

#[test]
fn internal_tags_stand_anywhere() {
    for (json, index) in [
        (r#"{"kind":"square","size":1}"#, 1),
        (r#"{"size":1,"kind":"circle"}"#, 0),
        (r#" { "a" : {"kind":"circle"} , "b":["kind",{}], "c":"\"}", "size" : 1 , "kind" : "square" } "#, 1),
        (r#"{"size":1,"\u006bind":"square"}"#, 1),
        (r#"{"\u006bind":"square","size":1}"#, 1),
        (r#"{"kind":"squ\u0061re","size":1,"kind":"circle"}"#, 1),
    ] {
        assert_eq!(internal(json), Ok((Tag::Known(index), Some(1))), "{json}");
    }
    assert_eq!(internal(r#"{"size":[1],"kind":"triangle"}"#), Ok((Tag::Other, None)));
    assert_eq!(internal(r#"{"kind":"","size":1}"#), Ok((Tag::Other, None)));
}

#[test]
fn internal_tags_that_are_wrong() {
    for (json, part) in [
        ("{}", "missing field `kind`"),
        (r#"{"size":1,"more":{"kind":"circle"}}"#, "missing field `kind`"),
        (r#"{"kind":1}"#, "expected a string, found a number"),
        (r#"{"size":1,"kind":null}"#, "expected a string, found null"),
        ("[]", "expected an object, found an array"),
        (r#"{"size":1"#, "ends too early"),
        (r#"{"more":[1},"kind":"circle"]}"#, "invalid JSON"),
        (r#"{"size":1,"kind":"circle""#, "ends too early"),
        (r#"{"size":1,"kind":"circle"} x"#, "unexpected characters"),
        (r#"{"size":1,,"kind":"circle"}"#, "invalid JSON"),
        (r#"{"size":1,"kind":"triangle",}"#, "invalid JSON"),
    ] {
        let error = internal(json).unwrap_err();
        assert!(error.contains(part), "{json}: {error}");
    }
}

fn adjacent(json: &str) -> Result<(Tag, Option<u32>), String> {
    let mut reader = Reader::new(json.as_bytes());
    let mut read = || {
        let adjacent = reader.adjacent("type", "content", TAGS)?;
        let mut size = None;
        if adjacent.tag == Tag::Other {
            let unknown = reader.unknown_variant(adjacent.object)?;
            assert_eq!(unknown.tag(), "triangle");
        } else {
            size = Some(reader.u32()?);
            reader.adjacent_end(adjacent)?;
        }
        reader.finish()?;
        Ok((adjacent.tag, size))
    };
    read().map_err(|error: typeloom_runtime::json::DecodeError| error.to_string())
}

#[test]
fn adjacent_tags() {
    for json in [
        r#"{"type":"square","content":7}"#,
        r#"{"content":7,"type":"square"}"#,
        r#" { "a":[] , "content" : 7 , "b":{} , "type" : "square" , "c": 1 } "#,
        r#"{"\u0074ype":"square","more":{"type":1},"content":7,"z":[]}"#,
    ] {
        assert_eq!(adjacent(json), Ok((Tag::Known(1), Some(7))), "{json}");
    }
    for json in [r#"{"type":"triangle","content":[]}"#, r#"{"content":{},"type":"triangle"}"#, r#"{"type":"triangle"}"#]
    {
        assert_eq!(adjacent(json), Ok((Tag::Other, None)), "{json}");
    }
    for (json, part) in [
        ("{}", "missing field `type`"),
        (r#"{"content":7}"#, "missing field `type`"),
        (r#"{"type":"square"}"#, "missing field `content`"),
        (r#"{"type":7,"content":7}"#, "expected a string"),
        (r#"{"content":7,"type":"square","more":}"#, "invalid JSON"),
        (r#"{"type":"square","content":7"#, "ends too early"),
    ] {
        let error = adjacent(json).unwrap_err();
        assert!(error.contains(part), "{json}: {error}");
    }
}

fn external(json: &str) -> Result<(Tag, Option<u32>), String> {
    let mut reader = Reader::new(json.as_bytes());
    let mut read = || {
        let external = reader.external(TAGS)?;
        let mut size = None;
        if external.tag == Tag::Other {
            let unknown = reader.unknown_variant(external.object)?;
            assert_eq!(unknown.tag(), "triangle");
        } else {
            size = Some(reader.u32()?);
            reader.external_end(external)?;
        }
        reader.finish()?;
        Ok((external.tag, size))
    };
    read().map_err(|error: typeloom_runtime::json::DecodeError| error.to_string())
}

#[test]
fn external_tags() {
    assert_eq!(external(r#"{"square":7}"#), Ok((Tag::Known(1), Some(7))));
    assert_eq!(external(r#" { "squ\u0061re" : 7 } "#), Ok((Tag::Known(1), Some(7))));
    assert_eq!(external(r#"{"triangle":{"a":1}}"#), Ok((Tag::Other, None)));
    for (json, part) in [
        ("{}", "exactly one member"),
        (r#"{"square":7,"circle":8}"#, "exactly one member"),
        (r#"{"triangle":7,"circle":8}"#, "exactly one member"),
        (r#"{"square":7,}"#, "invalid JSON"),
        (r#""square""#, "expected an object"),
        (r#"{"square"}"#, "invalid JSON"),
    ] {
        let error = external(json).unwrap_err();
        assert!(error.contains(part), "{json}: {error}");
    }
}

#[test]
fn unknown_variants_are_written_as_they_came() {
    let json = r#"{"a":[1,2.5,null],"kind":"triangle"}"#;
    let mut reader = Reader::new(json.as_bytes());
    let (_, object) = reader.tagged("kind", TAGS).unwrap();
    let unknown = reader.unknown_variant(object).unwrap();
    let mut writer = typeloom_runtime::json::Writer::new();
    unknown.encode(&mut writer);
    assert_eq!((unknown.tag(), writer.into_string().as_str()), ("triangle", json));
}

#[test]
fn enumerations() {
    let read = |json: &'static str| Reader::new(json.as_bytes()).enumeration(TAGS).unwrap();
    assert_eq!(read("\"square\""), Choice::Known(1));
    assert_eq!(read("\"s\\u0071uare\""), Choice::Known(1));
    assert_eq!(read("\"Square\""), Choice::Other("Square".into()));
    let error = Reader::new(b" \"hidden\"").closed_enumeration(TAGS).unwrap_err();
    assert_eq!((error.kind(), error.offset()), (&DecodeErrorKind::UnknownValue { expected: TAGS }, 1));
    assert_eq!(error.to_string(), "unknown value: expected one of `circle`, `square` at byte 1");
}
