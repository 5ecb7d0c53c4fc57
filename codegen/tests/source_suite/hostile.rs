//! No input may panic, take long or fill the memory.

use std::fmt::Write as _;

use crate::memory::{Memory, reported};
use typeloom::diagnostic::{Code, Diagnostics, Renderer};
use typeloom::source::{Sources, parse};

fn codes(text: &str) -> Vec<Code> {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let file = sources.add(String::from("hostile.yaml"), text.to_owned());
    let _ = parse(&sources, file, &mut diagnostics);
    let _ = Renderer { color: true }.render(&diagnostics, &sources);
    diagnostics.iter().map(|found| found.code).collect()
}

#[test]
fn nested_aliases_stop_at_the_limit() {
    let mut text = String::from("l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..10 {
        let alias = format!("*l{}, ", level - 1).repeat(10);
        let _ = writeln!(text, "l{level}: &l{level} [{alias}]");
    }
    assert_eq!(codes(&text), [Code::LimitExceeded]);
}

#[test]
fn a_large_text_is_not_copied_without_limit() {
    let text = format!("a: &a {}\nb: [{}]\n", "x".repeat(1 << 20), "*a, ".repeat(1000));
    assert_eq!(codes(&text), [Code::LimitExceeded]);
}

#[test]
fn anchors_on_every_level_stop_at_the_limit() {
    let mut open = String::new();
    for level in 0..30 {
        let _ = write!(open, "&a{level} [");
    }
    let text = format!("{open}{}{}", "x, ".repeat(100_000), "]".repeat(30));
    assert_eq!(codes(&text), [Code::LimitExceeded]);
}

#[test]
fn aliases_do_not_add_up_to_great_depth() {
    let mut text = String::from("a0: &a0 []\n");
    for level in 1..100 {
        let _ = writeln!(text, "a{level}: &a{level} [*a{}]", level - 1);
    }
    assert_eq!(codes(&text), [Code::LimitExceeded]);
}

#[test]
fn nesting_stops_at_the_limit() {
    let mut deep_maps = String::new();
    for level in 0..2_000 {
        let _ = writeln!(deep_maps, "{}a:", " ".repeat(level));
    }
    let hostile = ["[".repeat(10_000), "{".repeat(10_000), "- ".repeat(10_000), "? ".repeat(10_000), deep_maps];
    for text in hostile {
        assert_eq!(codes(&text), [Code::LimitExceeded], "{}", &text[..40]);
    }
}

#[test]
fn many_findings_are_cut() {
    let mut lines = String::new();
    for line in 0..5_000 {
        let _ = writeln!(lines, "key{line}: 1");
    }
    let shown = reported(&lines);
    assert!(shown.contains("… and 4800 more"), "{}", &shown[shown.len() - 300..]);
}

/// A small generator, so that a failure can be repeated from its seed.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }
}

#[test]
fn random_texts_do_not_panic() {
    let pieces = [
        "typeloom: 1\n",
        "package: acme\n",
        "types:\n",
        "  ",
        "- ",
        "? ",
        ": ",
        "{",
        "}",
        "[",
        "]",
        ", ",
        "&a ",
        "*a",
        "!t ",
        "<<",
        "\"",
        "'",
        "|\n",
        ">-\n",
        "#",
        "\n",
        "\r",
        "\t",
        "ö",
        "🐎",
        "\u{feff}",
        "\u{0}",
        "\u{85}",
        "%YAML",
        "---\n",
        "...\n",
        "~",
        "0x",
        "a",
        "\\",
        "@",
        "`",
        "import: [acme.yaml]\n",
        "\u{202e}",
    ];
    for seed in 0..4_000 {
        let mut random = Random(seed);
        let length = random.below(40);
        let text: String = (0..length).map(|_| pieces[random.below(pieces.len())]).collect();
        let _ = Memory::of(&[("acme.yaml", &text)]).load(&["acme.yaml"]).shown();
        let _ = reported(&text);
    }
}

#[test]
fn random_bytes_do_not_panic() {
    for seed in 0..2_000 {
        let mut random = Random(seed);
        let bytes: Vec<u8> = (0..random.below(200)).map(|_| u8::try_from(random.below(256)).unwrap()).collect();
        let _ = Memory::default().and("acme.yaml", &bytes).load(&["acme.yaml"]).shown();
    }
}
