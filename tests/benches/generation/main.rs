//! Where generation time goes: read, model, emit, format, write, beside syn + prettyplease on the same output.
//!
//! `cargo bench -p typeloom-tests --bench generation` prints CPU milliseconds (of the fastest of several runs) and the ratios
//! that the project sets itself as goals.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::cast_precision_loss)]

mod command;

use std::time::{Duration, Instant};

use cpu_time::ProcessTime;
use typeloom::diagnostic::Diagnostics;
use typeloom::rust::{self, Files, Manifest, Options};
use typeloom::source::{self, Sources};
use typeloom_tests::memory::Memory;
use typeloom_tests::synthetic::{Size, schema};

#[derive(Clone, Copy, Debug, Default)]
struct Run {
    read: Duration,
    model: Duration,
    emit: Duration,
    format: Duration,
    write: Duration,
    baseline: Duration,
    wall: Duration,
}

impl Run {
    /// Everything but formatting.
    fn others(&self) -> Duration {
        self.read + self.model + self.emit + self.write
    }
}

fn main() {
    let command = command::measure(Size::thousands(1), 5);
    let [small, large] = fastest([1, 4], 5);
    println!("phase      1,000 records   4,000 records");
    for (name, phase) in [
        ("read", (|run: &Run| run.read) as fn(&Run) -> Duration),
        ("model", |run| run.model),
        ("emit", |run| run.emit),
        ("format", |run| run.format),
        ("write", |run| run.write),
        ("wall", |run| run.wall),
        ("baseline", |run| run.baseline),
    ] {
        println!("{name:<10} {:>10.1} ms {:>12.1} ms", milliseconds(phase(&small)), milliseconds(phase(&large)));
    }
    println!();
    println!(
        "everything but formatting / (syn + prettyplease): {:.2} (goal: below 0.50)",
        ratio(small.others(), small.baseline)
    );
    println!("own formatting / (syn + prettyplease):            {:.2}", ratio(small.format, small.baseline));
    println!(
        "4,000 records / 1,000 records, CPU:               {:.2} (goal: at most 4.40)",
        ratio(large.others() + large.format, small.others() + small.format)
    );
    println!(
        "the command again with nothing changed / the first time: {:.3} ({:.1} ms / {:.1} ms; goal: below 0.100)",
        command.second / command.first,
        command.second * 1e3,
        command.first * 1e3
    );
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

/// The fastest run for each size: whatever else the machine does only adds to a run. Sizes take turns.
fn fastest(factors: [usize; 2], runs: usize) -> [Run; 2] {
    let schemas = factors.map(|factor| schema(Size::thousands(factor)));
    let rounds: Vec<[Run; 2]> = (0..runs).map(|_| [run(&schemas[0]), run(&schemas[1])]).collect();
    [0, 1].map(|size| {
        let runs = rounds.iter().map(|round| round[size]);
        runs.min_by_key(|run| run.others() + run.format).unwrap_or_default()
    })
}

fn run(files: &[(String, String)]) -> Run {
    let memory = Memory::new(files.iter().cloned());
    let mut run = Run::default();
    let paths: Vec<String> = files.iter().map(|(path, _)| path.clone()).collect();
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let wall = Instant::now();
    let loaded = timed(&mut run.read, || source::load(&paths, &memory, &mut sources, &mut diagnostics));
    let model = timed(&mut run.model, || typeloom::model::resolve(&loaded, &sources, &mut diagnostics));
    assert!(!diagnostics.has_errors(), "the synthetic schema is valid");
    let options = Options::for_crate("bulk", Manifest { name: "bulk".to_owned(), ..Manifest::default() });
    let mut generation = Duration::ZERO;
    let (output, timings) = timed(&mut generation, || rust::generate(&model, &options).unwrap());
    run.wall = wall.elapsed();
    // The two phases alternate on several threads: the CPU time of both, divided as their clocks say.
    run.emit = generation.mul_f64(ratio(timings.emit, timings.emit + timings.format));
    run.format = generation.saturating_sub(run.emit);
    let folder = std::env::temp_dir().join("typeloom-generation-bench");
    timed(&mut run.write, || write(&folder, &output));
    std::fs::remove_dir_all(&folder).unwrap();
    timed(&mut run.baseline, || reformat(&output));
    run
}

/// CPU time of all threads, so that other work on the machine does not count.
fn timed<T>(slot: &mut Duration, work: impl FnOnce() -> T) -> T {
    let start = ProcessTime::now();
    let result = work();
    *slot = start.elapsed();
    result
}

fn write(folder: &std::path::Path, output: &Files) {
    for (path, text) in output.iter() {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

/// What peers do: parse the whole text, print it again.
fn reformat(output: &Files) {
    for (path, text) in
        output.iter().filter(|(path, _)| std::path::Path::new(path).extension().is_some_and(|end| end == "rs"))
    {
        let file = syn::parse_file(text).expect(path);
        std::hint::black_box(prettyplease::unparse(&file));
    }
}
