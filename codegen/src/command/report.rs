//! What commands say about crates and findings, for people and for programs.

use std::fmt::Write as _;
use std::time::Duration;

use clap::ValueEnum;
use serde_json::{Map, Value, json};

use super::project::Checked;
use super::summary::{Summary, counted};
use super::terminal::{Style, Terminal};
use crate::diagnostic::{Renderer, to_json};
use crate::output::diff::{self, Line};
use crate::output::{Change, ChangeKind, Plan};
use crate::source::joined;

/// Who reads the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// People.
    Human,
    /// Programs: one JSON document on standard output, findings included.
    Json,
}

/// What a run has done, or what a check has seen.
pub(super) struct Report {
    crates: Vec<CrateReport>,
    /// The files beside the configuration.
    beside: CrateReport,
    is_check: bool,
    has_errors: bool,
    findings: Findings,
}

/// Findings in every form that is asked for, so that they can be kept for the next run.
struct Findings {
    json: Value,
    plain: String,
    colored: String,
}

/// What happened to the files of a crate.
pub(super) struct CrateReport {
    /// What the crate holds; nothing for files beside the configuration.
    summary: Option<Summary>,
    /// Its folder, from where the command runs.
    folder: String,
    changes: Vec<Change>,
    unchanged: usize,
}

impl CrateReport {
    pub(super) fn new(summary: Option<Summary>, folder: String, plan: &Plan) -> Self {
        Self { summary, folder, changes: plan.changes().to_vec(), unchanged: plan.unchanged() }
    }

    fn count(&self, kinds: &[ChangeKind]) -> usize {
        self.changes.iter().filter(|change| kinds.contains(&change.kind)).count()
    }

    /// What is kept for a run that has nothing to do.
    fn stored(&self) -> Value {
        let kept = self.count(&[ChangeKind::Added, ChangeKind::Changed]);
        json!({
            "summary": self.summary.as_ref().map(Summary::json),
            "folder": self.folder,
            "unchanged": self.unchanged + kept,
        })
    }

    fn from_stored(stored: &Value) -> Option<Self> {
        let summary = stored.get("summary")?;
        Some(Self {
            summary: if summary.is_null() { None } else { Some(Summary::from_json(summary)?) },
            folder: stored.get("folder")?.as_str()?.to_owned(),
            changes: Vec::new(),
            unchanged: usize::try_from(stored.get("unchanged")?.as_u64()?).ok()?,
        })
    }

    fn json(&self) -> Value {
        let changes = self.changes.iter().map(|change| {
            let path = joined(&self.folder, &change.path);
            let lines = diff::unified(&change.before, &change.after);
            let diff: Vec<&str> = lines.iter().map(|(_, line)| line.as_str()).collect();
            json!({ "path": path, "change": change.kind.word(), "diff": diff.join("\n") })
        });
        let mut object = self.summary.as_ref().map(Summary::json).unwrap_or_default();
        object.insert("folder".to_owned(), json!(self.folder));
        object.insert("changes".to_owned(), changes.collect());
        object.insert("unchanged".to_owned(), json!(self.unchanged));
        Value::Object(object)
    }
}

impl Report {
    /// A report of what was generated; without errors `beside` says what happened beside the configuration.
    pub(super) fn new(checked: &Checked, crates: Vec<CrateReport>, beside: CrateReport, is_check: bool) -> Self {
        let rendered = |color| Renderer { color }.render(&checked.findings, &checked.sources);
        Self {
            crates,
            beside,
            is_check,
            has_errors: checked.findings.has_errors(),
            findings: Findings {
                json: to_json(&checked.findings, &checked.sources),
                plain: rendered(false),
                colored: rendered(true),
            },
        }
    }

    /// What is kept for a run that has nothing to do.
    pub(super) fn stored(&self) -> Value {
        json!({
            "crates": self.crates.iter().map(CrateReport::stored).collect::<Vec<_>>(),
            "beside": self.beside.stored(),
            "findings": self.findings.json,
            "plain": self.findings.plain,
            "colored": self.findings.colored,
        })
    }

