//! Verifications per second: the generated client beside the official Python one, on the same fake, in turns.
//!
//! ```sh
//! cargo run --release -p typeloom-tests --example verifications -- path/to/python
//! ```
//!
//! The Python has the package `aim-sdk` in version 1.21.0; `.ci/run` makes one. It runs with a home of its own.
#![allow(missing_docs)]

use std::error::Error;
use std::process::Command;
use std::time::{Duration, Instant};

use aim_sdk::runtime::signature::SigningKey;
use aim_sdk::{AimClient, AimClientFake, NewVerification, VerificationStatus, typeloom_fake};
use cpu_time::ThreadTime;
use serde_json::json;
use typeloom_fake::Reply;
use typeloom_tests::children::median;

const ROUNDS: usize = 5;
const CALLS: u32 = 300;
const AGENT: &str = "11111111-2222-4333-8444-555555555555";

type Outcome<T> = Result<T, Box<dyn Error>>;

/// What the calls of one round took, in seconds: of the clock, and of the caller's processor.
type Seconds = [f64; 2];

fn main() -> Outcome<()> {
    let python = std::env::args().nth(1).ok_or("name a Python that has the official client")?;
    let home = tempfile::tempdir()?;
    let fake = AimClientFake::builder()?.start_on_thread()?;
    let approved = json!({ "id": "v-1", "status": "approved", "approvedBy": "policy" });
    fake.on("verify_capability")?.reply(Reply::json(200, &approved));
    let mut rounds: Vec<[Seconds; 2]> = Vec::new();
    for _ in 0..ROUNDS {
        let theirs = official(&python, &fake.url(), home.path())?;
        fake.clear_requests();
        rounds.push([ours(&fake.url())?, theirs]);
        fake.clear_requests();
    }
    println!("{ROUNDS} rounds of {CALLS} verifications; medians   generated   official    ratio");
    for (unit, name) in ["calls/s", "calls/s of the caller's processor"].iter().enumerate() {
        let rate = |seconds: &Seconds| f64::from(CALLS) / seconds[unit];
        let [ours, theirs] = [0, 1].map(|side| median(rounds.iter().map(|round| rate(&round[side]))));
        let ratio = median(rounds.iter().map(|[ours, theirs]| rate(ours) / rate(theirs)));
        println!("{name:<43} {ours:>9.0}  {theirs:>9.0} {ratio:>8.2}");
    }
    Ok(())
}

fn official(python: &str, url: &str, home: &std::path::Path) -> Outcome<Seconds> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/interop/verifications.py");
    let output = Command::new(python).args([script, url, &CALLS.to_string()]).env("HOME", home).output()?;
    let printed = String::from_utf8(output.stdout)?;
    // The client itself prints, too: the figures are the last line.
    let line = printed.lines().last().unwrap_or_default();
    match line.split_whitespace().map(str::parse).collect::<Result<Vec<f64>, _>>().as_deref() {
        Ok([whole, processor]) => Ok([*whole, *processor]),
        _ => Err(format!("the official client printed\n{printed}{}", String::from_utf8_lossy(&output.stderr)).into()),
    }
}

fn ours(url: &str) -> Outcome<Seconds> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let key = SigningKey::from_seed(&std::array::from_fn(|at| u8::try_from(at).unwrap_or_default()));
    let client = AimClient::builder().base_url(url).signed(AGENT, key).build()?;
    runtime.block_on(async {
        verify(&client).await?;
        let (started, processor) = (Instant::now(), ThreadTime::now());
        for _ in 0..CALLS {
            verify(&client).await?;
        }
        Ok([started.elapsed(), processor.elapsed()].map(|time: Duration| time.as_secs_f64()))
    })
}

async fn verify(client: &AimClient) -> Outcome<()> {
    let mut action = NewVerification::new("db:read").with_resource("users_table");
    action.context.insert("reason".to_owned(), "a report".into());
    let answer = client.verify_capability(&action).await?;
    (answer.status == VerificationStatus::Approved).then_some(()).ok_or_else(|| "it was not approved".into())
}
