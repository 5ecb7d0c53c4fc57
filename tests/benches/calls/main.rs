//! Calls of generated clients, beside the same calls written by hand with `reqwest` and `serde_json`, on the same fake.
//!
//! `cargo bench -p typeloom-tests --bench calls` lets the clients take turns and prints calls per second, the processor time
//! of the caller, and ratios; the fake is another process. `-- count` has callgrind count the caller's instructions, and
//! `-- allocations` counts what it allocates.
#![allow(missing_docs, clippy::unwrap_used, clippy::cast_precision_loss)]

mod by_hand;
mod server;

use std::hint::black_box;
use std::time::{Duration, Instant};

use cpu_time::ThreadTime;
use divan::{AllocProfiler, Bencher};
use tokio::runtime::Runtime;
use typeloom_runtime::http::{HttpOptions, HttpTransport};
use typeloom_runtime::{BaseUrl, Secret};
use typeloom_tests::callgrind::{Request, instructions};
use typeloom_tests::children::median;

use by_hand::ByHand;
use server::Server;
use shop::{Address, FullOrders, NewOrder, Orders};

mod shop {
    typeloom_macros::schema!("schema/figures/orders.yaml");
}

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

type TestResult<T = ()> = Result<T, Box<dyn std::error::Error>>;

const FOUND: &str = "ord-0195b5c7-3b1e";
const CUSTOMER: &str = "Ada Lovelace";
const KEY: &str = "k3y";

/// Two ways that do the same: a client that is generated, and one that is written by hand.
const PAIRS: [(&str, &str); 2] = [("generated", "by-hand"), ("generated-full", "by-hand-full")];
const OPERATIONS: [&str; 3] = ["find", "list", "quote"];

/// All clients, and what they send.
struct Callers {
    runtime: Runtime,
    thin: Orders,
    full: FullOrders,
    by_hand: ByHand,
    by_hand_full: ByHand,
    ours: NewOrder,
    theirs: by_hand::NewOrder,
}

impl Callers {
    fn of(url: &str) -> TestResult<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let _ = rustls::crypto::ring::default_provider().install_default();
        let key = Secret::new(KEY.to_owned());
        Ok(Self {
            runtime,
            thin: Orders::new(HttpTransport::new(&BaseUrl::new(url)?, HttpOptions::new())?),
            full: FullOrders::builder().base_url(url).api_key("X-Api-Key", key).build()?,
            by_hand: ByHand::new(url, None)?,
            by_hand_full: ByHand::new(url, Some(KEY))?,
            ours: ours(),
            theirs: theirs(),
        })
    }

    /// Calls once; the answer as text.
    fn call(&self, way: &str, operation: &str) -> TestResult {
        self.runtime.block_on(async {
            match (way, operation) {
                ("generated", "find") => drop(black_box(self.thin.find(FOUND).await?)),
                ("generated", "list") => drop(black_box(self.thin.list(Some(10), Some(CUSTOMER)).await?)),
                ("generated", "quote") => drop(black_box(self.thin.quote(&self.ours).await?)),
                ("generated-full", "find") => drop(black_box(self.full.find(FOUND).await?)),
                ("generated-full", "list") => drop(black_box(self.full.list(Some(10), Some(CUSTOMER)).await?)),
                ("generated-full", "quote") => drop(black_box(self.full.quote(&self.ours).await?)),
                (_, operation) => {
                    let by_hand = if way == "by-hand" { &self.by_hand } else { &self.by_hand_full };
                    match operation {
                        "find" => drop(black_box(by_hand.find(FOUND).await?)),
                        "list" => drop(black_box(by_hand.list(10, CUSTOMER).await?)),
                        "quote" => drop(black_box(by_hand.quote(&self.theirs).await?)),
                        other => return Err(format!("there is no operation `{other}`").into()),
                    }
                }
            }
            Ok(())
        })
    }

    fn calls(&self, way: &str, operation: &str, number: usize) -> TestResult {
        (0..number).try_for_each(|_| self.call(way, operation))
    }
}

fn ours() -> NewOrder {
    let mut order = NewOrder::new(
        CUSTOMER,
        3,
        12.75,
        true,
        ["fragile", "gift", "express"].map(str::to_owned).into(),
        Address::new("Long Lane 17", "Weaverham", "CW8 3PZ"),
    );
    order.note = Some("Please ring twice.".to_owned());
    order
}

fn theirs() -> by_hand::NewOrder {
    by_hand::NewOrder {
        customer: CUSTOMER.to_owned(),
        note: Some("Please ring twice.".to_owned()),
        quantity: 3,
        price: 12.75,
        is_gift: true,
        tags: ["fragile", "gift", "express"].map(str::to_owned).into(),
        address: by_hand::Address {
            street: "Long Lane 17".to_owned(),
            city: "Weaverham".to_owned(),
            zip: "CW8 3PZ".to_owned(),
        },
    }
}

