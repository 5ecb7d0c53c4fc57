//! Types of every construct. A type is required by later ones only, so that each has an end.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::Choices;
use super::words::{Words, prose};

/// What was declared so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Types {
    declared: Vec<Declared>,
    files: Vec<File>,
}

#[derive(Clone, Debug, Default)]
struct File {
    path: String,
    text: String,
    /// The files whose types it uses.
    uses: BTreeSet<usize>,
}

#[derive(Clone, Debug)]
struct Declared {
    name: String,
    file: usize,
    /// The word that can be a default, if it is an enum.
    word: Option<String>,
    is_record: bool,
}

const CASES: &[&str] = &["camelCase", "snake_case", "PascalCase", "kebab-case", "SCREAMING_SNAKE_CASE", "as_written"];

impl Types {
    pub(super) fn begin_file(&mut self, _: usize) {
        self.files.push(File::default());
    }

    pub(super) fn end_file(&mut self, path: &str) {
        if let Some(file) = self.files.last_mut() {
            path.clone_into(&mut file.path);
        }
    }

    pub(super) fn text(&self, file: usize) -> &str {
        &self.files[file].text
    }

    /// The paths that a file imports, from its own folder.
    pub(super) fn imports(&self, file: usize) -> Vec<String> {
        self.files[file].uses.iter().map(|used| format!("../{}", self.files[*used].path)).collect()
    }

    pub(super) fn declare(&mut self, choices: &mut Choices<'_>, words: &mut Words) {
        let name = words.type_name(choices);
        let mut text = format!("  {name}:\n");
        if choices.once_in(3) {
            let _ = writeln!(text, "    doc: {}", prose(choices));
        }
        if choices.once_in(8) {
            let _ = writeln!(text, "    deprecated: {}", prose(choices));
        }
        let mut declared = Declared { name: name.clone(), file: self.files.len() - 1, word: None, is_record: false };
        match choices.below(7) {
            0..=2 => {
                declared.is_record = true;
                self.record(&mut text, &name, choices);
            }
            3 => declared.word = Some(enumeration(&mut text, choices)),
            4 => self.union(&mut text, choices),
            5 => newtype(&mut text, choices),
            _ => {
                let ty = self.mention(choices, None);
                let _ = writeln!(text, "    alias: {ty}");
            }
        }
        self.declared.push(declared);
        if let Some(file) = self.files.last_mut() {
            file.text.push_str(&text);
        }
    }

    fn record(&mut self, text: &mut String, name: &str, choices: &mut Choices<'_>) {
        if choices.once_in(2) {
            let _ = writeln!(text, "    case: {}", choices.one_of(CASES));
        }
        if choices.once_in(3) {
            let _ = writeln!(text, "    accept: {}", choices.one_of(CASES));
        }
        let unknown = choices.one_of(&["ignore", "ignore", "refuse", "keep"]);
        let _ = writeln!(text, "    unknown: {unknown}\n    fields:");
        let mut words = Words::default();
        let count = choices.below(6);
        if count == 0 {
            text.truncate(text.trim_end().len());
            text.push_str(" {}\n");
        }
        let mut fields = Vec::new();
        for _ in 0..count {
            let mut field = words.unique(choices);
            if field == "unknown_fields" {
                "known_fields".clone_into(&mut field);
            }
            let _ = write!(text, "      {field}: {{ ");
            let ty = self.field(text, name, choices);
            text.push_str(" }\n");
            fields.push((field, ty));
        }
        if choices.once_in(3) {
            constructors(text, &fields, choices);
        }
    }

    /// Returns the type.
    fn field(&mut self, text: &mut String, own: &str, choices: &mut Choices<'_>) -> String {
        let enums: BTreeMap<String, String> =
            self.declared.iter().filter_map(|declared| Some((declared.name.clone(), declared.word.clone()?))).collect();
        let form = choices.below(6);
        let (ty, rest) = match form {
            0 => {
                let (ty, default) = choices.one_of(DEFAULTS);
                (ty.to_owned(), format!(", default: {default}"))
            }
            1 if !enums.is_empty() => {
                let names: Vec<&String> = enums.keys().collect();
                let name = choices.one_of(&names);
                self.used(name);
                (name.clone(), format!(", default: {}", enums[name]))
            }
            2 => (choices.one_of(&["bool", "bool?"]).to_owned(), ", lenient: true".to_owned()),
            _ => (self.mention(choices, Some(own)), String::new()),
        };
        let _ = write!(text, "type: {ty}{rest}");
        if choices.once_in(4) {
            let _ = write!(text, ", doc: {}", prose(choices));
        }
        if form != 2 && choices.once_in(8) {
            text.push_str(", secret: true");
        }
        if choices.once_in(8) {
            let _ = write!(text, ", deprecated: {}", prose(choices));
        }
        ty
    }

