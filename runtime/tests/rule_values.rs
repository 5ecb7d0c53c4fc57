//! In which order a value is normalised and checked.

use typeloom_runtime::rule::{Rule, ValueError, check_range, trim};

const HANDLE: Rule = Rule::new("distribution_id").trim().strip_prefix("@").non_empty().min_length(2).max_length(4);

#[test]
fn a_value_is_trimmed_then_stripped_once() {
    assert_eq!(HANDLE.apply("\u{2003}@ab \n").as_deref(), Ok("ab"));
    assert_eq!(HANDLE.apply("@@ab").as_deref(), Ok("@ab"));
    // What stands behind the prefix is not trimmed again.
    assert_eq!(HANDLE.apply("@ ab").as_deref(), Ok(" ab"));
    assert_eq!(HANDLE.check(" ab "), Ok("ab"));
}

#[test]
fn nothing_left_is_empty_wherever_it_went() {
    for value in ["", " \t", "@", " @ "] {
        let error = HANDLE.apply(value).unwrap_err();
        assert_eq!(error.to_string(), "`distribution_id` must not be empty", "{value:?}");
    }
    assert_eq!(Rule::new("note").trim().strip_prefix("@").apply(" @").as_deref(), Ok(""));
}

#[test]
fn the_beginning_is_checked_before_the_end_is_trimmed() {
    const HOST: Rule = Rule::new("host").starts_with(&["http://", "https://"]).trim_end("/");
    assert_eq!(HOST.apply("https://acme//").as_deref(), Ok("https://acme"));
    assert_eq!(HOST.apply("https:///").as_deref(), Ok("https:"));
    for value in ["", "ftp://acme", "HTTP://acme", " http://acme"] {
        let error = HOST.apply(value).unwrap_err();
        assert_eq!(error.to_string(), "`host` must start with `http://` or `https://`");
    }
}

#[test]
fn lengths_are_counted_in_characters() {
    assert_eq!(HANDLE.apply("éééé").as_deref(), Ok("éééé"));
    let name = HANDLE.name();
    assert_eq!(HANDLE.apply("@é"), Err(ValueError::TooShort { name, minimum: 2, length: 1 }));
    assert_eq!(HANDLE.apply("ééééé"), Err(ValueError::TooLong { name, maximum: 4, length: 5 }));
    assert_eq!(
        HANDLE.apply("abcde").unwrap_err().to_string(),
        "`distribution_id` must have at most 4 characters, not 5"
    );
}

#[test]
fn without_demands_everything_is_kept() {
    const ANY: Rule = Rule::new("note");
    assert_eq!(ANY.apply(" \0 ").as_deref(), Ok(" \0 "));
}

#[test]
fn exactly_unicode_whitespace_and_four_separators_are_trimmed() {
    for character in '\0'..=char::MAX {
        let blank = trim(character.encode_utf8(&mut [0; 4])).is_empty();
        let expected = matches!(character,
            '\t'..='\r' | '\u{1c}'..='\u{1f}' | ' ' | '\u{85}' | '\u{a0}' | '\u{1680}'
            | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}'
            | '\u{3000}');
        assert_eq!(blank, expected, "{character:?}");
    }
}

#[test]
fn numbers_outside_their_limits_are_refused() {
    assert_eq!(check_range("share", 1.0, 0.0..=1.0), Ok(1.0));
    assert!(check_range("share", f64::NAN, 0.0..=1.0).is_err());
    let text = |error: ValueError| error.to_string();
    assert_eq!(check_range("tries", 0_i64, 1..).map_err(text), Err("`tries` must be at least 1".to_owned()));
    assert_eq!(check_range("tries", 9, ..5).map_err(text), Err("`tries` must be less than 5".to_owned()));
}

#[cfg(feature = "pattern")]
mod patterns {
    use typeloom_runtime::rule::{Pattern, Rule, ValueError};

    static SLUG: Pattern = Pattern::new("[a-z]+|[0-9]+");
    static BROKEN: Pattern = Pattern::new("[a-z");
    static NAME: Rule = Rule::new("name").trim().pattern(&SLUG);

    #[test]
    fn a_pattern_matches_the_whole_value() {
        assert_eq!(NAME.apply(" orders ").as_deref(), Ok("orders"));
        for value in ["orders7", "7orders", "", "orders\nx"] {
            let error = ValueError::Pattern { name: "name", pattern: SLUG.text() };
            assert_eq!(NAME.apply(value), Err(error), "{value:?}");
        }
    }

    #[test]
    fn a_newline_at_the_end_is_part_of_the_value() {
        assert!(!SLUG.matches("orders\n"));
    }

    #[test]
    fn a_broken_pattern_matches_nothing() {
        assert!(!BROKEN.matches("a") && !BROKEN.matches(""));
    }
}
