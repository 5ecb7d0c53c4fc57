//! Instructions as callgrind counts them: exact, and the same on a busy machine.
//!
//! A benchmark that is counted runs nothing but one case, so many times, when its first words are `rounds CASE NUMBER`;
//! then this module runs it for two numbers, and the difference is what the rounds between them cost.

use std::process::Command;

/// The instructions of one round of a case of the running program.
///
/// # Errors
/// When valgrind is not there or does not count.
pub fn instructions(case: &str) -> Result<u64, String> {
    const FEW: u64 = 100;
    const MANY: u64 = 1_100;
    Ok((total(case, MANY)? - total(case, FEW)?) / (MANY - FEW))
}

fn total(case: &str, rounds: u64) -> Result<u64, String> {
    let problem = |error: std::io::Error| format!("valgrind: {error}");
    let program = std::env::current_exe().map_err(problem)?;
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(program);
    let output = command.args(["rounds", case, &rounds.to_string()]).output().map_err(problem)?;
    let text = String::from_utf8_lossy(&output.stderr);
    let collected = text.lines().find_map(|line| line.split_once("Collected :")).map(|(_, number)| number.trim());
    collected.and_then(|number| number.parse().ok()).ok_or_else(|| format!("callgrind did not count:\n{text}"))
}

/// What the words behind a benchmark's name ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Times, which is the usual.
    Time,
    /// `count`: instructions.
    Count,
    /// `rounds CASE NUMBER`: one case, under callgrind.
    Rounds(String, usize),
}

impl Request {
    /// Reads the arguments of the program.
    #[must_use]
    pub fn read() -> Self {
        let words: Vec<String> = std::env::args().skip(1).collect();
        match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            ["count", ..] => Self::Count,
            ["rounds", case, number, ..] => Self::Rounds((*case).to_owned(), number.parse().unwrap_or_default()),
            _ => Self::Time,
        }
    }
}
