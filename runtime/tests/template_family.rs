//! Which URI of a family is which, and why others are none.

use typeloom_runtime::place::Place;
use typeloom_runtime::template::{Piece, Template, TemplateError};
use typeloom_runtime::uri::{Family, UriError, UriParts};

const SHOP: Template = Template::new(
    Place::Uri,
    "acme://directory/shop/{shop}",
    &[Piece::Literal("acme://directory/shop/"), Piece::Parameter("shop")],
)
.keeping_dots();

const STRICT: Template = Template::new(
    Place::Uri,
    "acme://directory/shop/{shop}",
    &[Piece::Literal("acme://directory/shop/"), Piece::Parameter("shop")],
);

const IDENTITY: Template = Template::new(
    Place::Uri,
    "acme://directory/identity/{identity}",
    &[Piece::Literal("acme://directory/identity/"), Piece::Parameter("identity")],
)
.keeping_dots();

const NAMED: Template = Template::new(
    Place::Uri,
    "acme://directory/identity/name/@{name}",
    &[Piece::Literal("acme://directory/identity/name/@"), Piece::Parameter("name")],
);

const ROOT: Template = Template::new(Place::Uri, "acme://directory", &[Piece::Literal("acme://directory")]);

const FAMILY: Family = Family::new("Acme-Subject", &[SHOP, IDENTITY, NAMED, ROOT]);

fn matched(text: &str) -> Result<(usize, String), UriError> {
    let (template, values) = FAMILY.match_uri(text)?;
    Ok((template, values.join(",")))
}

#[test]
fn each_template_is_told_from_the_others() {
    assert_eq!(matched("acme://directory/shop/7"), Ok((0, "7".to_owned())));
    assert_eq!(matched("acme://directory/identity/7"), Ok((1, "7".to_owned())));
    assert_eq!(matched("acme://directory/identity/name/@a"), Ok((2, "a".to_owned())));
    assert_eq!(matched("acme://directory/"), Ok((3, String::new())));
}

#[test]
fn what_surrounds_and_litters_a_uri_is_dropped() {
    for text in [
        "\u{a0} \u{1f}acme://directory/shop/7\n",
        "\0\u{1}acme://directory/shop/7",
        "ac\tme://direc\r\ntory/sh\nop/7",
        "ACME://directory//shop///7/",
        "acme://directory/shop/7?",
        "acme://directory/shop/7#",
        "acme://directory/shop/7?#",
    ] {
        assert_eq!(matched(text), Ok((0, "7".to_owned())), "{text:?}");
    }
}

#[test]
fn values_are_decoded_leniently_and_literals_are_not() {
    assert_eq!(matched("acme://directory/shop/a%2Fb%20c"), Ok((0, "a/b c".to_owned())));
    assert_eq!(matched("acme://directory/shop/%zz%"), Ok((0, "%zz%".to_owned())));
    assert_eq!(matched("acme://directory/shop/%ffé"), Ok((0, "\u{fffd}é".to_owned())));
    let unsupported = Err(UriError::Unsupported { what: "Acme-Subject" });
    assert_eq!(matched("acme://directory/%73hop/7"), unsupported);
    assert_eq!(matched("acme://directory/Shop/7"), unsupported);
    assert_eq!(matched("acme://directory/shop"), unsupported);
    assert_eq!(matched("acme://directory/shop/7/8"), unsupported);
    assert_eq!(matched("acme://directory/identity/name/@"), unsupported);
}

#[test]
fn dots_are_values_where_they_are_kept() {
    assert_eq!(matched("acme://directory/shop/.."), Ok((0, "..".to_owned())));
    assert_eq!(SHOP.build(&[Some("..")]).as_deref(), Ok("acme://directory/shop/.."));
    assert!(STRICT.build(&[Some("..")]).is_err());
    assert!(STRICT.parse("acme://directory/shop/%2e.").is_err());
    assert!(NAMED.build(&[Some("..")]).is_ok());
}

#[test]
fn a_longer_template_that_stops_short_is_no_value() {
    assert_eq!(
        matched("acme://directory/identity/name"),
        Err(UriError::MissingSegment { what: "Acme-Subject", template: "acme://directory/identity/name/@{name}" })
    );
    assert_eq!(matched("acme://directory/identity/n%61me"), Ok((1, "name".to_owned())));
    assert_eq!(matched("acme://directory/shop/name"), Ok((0, "name".to_owned())));
}

#[test]
fn other_uris_are_told_why() {
    let text = |text: &str| matched(text).unwrap_err().to_string();
    let not_abstract = "`Acme-Subject` must be an abstract `acme://` URI without query and fragment";
    for other in [
        "",
        "7",
        "https://directory/shop/7",
        "acme:/directory/shop/7",
        "acme:///shop/7",
        "acme://directory/shop/7?a",
        "acme://directory/shop/7#a",
        "1acme://directory/shop/7",
        "\u{200b}acme://directory/shop/7",
    ] {
        assert_eq!(text(other), not_abstract, "{other:?}");
    }
    assert_eq!(
        text("acme://Directory/shop/7"),
        "`Acme-Subject` has the authority `Directory`: only `directory` is known"
    );
    assert!(text("acme://user:secret@directory:1/shop/7").contains("`user:***@directory:1`"));
    for broken in
        ["acme://[directory/", "acme://]/", "acme://[::1]x/", "acme://[1.2.3.4]/", "acme://a[::1]/", "acme://a／b/"]
    {
        assert!(text(broken).contains("not a well-formed URI"), "{broken}");
    }
}

#[test]
fn brackets_hold_ip_literals_only() {
    for literal in ["a://[::1]", "a://[::1]:80/", "a://u:p@[fe80::1%25eth0]", "a://[v1.x]"] {
        assert!(UriParts::parse(literal).is_ok(), "{literal}");
    }
    for broken in ["a://[::1%]", "a://[v.x]", "a://[vg.x]", "a://[v1.]", "a://[[::1]]", "a://[]"] {
        assert!(UriParts::parse(broken).is_err(), "{broken}");
    }
}

#[test]
fn a_template_alone_names_itself() {
    assert_eq!(
        NAMED.parse("acme://directory/identity/name/a"),
        Err(TemplateError::Uri(UriError::Unsupported { what: NAMED.text() }))
    );
    assert_eq!(NAMED.parse("acme://directory/identity/name/@a"), Ok(vec![Some("a".to_owned())]));
}

#[test]
fn a_family_of_none_matches_nothing() {
    assert!(Family::new("Acme-Subject", &[]).match_uri("acme://directory/shop/7").is_err());
    assert!(Family::new("Acme-Subject", &[]).match_uri("").is_err());
}

#[test]
fn a_template_that_ends_in_a_literal_is_not_cut_short() {
    const SHOPS: Template =
        Template::new(Place::Uri, "acme://directory/shop", &[Piece::Literal("acme://directory/shop")]);
    let family = Family::new("Acme-Subject", &[SHOPS, SHOP]);
    assert_eq!(family.match_uri("acme://directory/shop/"), Ok((0, vec![])));
}
