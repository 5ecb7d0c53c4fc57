//! Records decoded into slots: what must be there, what stands in for it, and what is left over.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use typeloom_runtime::json::{DecodeError, Late, Lenient, Names, Reader, Unknown, Value};

static NAMES: Names = Names::new(&["id", "size", "label"]).with_aliases(&[("identifier", 0)]).with_required(&[0]);

type Item = (u64, u32, Option<String>);

fn item(json: &str) -> Result<Item, DecodeError> {
    let mut reader = Reader::new(json.as_bytes());
    let object = reader.object()?;
    let (mut id, mut size, mut label) = (0, Late::new(), None);
    reader.record(object, &NAMES, &mut [&mut id, &mut size, &mut label])?;
    let size = size.required(object, "size")?;
    reader.finish()?;
    Ok((id, size, label))
}

#[test]
fn fields_come_in_any_order() {
    let expected = (7, 3, Some("a".to_owned()));
    assert_eq!(item(r#"{"id": 7, "size": 3, "label": "a"}"#), Ok(expected.clone()));
    assert_eq!(item(r#"{"label": "a", "more": {"id": 1}, "size": 3, "id": 7}"#), Ok(expected));
}

#[test]
fn the_last_of_equal_names_wins() {
    assert_eq!(item(r#"{"id": 1, "size": 3, "id": 7, "label": "a", "label": null}"#), Ok((7, 3, None)));
}

#[test]
fn an_alias_stands_for_its_name() {
    assert_eq!(item(r#"{"identifier": 7, "size": 3}"#), Ok((7, 3, None)));
    assert_eq!(item(r#"{"identifier": "x", "id": 7, "size": 3}"#), Ok((7, 3, None)));
}

#[test]
fn what_is_required_is_missed() {
    let missing = |json| item(json).unwrap_err().to_string();
    assert_eq!(missing("{}"), "missing field `id` at byte 0");
    assert_eq!(missing(r#"{"id": 7}"#), "missing field `size` at byte 0");
}

#[test]
fn null_is_no_value_of_a_required_field() {
    let problem = |json| item(json).unwrap_err().to_string();
    assert_eq!(problem(r#"{"id": null}"#), "expected an unsigned 64-bit integer, found null at byte 7");
    assert_eq!(problem(r#"{"size": null}"#), "expected an unsigned 32-bit integer, found null at byte 9");
}

#[test]
fn a_late_value_has_a_stand_in() {
    assert_eq!(Late::new().unwrap_or_else(|| 5), 5);
}

#[test]
fn lenient_booleans_read_words() {
    static NAMES: Names = Names::new(&["on", "off", "unset"]);
    let mut reader = Reader::new(br#"{"on": "yes", "off": 0, "unset": null}"#);
    let object = reader.object().unwrap();
    let (mut on, mut off, mut unset) = (false, Some(true), Some(true));
    reader
        .record(object, &NAMES, &mut [&mut Lenient(&mut on), &mut Lenient(&mut off), &mut Lenient(&mut unset)])
        .unwrap();
    assert_eq!((on, off, unset), (true, Some(false), None));
}

#[test]
fn the_rest_is_kept() {
    static NAMES: Names = Names::new(&["id"]).with_unknown(Unknown::Keep);
    let mut reader = Reader::new(br#"{"a": [1], "id": 7, "b": null}"#);
    let object = reader.object().unwrap();
    let (mut id, mut rest) = (0_u64, BTreeMap::new());
    reader.record_with_rest(object, &NAMES, &mut [&mut id], &mut rest).unwrap();
    let expected = [("a".to_owned(), Value::from(vec![1])), ("b".to_owned(), Value::Null)];
    assert_eq!((id, rest), (7, BTreeMap::from(expected)));
}
