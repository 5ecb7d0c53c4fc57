//! Gives the command a fingerprint of the generator, so that its cache notices another version.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "command")]
    fingerprint::print();
}

#[cfg(feature = "command")]
mod fingerprint {
    use std::path::{Path, PathBuf};
    use std::{fs, io};

    use rapidhash::v3::rapidhash_v3;

    /// Everything that decides what is generated: the sources, and the versions of what formats them.
    pub(super) fn print() {
        println!("cargo::rerun-if-changed=src");
        let mut files: Vec<PathBuf> =
            ["../Cargo.lock", "Cargo.lock"].iter().map(PathBuf::from).filter(|path| path.exists()).collect();
        for lock in &files {
            println!("cargo::rerun-if-changed={}", lock.display());
        }
        let listed = list(Path::new("src"), &mut files);
        files.sort();
        let mut parts = vec![env!("CARGO_PKG_VERSION").to_owned()];
        for file in files {
            let hash = rapidhash_v3(&fs::read(&file).unwrap_or_default());
            parts.push(format!("{} {hash:016x}", file.display()));
        }
        if listed.is_err() {
            println!("cargo::warning=the sources of typeloom cannot be listed: its cache may be stale");
        }
        println!("cargo::rustc-env=TYPELOOM_FINGERPRINT={:016x}", rapidhash_v3(parts.join("\n").as_bytes()));
    }

    fn list(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                list(&path, files)?;
            } else {
                files.push(path);
            }
        }
        Ok(())
    }
}
