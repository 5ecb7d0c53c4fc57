//! Valid schemas that nobody wrote: each is made from a list of choices, so that a property test can shorten it.

mod addresses;
mod clients;
mod documents;
mod inbound;
mod threads;
mod types;
mod words;

use std::fmt::Write as _;

use types::Types;
use words::Words;

/// The package of a random schema.
pub const PACKAGE: &str = "random";

/// Numbers that decide, one after the other; when they run out, all further decisions are the simplest ones.
#[derive(Clone, Debug)]
pub struct Choices<'c> {
    rest: std::slice::Iter<'c, u16>,
}

impl<'c> Choices<'c> {
    /// Decisions by these numbers.
    #[must_use]
    pub fn new(numbers: &'c [u16]) -> Self {
        Self { rest: numbers.iter() }
    }

    fn below(&mut self, limit: usize) -> usize {
        let number = self.rest.next().copied().unwrap_or_default();
        usize::from(number) % limit.max(1)
    }

    /// Happens once in `times`, and not at all when the numbers have run out.
    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    fn one_of<T: Copy>(&mut self, options: &[T]) -> T {
        options[self.below(options.len())]
    }
}

/// The numbers for one of a fixed series of schemas.
#[must_use]
pub fn numbers(series: u32, count: usize) -> Vec<u16> {
    let mut state = u64::from(series).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u16::try_from(state >> 48).unwrap_or_default()
    };
    (0..count).map(|_| next()).collect()
}

/// The files of a schema, by path.
#[must_use]
pub fn schema(numbers: &[u16]) -> Vec<(String, String)> {
    let mut choices = Choices::new(numbers);
    let mut words = Words::default();
    let mut files = Vec::new();
    let mut types = Types::default();
    let count = 1 + choices.below(3);
    for file in 0..count {
        types.begin_file(file);
        for _ in 0..=choices.below(6) {
            types.declare(&mut choices, &mut words);
        }
        let (package, folder) =
            if file + 1 < count && choices.once_in(3) { ("parts", "parts") } else { (PACKAGE, PACKAGE) };
        let stem = ["type", "core", "other"][file];
        types.end_file(&format!("{folder}/{stem}.yaml"));
        let mut text = head(package, &mut choices);
        let imports = types.imports(file);
        if !imports.is_empty() {
            let _ = writeln!(text, "import: [{}]", imports.join(", "));
        }
        constants(&mut text, &mut choices, &mut words);
        text.push_str("types:\n");
        text.push_str(types.text(file));
        files.push((format!("{folder}/{stem}.yaml"), text));
    }
    if choices.once_in(2) {
        let mut text = head(PACKAGE, &mut choices);
        addresses::write(&mut text, &mut choices, &mut words);
        files.push((format!("{PACKAGE}/async.yaml"), text));
    }
    if choices.once_in(2) {
        let mut text = head(PACKAGE, &mut choices);
        inbound::write(&mut text, &mut choices, &mut words);
        files.push((format!("{PACKAGE}/loop.yaml"), text));
    }
    if choices.once_in(2) {
        let mut text = head(PACKAGE, &mut choices);
        documents::write(&mut text, &mut choices, &mut words);
        files.push((format!("{PACKAGE}/page.yaml"), text));
    }
    if choices.once_in(2) {
        let mut text = head(PACKAGE, &mut choices);
        clients::write(&mut text, &mut choices, &mut words);
        files.push((format!("{PACKAGE}/yield.yaml"), text));
    }
    if choices.once_in(3) {
        let mut text = head(PACKAGE, &mut choices);
        threads::write(&mut text, &mut choices, &mut words);
        files.push((format!("{PACKAGE}/dyn.yaml"), text));
    }
    files
}

fn head(package: &str, choices: &mut Choices<'_>) -> String {
    let mut text = format!("typeloom: 1\npackage: {package}\n");
    if choices.once_in(2) {
        let _ = writeln!(text, "doc: {}", words::prose(choices));
    }
    text
}

fn constants(text: &mut String, choices: &mut Choices<'_>, words: &mut Words) {
    if !choices.once_in(3) {
        return;
    }
    text.push_str("constants:\n");
    for _ in 0..=choices.below(3) {
        let value = choices.one_of(&["0", "-1", "1.5", "true", "\"\"", "\"a \\\" b\"", "9223372036854775807", "text"]);
        let _ = writeln!(text, "  {}: {{ value: {value} }}", words.unique(choices));
    }
}
