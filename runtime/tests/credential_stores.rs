//! Stored credentials.
#![cfg(feature = "credential-store")]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;

use tempfile::tempdir;
use typeloom_runtime::credential_store::{CredentialStore, CredentialStoreError, FileNames};

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_what_is_stored() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = tempdir().unwrap();
    let store = CredentialStore::new(home.path().join("deep/agents"));
    for secret in ["one", "another"] {
        store.save("a", &secret.to_owned()).unwrap();
        let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(store.path("a").unwrap()), 0o600);
        assert_eq!(mode(store.directory().to_path_buf()), 0o700);
    }
}

#[test]
fn a_file_is_replaced_and_leaves_nothing_behind() {
    let home = tempdir().unwrap();
    let store = CredentialStore::new(home.path());
    for number in 0..3_u32 {
        store.save("a", &number).unwrap();
    }
    assert_eq!(store.load::<u32>("a").unwrap(), Some(2));
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
}

#[test]
fn savers_at_the_same_time_leave_one_whole_file() {
    let home = tempdir().unwrap();
    let store = CredentialStore::new(home.path());
    std::thread::scope(|scope| {
        for letter in ["x", "y", "z"] {
            let store = &store;
            scope.spawn(move || {
                for _ in 0..20 {
                    store.save("a", &letter.repeat(10_000)).unwrap();
                    let text: String = store.load("a").unwrap().unwrap();
                    assert_eq!(text.len(), 10_000);
                }
            });
        }
    });
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
}

#[test]
fn names_are_listed_and_strangers_are_not() {
    let home = tempdir().unwrap();
    let store = CredentialStore::new(home.path());
    assert_eq!(CredentialStore::new(home.path().join("nowhere")).list().unwrap(), [""; 0]);
    for name in ["b", "../a", "ü"] {
        store.save(name, &1_u32).unwrap();
    }
    fs::write(home.path().join("notes.txt"), "").unwrap();
    fs::write(home.path().join("b.0123456789abcdef.tmp"), "").unwrap();
    fs::write(home.path().join("b.copy.json"), "").unwrap();
    fs::create_dir(home.path().join("c.json")).unwrap();
    assert_eq!(store.list().unwrap(), ["../a", "b", "ü"]);
    assert!(store.delete("../a").unwrap() && !store.delete("../a").unwrap());
    assert_eq!(store.list().unwrap(), ["b", "ü"]);
}

#[test]
fn file_names_can_be_those_of_another_program() {
    let home = tempdir().unwrap();
    let store = CredentialStore::new(home.path()).with_file_names(FileNames::Underscored);
    store.save("my agent!", &1_u32).unwrap();
    assert!(home.path().join("my_agent_.json").is_file());
    assert_eq!(store.list().unwrap(), ["my_agent_"]);
    assert_eq!(store.load::<u32>("my agent?").unwrap(), Some(1));
}

#[test]
fn errors_name_the_file_and_show_nothing_of_it() {
    let home = tempdir().unwrap();
    let store = CredentialStore::new(home.path());
    assert!(matches!(store.save("", &1_u32), Err(CredentialStoreError::Name)));
    fs::write(store.path("a").unwrap(), r#""hunter2"#).unwrap();
    let error = store.load::<u32>("a").unwrap_err();
    assert_eq!(error.to_string(), format!("{} does not hold such credentials", store.path("a").unwrap().display()));
    assert!(!format!("{error:?}").contains("hunter2"));
    fs::create_dir(store.path("b").unwrap()).unwrap();
    assert!(matches!(store.save("b", &1_u32), Err(CredentialStoreError::File { action: "written", .. })));
    assert!(matches!(store.load::<u32>("b"), Err(CredentialStoreError::File { action: "read", .. })));
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 2, "no temporary file is left");
}
