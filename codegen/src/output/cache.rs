//! What a run made from what, so that the next run can see that there is nothing to do.
//!
//! A [`Record`] holds hashes of everything that a run has read and written. It says nothing about what to write: when
//! any hash differs, or the record cannot be read, the run does all its work as if there were none.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use rapidhash::v3::rapidhash_v3;
use serde_json::{Value, json};

use super::{stale, write};
use crate::disk::Disk;

/// The folder beside the configuration that records are in.
const FOLDER: &str = ".typeloom";

/// Changes with the generator, which may write something else from the same schema.
const FINGERPRINT: &str = env!("TYPELOOM_FINGERPRINT");

/// Texts by the paths of their files, as hashes.
type Hashes = BTreeMap<String, String>;

/// Where the record of a project, or of one crate of it, is kept.
pub(crate) struct Cache {
    disk: Disk,
    path: PathBuf,
    key: String,
}

/// What a run has read and written.
#[derive(Default)]
pub(crate) struct Record {
    /// The schema files of each folder that was listed.
    pub(crate) listed: BTreeMap<String, Vec<String>>,
    /// The files that were read.
    pub(crate) inputs: Hashes,
    /// The files that were written or were right already, by the folder that they fill.
    pub(crate) outputs: BTreeMap<String, Hashes>,
    /// Files beside the configuration that were written or were right already.
    pub(crate) beside: Hashes,
    /// What the run reported, to report it again.
    pub(crate) report: Value,
}

/// The hash of a text; a byte order mark does not count, as it does not for the reader.
pub(crate) fn hash(bytes: &[u8]) -> String {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    format!("{:016x}", rapidhash_v3(text))
}

impl Cache {
    /// The cache for a configuration with this text, and for what was selected of it.
    pub(crate) fn new(disk: Disk, config: &str, selected: &str) -> Self {
        let name = format!("{}.json", hash(selected.as_bytes()));
        let path = disk.locate(FOLDER).join(name);
        let key = hash(format!("{FINGERPRINT}\n{selected}\n{config}").as_bytes());
        Self { disk, path, key }
    }

    /// What the last run reported, if everything is as it left it.
    pub(crate) fn valid(&self) -> Option<Value> {
        let text = fs::read(&self.path).ok()?;
        let mut stored: Value = serde_json::from_slice(&text).ok()?;
        if stored.get("key")?.as_str()? != self.key {
            return None;
        }
        let is_valid = self.inputs_are_same(&stored)? && self.outputs_are_same(&stored)?;
        is_valid.then(|| stored["report"].take())
    }

    fn inputs_are_same(&self, stored: &Value) -> Option<bool> {
        for (folder, names) in stored.get("listed")?.as_object()? {
            let names: Option<Vec<&str>> = names.as_array()?.iter().map(Value::as_str).collect();
            if self.disk.schema_files(folder).ok()? != names? {
                return Some(false);
            }
        }
        Self::are_same(&self.disk.locate(""), stored.get("inputs")?)
    }

    fn outputs_are_same(&self, stored: &Value) -> Option<bool> {
        for (folder, files) in stored.get("outputs")?.as_object()? {
            let folder = self.disk.locate(folder);
            let files_of = files.as_object()?;
            if !Self::are_same(&folder, files)?
                || !stale::candidates(&folder, &|path| files_of.contains_key(path)).ok()?.is_empty()
            {
                return Some(false);
            }
        }
        Self::are_same(&self.disk.locate(""), stored.get("beside")?)
    }

    fn are_same(folder: &Path, hashes: &Value) -> Option<bool> {
        for (path, known) in hashes.as_object()? {
            if hash(&fs::read(folder.join(path)).ok()?) != known.as_str()? {
                return Some(false);
            }
        }
        Some(true)
    }

    /// Keeps a record for the next run.
    pub(crate) fn store(&self, record: &Record) -> io::Result<()> {
        let ignore = self.disk.locate(FOLDER).join(".gitignore");
        if !ignore.exists() {
            write::atomically(&ignore, "*\n")?;
        }
        let stored = json!({
            "key": self.key,
            "listed": record.listed,
            "inputs": record.inputs,
            "outputs": record.outputs,
            "beside": record.beside,
            "report": record.report,
        });
        write::atomically(&self.path, &stored.to_string())
    }
}
