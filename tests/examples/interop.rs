//! The official Python client against a generated fake, which checks its signatures.
//!
//! ```sh
//! cargo run -p typeloom-tests --example interop -- path/to/python
//! ```
//!
//! The Python has the package `aim-sdk` in version 1.21.0; `.ci/run` makes one. It runs with a home of its own.
#![allow(missing_docs)]

use std::error::Error;
use std::process::Command;

use aim_sdk::AimClientFake;

const EXPECTED: &str = "\
created shop
listed ['shop']
found Shop
registered True
requested True
verified True
attested True
deleted True
";

fn main() -> Result<(), Box<dyn Error>> {
    let python = std::env::args().nth(1).ok_or("name a Python that has the official client")?;
    let home = tempfile::tempdir()?;
    let fake = AimClientFake::builder()?.authenticated().start_on_thread()?;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/interop/identities.py");
    let output = Command::new(python).args([script, &fake.url()]).env("HOME", home.path()).output()?;
    let printed = String::from_utf8(output.stdout)?;
    if printed != EXPECTED {
        let errors = String::from_utf8_lossy(&output.stderr);
        return Err(format!("the official client printed\n{printed}{errors}\nexpected\n{EXPECTED}").into());
    }
    println!(
        "{} requests of the official client; where signatures are described, each had a valid one",
        fake.requests().len()
    );
    Ok(())
}
