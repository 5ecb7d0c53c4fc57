//! scratch
#![allow(missing_docs)]
use typeloom::diagnostic::Renderer;
use typeloom::rust::{self, Options};
use typeloom_tests::memory::Memory;
fn main() {
    let folder = std::env::args().nth(1).unwrap();
    let show = std::env::args().nth(2);
    let mut files = Vec::new();
    fn walk(base: &std::path::Path, dir: &std::path::Path, files: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(base, &path, files) } else {
                files.push((path.strip_prefix(base).unwrap().display().to_string(), String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned()));
            }
        }
    }
    let base = std::path::Path::new(&folder);
    walk(base, base, &mut files);
    let (model, sources, diagnostics) = Memory::new(files).resolve();
    print!("{}", Renderer { color: false }.render(&diagnostics, &sources));
    if let Some(package) = show.filter(|_| !diagnostics.has_errors()) {
        match rust::generate(&model, &Options::for_module(package)) {
            Ok((files, _)) => for (path, text) in files.iter() { println!("=== {path}\n{text}"); },
            Err(error) => println!("FAILED {error}"),
        }
    }
}
