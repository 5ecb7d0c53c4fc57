//! Pages of the documentation, taken apart.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// All pages, by name.
pub fn all() -> Vec<(String, String)> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    let name = |path: &PathBuf| path.file_name().unwrap().display().to_string();
    paths.iter().map(|path| (name(path), std::fs::read_to_string(path).unwrap())).collect()
}

/// The reference of the language.
pub fn reference() -> String {
    std::fs::read_to_string(folder().join("language.md")).unwrap()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs")
}

/// A fenced block: its language, the line of its fence, and its lines.
pub struct Block {
    pub language: String,
    pub line: usize,
    pub text: String,
}

/// The fenced blocks of a page.
pub fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (number, line) in page.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(language)) => {
                open = Some(Block { language: language.to_owned(), line: number + 1, text: String::new() });
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks
}

/// The text under each heading of the second level, by its title in lower case.
pub fn sections(page: &str) -> BTreeMap<String, String> {
    let parts = page.split("\n## ").skip(1);
    parts
        .map(|part| part.split_once('\n').unwrap_or((part, "")))
        .map(|(title, text)| (title.to_lowercase(), text.to_owned()))
        .collect()
}

/// A set of keys that a table lists for one mapping.
pub type Keys = BTreeSet<String>;

/// The keys that the tables of a text list. A table lists those of one mapping, and with dots those of mappings in it:
/// `base` and `base.from` are a key of the one and a key of the other.
pub fn tables(text: &str) -> Vec<Keys> {
    let mut tables: Vec<BTreeMap<String, Keys>> = Vec::new();
    let mut in_table = false;
    for line in text.lines() {
        if line.starts_with("| key |") {
            tables.push(BTreeMap::new());
            in_table = true;
            continue;
        }
        let Some(row) = line.strip_prefix('|').filter(|_| in_table) else {
            in_table = false;
            continue;
        };
        let cell = row.split('|').next().unwrap_or_default();
        let table = tables.last_mut().unwrap();
        for key in cell.split('`').skip(1).step_by(2) {
            let (mapping, key) = key.rsplit_once('.').unwrap_or(("", key));
            table.entry(mapping.to_owned()).or_default().insert(key.to_owned());
        }
    }
    tables.into_iter().flat_map(BTreeMap::into_values).collect()
}
