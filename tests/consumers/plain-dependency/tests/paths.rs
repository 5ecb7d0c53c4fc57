//! The generated crate works as a dependency.

use consumer_plain_dependency::server_of;

#[test]
fn paths_are_built_and_bad_values_refused() {
    let url = server_of("https://api.example.com", "d 1").unwrap();
    assert_eq!(url, "https://api.example.com/distributions/d%201/mcp");
    assert!(server_of("https://api.example.com", " ").is_err());
    assert!(server_of("https://api.example.com", "..").is_err());
}
