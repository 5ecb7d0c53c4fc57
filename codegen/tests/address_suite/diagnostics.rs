//! What can be wrong with addresses, as it is shown.

use std::fmt::Write as _;

use crate::findings;

/// The findings of a set of subjects with each of these as its members.
fn of_members(members: &[&str]) -> String {
    members.iter().fold(String::new(), |mut shown, members| {
        let found = findings(&format!("subjects: {{ S: {{ members: {{ {members} }} }} }}\n"));
        assert!(!found.is_empty(), "nothing found in {members}");
        let _ = writeln!(shown, "{found}");
        shown
    })
}

#[test]
fn braces_and_brackets() {
    insta::assert_snapshot!(of_members(&[
        r#"a: "/orders/{order_id""#,
        r#"a: "/orders/order_id}""#,
        r#"a: "/orders[/{order_id}""#,
        r#"a: "/orders]""#,
        r#"a: "/orders/{order/x}""#,
        r#"a: "/orders[/{shop}[/{order}]]""#,
    ]));
}

#[test]
fn parameters() {
    insta::assert_snapshot!(of_members(&[
        r#"a: "/orders/{}""#,
        r#"a: "/orders/{order id}""#,
        r#"a: "/orders/{id}/{id}""#,
        r#"a: { path: "/orders/{order_id}", parameters: { ordr_id: { trim: true } } }"#,
        r#"a: { path: "/orders", parameters: { order_id: { trim: true } } }"#,
    ]));
}

#[test]
fn forms() {
    insta::assert_snapshot!(of_members(&[
        r#"a: "orders/{order_id}""#,
        r#"a: "/orders//{order_id}""#,
        r#"a: "/orders/../{order_id}""#,
        r#"a: "/orders/{order_id}?x=y""#,
        r#"a: "/my orders/{order_id}""#,
        r#"a: { uri: "{scheme}://orders/{order_id}" }"#,
        r#"a: { uri: "acme:/orders/{order_id}" }"#,
        r#"a: { uri: "acme://orders{order_id}" }"#,
        r#"a: { uri: "acme://orders/" }"#,
        r#"a: { topic: "my orders" }"#,
        r#"a: "/orders[{order_id}]""#,
        r#"a: "/orders[/all]""#,
        r#"a: "/orders[/{shop}/{order}]""#,
    ]));
}

#[test]
fn ambiguity() {
    insta::assert_snapshot!(of_members(&[
        r#"a: "/orders/{shop}{order_id}""#,
        r#"a: "/orders/{shop}-{order_id}""#,
        r#"a: "/orders[/{shop}]/{order_id}""#,
        r#"a: "/orders[/{shop}][/{order_id}]""#,
        r#"a: "/orders[/{shop}]{order_id}""#,
        r#"a: "/orders/{order_id}[.{extension}]""#,
    ]));
}

#[test]
fn overlap() {
    insta::assert_snapshot!(of_members(&[
        r#"a: "/orders/{order_id}", b: "/orders/{name}""#,
        r#"a: "/orders/{order_id}", b: "/orders/all""#,
        r#"a: "/orders[/{order_id}]", b: "/orders""#,
        r#"a: { topic: "a.{x}" }, b: { topic: "{y}.b" }"#,
        r#"a: "/orders/@{x}", b: "/{y}/@{x}""#,
    ]));
}

#[test]
fn templates_that_are_apart() {
    for members in [
        r#"a: "/orders/{order_id}", b: "/orders/@{name}""#,
        r#"a: "/orders/{order_id}", b: "/orders/{order_id}/{item}""#,
        r#"a: "/orders[/by/{name}]", b: "/shops/{shop}:{item}""#,
        r#"a: { uri: "acme://orders/order/{x}" }, b: { uri: "acme://orders/order/name/{x}" }"#,
        r#"a: "/{{orders}}/[[x]]""#,
    ] {
        let found = findings(&format!("subjects: {{ S: {{ members: {{ {members} }} }} }}\n"));
        // Braces and brackets are no characters of a path, and that is all that is wrong with them.
        assert!(found.is_empty() || members.contains("{{"), "{found}");
    }
}

