//! The official Python client against a generated fake, which checks its credentials and signatures; and the same calls by the
//! generated client against a second one, request by request.
//!
//! ```sh
//! cargo run -p typeloom-tests --example interop -- path/to/python
//! ```
//!
//! The Python has the package `aim-sdk` in version 1.21.0; `.ci/run` makes one. Both run with a home of their own.
#![allow(missing_docs)]

mod actions;
mod calls;
mod sent;
mod server;

use std::error::Error;
use std::process::{Command, ExitCode};

use self::sent::Sent;

const EXPECTED: &str = "\
> registered 11111111-2222-4333-8444-555555555555
> loaded 11111111-2222-4333-8444-555555555555
> created shop
> listed ['shop']
> found Shop
> registered True
> requested True
> attested True
> deleted True
> verified True v1
> allowed wrote tea
> denied Action denied: not on Fridays
> approved refunded
";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let python = std::env::args().nth(1).ok_or("name a Python that has the official client")?;
    let official = official(&python)?;
    let generated = calls::run()?;
    compare(&official, &generated)?;
    println!(
        "{} requests of the official client, each with valid credentials, and the same by the generated one",
        official.len()
    );
    Ok(())
}

/// What the official client sends.
fn official(python: &str) -> Result<Vec<Sent>, Box<dyn Error>> {
    let home = tempfile::tempdir()?;
    let fake = server::start()?;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/interop/identities.py");
    let output = Command::new(python).args([script, &fake.url(), server::API_KEY]).env("HOME", home.path()).output()?;
    let printed = String::from_utf8(output.stdout)?;
    if !printed.lines().filter(|line| line.starts_with("> ")).eq(EXPECTED.lines()) {
        let errors = String::from_utf8_lossy(&output.stderr);
        return Err(format!("the official client printed\n{printed}{errors}\nexpected\n{EXPECTED}").into());
    }
    Ok(server::proven(&fake)?.iter().map(Sent::of).collect())
}

fn compare(official: &[Sent], generated: &[Sent]) -> Result<(), Box<dyn Error>> {
    let pairs = (0..official.len().max(generated.len())).map(|at| (at, official.get(at), generated.get(at)));
    let different = pairs
        .filter(|(_, theirs, ours)| theirs != ours)
        .map(|(at, theirs, ours)| format!("request {}\nofficial:  {theirs:#?}\ngenerated: {ours:#?}", at + 1));
    let different: Vec<String> = different.collect();
    if different.is_empty() { Ok(()) } else { Err(different.join("\n").into()) }
}
