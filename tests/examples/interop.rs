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

use aim_sdk::runtime::signature::{PublicKey, Signature};
use aim_sdk::{AimClientFake, typeloom_fake};
use typeloom_fake::{Received, Reply};

const EXPECTED: &str = "\
created shop
listed ['shop']
found Shop
registered True
requested True
deleted True
";

fn main() -> Result<(), Box<dyn Error>> {
    let python = std::env::args().nth(1).ok_or("name a Python that has the official client")?;
    let home = tempfile::tempdir()?;
    let fake = AimClientFake::builder()?.check(signed).start_on_thread()?;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/interop/identities.py");
    let output = Command::new(python).args([script, &fake.url()]).env("HOME", home.path()).output()?;
    let printed = String::from_utf8(output.stdout)?;
    if printed != EXPECTED {
        let errors = String::from_utf8_lossy(&output.stderr);
        return Err(format!("the official client printed\n{printed}{errors}\nexpected\n{EXPECTED}").into());
    }
    println!("{} requests of the official client, each with a valid signature", fake.requests().len());
    Ok(())
}

/// Refuses a request whose signature is not that of its method, target, timestamp and body.
fn signed(request: &Received) -> Result<(), Reply> {
    let valid = || -> Result<(), Box<dyn Error>> {
        let header = |name| request.header(name).ok_or("a header is missing");
        let key: PublicKey = header("x-public-key")?.parse()?;
        let signature: Signature = header("x-signature")?.parse()?;
        let mut message =
            format!("{}\n{}\n{}", request.method(), request.target(), header("x-timestamp")?).into_bytes();
        if !request.body().is_empty() {
            message.push(b'\n');
            message.extend_from_slice(request.body());
        }
        Ok(key.verify(&message, &signature)?)
    };
    valid().map_err(|error| Reply::error(401, "unsigned", &error.to_string()))
}
