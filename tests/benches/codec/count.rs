//! Instructions, as callgrind counts them: exact, and the same on a busy machine.

use std::process::Command;

/// What is compared: the case, what it is called, the other side, and the most instructions that it may take.
const ROWS: [(&str, &str, &str, Option<u64>); 5] = [
    ("typeloom-first", "decode, tag first", "serde-first", Some(16_000)),
    ("typeloom-last", "decode, tag last", "serde-last", Some(18_000)),
    ("typeloom-encode", "encode", "serde-encode", Some(7_000)),
    ("typeloom-value", "decode into a JSON value", "serde-value", None),
    ("typeloom-first", "decode, tag first; jiter", "jiter-first", None),
];

pub(crate) fn print() {
    println!("{} bytes of JSON; instructions of one round", crate::first().len());
    println!("                            typeloom      other    ratio      goal");
    for (ours, name, theirs, goal) in ROWS {
        let (own, other) = (instructions(ours), instructions(theirs));
        let goal = goal.map_or_else(|| "-".to_owned(), |goal| format!("{goal}"));
        println!("{name:<26} {own:>9} {other:>10} {:>8.2} {goal:>9}", own as f64 / other as f64);
    }
    println!("{:<26} {:>9}", "clone", instructions("clone"));
}

/// The difference between two numbers of rounds, so that start and end of the program do not count.
fn instructions(case: &str) -> u64 {
    const FEW: u64 = 100;
    const MANY: u64 = 1_100;
    (total(case, MANY) - total(case, FEW)) / (MANY - FEW)
}

fn total(case: &str, rounds: u64) -> u64 {
    let program = std::env::current_exe().unwrap();
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(program);
    let output = command.args(["rounds", case, &rounds.to_string()]).output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    let collected = text.lines().find_map(|line| line.split_once("Collected :")).map(|(_, number)| number.trim());
    collected.and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("callgrind did not count:\n{text}"))
}
