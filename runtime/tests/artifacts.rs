//! The stores of artifacts: what they promise alike, and what is in the files.
#![cfg(feature = "thread")]
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::Barrier;

use pollster::block_on;
use proptest::prelude::*;
use tempfile::TempDir;
use typeloom_runtime::artifact::{ArtifactError, ArtifactStore, DirectoryArtifacts, MemoryArtifacts, StoredArtifact};

fn directory() -> (TempDir, DirectoryArtifacts) {
    let directory = tempfile::tempdir().unwrap();
    let store = DirectoryArtifacts::new(directory.path().join("made/when/needed"));
    (directory, store)
}

fn save(store: &dyn ArtifactStore, scope: &str, name: &str, content: &str) -> Result<u64, ArtifactError> {
    block_on(store.save(StoredArtifact::new(scope, name, content)))
}

fn load(store: &dyn ArtifactStore, scope: &str, name: &str, version: u64) -> Option<String> {
    block_on(store.load(scope, name, version)).unwrap()
}

fn versions(store: &dyn ArtifactStore, scope: &str, name: &str) -> Vec<u64> {
    block_on(store.versions(scope, name)).unwrap()
}

#[test]
fn versions_are_counted_for_each_scope_and_name() {
    let (_directory, in_files) = directory();
    let in_memory = MemoryArtifacts::new();
    for store in [&in_files as &dyn ArtifactStore, &in_memory] {
        assert_eq!(versions(store, "c-1", "report"), [0; 0]);
        for (number, (scope, name)) in
            [("c-1", "report"), ("c-1", "report"), ("c-2", "report"), ("c-1", "Report"), ("c-1", "report")]
                .into_iter()
                .enumerate()
        {
            assert!(save(store, scope, name, &format!("{{\"number\":{number}}}")).is_ok());
        }
        assert_eq!(versions(store, "c-1", "report"), [0, 1, 2]);
        assert_eq!(versions(store, "c-1", "Report"), [0]);
        assert_eq!(load(store, "c-1", "report", 2).as_deref(), Some(r#"{"number":4}"#));
        assert_eq!(load(store, "c-2", "report", 0).as_deref(), Some(r#"{"number":2}"#));
        for (scope, name, version) in [("c-2", "report", 1), ("c-3", "report", 0), ("c-1", "report", u64::MAX)] {
            assert_eq!(load(store, scope, name, version), None);
        }
    }
}

#[test]
fn versions_go_on_where_another_store_has_stopped() {
    let (directory, store) = directory();
    for version in 0..12 {
        assert_eq!(save(&store, "c", "a", &version.to_string()).ok(), Some(version));
    }
    drop(store);
    let store = DirectoryArtifacts::new(directory.path().join("made/when/needed"));
    assert_eq!(save(&store, "c", "a", "twelve").ok(), Some(12));
    assert_eq!(versions(&store, "c", "a"), (0..=12).collect::<Vec<_>>());
    assert_eq!(load(&store, "c", "a", 9).as_deref(), Some("9"));
}

#[test]
fn those_who_save_at_the_same_time_get_different_versions() {
    const SAVERS: usize = 6;
    const EACH: usize = 20;
    let (directory, store) = directory();
    let barrier = Barrier::new(SAVERS);
    let given: Vec<(u64, String)> = std::thread::scope(|scope| {
        let saver = |saver: usize| {
            let (store, barrier) = (store.clone(), &barrier);
            scope.spawn(move || {
                barrier.wait();
                let save = |number| {
                    let content = format!("{saver} {number}");
                    (save(&store, "c", "a", &content).unwrap(), content)
                };
                (0..EACH).map(save).collect::<Vec<_>>()
            })
        };
        let threads: Vec<_> = (0..SAVERS).map(saver).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let numbers: BTreeSet<u64> = given.iter().map(|(version, _)| *version).collect();
    assert_eq!(numbers.len(), SAVERS * EACH, "no version was given twice");
    assert!(versions(&store, "c", "a").iter().eq(&numbers));
    for (version, content) in given {
        assert_eq!(load(&store, "c", "a", version), Some(content));
    }
    let files = fs::read_dir(directory.path().join("made/when/needed/_c/_a")).unwrap();
    assert_eq!(files.count(), SAVERS * EACH, "nothing is left but the versions");
}

#[test]
fn a_version_somebody_else_is_writing_is_taken_and_not_there() {
    let (directory, store) = directory();
    let files = directory.path().join("made/when/needed/_c/_a");
    fs::create_dir_all(&files).unwrap();
    fs::write(files.join("3.part"), "half").unwrap();
    // None of these is a version.
    for name in ["007.json", "8.JSON", "+9.json", "x.json", "10", "11.json.part"] {
        fs::write(files.join(name), "").unwrap();
    }
    assert_eq!(versions(&store, "c", "a"), [0; 0]);
    assert_eq!(load(&store, "c", "a", 3), None);
    assert_eq!(save(&store, "c", "a", "whole").ok(), Some(4));
    assert_eq!(versions(&store, "c", "a"), [4]);
    assert_eq!(fs::read_to_string(files.join("3.part")).unwrap(), "half");
}

#[test]
fn after_the_last_version_there_is_none() {
    let (directory, store) = directory();
    let files = directory.path().join("made/when/needed/_c/_a");
    fs::create_dir_all(&files).unwrap();
    fs::write(files.join(format!("{}.json", u64::MAX)), "last").unwrap();
    let error = save(&store, "c", "a", "one more").unwrap_err();
    assert!(matches!(error, ArtifactError::Full { .. }), "{error:?}");
    assert_eq!(versions(&store, "c", "a"), [u64::MAX]);
}

#[test]
fn errors_name_the_artifact_and_not_its_content() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("file");
    fs::write(&file, "").unwrap();
    let store = DirectoryArtifacts::new(&file);
    let error = save(&store, "c", "the \"name\"", "s3cr3t").unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"the files of artifact "the \"name\"" could not be read or written: see to the directory of the store"#
    );
    assert!(error.source().is_some_and(<dyn Error>::is::<std::io::Error>));
    assert!(!format!("{error:?} {:?}", StoredArtifact::new("c", "a", "s3cr3t")).contains("s3cr3t"));
    // A name that no file system has room for, too.
    let store = DirectoryArtifacts::new(directory.path());
    assert!(matches!(save(&store, "c", &"x".repeat(1 << 20), "{}"), Err(ArtifactError::Io { .. })));
}

/// All files below `directory`.
fn files(directory: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path.to_string_lossy().into_owned()) }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Whatever the scopes and names, each artifact is there, and nothing is outside of the directory.
    #[test]
    fn any_names_are_kept_apart(
        names in prop::collection::btree_set((r"[aA.~%/\\_]{0,3}|\PC{0,9}", r"[aA.~%/\\_]{0,3}|.{0,9}|[é/]{100}"), 1..6),
    ) {
        let directory = tempfile::tempdir().unwrap();
        let inside = directory.path().join("deep/inside");
        let store = DirectoryArtifacts::new(&inside);
        for (number, (scope, name)) in names.iter().enumerate() {
            prop_assert_eq!(save(&store, scope, name, &number.to_string()).ok(), Some(0));
        }
        for (number, (scope, name)) in names.iter().enumerate() {
            prop_assert_eq!(load(&store, scope, name, 0), Some(number.to_string()));
            prop_assert_eq!(versions(&store, scope, name), [0]);
        }
        prop_assert_eq!(files(directory.path()).len(), names.len());
        prop_assert_eq!(files(&inside).len(), names.len());
    }
}
