//! What holds for every value and every text.

use proptest::prelude::*;
use typeloom_runtime::place::Place;
use typeloom_runtime::template::{Piece, Template};
use typeloom_runtime::uri::Family;

const PATH: Template = Template::new(
    Place::Path,
    "/a/@{first}/{second}.{third}[/{fourth}]",
    &[
        Piece::Literal("/a/@"),
        Piece::Parameter("first"),
        Piece::Literal("/"),
        Piece::Parameter("second"),
        Piece::Literal("."),
        Piece::Parameter("third"),
        Piece::Optional(&[Piece::Literal("/"), Piece::Parameter("fourth")]),
    ],
);

const URI_PIECES: &[Piece] = &[
    Piece::Literal("acme://directory/a/"),
    Piece::Parameter("first"),
    Piece::Literal("/@"),
    Piece::Parameter("second"),
    Piece::Literal("/-"),
    Piece::Parameter("third"),
    Piece::Optional(&[Piece::Literal("/"), Piece::Parameter("fourth")]),
];

const URI_TEXT: &str = "acme://directory/a/{first}/@{second}/-{third}[/{fourth}]";
const URI: Template = Template::new(Place::Uri, URI_TEXT, URI_PIECES);
const DOTTED_URI: Template = Template::new(Place::Uri, URI_TEXT, URI_PIECES).keeping_dots();

const TOPIC: Template = Template::new(
    Place::Topic,
    "acme::{first}::{second}->{third}[--{fourth}]",
    &[
        Piece::Literal("acme::"),
        Piece::Parameter("first"),
        Piece::Literal("::"),
        Piece::Parameter("second"),
        Piece::Literal("->"),
        Piece::Parameter("third"),
        Piece::Optional(&[Piece::Literal("--"), Piece::Parameter("fourth")]),
    ],
);

const HEADER: Template = Template::new(
    Place::Header,
    "{first}: {second}; {third}[, {fourth}] end",
    &[
        Piece::Parameter("first"),
        Piece::Literal(": "),
        Piece::Parameter("second"),
        Piece::Literal("; "),
        Piece::Parameter("third"),
        Piece::Optional(&[Piece::Literal(", "), Piece::Parameter("fourth")]),
        Piece::Literal(" end"),
    ],
);

const ALL: [Template; 5] = [PATH, URI, DOTTED_URI, TOPIC, HEADER];

/// Mostly what the rules turn on, so that they are hit.
fn value() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z]{1,3}", r"[.:/@%?# ;,>a-]{1,4}", "\\PC{0,8}", any::<String>(), Just("..".to_owned()),]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        r"(acme://directory)?/?a?/@?[a.%2Eé/:-]{0,12}",
        r"acme::[a:>-]{0,12}",
        r"[a:;, ]{0,12} end",
        r"[acme:/@\[\]?#%\t\n]{0,20}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn what_was_built_is_read_back(
        first in value(), second in value(), third in value(), fourth in proptest::option::of(value()),
    ) {
        let given = [Some(&*first), Some(&*second), Some(&*third), fourth.as_deref()];
        for template in ALL {
            if let Ok(built) = template.build(&given) {
                let expected: Vec<_> = given.iter().map(|value| value.map(str::to_owned)).collect();
                prop_assert_eq!(template.parse(&built), Ok(expected), "{}", built);
            }
        }
    }

    #[test]
    fn plain_values_are_accepted_everywhere(
        first in "[a-z]{1,5}", second in "[a-z]{1,5}", third in "[a-z]{1,5}",
        fourth in proptest::option::of("[a-z]{1,5}"),
    ) {
        let given = [Some(&*first), Some(&*second), Some(&*third), fourth.as_deref()];
        for template in ALL {
            prop_assert!(template.build(&given).is_ok());
        }
    }

    #[test]
    fn values_bring_no_delimiter_into_a_path(value in value()) {
        const ONE: Template = Template::new(Place::Path, "{value}", &[Piece::Parameter("value")]);
        if let Ok(built) = ONE.build(&[Some(&value)]) {
            let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-~%".contains(&byte);
            prop_assert!(built.bytes().all(unreserved));
            prop_assert_ne!(&built, ".");
            prop_assert_ne!(&built, "..");
            let escapes = built.matches('%').count();
            let bytes = value.bytes().filter(|byte| !unreserved(*byte) || *byte == b'%').count();
            prop_assert_eq!(escapes, bytes);
            prop_assert!(built.len() <= ONE.capacity(&[Some(&value)]));
        }
    }

    #[test]
    fn values_bring_no_control_character_or_space_into_a_topic(value in value()) {
        const ONE: Template = Template::new(Place::Topic, "{value}", &[Piece::Parameter("value")]);
        if let Ok(built) = ONE.build(&[Some(&value)]) {
            prop_assert!(!built.contains(|next: char| next.is_control() || next.is_whitespace()));
        }
    }

    #[test]
    fn values_bring_no_control_character_into_a_header(value in value()) {
        const ONE: Template = Template::new(Place::Header, "{value}", &[Piece::Parameter("value")]);
        if let Ok(built) = ONE.build(&[Some(&value)]) {
            prop_assert!(built.bytes().all(|byte| (b' '..=b'~').contains(&byte)));
            prop_assert_eq!(built.trim(), &built);
        }
    }

    #[test]
    fn reading_never_panics(text in text()) {
        for template in ALL {
            let _ = template.parse(&text);
        }
        let _ = Family::new("Acme-Subject", &[URI, DOTTED_URI]).match_uri(&text);
    }

    #[test]
    fn what_is_read_strictly_can_be_built_again(text in text()) {
        for template in [PATH, TOPIC, HEADER] {
            if let Ok(values) = template.parse(&text) {
                let values: Vec<_> = values.iter().map(Option::as_deref).collect();
                if let Ok(built) = template.build(&values) {
                    let read: Vec<_> = values.iter().map(|value| value.map(str::to_owned)).collect();
                    prop_assert_eq!(template.parse(&built), Ok(read));
                }
            }
        }
    }
}
