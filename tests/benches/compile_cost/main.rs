//! What generated code costs to compile, beside the same types with serde's derives.
//!
//! `cargo bench -p typeloom-tests --bench compile_cost` writes two pairs of crates, a library of types and a program
//! that decodes and encodes fifty of them, and prints the CPU seconds of cargo and its children (the median of several
//! runs; the dependencies are built beforehand) with their ratios. `-- --runs 5` says how many runs there are,
//! `-- --trees` measures the dependencies instead: what a fresh machine builds before the first generated line.
//! `-- --derives` measures derives on types that are written by hand, and `-- --operations` clients.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::cast_precision_loss)]

mod builds;
mod crates;
mod derives;
mod openapi;
mod operations;
mod trees;
mod twin;

use builds::{Builds, Profile};
use crates::{Style, Workspace};
use typeloom_tests::children::median;
use typeloom_tests::synthetic::Size;

const SIZE: Size = Size { records: 150, enums: 30, unions: 16, addresses: 0, events: 0, operations: 0 };

/// How many types the programs decode and encode.
const USED: usize = 50;

/// A step, and its CPU seconds for each style.
struct Row {
    name: &'static str,
    seconds: [f64; 2],
}

impl Row {
    fn ratio(&self) -> f64 {
        self.seconds[0] / self.seconds[1]
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let runs = arguments.iter().position(|word| word == "--runs").and_then(|place| arguments.get(place + 1));
    let runs = runs.map_or(3, |runs| runs.parse().expect("a number of runs"));
    if arguments.iter().any(|word| word == "--trees") {
        trees::print(runs);
        return;
    }
    if arguments.iter().any(|word| word == "--derives") {
        derives::print(runs);
        return;
    }
    if arguments.iter().any(|word| word == "--operations") {
        operations::print(runs);
        return;
    }
    let workspace = Workspace::write(SIZE, USED);
    let builds = Builds::new(&workspace.folder);
    for profile in [Profile::Check, Profile::Dev, Profile::Release] {
        builds.everything(profile);
    }
    let rows = measure(&workspace, &builds, runs);
    print(&rows);
    for style in Style::BOTH {
        let (whole, stripped) = builds.program_size(style);
        println!("{:<10} program, release: {whole} bytes, {stripped} stripped", style.name());
    }
    println!();
    println!("release library + program / the same with serde: {:.3} (goal: below 0.250)", release(&rows).ratio());
}

fn measure(workspace: &Workspace, builds: &Builds, runs: usize) -> Vec<Row> {
    let row = |name, work: &dyn Fn(Style) -> f64| {
        // The styles take turns, so that other work on the machine meets both.
        let samples: Vec<[f64; 2]> = (0..runs).map(|_| Style::BOTH.map(work)).collect();
        Row { name, seconds: [0, 1].map(|style| median(samples.iter().map(|sample| sample[style]))) }
    };
    let library = |profile| {
        move |style| {
            workspace.touch_library(style);
            builds.library(style, profile)
        }
    };
    let program = |profile| {
        move |style| {
            workspace.touch_program(style);
            builds.program(style, profile)
        }
    };
    let again = |profile| {
        move |style| {
            workspace.edit_program(style);
            builds.again(style, profile)
        }
    };
    for (style, profile) in Style::BOTH.into_iter().flat_map(|style| [(style, Profile::Check), (style, Profile::Dev)]) {
        again(profile)(style);
    }
    vec![
        row("library, check", &library(Profile::Check)),
        row("program, check", &program(Profile::Check)),
        row("library, dev", &library(Profile::Dev)),
        row("program, dev", &program(Profile::Dev)),
        row("library, release", &library(Profile::Release)),
        row("program, release", &program(Profile::Release)),
        row("edit program, check", &again(Profile::Check)),
        row("edit program, dev", &again(Profile::Dev)),
        row("nothing to do", &|style| builds.program(style, Profile::Check)),
    ]
}

/// Library and program together.
fn release(rows: &[Row]) -> Row {
    let seconds =
        [0, 1].map(|style| rows.iter().filter(|row| row.name.ends_with("release")).map(|row| row.seconds[style]).sum());
    Row { name: "both, release", seconds }
}

fn print(rows: &[Row]) {
    println!("CPU seconds                typeloom      serde    ratio");
    for row in rows.iter().chain([&release(rows)]) {
        let [ours, theirs] = row.seconds;
        println!("{:<25} {ours:>9.2} {theirs:>10.2} {:>8.3}", row.name, row.ratio());
    }
    println!();
}
