//! What each place accepts, writes and reads back.

use typeloom_runtime::place::Place;
use typeloom_runtime::template::{Piece, Template, TemplateError, push_encoded, push_segment};

const ORDER: Template = Template::new(
    Place::Path,
    "/shops/@{shop}/orders[/{order}]",
    &[
        Piece::Literal("/shops/@"),
        Piece::Parameter("shop"),
        Piece::Literal("/orders"),
        Piece::Optional(&[Piece::Literal("/"), Piece::Parameter("order")]),
    ],
);

const VALUE: Template = Template::new(
    Place::Path,
    "/values/{subject}/{kind}/{key}",
    &[
        Piece::Literal("/values/"),
        Piece::Parameter("subject"),
        Piece::Literal("/"),
        Piece::Parameter("kind"),
        Piece::Literal("/"),
        Piece::Parameter("key"),
    ],
);

const FILE: Template = Template::new(
    Place::Path,
    "/files/{name}.{kind}",
    &[Piece::Literal("/files/"), Piece::Parameter("name"), Piece::Literal("."), Piece::Parameter("kind")],
);

const TOPIC: Template = Template::new(
    Place::Topic,
    "acme::{workspace}::{agent}",
    &[Piece::Literal("acme::"), Piece::Parameter("workspace"), Piece::Literal("::"), Piece::Parameter("agent")],
);

const HEADER: Template =
    Template::new(Place::Header, "Acme {token}", &[Piece::Literal("Acme "), Piece::Parameter("token")]);

fn values(values: &[&str]) -> Vec<Option<String>> {
    values.iter().map(|value| Some((*value).to_owned())).collect()
}

#[test]
fn a_path_encodes_every_byte_that_is_not_unreserved() {
    let path = VALUE.build(&[Some("a b/ç"), Some("%2F"), Some("~._-A9")]);
    assert_eq!(path.as_deref(), Ok("/values/a%20b%2F%C3%A7/%252F/~._-A9"));
}

#[test]
fn a_path_is_built_in_one_allocation_of_the_stated_capacity() {
    let given = [Some("äöü"), Some("///"), Some("x")];
    let path = VALUE.build(&given).unwrap();
    assert_eq!(path.capacity(), VALUE.capacity(&given));
    assert!(path.len() <= path.capacity());
}

#[test]
fn a_segment_of_dots_is_refused_and_dots_behind_a_literal_are_not() {
    let refused = |parameter| Err(TemplateError::DotSegment { parameter });
    assert_eq!(VALUE.build(&[Some(".."), Some("k"), Some("x")]), refused("subject"));
    assert_eq!(VALUE.build(&[Some("s"), Some("k"), Some(".")]), refused("key"));
    assert_eq!(ORDER.build(&[Some("."), Some("..")]), refused("order"));
    assert_eq!(ORDER.build(&[Some("."), None]).as_deref(), Ok("/shops/@./orders"));
    assert_eq!(VALUE.build(&[Some("..."), Some("k"), Some("%2e")]).as_deref(), Ok("/values/.../k/%252e"));
}

#[test]
fn a_segment_made_of_two_parameters_can_be_dots_too() {
    const PAIR: Template = Template::new(Place::Path, "{a}.", &[Piece::Parameter("a"), Piece::Literal(".")]);
    assert_eq!(PAIR.build(&[Some(".")]), Err(TemplateError::DotSegment { parameter: "a" }));
    assert_eq!(PAIR.parse(".."), Err(TemplateError::DotSegment { parameter: "a" }));
}

#[test]
fn missing_and_superfluous_values_are_named() {
    assert_eq!(VALUE.build(&[Some("s"), None, Some("x")]), Err(TemplateError::Missing { parameter: "kind" }));
    assert_eq!(VALUE.build(&[Some("s"), Some(""), Some("x")]), Err(TemplateError::Empty { parameter: "kind" }));
    let count = VALUE.build(&[Some("s")]).unwrap_err();
    assert_eq!(
        count.to_string(),
        "`/values/{subject}/{kind}/{key}` takes 3 values, not 1: give one for each parameter"
    );
}

#[test]
fn appending_leaves_what_is_there_even_after_an_error() {
    let mut out = String::from("..");
    assert!(VALUE.append(&[Some("s"), Some("k"), Some("")], &mut out).is_err());
    assert_eq!(out, "..");
    assert_eq!(VALUE.append(&[Some("s"), Some("k"), Some("x")], &mut out), Ok(()));
    assert_eq!(out, "../values/s/k/x");
}

#[test]
fn a_path_is_split_at_slashes_before_anything_is_decoded() {
    assert_eq!(VALUE.parse("/values/a%2Fb/%6B/%C3%A7"), Ok(values(&["a/b", "k", "ç"])));
    let no_match = Err(TemplateError::NoMatch { template: VALUE.text() });
    for other in ["/values/a/b", "/values/a/b/c/d", "/Values/a/b/c", "/v%61lues/a/b/c", "", "/values/a/b/c?d"] {
        assert_eq!(VALUE.parse(other), no_match, "{other}");
    }
}

