//! Arbitrary bytes: the reader accepts what `serde_json` accepts, means the same, and writes it alike.
//!
//! Run with `cargo +nightly fuzz run reader`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use typeloom_runtime::json::{DecodeErrorKind, Reader, Value};
use typeloom_runtime::model::Model;

fuzz_target!(|input: &[u8]| {
    let ours = Value::from_json(input);
    let theirs = serde_json::from_slice::<Value>(input);

    let mut reader = Reader::new(input);
    let skipped = reader.skip().and_then(|()| reader.finish());
    assert_eq!(skipped.is_ok(), ours.is_ok());

    match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => {
            assert_eq!(ours, theirs);
            assert_eq!(ours.to_json(), theirs.to_string());
        }
        (Err(ours), Ok(_)) => panic!("refused: {ours}"),
        // One level more is accepted here.
        (Ok(_), Err(theirs)) => assert!(theirs.to_string().starts_with("recursion limit"), "accepted: {theirs}"),
        (Err(ours), Err(_)) => {
            assert!(ours.offset() <= input.len());
            if *ours.kind() != DecodeErrorKind::TooDeep {
                assert!(ours.line().is_some());
            }
        }
    }

    // The union forms look ahead and come back.
    let mut reader = Reader::new(input);
    if let Ok((_, object)) = reader.tagged("a", &["b"]) {
        let _ = reader.unknown_variant(object);
    }
    let mut reader = Reader::new(input);
    if let Ok(adjacent) = reader.adjacent("a", "b", &["c"]) {
        let _ = reader.skip().and_then(|()| reader.adjacent_end(adjacent));
    }
});