    /// The report of a run that has nothing to do.
    pub(super) fn from_stored(stored: &Value) -> Option<Self> {
        let crates = stored.get("crates")?.as_array()?;
        let text = |key| Some(stored.get(key)?.as_str()?.to_owned());
        Some(Self {
            crates: crates.iter().map(CrateReport::from_stored).collect::<Option<_>>()?,
            beside: CrateReport::from_stored(stored.get("beside")?)?,
            is_check: false,
            has_errors: false,
            findings: Findings {
                json: stored.get("findings")?.clone(),
                plain: text("plain")?,
                colored: text("colored")?,
            },
        })
    }

    /// Whether any file is not as it should be.
    pub(super) fn has_changes(&self) -> bool {
        self.everything().any(|report| !report.changes.is_empty())
    }

    fn everything(&self) -> impl Iterator<Item = &CrateReport> {
        self.crates.iter().chain([&self.beside])
    }

    /// The findings as text.
    pub(super) fn rendered(&self, terminal: Terminal) -> &str {
        if terminal.has_colored_findings() { &self.findings.colored } else { &self.findings.plain }
    }

    /// For people.
    pub(super) fn text(&self, time: Duration, terminal: Terminal) -> String {
        match (self.has_errors, self.is_check) {
            (true, _) => String::new(),
            (false, true) => self.drift(terminal),
            (false, false) => self.done(time, terminal),
        }
    }

    fn done(&self, time: Duration, terminal: Terminal) -> String {
        let mut text = String::new();
        for report in &self.crates {
            if let Some(summary) = &report.summary {
                let name = terminal.styled(Style::Strong, &summary.name);
                let _ = writeln!(text, "{name}: {}", summary.counts());
            }
            let written = report.count(&[ChangeKind::Added, ChangeKind::Changed]);
            let removed = report.count(&[ChangeKind::Removed]);
            let (unchanged, folder) = (report.unchanged, &report.folder);
            let _ = writeln!(
                text,
                "  {folder}: {} written, {unchanged} unchanged, {removed} removed",
                counted(written, "file")
            );
        }
        for change in &self.beside.changes {
            let _ = writeln!(text, "{} written", joined(&self.beside.folder, &change.path));
        }
        let _ = writeln!(text, "done in {:.2} s", time.as_secs_f64());
        text
    }

    fn drift(&self, terminal: Terminal) -> String {
        let mut text = String::new();
        for report in self.everything() {
            for change in &report.changes {
                let path = joined(&report.folder, &change.path);
                let _ = writeln!(text, "{} {path}", terminal.styled(Style::Strong, change.kind.word()));
                for (kind, line) in diff::unified(&change.before, &change.after) {
                    let _ = writeln!(text, "  {}", styled(kind, &line, terminal));
                }
            }
        }
        let changes: usize = self.everything().map(|report| report.changes.len()).sum();
        let unchanged: usize = self.everything().map(|report| report.unchanged).sum();
        let _ = match changes {
            0 => writeln!(text, "{} as they should be", counted(unchanged, "file")),
            1 => writeln!(text, "1 file is not up to date: run `typeloom generate`"),
            _ => writeln!(text, "{changes} files are not up to date: run `typeloom generate`"),
        };
        text
    }

    /// For programs.
    pub(super) fn document(&self, time: Duration, phases: Option<&[(&'static str, Duration); 5]>) -> String {
        let crates: Vec<Value> = self.crates.iter().map(CrateReport::json).collect();
        let is_fine = !(self.has_errors || self.is_check && self.has_changes());
        let milliseconds = |time: Duration| json!(time.as_secs_f64() * 1000.0);
        let phases: Option<Map<String, Value>> =
            phases.map(|phases| phases.iter().map(|(name, time)| ((*name).to_owned(), milliseconds(*time))).collect());
        document(
            &self.findings.json,
            [
                ("ok", json!(is_fine)),
                ("crates", json!(crates)),
                ("beside", self.beside.json()),
                ("milliseconds", milliseconds(time)),
                ("phases", json!(phases)),
            ],
        )
    }
}

fn styled(kind: Line, line: &str, terminal: Terminal) -> String {
    match kind {
        Line::Place => terminal.styled(Style::Faint, line),
        Line::Same => line.to_owned(),
        Line::Removed => terminal.styled(Style::Bad, line),
        Line::Added => terminal.styled(Style::Good, line),
    }
}

/// The one document that a program reads.
pub(super) fn document<const N: usize>(findings: &Value, parts: [(&str, Value); N]) -> String {
    let mut document: Map<String, Value> = parts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    document.insert("diagnostics".to_owned(), findings.clone());
    format!("{:#}\n", Value::Object(document))
}
