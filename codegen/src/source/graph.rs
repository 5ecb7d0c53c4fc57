//! The order of files, and the circles that leave no order.

use std::collections::{BTreeMap, BTreeSet};

use super::{File, Import, Sources};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FileId};

/// Puts imports before importers, otherwise by path, and reports circles.
pub(super) fn in_order(files: Vec<File>, sources: &Sources, diagnostics: &mut Diagnostics) -> Vec<File> {
    let mut waiting: BTreeMap<(String, FileId), File> =
        files.into_iter().map(|file| ((sources.path(file.id).to_owned(), file.id), file)).collect();
    let mut missing = missing_imports(&waiting);
    let mut importers: BTreeMap<FileId, Vec<(String, FileId)>> = BTreeMap::new();
    for (key, file) in &waiting {
        for target in targets(file, &missing) {
            importers.entry(target).or_default().push(key.clone());
        }
    }
    let mut ready: BTreeSet<(String, FileId)> =
        waiting.keys().filter(|(_, id)| missing.get(id) == Some(&0)).cloned().collect();
    let mut ordered = Vec::with_capacity(waiting.len());
    while let Some(key) = ready.pop_first() {
        for importer in importers.get(&key.1).into_iter().flatten() {
            if let Some(count) = missing.get_mut(&importer.1) {
                *count -= 1;
                if *count == 0 {
                    ready.insert(importer.clone());
                }
            }
        }
        ordered.extend(waiting.remove(&key));
    }
    report_cycles(waiting.values().collect(), sources, diagnostics);
    ordered.extend(waiting.into_values());
    ordered
}

/// How many imports each file waits for; those that could not be loaded do not count.
fn missing_imports(files: &BTreeMap<(String, FileId), File>) -> BTreeMap<FileId, usize> {
    let loaded: BTreeMap<FileId, usize> = files.keys().map(|(_, id)| (*id, 0)).collect();
    files.values().map(|file| (file.id, targets(file, &loaded).len())).collect()
}

fn targets(file: &File, loaded: &BTreeMap<FileId, usize>) -> BTreeSet<FileId> {
    file.imports.iter().map(|import| import.target).filter(|target| loaded.contains_key(target)).collect()
}

/// Every file that is left imports another that is left, so following them always leads into a circle.
fn report_cycles(left: Vec<&File>, sources: &Sources, diagnostics: &mut Diagnostics) {
    let by_id: BTreeMap<FileId, &File> = left.iter().map(|file| (file.id, *file)).collect();
    let mut seen: BTreeSet<FileId> = BTreeSet::new();
    for start in left {
        let mut walked: Vec<(FileId, Import)> = Vec::new();
        let mut here = start;
        while seen.insert(here.id) {
            let next = here.imports.iter().find_map(|import| Some((*import, *by_id.get(&import.target)?)));
            let Some((import, target)) = next else { break };
            walked.push((here.id, import));
            here = target;
        }
        if let Some(first) = walked.iter().position(|(id, _)| *id == here.id) {
            diagnostics.push(cycle(&walked[first..], sources));
        }
    }
}

fn cycle(edges: &[(FileId, Import)], sources: &Sources) -> Diagnostic {
    let span = edges.first().map(|(_, import)| import.span);
    let path = |id: FileId| format!("`{}`", sources.path(id));
    let message = if let [(only, _)] = edges {
        format!("{} imports itself", path(*only))
    } else {
        let names: Vec<String> = edges.iter().map(|(id, _)| path(*id)).collect();
        format!("files import each other in a circle: {}", names.join(" → "))
    };
    let mut found = Diagnostic::new(Code::ImportCycle, span, message)
        .label(edges.first().map_or_else(String::new, |(_, import)| format!("imports {}", path(import.target))))
        .help("move what both need into a third file");
    for (_, import) in edges.iter().skip(1) {
        found = found.related(import.span, format!("imports {}", path(import.target)));
    }
    found
}
