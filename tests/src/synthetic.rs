//! Schemas of any size: the same mix of constructs, repeated.

mod addresses;
mod events;
mod operations;

use std::fmt::Write as _;

/// How much of each construct a schema has.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Records of eight fields.
    pub records: usize,
    /// Enums of six members.
    pub enums: usize,
    /// Internally tagged unions of eight members.
    pub unions: usize,
    /// Subjects, each with a path of its own, references to them, and selectors.
    pub addresses: usize,
    /// Events with a payload each.
    pub events: usize,
    /// Operations of one client.
    pub operations: usize,
}

impl Size {
    /// A thousand records and their company, times `factor`.
    #[must_use]
    pub const fn thousands(factor: usize) -> Self {
        Self {
            records: 1_000 * factor,
            enums: 100 * factor,
            unions: 200 * factor,
            addresses: 300 * factor,
            events: 200 * factor,
            operations: 0,
        }
    }
}

/// How many records one file has.
const RECORDS_PER_FILE: usize = 100;

/// The files of a schema, by path.
#[must_use]
pub fn schema(size: Size) -> Vec<(String, String)> {
    let mut files = types(size);
    for (file, range) in files_of(size.addresses / addresses::GROUP, RECORDS_PER_FILE / addresses::GROUP) {
        let mut text = head(&format!("Addresses of a large schema, part {file}."));
        addresses::sections(&mut text, range);
        files.push((format!("bulk/addresses{file:03}.yaml"), text));
    }
    if size.events > 0 {
        files.push(("bulk/message.yaml".to_owned(), head("Messages of a large schema.") + events::SHARED));
    }
    for (file, range) in files_of(size.events / events::SET, RECORDS_PER_FILE / events::SET) {
        let mut text = head(&format!("Events of a large schema, part {file}.")) + "import: [message.yaml]\n";
        events::sections(&mut text, range);
        files.push((format!("bulk/events{file:03}.yaml"), text));
    }
    if size.operations > 0 && size.records > 0 {
        let parts: Vec<String> = (0..files_of_types(size)).map(|file| format!("part{file:03}.yaml")).collect();
        let mut text = head("A client of a large schema.") + &format!("import: [{}]\n", parts.join(", "));
        operations::section(&mut text, size.operations, size.records);
        files.push(("bulk/operations.yaml".to_owned(), text));
    }
    files
}

fn head(doc: &str) -> String {
    format!("typeloom: 1\npackage: bulk\ndoc: {doc}\n")
}

/// The files that so many items take, each with the range of its items.
fn files_of(items: usize, per_file: usize) -> impl Iterator<Item = (usize, std::ops::Range<usize>)> {
    (0..items.div_ceil(per_file)).map(move |file| (file, file * per_file..items.min((file + 1) * per_file)))
}

fn files_of_types(size: Size) -> usize {
    size.records.div_ceil(RECORDS_PER_FILE).max(1)
}

fn types(size: Size) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let count = files_of_types(size);
    for file in 0..count {
        let range = |total: usize| (file * total / count)..((file + 1) * total / count);
        let mut text = head(&format!("Part {file} of a large schema.")) + "\ntypes:\n";
        for index in range(size.enums) {
            enumeration(&mut text, index);
        }
        let enums = range(size.enums);
        for index in range(size.records) {
            record(&mut text, index, enums.clone());
        }
        let records = range(size.records);
        for index in range(size.unions) {
            union(&mut text, index, records.clone());
        }
        files.push((format!("bulk/part{file:03}.yaml"), text));
    }
    files
}

fn enumeration(text: &mut String, index: usize) {
    let _ = writeln!(
        text,
        "  State{index}: {{ enum: [waiting, running, input-required, completed, failed, cancelled], doc: State of job {index}. }}"
    );
}

fn record(text: &mut String, index: usize, enums: std::ops::Range<usize>) {
    let state = match enums.len() {
        0 => "string".to_owned(),
        length => format!("State{}", enums.start + index % length),
    };
    let _ = write!(
        text,
        "  Record{index}:\n    doc: What is known about job {index}.\n    case: camelCase\n    fields:\n      \
         record_id: {{ type: string, doc: The identifier. }}\n      display_name: string?\n      state: {state}\n      \
         attempts: u32\n      score: f64?\n      is_public: bool\n      labels: {{ string: string }}\n      \
         history: [string]\n"
    );
}

fn union(text: &mut String, index: usize, records: std::ops::Range<usize>) {
    if records.is_empty() {
        return;
    }
    let _ = write!(text, "  Union{index}:\n    tag: kind\n    union:\n");
    for member in 0..8 {
        let record = records.start + (index * 8 + member * 7) % records.len();
        let _ = writeln!(text, "      member{member}: Record{record}");
    }
}