#[test]
fn a_path_with_a_broken_value_is_refused() {
    let parameter = "key";
    let parse = |key: &str| VALUE.parse(&format!("/values/s/k/{key}"));
    for broken in ["%", "%2", "%2x", "a%+1", "%%20"] {
        assert_eq!(parse(broken), Err(TemplateError::Escape { parameter }), "{broken}");
    }
    assert_eq!(parse("%ff"), Err(TemplateError::Encoding { parameter }));
    assert_eq!(parse(""), Err(TemplateError::Empty { parameter }));
    for dots in [".", "..", "%2e", ".%2E"] {
        assert_eq!(parse(dots), Err(TemplateError::DotSegment { parameter }), "{dots}");
    }
}

#[test]
fn an_optional_piece_is_read_when_it_is_there() {
    assert_eq!(ORDER.parse("/shops/@a/orders/7"), Ok(values(&["a", "7"])));
    assert_eq!(ORDER.parse("/shops/@a/orders"), Ok(vec![Some("a".to_owned()), None]));
    assert_eq!(ORDER.parse("/shops/@a/orders/"), Err(TemplateError::Empty { parameter: "order" }));
}

#[test]
fn values_that_would_be_cut_elsewhere_are_refused() {
    assert_eq!(FILE.build(&[Some("a"), Some("tar.gz")]).as_deref(), Ok("/files/a.tar.gz"));
    assert_eq!(FILE.parse("/files/a.tar.gz"), Ok(values(&["a", "tar.gz"])));
    assert_eq!(
        FILE.build(&[Some("a.tar"), Some("gz")]),
        Err(TemplateError::Separator { parameter: "name", separator: "." })
    );
}

#[test]
fn an_optional_separator_is_refused_even_when_it_is_left_out() {
    const VERSIONED: Template = Template::new(
        Place::Header,
        "{name}[-{version}].json",
        &[
            Piece::Parameter("name"),
            Piece::Optional(&[Piece::Literal("-"), Piece::Parameter("version")]),
            Piece::Literal(".json"),
        ],
    );
    assert!(VERSIONED.build(&[Some("a-b"), None]).is_err());
    let built = VERSIONED.build(&[Some("a.json"), Some("1-2")]).unwrap();
    assert_eq!(built, "a.json-1-2.json");
    assert_eq!(VERSIONED.parse(&built), Ok(values(&["a.json", "1-2"])));
    assert_eq!(VERSIONED.parse("a.json"), Ok(vec![Some("a".to_owned()), None]));
}

#[test]
fn a_separator_behind_an_optional_piece_counts_too() {
    const NOTE: Template = Template::new(
        Place::Header,
        "{name}[-{version}];{note}",
        &[
            Piece::Parameter("name"),
            Piece::Optional(&[Piece::Literal("-"), Piece::Parameter("version")]),
            Piece::Literal(";"),
            Piece::Parameter("note"),
        ],
    );
    assert_eq!(
        NOTE.build(&[Some("a;b"), None, Some("c")]),
        Err(TemplateError::Separator { parameter: "name", separator: ";" })
    );
}

#[test]
fn a_topic_encodes_nothing_and_refuses_its_own_literals() {
    assert_eq!(TOPIC.build(&[Some("a/b%"), Some("é:")]).as_deref(), Ok("acme::a/b%::é:"));
    let refused = |value: &str| TOPIC.build(&[Some(value), Some("x")]).unwrap_err();
    for value in ["a::b", "a:", "acme::"] {
        assert!(matches!(refused(value), TemplateError::Separator { .. }), "{value}");
    }
    for value in ["a b", "a\n", "\u{a0}", "\u{1f}", "a\0"] {
        assert!(matches!(refused(value), TemplateError::Character { .. }), "{value:?}");
    }
    assert_eq!(refused(""), TemplateError::Empty { parameter: "workspace" });
}

#[test]
fn a_topic_is_read_as_strictly_as_it_is_written() {
    assert_eq!(TOPIC.parse("acme::a::b"), Ok(values(&["a", "b"])));
    for other in ["acme::a", "Acme::a::b", "acme::::b", "acme::a::b::c", "acme::a::b c"] {
        assert!(TOPIC.parse(other).is_err(), "{other}");
    }
}

#[test]
fn a_header_carries_visible_ascii_and_inner_spaces() {
    assert_eq!(HEADER.build(&[Some("a b/%~")]).as_deref(), Ok("Acme a b/%~"));
    assert_eq!(HEADER.parse("Acme a b"), Ok(values(&["a b"])));
    for value in [" a", "a ", "a\r\nb", "a\tb", "é", "\u{7f}", "\0"] {
        assert_eq!(HEADER.build(&[Some(value)]), Err(TemplateError::Character { parameter: "token" }), "{value:?}");
    }
    assert!(HEADER.parse("Acme  a").is_err());
}

#[test]
fn errors_never_show_the_value() {
    let secret = "hunter2\n";
    let error = HEADER.build(&[Some(secret)]).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}

#[test]
fn straight_line_segments_follow_the_rules_of_a_path() {
    let mut out = String::new();
    assert_eq!(push_segment(&mut out, "key", "é/ü"), Ok(()));
    assert_eq!(out, "%C3%A9%2F%C3%BC");
    assert!(push_segment(&mut out, "key", ".").is_err());
    assert!(push_segment(&mut out, "key", "").is_err());
    assert_eq!(push_encoded(&mut out, "key", "."), Ok(()));
    assert_eq!(out, "%C3%A9%2F%C3%BC.");
}

#[test]
fn parameters_are_listed_in_the_order_of_their_values() {
    assert_eq!(ORDER.parameters(), ["shop", "order"]);
    assert_eq!(ORDER.parameter_count(), 2);
}
