//! Fields: their order, aliases, repetitions, escapes, and what becomes of unknown ones.
#![allow(missing_docs, clippy::unwrap_used)]

use typeloom_runtime::json::{DecodeError, DecodeErrorKind, Fields, Names, Reader, Unknown, Value};
use typeloom_runtime::model::Model;

static NAMES: Names =
    Names::new(&["id", "userName", "text"]).with_aliases(&[("user_name", 1), ("user", 1), ("body", 2)]);
static KEEPING: Names = Names::new(&["id", "userName", "text"]).with_unknown(Unknown::Keep);
static REFUSING: Names = Names::new(&["id", "userName", "text"]).with_unknown(Unknown::Refuse);

/// What a record got, in the order of its fields and the order of arrival.
type Got = Vec<(usize, String, Value)>;

fn read(names: &'static Names, json: &str) -> Result<Got, DecodeError> {
    let mut reader = Reader::new(json.as_bytes());
    let mut fields = Fields::new(reader.object()?, names);
    let mut got = Got::new();
    while let Some(index) = fields.next(&mut reader)? {
        got.push((index, fields.take_key(), reader.value()?));
    }
    reader.finish()?;
    Ok(got)
}

fn indexes(names: &'static Names, json: &str) -> Vec<(usize, String)> {
    read(names, json).unwrap().into_iter().map(|(index, _, value)| (index, value.to_string())).collect()
}

fn pairs(expected: &[(usize, &str)]) -> Vec<(usize, String)> {
    expected.iter().map(|(index, value)| (*index, (*value).to_owned())).collect()
}

#[test]
fn fields_come_in_any_order() {
    assert_eq!(indexes(&NAMES, r#"{"id":1,"userName":2,"text":3}"#), pairs(&[(0, "1"), (1, "2"), (2, "3")]));
    assert_eq!(indexes(&NAMES, r#" { "text" : 3 , "id" : 1 } "#), pairs(&[(2, "3"), (0, "1")]));
    assert_eq!(indexes(&NAMES, "{}"), pairs(&[]));
    assert_eq!(indexes(&NAMES, r#"{"id":1,"id":2}"#), pairs(&[(0, "1"), (0, "2")]));
    assert_eq!(indexes(&NAMES, r#"{"\u0069d":1,"us\u0065rName":2}"#), pairs(&[(0, "1"), (1, "2")]));
    assert_eq!(indexes(&NAMES, r#"{"i":1,"idd":2,"more":{"id":[1]},"text":3}"#), pairs(&[(2, "3")]));
}

#[test]
fn canonical_names_win_over_aliases() {
    assert_eq!(indexes(&NAMES, r#"{"user_name":9,"userName":2}"#), pairs(&[(1, "2")]));
    assert_eq!(indexes(&NAMES, r#"{"userName":2,"user_name":9}"#), pairs(&[(1, "2")]));
    assert_eq!(indexes(&NAMES, r#"{"user_name":9,"id":1}"#), pairs(&[(0, "1"), (1, "9")]));
    // The first alias of the table wins, and of equal ones the last.
    assert_eq!(indexes(&NAMES, r#"{"user":8,"user_name":9}"#), pairs(&[(1, "9")]));
    assert_eq!(indexes(&NAMES, r#"{"user_name":9,"user":8}"#), pairs(&[(1, "9")]));
    assert_eq!(indexes(&NAMES, r#"{"user":7,"user":8}"#), pairs(&[(1, "8")]));
    let mut both = indexes(&NAMES, r#"{"body":[{}],"user":{"a":[]},"id":0}"#);
    both.sort();
    assert_eq!(both, pairs(&[(0, "0"), (1, r#"{"a":[]}"#), (2, "[{}]")]));
    // What loses is not decoded, but must be JSON.
    assert!(read(&NAMES, r#"{"userName":2,"user_name":nil}"#).is_err());
}

#[test]
fn reading_goes_on_behind_an_object_with_aliases() {
    let mut reader = Reader::new(br#"[{"body":[1],"id":2}, 3]"#);
    let mut list = reader.list_start().unwrap();
    assert!(reader.list_next(&mut list).unwrap());
    let mut fields = Fields::new(reader.object().unwrap(), &NAMES);
    while fields.next(&mut reader).unwrap().is_some() {
        reader.value().unwrap();
    }
    assert!(reader.list_next(&mut list).unwrap());
    assert_eq!(reader.i32().unwrap(), 3);
    assert!(!reader.list_next(&mut list).unwrap());
    reader.finish().unwrap();
}

#[test]
fn unknown_fields_are_kept_or_refused() {
    let kept = read(&KEEPING, r#"{"a\n":1,"id":2,"":3}"#).unwrap();
    assert_eq!(kept[0], (3, "a\n".to_owned(), 1.into()));
    assert_eq!(kept[1], (0, String::new(), 2.into()));
    assert_eq!(kept[2], (3, String::new(), 3.into()));
    let refused = read(&REFUSING, r#"{"id":2, "secret":3}"#).unwrap_err();
    assert_eq!((refused.kind(), refused.offset()), (&DecodeErrorKind::UnknownField, 9));
    // The tag of a union is no unknown field.
    for json in [&br#"{"kind":"a","id":1}"#[..], br#"{"id":1,"kind":"a"}"#] {
        let mut reader = Reader::new(json);
        let (_, object) = reader.tagged("kind", &["a"]).unwrap();
        let mut fields = Fields::new(object, &REFUSING);
        assert_eq!(fields.next(&mut reader).unwrap(), Some(0));
        reader.skip().unwrap();
        assert_eq!(fields.next(&mut reader).unwrap(), None);
    }
}

#[test]
fn objects_that_are_no_json_are_refused() {
    for wrong in [
        "{",
        "{,}",
        "{\"id\"}",
        "{\"id\":}",
        "{\"id\":1,}",
        "{\"id\":1 \"text\":2}",
        "{id:1}",
        "{\"id\":1]",
        "{1:2}",
        "{\"id\":1,,\"text\":2}",
        "{\"id\":1}}",
        "{\"id",
        "{\"id\":1",
        "{\"more\":}",
        "[]",
        "",
        "{\"user\":}",
    ] {
        assert!(read(&NAMES, wrong).is_err(), "{wrong}");
    }
}

#[test]
fn records_of_many_fields() {
    const MANY: [&str; 200] = {
        let mut names = ["-"; 200];
        names[0] = "first";
        names[130] = "middle";
        names[199] = "last";
        names
    };
    static NAMES: Names = Names::new(&MANY).with_aliases(&[("MIDDLE", 130), ("LAST", 199)]);
    let json = r#"{"MIDDLE":1,"LAST":2,"last":3,"first":4}"#;
    assert_eq!(indexes(&NAMES, json), pairs(&[(199, "3"), (0, "4"), (130, "1")]));
}

#[test]
fn missing_fields_are_named() {
    let mut reader = Reader::new(b" {}");
    let fields = Fields::new(reader.object().unwrap(), &NAMES);
    let error = fields.required(None::<u8>, 1).unwrap_err();
    assert_eq!((error.kind(), error.offset()), (&DecodeErrorKind::MissingField { name: "userName" }, 1));
    assert_eq!(Value::from_json(b"{\"a\":1,\"a\":2}").unwrap(), serde_json::json!({"a": 2}));
}