#[test]
fn members() {
    insta::assert_snapshot!(of_members(&[
        r#"a: "/a/{x}", b: { topic: "b.{x}" }"#,
        r#"a: { path: "/a/{x}", uri: "acme://a/{x}" }"#,
        r"a: { wire: a }",
        r#"a: { path: "/a/{x}", wire: w }, b: { path: "/b/{x}", wire: w }"#,
        r#"a: { path: "/a/{x}", aliases: [b] }, b: "/b/{x}""#,
        r#"kind: "/a/{x}""#,
        r#"shop: "/a/{shop}/{kind}""#,
        r#"a: { uri: "acme://a/{x}" }, b: { uri: "acme://b/{x}" }"#,
        r"",
    ]));
}

const REFERENCE: &str = r#"
subjects: { Who: { members: { shop: "/shops/{shop_id}" } }, Topic: { members: { shop: { topic: "shops.{shop_id}" } } } }
kinds: { What: { members: { item: { segment: items }, note: { wire: Note } } } }
references:
  Address:
"#;

fn of_references(references: &[&str]) -> String {
    references.iter().fold(String::new(), |mut shown, reference| {
        let found = findings(&format!("{REFERENCE}    {}\n", reference.replace('\n', "\n    ")));
        assert!(!found.is_empty(), "nothing found in {reference}");
        let _ = writeln!(shown, "{found}");
        shown
    })
}

#[test]
fn references() {
    const HEAD: &str = "subject: Who\nkind: What\nkey: { name: AddressKey }\n";
    let with = |rest: &str| format!("{HEAD}{rest}");
    let references = [
        with("path: \"{subjct}/{kind}[/{key}]\""),
        with("path: \"{subject}[/{key}]\""),
        with("path: \"{subject}/{kind}/{key}\""),
        with("path: \"[{subject}]/{kind}[/{key}]\""),
        with("path: \"{subject}/{kind}[/{key}]\"\nwithout_subject: [item]"),
        with("path: \"[{subject}]/{kind}[/{key}]\"\nwithout_subject: [item, item]"),
        with("path: \"[{subject}]/{kind}[/{key}]\"\nwithout_subject: [itm]"),
        with("path: \"[{subject}]/{kind}[/{key}]\"\nwithout_subject: [note]"),
        with("path: \"{subject}/{kind}[/{key}]\"\nshorthands: { note: { kind: note } }"),
        with("path: \"{subject}/{kind}[/{key}]\"\nshorthands: { item: { kind: item, global: any_item } }"),
        with("path: \"{subject}/{kind}[/{key}]\"\nfragment: { without_subject: all }"),
        with("path: \"{subject}/{kind}[/{key}]\"\npaths: { name: P, base: Settings.url }"),
        with("path: \"{subject}/{kind}[/{key}]\"\npaths: { name: P, routes: { card: { kind: item, suffix: card } } }"),
        with("path: \"{subject}/{kind}[/{key}]\"\npaths: { name: P, routes: { card: { kind: item, subject: none } } }"),
        with(
            "path: \"{subject}/{kind}[/{key}]\"\npaths: { name: Who, operations: { ship: { kind: note, suffix: /x } } }",
        ),
        "subject: Topic\nkind: Who\nkey: { name: AddressKey }\npath: \"{subject}/{kind}[/{key}]\"".to_owned(),
        "subject: Topic\nkind: What\nkey: { name: AddressKey }\npath: \"{subject}/{kind}[/{key}]\"".to_owned(),
    ];
    insta::assert_snapshot!(of_references(&references.each_ref().map(String::as_str)));
}

#[test]
fn kinds_and_selectors() {
    let shown = [
        "kinds: { K: { members: { a: { segment: x }, b: { segment: x } } } }\n",
        "kinds: { K: { members: { a: { wire: x }, b: { wire: x } } } }\n",
        "kinds: { K: { members: { a: { segment: x/y } } } }\n",
        "selectors: { S: { header: \"Acme Selector\", members: { a: \"acme://a/{x}\" } } }\n",
        "selectors: { S: { dots: keep, members: { a: { topic: \"a.{x}\" } } } }\n",
        "subjects: { S: { fragment: { replace: { ab: c } }, members: { a: \"/a/{x}\" } } }\n",
        "subjects: { S: { members: { a: \"/a/{x}\" } } }\ntypes: { SKind: string }\n",
    ];
    insta::assert_snapshot!(shown.iter().map(|yaml| findings(yaml)).collect::<Vec<_>>().join("\n"));
}
