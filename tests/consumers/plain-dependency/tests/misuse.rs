//! What types exclude does not compile, and the compiler says why.
#![allow(missing_docs)]

#[test]
fn cards() {
    trybuild::TestCases::new().compile_fail("tests/misuse/*.rs");
}
