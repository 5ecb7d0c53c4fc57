//! The table of codes and the suggestions.

use typeloom::diagnostic::{Code, suggest};

#[test]
fn ids_are_unique_in_order_and_found_again() {
    let ids: Vec<&str> = Code::ALL.iter().map(|code| code.id()).collect();
    let mut sorted = ids.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(ids, sorted);
    for code in Code::ALL {
        assert_eq!(Code::from_id(&code.id().to_lowercase()), Some(*code));
        assert!(code.title().len() <= 64 && !code.title().ends_with('.'), "{code}");
    }
    assert_eq!(Code::from_id("TL9999"), None);
}

#[test]
fn explanations_have_a_wrong_and_a_right_example() {
    for code in Code::ALL {
        let explanation = code.explanation();
        let (_, examples) = explanation.split_once("\n\nWrong:\n\n").unwrap();
        let (wrong, right) = examples.split_once("\n\nRight:\n\n").unwrap();
        assert_ne!(wrong, right, "{code}");
    }
}

#[test]
fn the_name_that_was_meant_is_found() {
    let keys = ["default", "type", "client_id", "camelCase", "min", "max", "min_length"];
    let closest = |name| suggest::closest(name, keys.into_iter());
    assert_eq!(closest("defualt"), Some("default"));
    assert_eq!(closest("clientId"), Some("client_id"));
    assert_eq!(closest("CLIENT-ID"), Some("client_id"));
    assert_eq!(closest("camel-case"), Some("camelCase"));
    assert_eq!(closest("minlength"), Some("min_length"));
    assert_eq!(closest("typ"), Some("type"));
    assert_eq!(closest("color"), None);
    assert_eq!(closest(""), None);
    assert_eq!(closest("type"), None);
}

#[test]
fn lists_are_readable() {
    assert_eq!(suggest::list(["a"].into_iter()), "`a`");
    assert_eq!(suggest::list(["a", "b", "c"].into_iter()), "`a`, `b` and `c`");
    assert_eq!(suggest::list(std::iter::empty()), "none");
    assert!(suggest::list(std::iter::repeat_n("a", 99)).ends_with("and 75 more"));
}
