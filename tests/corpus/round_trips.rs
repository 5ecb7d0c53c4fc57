//! Round trips of the corpus.
#[test]
fn nothing_yet() {}
