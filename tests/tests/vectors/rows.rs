//! Rows of a recording, and the account of what came of them.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::path::Path;

use serde_json::Value;

/// One recorded call.
pub struct Row {
    pub number: u64,
    pub call: String,
    pub arguments: Value,
    /// What the official package returned, or the message of what it raised.
    pub recorded: Result<Value, String>,
}

/// What came of a row.
pub enum Outcome {
    /// The same value, or a failure for the same reason.
    Agrees,
    /// Deliberately different: the heading in `docs/deviations.md`.
    Deviates(&'static str),
    /// Not part of what is built so far, and why.
    DoesNotApply(&'static str),
    /// Different.
    Differs(String),
}

pub type Failure = Box<dyn Error>;

/// The rows of `tests/vectors/aion/<name>.jsonl`.
pub fn read(name: &str) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/aion").join(name).with_extension("jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| row(&serde_json::from_str(line).unwrap())).collect()
}

fn row(row: &Value) -> Row {
    let recorded = match row.get("error") {
        Some(error) => Err(error["message"].as_str().unwrap_or_default().to_owned()),
        None => Ok(row["result"].clone()),
    };
    Row {
        number: row["n"].as_u64().unwrap(),
        call: row["call"].as_str().unwrap().to_owned(),
        arguments: row["args"].clone(),
        recorded,
    }
}

/// How many rows of a recording came out how.
#[derive(Default)]
pub struct Account {
    agree: usize,
    deviate: BTreeMap<&'static str, usize>,
    do_not_apply: BTreeMap<&'static str, usize>,
    differ: Vec<String>,
}

impl Account {
    /// Judges every row.
    pub fn of(rows: &[Row], judge: impl Fn(&Row) -> Outcome) -> Self {
        let mut account = Self::default();
        for row in rows {
            account.add(judge(row), || format!("row {} {} {}", row.number, row.call, row.arguments));
        }
        account
    }

    /// Counts what came of a row, which is called this where it differs.
    pub fn add(&mut self, outcome: Outcome, row: impl FnOnce() -> String) {
        match outcome {
            Outcome::Agrees => self.agree += 1,
            Outcome::Deviates(reason) => *self.deviate.entry(reason).or_default() += 1,
            Outcome::DoesNotApply(reason) => *self.do_not_apply.entry(reason).or_default() += 1,
            Outcome::Differs(how) => self.differ.push(format!("{}: {how}", row())),
        }
    }

    /// Fails when a row differs, or deviates for a reason that is not documented.
    pub fn check(&self) {
        assert!(self.differ.is_empty(), "{} rows differ:\n{}", self.differ.len(), self.differ.join("\n"));
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/deviations.md");
        let page = std::fs::read_to_string(page).unwrap();
        for reason in self.deviate.keys() {
            assert!(page.contains(&format!("## {reason}\n")), "docs/deviations.md has no heading `{reason}`");
        }
    }
}

impl fmt::Display for Account {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{} agree", self.agree)?;
        for (reason, count) in &self.deviate {
            writeln!(formatter, "{count} deviate: {reason}")?;
        }
        for (reason, count) in &self.do_not_apply {
            writeln!(formatter, "{count} do not apply: {reason}")?;
        }
        Ok(())
    }
}

/// A value without nulls and with every number as a float: how the recordings and ours can be compared. The official
/// package writes absent fields as null, and its numbers have all been through a float.
pub fn comparable(value: Value) -> Value {
    match value {
        Value::Object(members) => members
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name, comparable(value)))
            .collect(),
        Value::Array(items) => items.into_iter().map(comparable).collect(),
        Value::Number(number) => number.as_f64().into(),
        other => other,
    }
}