/// The calls of both ways are answered alike, and send the same.
fn check(callers: &Callers) -> TestResult {
    use typeloom_runtime::Model as _;
    assert_eq!(callers.ours.to_json(), serde_json::to_string(&callers.theirs)?);
    callers.runtime.block_on(async {
        let (ours, theirs) = (callers.thin.find(FOUND).await?, callers.by_hand.find(FOUND).await?);
        assert_eq!(ours.to_json(), serde_json::to_string(&theirs)?);
        let ours = callers.full.list(Some(10), Some(CUSTOMER)).await?;
        let theirs = callers.by_hand_full.list(10, CUSTOMER).await?;
        assert_eq!(ours.to_json(), serde_json::to_string(&theirs)?);
        Ok(())
    })
}

/// How many rounds there are, in each of which every way makes so many calls.
const ROUNDS: usize = 60;
const CALLS: usize = 50;

fn time() -> TestResult {
    let server = Server::start()?;
    let callers = Callers::of(server.url())?;
    check(&callers)?;
    println!("{ROUNDS} rounds of {CALLS} calls each; medians     calls/s              µs of the caller's processor");
    println!("                         generated   by hand   ratio   generated   by hand   ratio");
    for (ours, theirs) in PAIRS {
        for operation in OPERATIONS {
            let samples: Vec<[Sample; 2]> = (0..ROUNDS)
                .map(|round| {
                    let sample = |way| Sample::of(&callers, way, operation).unwrap();
                    // Whoever goes first in one round goes last in the next.
                    if round % 2 == 0 {
                        [sample(ours), sample(theirs)]
                    } else {
                        let theirs = sample(theirs);
                        [sample(ours), theirs]
                    }
                })
                .collect();
            print(&format!("{ours}, {operation}"), &samples);
        }
    }
    println!("goal: a ratio of at least 0.95 of the calls, and at most 1.05 of the processor");
    Ok(())
}

/// What the calls of one round took.
#[derive(Clone, Copy)]
struct Sample {
    whole: Duration,
    processor: Duration,
}

impl Sample {
    fn of(callers: &Callers, way: &str, operation: &str) -> TestResult<Self> {
        let (start, processor) = (Instant::now(), ThreadTime::now());
        callers.calls(way, operation, CALLS)?;
        Ok(Self { whole: start.elapsed(), processor: processor.elapsed() })
    }

    fn per_second(self) -> f64 {
        CALLS as f64 / self.whole.as_secs_f64()
    }

    fn microseconds(self) -> f64 {
        self.processor.as_secs_f64() * 1e6 / CALLS as f64
    }
}

fn print(name: &str, samples: &[[Sample; 2]]) {
    let medians = |of: fn(Sample) -> f64| {
        let [ours, theirs] = [0, 1].map(|side| median(samples.iter().map(|sample| of(sample[side]))));
        let ratio = median(samples.iter().map(|[ours, theirs]| of(*ours) / of(*theirs)));
        (ours, theirs, ratio)
    };
    let (ours, theirs, ratio) = medians(Sample::per_second);
    print!("{name:<24} {ours:>9.0} {theirs:>9.0} {ratio:>7.3}");
    let (ours, theirs, ratio) = medians(Sample::microseconds);
    println!("   {ours:>9.1} {theirs:>9.1} {ratio:>7.3}");
}

fn count() -> TestResult {
    println!("instructions of a call     generated     by hand   ratio");
    for (ours, theirs) in PAIRS {
        for operation in OPERATIONS {
            let [generated, by_hand] = [ours, theirs].map(|way| instructions(&format!("{way}/{operation}")));
            let (generated, by_hand) = (generated?, by_hand?);
            let ratio = generated as f64 / by_hand as f64;
            println!("{:<24} {generated:>11} {by_hand:>11} {ratio:>7.3}", format!("{ours}, {operation}"));
        }
    }
    Ok(())
}

/// What callgrind looks at: nothing but one way to call one operation, so many times.
fn rounds(case: &str, number: usize) -> TestResult {
    let server = Server::start()?;
    let (way, operation) = case.split_once('/').ok_or("a case is a way and an operation")?;
    Callers::of(server.url())?.calls(way, operation, number)
}

const CASES: [&str; 12] = [
    "generated/find",
    "by-hand/find",
    "generated/list",
    "by-hand/list",
    "generated/quote",
    "by-hand/quote",
    "generated-full/find",
    "by-hand-full/find",
    "generated-full/list",
    "by-hand-full/list",
    "generated-full/quote",
    "by-hand-full/quote",
];

#[divan::bench(args = CASES, sample_count = 20, sample_size = 50)]
fn allocations(bencher: Bencher<'_, '_>, case: &str) {
    let (way, operation) = case.split_once('/').unwrap();
    let server = Server::start().unwrap();
    let callers = Callers::of(server.url()).unwrap();
    callers.calls(way, operation, 10).unwrap();
    bencher.bench_local(|| callers.call(way, operation).unwrap());
}

fn main() -> TestResult {
    match std::env::args().nth(1).as_deref() {
        Some("serve") => return server::serve(),
        Some("allocations") => {
            divan::Divan::default().run_benches();
            return Ok(());
        }
        _ => {}
    }
    match Request::read() {
        Request::Count => count(),
        Request::Rounds(case, number) => rounds(&case, number),
        Request::Time => time(),
    }
}
