//! Values, their places, and the readers that check them.

use typeloom::diagnostic::{Code, Diagnostics, Span};
use typeloom::source::{Fields, Node, Sources, parse};

struct Read {
    sources: Sources,
    diagnostics: Diagnostics,
    root: Option<Node>,
}

fn read(text: &str) -> Read {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let file = sources.add(String::from("acme.yaml"), text.to_owned());
    let root = parse(&sources, file, &mut diagnostics);
    Read { sources, diagnostics, root }
}

fn codes(diagnostics: &Diagnostics) -> Vec<Code> {
    diagnostics.iter().map(|found| found.code).collect()
}

#[test]
fn spans_cover_what_is_written() {
    let read = read(concat!(
        "plain: no\nquoted: \"a\\tb\"\nflow: { a: [1, 2] }\nblock:\n  - x\n  -\n    y: z # why\n\n",
        "text: |\n  one\n  two\n\nempty:\nanchor: &n 1.10\nalias: *n\n",
    ));
    let root = read.root.unwrap();
    let written = |key: &str| read.sources.slice(root.get(key).unwrap().span);
    assert_eq!(written("plain"), "no");
    assert_eq!(written("quoted"), "\"a\\tb\"");
    assert_eq!(written("flow"), "{ a: [1, 2] }");
    assert_eq!(written("block"), "- x\n  -\n    y: z");
    assert_eq!(written("text"), "one\n  two");
    assert_eq!(written("empty"), "");
    assert_eq!(written("anchor"), "1.10");
    assert_eq!(written("alias"), "*n");
    assert_eq!(root.get("alias").unwrap().as_text(), Some("1.10"));
    assert_eq!(root.get("text").unwrap().as_text(), Some("one\ntwo\n"));
    assert!(root.get("empty").unwrap().is_null());
    assert!(read.diagnostics.is_empty());
}

#[test]
fn positions_count_characters_from_one() {
    let mut sources = Sources::new();
    let file = sources.add(String::from("a.yaml"), String::from("\u{feff}aö🐎b\r\nc"));
    let place = |byte| sources.line_column(Span::new(file, byte, byte)).to_string();
    assert_eq!(
        [place(0), place(1), place(3), place(7), place(8), place(10)],
        ["1:1", "1:2", "1:3", "1:4", "1:5", "2:1"]
    );
    assert_eq!(place(11), "2:2");
    assert_eq!(place(4000), "2:2");
}

#[test]
fn parts_of_a_text_have_places() {
    let read = read("a: /orders/{id}\nb: \"/orders/{id}\"\nc: \"\\u0041{id}\"\n");
    let mut diagnostics = Diagnostics::new();
    let root = read.root.unwrap();
    let part = |key: &str, diagnostics: &mut Diagnostics| {
        let text = root.get(key).unwrap().text("a template", diagnostics).unwrap();
        let start = text.find('{').unwrap();
        read.sources.slice(text.part(start..start + 4)).to_owned()
    };
    assert_eq!(part("a", &mut diagnostics), "{id}");
    assert_eq!(part("b", &mut diagnostics), "{id}");
    assert_eq!(part("c", &mut diagnostics), "\"\\u0041{id}\"");
}

#[test]
fn scalars_follow_the_core_rules() {
    let read = read(
        "[no, \"1\", 1, -1, 0x10, 0o17, 1.5, -1e3, .5, true, False, \"true\", ~, null, 1.2.3, 2024-01-01, 1:30, '']",
    );
    let mut diagnostics = Diagnostics::new();
    let json = read.root.unwrap().json(&mut diagnostics).unwrap();
    let expected = serde_json::json!([
        "no",
        "1",
        1,
        -1,
        16,
        15,
        1.5,
        -1000.0,
        0.5,
        true,
        false,
        "true",
        null,
        null,
        "1.2.3",
        "2024-01-01",
        "1:30",
        ""
    ]);
    assert_eq!(json, expected);
    assert!(diagnostics.is_empty());
}

#[test]
fn unclear_numbers_are_refused() {
    for text in ["012", "-007", ".inf", "-.Inf", ".nan", "1e999", "99999999999999999999", "00.5"] {
        let (root, mut diagnostics) = (read(text).root.unwrap(), Diagnostics::new());
        assert_eq!(root.json(&mut diagnostics), None, "{text}");
        assert_eq!(codes(&diagnostics), [Code::InvalidValue], "{text}");
    }
}

#[test]
fn readers_report_what_does_not_fit() {
    let read = read("{ b: yes, i: \"1\", n: [1], k: camel, l: one, t: {} }");
    let (root, mut diagnostics) = (read.root.unwrap(), Diagnostics::new());
    let get = |key: &str| root.get(key).unwrap();
    assert!(get("b").boolean(&mut diagnostics).is_none());
    assert!(get("i").integer(&mut diagnostics).is_none());
    assert!(get("n").number(&mut diagnostics).is_none());
    let words = [("camelCase", 1), ("snake_case", 2)];
    assert!(get("k").keyword(&words, &mut diagnostics).is_none());
    assert!(get("l").items("a list", &mut diagnostics).is_none());
    assert!(get("t").text("a name", &mut diagnostics).is_none());
    let help: Vec<_> = diagnostics.iter().map(|found| found.help.clone().unwrap_or_default()).collect();
    assert_eq!(
        help,
        [
            "write `true`, without quotes",
            "remove the quotes",
            "",
            "did you mean `camelCase`?",
            "write `[one]` for a list of one",
            "",
        ]
    );
}

#[test]
fn fields_report_what_was_not_asked_for() {
    let read = read("{ type: string, defualt: 1, secret: true, color: red }");
    let (root, mut diagnostics) = (read.root.unwrap(), Diagnostics::new());
    let mut fields = Fields::of(&root, "a field", &mut diagnostics).unwrap();
    assert!(fields.take("type").is_some());
    assert!(fields.take("default").is_none());
    assert!(fields.require("wire", &mut diagnostics).is_none());
    assert!(fields.exclusive("type", "secret", &mut diagnostics));
    fields.finish(&mut diagnostics);
    let expected = [Code::MissingKey, Code::UnknownKey, Code::ConflictingKeys, Code::UnknownKey];
    assert_eq!(codes(&diagnostics), expected);
    let help: Vec<_> = diagnostics.iter().filter_map(|found| found.help.as_deref()).collect();
    assert_eq!(
        help,
        ["add `wire:`", "did you mean `default`?", "a field can have `type`, `default`, `wire` and `secret`"]
    );
}
