//! `typeloom generate`: schemas in, crates out.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use clap::Args;

use super::failure::Failure;
use super::project::{Checked, Project, Selection};
use super::report::{CrateReport, Format, Report};
use super::summary::Summary;
use super::terminal::Terminal;
use super::{CommandResult, Outcome};
use crate::config::CrateOutput;
use crate::diagnostic::{Code, Diagnostic};
use crate::editor;
use crate::error::Error;
use crate::output::Plan;
use crate::output::cache::{Cache, Record, hash};
use crate::rust::{self, Files};
use crate::source::{joined, normalized};

/// Write the crates that the configuration names.
#[derive(Debug, Args)]
pub(super) struct Generate {
    #[command(flatten)]
    selection: Selection,

    /// Write nothing: say which files would change, appear or vanish, and exit with 1 if any would.
    #[arg(long)]
    check: bool,

    /// Say how long each phase took; phases that run side by side count the time of all cores.
    #[arg(long)]
    timings: bool,

    /// Do all the work, even if the last run has done it already.
    #[arg(long)]
    no_cache: bool,

    /// For people or for programs.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// A crate that was generated and compared, or the files beside the configuration.
struct Output {
    /// What the crate holds.
    summary: Option<Summary>,
    /// Its folder from that of the configuration.
    path: String,
    files: Files,
    plan: Plan,
}

/// All that a run writes.
struct Outputs {
    crates: Vec<Output>,
    beside: Output,
}

/// How long the phases took.
#[derive(Clone, Copy, Default)]
struct Phases {
    read: Duration,
    model: Duration,
    emit: Duration,
    format: Duration,
    write: Duration,
}

impl Generate {
    pub(super) fn run(&self, terminal: Terminal) -> CommandResult {
        let start = Instant::now();
        let project = Project::find(&self.selection)?;
        let cache = Cache::new(project.disk(), &project.text, &self.selected(&project));
        if !self.check && !self.no_cache {
            let report = cache.valid().and_then(|stored| Report::from_stored(&stored));
            if let Some(report) = report {
                self.show(&report, start.elapsed(), None, terminal);
                return Ok(Outcome::Success);
            }
        }
        let mut checked = project.check(&self.selection)?;
        let mut phases = Phases { read: checked.read, model: checked.resolve, ..Phases::default() };
        let outputs = generate_all(&project, &mut checked, &mut phases)?;
        let has_errors = checked.findings.has_errors();
        if !has_errors && !self.check {
            let start = Instant::now();
            outputs.all().try_for_each(|output| output.plan.apply())?;
            phases.write += start.elapsed();
        }
        let report = outputs.report(&project, &checked, self.check);
        if !has_errors && !self.check {
            // Without a record the next run does all the work, which is no reason to fail this one.
            let _ = cache.store(&record(&project, &checked, &outputs, &report));
        }
        self.show(&report, start.elapsed(), Some(phases), terminal);
        let has_drift = self.check && report.has_changes();
        Ok(if has_errors || has_drift { Outcome::Findings } else { Outcome::Success })
    }

    /// What a record of the cache is for. Findings name files as they are seen from where the command runs.
    fn selected(&self, project: &Project) -> String {
        format!("{}\n{}\n{}", project.folder, project.name, self.selection.package.as_deref().unwrap_or_default())
    }

    fn show(&self, report: &Report, time: Duration, phases: Option<Phases>, terminal: Terminal) {
        let phases = phases.filter(|_| self.timings);
        match self.format {
            Format::Json => terminal.result(&report.document(time, phases.map(Phases::list).as_ref())),
            Format::Human => {
                terminal.rendered_findings(report.rendered(terminal));
                terminal.result(&report.text(time, terminal));
                for (name, time) in phases.map(Phases::list).into_iter().flatten() {
                    terminal.result(&format!("  {name:<7}{:>10.1} ms\n", time.as_secs_f64() * 1000.0));
                }
                if self.timings && phases.is_none() {
                    terminal.result("  nothing to do: the last run did it (--no-cache does it again)\n");
                }
            }
        }
    }
}

impl Phases {
    fn list(self) -> [(&'static str, Duration); 5] {
        [
            ("read", self.read),
            ("model", self.model),
            ("emit", self.emit),
            ("format", self.format),
            ("write", self.write),
        ]
    }
}

impl Outputs {
    fn all(&self) -> impl Iterator<Item = &Output> {
        self.crates.iter().chain([&self.beside])
    }

    fn report(&self, project: &Project, checked: &Checked, is_check: bool) -> Report {
        let report = |output: &Output| {
            CrateReport::new(output.summary.clone(), joined(&project.folder, &output.path), &output.plan)
        };
        Report::new(checked, self.crates.iter().map(report).collect(), report(&self.beside), is_check)
    }
}

/// Generates every crate and compares it with what is there; writes nothing.
fn generate_all(project: &Project, checked: &mut Checked, phases: &mut Phases) -> Result<Outputs, Failure> {
    let mut crates = Vec::new();
    for output in checked.crates.clone() {
        if checked.findings.has_errors() {
            break;
        }
        let (files, timings) = rust::generate(&checked.model, &output.options()).map_err(Error::generator)?;
        phases.emit += timings.emit;
        phases.format += timings.format;
        let start = Instant::now();
        match Plan::fill(&project.disk().locate(&output.path), &files) {
            Ok(plan) => {
                let summary = Some(Summary::of(&checked.model, &output));
                crates.push(Output { summary, path: output.path.value.clone(), files, plan });
            }
            Err(error) => in_the_way(error, &output, checked)?,
        }
        phases.write += start.elapsed();
    }
    Ok(Outputs { crates, beside: editor_schema(project)? })
}

/// The schema for editors, which is kept beside the configuration.
fn editor_schema(project: &Project) -> Result<Output, Failure> {
    let mut files = Files::default();
    files.insert(editor::FILE_NAME, editor::text());
    let plan = Plan::write_into(&project.disk().locate(""), &files)?;
    Ok(Output { summary: None, path: String::new(), files, plan })
}

/// A file in the way is a mistake of the configuration; anything else is between the user and the disk.
fn in_the_way(error: Error, output: &CrateOutput, checked: &mut Checked) -> Result<(), Failure> {
    let Some(path) = error.foreign_path() else { return Err(error.into()) };
    let message = format!("`{}` was not generated and is in the way", normalized(&path.to_string_lossy()));
    checked.findings.push(
        Diagnostic::new(Code::ForeignFile, output.path.span, message)
            .label(format!("`{}` is written here", output.name.value))
            .help("move the file away, or name another folder"),
    );
    Ok(())
}

fn record(project: &Project, checked: &Checked, outputs: &Outputs, report: &Report) -> Record {
    let shown = |path: &String| checked.sources.find(&joined(&project.folder, path));
    let inputs = checked
        .inputs
        .iter()
        .filter_map(|path| Some((path.clone(), hash(checked.sources.text(shown(path)?).as_bytes()))))
        .collect();
    let disk = project.disk();
    let listed =
        checked.listed.iter().filter_map(|folder| Some((folder.clone(), disk.schema_files(folder).ok()?))).collect();
    let hashes = |output: &Output| {
        let files = output.files.iter().map(|(path, text)| (path.to_owned(), hash(text.as_bytes())));
        files.collect::<BTreeMap<_, _>>()
    };
    let of_crates = outputs.crates.iter().map(|output| (output.path.clone(), hashes(output))).collect();
    Record { listed, inputs, outputs: of_crates, beside: hashes(&outputs.beside), report: report.stored() }
}
