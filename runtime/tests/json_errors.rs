//! Errors: their places, and that they never show a value.
#![allow(missing_docs, clippy::unwrap_used)]

use std::collections::BTreeMap;

use proptest::prelude::*;
use typeloom_runtime::json::{DecodeError, DecodeErrorKind, Value};
use typeloom_runtime::model::Model;
use typeloom_runtime::scalar::{Bytes, Duration};
use typeloom_runtime::secret::Secret;

type Nested = BTreeMap<String, Vec<BTreeMap<String, Option<String>>>>;

fn place(json: &str) -> (String, Option<usize>, Option<usize>) {
    let error = Nested::from_json(json.as_bytes()).unwrap_err();
    (error.path().to_owned(), error.line(), error.column())
}

#[test]
fn paths_lead_to_the_value() {
    let json = "{\"parts\": [{\"text\": \"é\"}, {}, {\n  \"a\": null, \"té\\u0078t\": 7}]}";
    assert_eq!(place(json), ("parts[2][\"téxt\"]".to_owned(), Some(2), Some(27)));
    let error = Nested::from_json(json.as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), "expected a string, found a number at `parts[2][\"téxt\"]` (line 2, column 27)");
    assert_eq!(place("7").0, "");
    assert_eq!(place("{\"a.b\": 7}").0, "[\"a.b\"]");
    assert_eq!(place("{\"a\": [{}, {\"x-y\": {}}]}").0, "a[1].x-y");
    assert_eq!(place("{\"a\": [{}, 7]}").0, "a[1]");
    assert_eq!(place("{\"a\": [{}, ").0, "a[1]");
    assert_eq!(place("{\"a\": [{\"b\": \"\u{1}\"}]}").0, "a[0].b");
    assert_eq!(place("{\"a\": [], \"b\" 7}").0, "b");
    assert_eq!(place(&format!("{{\"{}\": 7}}", "n".repeat(100))).0, format!("{}…", "n".repeat(64)));
}

#[test]
fn values_have_paths_but_no_lines() {
    let error = Nested::from_value(&serde_json::json!({"a": [{"b": 7}]})).unwrap_err();
    assert_eq!(error.to_string(), "expected a string, found a number at `a[0].b`");
    assert_eq!((error.line(), error.column()), (None, None));
}

#[test]
fn kinds_of_errors() {
    let kind = |json: &[u8]| Value::from_json(json).unwrap_err().kind().clone();
    assert_eq!(kind(b""), DecodeErrorKind::UnexpectedEnd);
    assert_eq!(kind(b"[1"), DecodeErrorKind::UnexpectedEnd);
    assert_eq!(kind(b"\"a"), DecodeErrorKind::UnexpectedEnd);
    assert_eq!(kind(b"nul"), DecodeErrorKind::UnexpectedEnd);
    assert_eq!(kind(b"1 1"), DecodeErrorKind::TrailingCharacters);
    assert_eq!(kind(b"\"\xff\""), DecodeErrorKind::InvalidUtf8);
    assert_eq!(kind(b"1 \xff"), DecodeErrorKind::InvalidUtf8);
    assert_eq!(kind(b"\xef\xbb\xbf1"), DecodeErrorKind::Syntax { problem: "expected a value" });
    assert_eq!(kind(b"[1,]"), DecodeErrorKind::Syntax { problem: "a comma before the end of an array" });
    assert_eq!(kind(b"[01]"), DecodeErrorKind::Syntax { problem: "a number with a leading zero" });
    let half = DecodeErrorKind::Syntax { problem: "half of a surrogate pair in a string" };
    for lone in [&br#""\ud800""#[..], br#""\udc00 ""#, br#""\ud800\u0041""#, br#""\ud800\n""#] {
        assert_eq!(kind(lone), half);
    }
    assert_eq!(std::mem::size_of::<DecodeError>(), std::mem::size_of::<usize>());
}

#[test]
fn values_are_never_shown() {
    let secret = "hunter2-9f";
    let quoted = format!("\"{secret}\"");
    let errors = [
        bool::from_json(quoted.as_bytes()).unwrap_err(),
        Bytes::from_json(quoted.as_bytes()).map(|_| ()).unwrap_err_or_invalid(),
        Duration::from_json(quoted.as_bytes()).unwrap_err(),
        i64::from_json(b"[\"hunter2-9f\"").unwrap_err(),
        Vec::<bool>::from_json(format!("[{quoted}]").as_bytes()).unwrap_err(),
        String::from_json(format!("{quoted} {secret}").as_bytes()).unwrap_err(),
        String::from_json(format!("\"{secret}\\x\"").as_bytes()).unwrap_err(),
    ];
    for error in errors {
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
    }
    let hidden = Secret::<String>::from_json(quoted.as_bytes()).unwrap();
    assert_eq!((format!("{hidden:?}").as_str(), hidden.to_json()), ("Secret(…)", quoted));
}

trait OrInvalid {
    fn unwrap_err_or_invalid(self) -> DecodeError;
}

impl OrInvalid for Result<(), DecodeError> {
    /// The text may happen to be base64.
    fn unwrap_err_or_invalid(self) -> DecodeError {
        self.err().unwrap_or_else(|| DecodeError::invalid("not a base64 text", 0))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_failure_can_be_located(bytes in prop::collection::vec(prop::sample::select(b"{}[],:\"\\ \na1n\xc3\xa9".to_vec()), 0..40)) {
        if let Err(error) = Nested::from_json(&bytes) {
            prop_assert!(error.offset() <= bytes.len());
            prop_assert!(error.line().is_some() && !error.to_string().is_empty());
        }
    }
}
