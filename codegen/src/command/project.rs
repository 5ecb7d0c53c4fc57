//! The configuration and what it leads to: the front half of every command that reads a schema.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;

use super::failure::Failure;
use crate::config::{Config, CrateOutput};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, suggest};
use crate::disk::Disk;
use crate::model::{self, Model};
use crate::source::{self, CONFIG_NAME, File, Loader as _, Sources, folder_of, joined};

/// Which part of which project a command is about.
#[derive(Clone, Debug, Args)]
pub(super) struct Selection {
    /// The configuration; without it `schema/typeloom.yaml` or `typeloom.yaml`, here or in a folder above.
    #[arg(long, value_name = "FILE")]
    config: Option<String>,

    /// Only this crate, by its name or by the name of its package.
    #[arg(long, short, value_name = "NAME")]
    pub(super) package: Option<String>,
}

/// A configuration that was found and read as text.
pub(super) struct Project {
    /// Its folder, from where the command runs; empty for the same folder.
    pub(super) folder: String,
    /// Its name in that folder.
    pub(super) name: String,
    /// Its text.
    pub(super) text: String,
}

/// A project whose files were read and checked.
pub(super) struct Checked {
    pub(super) crates: Vec<CrateOutput>,
    pub(super) model: Model,
    pub(super) findings: Diagnostics,
    /// All files as the findings name them.
    pub(super) sources: Sources,
    /// The files that were read, by their paths from the folder of the configuration; the configuration is not one.
    pub(super) inputs: Vec<String>,
    /// The folders whose schema files were listed.
    pub(super) listed: Vec<String>,
    pub(super) read: Duration,
    pub(super) resolve: Duration,
}

impl Project {
    /// Finds the configuration.
    pub(super) fn find(selection: &Selection) -> Result<Self, Failure> {
        let path = match &selection.config {
            Some(path) if Path::new(path).is_dir() => format!("{}/{CONFIG_NAME}", path.trim_end_matches('/')),
            Some(path) => path.clone(),
            None => search()?,
        };
        // A path that was typed on Windows has the other kind of stroke.
        let path = if cfg!(windows) { path.replace('\\', "/") } else { path };
        let text = std::fs::read_to_string(&path)
            .map_err(|error| Failure::usage(format!("`{path}` cannot be read: {error}"), None))?;
        let name = path.rsplit('/').next().unwrap_or(&path).to_owned();
        let folder = if path.starts_with('/') && folder_of(&path).is_empty() { "/" } else { folder_of(&path) };
        Ok(Self { folder: folder.to_owned(), name, text })
    }

    /// The disk as the configuration sees it.
    pub(super) fn disk(&self) -> Disk {
        Disk::new(if self.folder.is_empty() { PathBuf::from(".") } else { PathBuf::from(&self.folder) })
    }

    /// Reads and checks the selected crates.
    pub(super) fn check(&self, selection: &Selection) -> Result<Checked, Failure> {
        let start = Instant::now();
        let disk = self.disk();
        let (mut sources, mut findings) = (Sources::new(), Diagnostics::new());
        let config_file = sources.add(self.name.clone(), self.text.clone());
        let config = Config::read(&sources, config_file, &mut findings);
        let crates = select(config.map(|config| config.crates).unwrap_or_default(), selection)?;
        let mut entries = Vec::new();
        for output in &crates {
            entries.extend(entries_of(output, &disk, &mut findings));
        }
        let files = source::load(&entries, &disk, &mut sources, &mut findings);
        check_packages(&crates, &files, &sources, &mut findings);
        let read = start.elapsed();
        let start = Instant::now();
        let model = model::resolve(&files, &sources, &mut findings);
        let resolve = start.elapsed();
        let inputs = sources.files().filter(|file| *file != config_file);
        let inputs = inputs.map(|file| sources.path(file).to_owned()).collect();
        sources.relocate(&self.folder);
        let listed = crates.iter().map(|output| output.schema.value.clone()).collect();
        Ok(Checked { crates, model, findings, sources, inputs, listed, read, resolve })
    }
}

/// Here and in every folder above.
fn search() -> Result<String, Failure> {
    let here = std::env::current_dir().map_err(|error| Failure::other(error.to_string(), None))?;
    let mut up = String::new();
    for folder in here.ancestors() {
        for name in [format!("schema/{CONFIG_NAME}"), CONFIG_NAME.to_owned()] {
            if folder.join(&name).is_file() {
                return Ok(format!("{up}{name}"));
            }
        }
        up.push_str("../");
    }
    Err(Failure::usage(
        format!("there is no `schema/{CONFIG_NAME}` and no `{CONFIG_NAME}`, here or in a folder above"),
        "`typeloom init` makes one, and `--config FILE` names one".to_owned(),
    ))
}

fn select(crates: Vec<CrateOutput>, selection: &Selection) -> Result<Vec<CrateOutput>, Failure> {
    let Some(wanted) = &selection.package else { return Ok(crates) };
    let names = |output: &CrateOutput| output.name.value == *wanted || output.package.value == *wanted;
    if crates.is_empty() || crates.iter().any(names) {
        return Ok(crates.into_iter().filter(names).collect());
    }
    let known = crates.iter().flat_map(|output| [output.name.value.as_str(), output.package.value.as_str()]);
    Err(Failure::usage(format!("no crate and no package is called `{wanted}`"), suggest::help(wanted, known)))
}

/// The schema files of a crate; a folder without any is reported.
fn entries_of(output: &CrateOutput, disk: &Disk, findings: &mut Diagnostics) -> Vec<String> {
    let schema = &output.schema;
    let (message, help) = match disk.schema_files(schema) {
        Ok(files) if !files.is_empty() => return files,
        Ok(_) => (
            format!("the folder `{}` holds no schema files", schema.value),
            Some("schema files end in `.yaml`".to_owned()),
        ),
        Err(_) => {
            let names = disk.list(folder_of(schema)).unwrap_or_default();
            let wanted = schema.rsplit('/').next().unwrap_or(schema);
            let meant = suggest::closest(wanted, names.iter().map(String::as_str));
            let help = meant.map(|meant| format!("did you mean `{}`?", joined(folder_of(schema), meant)));
            (format!("there is no folder `{}`", schema.value), help)
        }
    };
    let help = help.or_else(|| Some("`schema` names the folder of the package, from this file".to_owned()));
    findings.push(Diagnostic::new(Code::MissingPackage, schema.span, message).label("no package here").help(help));
    Vec::new()
}

/// Reports crates whose package no file declares.
fn check_packages(crates: &[CrateOutput], files: &[File], sources: &Sources, findings: &mut Diagnostics) {
    // Files that could not be read may be those that declare it.
    if findings.has_errors() {
        return;
    }
    for output in crates {
        let own = |file: &&File| {
            let path = sources.path(file.id);
            path == output.schema.value || folder_of(path) == output.schema.value
        };
        let declared: Vec<&str> = files.iter().filter(own).map(|file| file.package.value.as_str()).collect();
        if declared.contains(&output.package.value.as_str()) {
            continue;
        }
        let message = format!("no file of `{}` declares the package `{}`", output.schema.value, output.package.value);
        let help = declared.first().map(|declared| format!("they declare `{declared}`"));
        findings
            .push(Diagnostic::new(Code::MissingPackage, output.package.span, message).label("not declared").help(help));
    }
}