    /// A type expression. Only a field may mention its own record, and not as a required value.
    fn mention(&mut self, choices: &mut Choices<'_>, own: Option<&str>) -> String {
        let name = match own {
            Some(own) if choices.once_in(4) => {
                return choices.one_of(&["\"{}?\"", "[{}]", "{string: {}}", "\"[{}]?\""]).replacen("{}", own, 1);
            }
            _ if !self.declared.is_empty() && choices.once_in(2) => {
                let known = choices.below(self.declared.len());
                let name = self.declared[known].name.clone();
                self.used(&name);
                name
            }
            _ => choices.one_of(PRIMITIVES).to_owned(),
        };
        let forms: &[&str] = match own {
            Some(_) => &["\"{}\"", "\"{}?\"", "[{}]", "{string: {}}", "\"[{}?]?\"", "[[{}]]"],
            None => &["\"{}\"", "[{}]", "{string: {}}"],
        };
        choices.one_of(forms).replacen("{}", &name, 1)
    }

    /// Takes note that the file at hand needs the file of this type.
    fn used(&mut self, name: &str) {
        let current = self.files.len() - 1;
        let file = self.declared.iter().find(|declared| declared.name == name).map(|declared| declared.file);
        self.files[current].uses.extend(file.filter(|file| *file != current));
    }

    fn union(&mut self, text: &mut String, choices: &mut Choices<'_>) {
        let records: Vec<String> =
            self.declared.iter().filter(|declared| declared.is_record).map(|declared| declared.name.clone()).collect();
        let tagging = choices.below(3);
        match tagging {
            0 => {}
            1 => text.push_str("    tag: \"@tag\"\n    content: \"@content\"\n"),
            _ if records.is_empty() => {}
            _ => text.push_str("    tag: \"@tag\"\n"),
        }
        if choices.once_in(3) {
            let _ = writeln!(text, "    case: {}", choices.one_of(CASES));
        }
        let _ = writeln!(text, "    open: {}\n    union:", choices.one_of(&["true", "false"]));
        let mut words = Words::default();
        for _ in 0..=choices.below(4) {
            let ty = if tagging == 2 && !records.is_empty() {
                let name = records[choices.below(records.len())].clone();
                self.used(&name);
                name
            } else {
                self.mention(choices, None)
            };
            let _ = writeln!(text, "      {}: {{ type: {ty} }}", words.unique(choices));
        }
    }
}

/// Constructors that take all fields, or leave one out that may be.
fn constructors(text: &mut String, fields: &[(String, String)], choices: &mut Choices<'_>) {
    text.push_str("    constructors:\n");
    let mut words = Words::default();
    for _ in 0..=choices.below(2) {
        let left_out = choices.below(fields.len() + 1);
        let chosen = fields.iter().enumerate().filter(|(at, (_, ty))| *at != left_out || !ty.ends_with("?\""));
        let chosen: Vec<&(String, String)> = chosen.map(|(_, field)| field).collect();
        let takes: Vec<String> = chosen.iter().map(|(name, ty)| format!("{name}: {ty}")).collect();
        let gives: Vec<String> = chosen.iter().map(|(name, _)| format!("{name}: ${name}")).collect();
        let _ = writeln!(
            text,
            "      of_{}: {{ doc: {}, takes: {{ {} }}, gives: {{ {} }} }}",
            words.unique(choices),
            prose(choices),
            takes.join(", "),
            gives.join(", ")
        );
    }
}

/// Returns one of the words.
fn enumeration(text: &mut String, choices: &mut Choices<'_>) -> String {
    if choices.once_in(2) {
        let _ = writeln!(text, "    case: {}", choices.one_of(CASES));
    }
    let _ = writeln!(text, "    open: {}\n    enum:", choices.one_of(&["true", "false"]));
    let mut words = Words::default();
    let mut last = String::new();
    for _ in 0..=choices.below(5) {
        last = words.unique(choices);
        let about = choices.one_of(&["", "{ doc: A member. }", "{ deprecated: No more. }"]);
        let _ = writeln!(text, "      {last}: {about}");
    }
    last
}

fn newtype(text: &mut String, choices: &mut Choices<'_>) {
    text.push_str(choices.one_of(&[
        "    newtype: string\n",
        "    newtype: string\n    trim: true\n    non_empty: true\n    strip_prefix: \"\\\"\"\n",
        "    newtype: string\n    min_length: 1\n    max_length: 5\n    secret: true\n",
        "    newtype: string\n    pattern: '[a-z]+\"?'\n",
        "    newtype: u32\n    max: 4294967295\n",
        "    newtype: i64\n    min: -9223372036854775808\n",
        "    newtype: f64\n    min: -0.5\n    max: 1e300\n",
        "    newtype: bool\n",
        "    newtype: \"[string]\"\n    secret: true\n",
        "    newtype: uuid\n",
    ]));
}

const PRIMITIVES: &[&str] =
    &["string", "bool", "i32", "i64", "u32", "u64", "f64", "json", "bytes", "timestamp", "duration", "uuid", "url"];

const DEFAULTS: &[(&str, &str)] = &[
    ("string", "\"\""),
    ("string", "\"a \\\"b\\\" \\\\\""),
    ("string?", "text"),
    ("bool", "true"),
    ("i32", "-2147483648"),
    ("i64", "-9223372036854775808"),
    ("u32?", "4294967295"),
    ("u64", "18446744073709551615"),
    ("f64", "-0.1"),
    ("f64", "1e300"),
    ("json", "{ a: [1, null, \"x\"] }"),
    ("duration", "1h30m"),
    ("[string]", "[]"),
    ("{string: u32}", "{}"),
];
