//! A stream of text through the outbox of a thread, beside loops that make and send the same events.
//!
//! `cargo bench -p typeloom-tests --bench stream` measures time and allocations. With `-- count` behind it, callgrind
//! counts instructions.
#![allow(missing_docs, clippy::unwrap_used)]

use std::hint::black_box;
use std::sync::{Arc, Mutex};

use divan::{AllocProfiler, Bencher};
use pollster::block_on;
use typeloom_runtime::future::BoxFuture;
use typeloom_runtime::sink::{MemorySink, Sink, SinkError};
use typeloom_runtime::text_stream::TextStream;
use typeloom_runtime::thread::{Outbox, StreamForms};
use typeloom_tests::callgrind::{Request, instructions};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

/// What a model says at a time, more or less.
const CHUNK: &str = " weaving";

#[derive(Debug, Clone, PartialEq)]
enum Event {
    Delta { text: String, is_first: bool },
    End,
    Whole(String),
}

struct Forms;

impl StreamForms<Event> for Forms {
    fn delta(&self, text: String, is_first: bool) -> Event {
        Event::Delta { text, is_first }
    }

    fn end(&self) -> Event {
        Event::End
    }

    fn whole(&self, text: String) -> Event {
        Event::Whole(text)
    }
}

/// Takes everything and keeps nothing.
struct NullSink;

impl Sink<Event> for NullSink {
    fn send(&self, event: Event) -> BoxFuture<'_, Result<(), SinkError>> {
        Box::pin(async move {
            drop(black_box(event));
            Ok(())
        })
    }
}

fn chunks(number: usize) -> impl Iterator<Item = &'static str> {
    std::iter::repeat_n(CHUNK, number)
}

/// The outbox of a thread.
fn outbox(sink: Arc<dyn Sink<Event>>, number: usize) {
    let outbox = Outbox::new(sink);
    block_on(outbox.stream(TextStream::ready(chunks(number)), Arc::new(Forms))).unwrap();
}

/// A loop that sends to the same sink, and remembers nothing for when it is dropped.
fn by_hand(sink: &dyn Sink<Event>, number: usize) {
    block_on(async {
        let mut gathered = String::new();
        for (at, chunk) in chunks(number).map(String::from).enumerate() {
            gathered.push_str(&chunk);
            sink.send(Forms.delta(chunk, at == 0)).await?;
        }
        sink.send(Forms.end()).await?;
        sink.send(Forms.whole(gathered)).await
    })
    .unwrap();
}

/// A loop without a sink: the events are locked away one by one, as the sink in memory does it.
fn into_vector(number: usize) -> Vec<Event> {
    let events = Mutex::new(Vec::new());
    let send = |event| events.lock().unwrap().push(event);
    let mut gathered = String::new();
    for (at, chunk) in chunks(number).map(String::from).enumerate() {
        gathered.push_str(&chunk);
        send(Forms.delta(chunk, at == 0));
    }
    send(Forms.end());
    send(Forms.whole(gathered));
    events.into_inner().unwrap()
}

const NUMBERS: [usize; 2] = [10, 1_000];

#[divan::bench(args = NUMBERS)]
fn outbox_into_nothing(bencher: Bencher<'_, '_>, number: usize) {
    let sink: Arc<dyn Sink<Event>> = Arc::new(NullSink);
    bencher.bench(|| outbox(Arc::clone(&sink), black_box(number)));
}

#[divan::bench(args = NUMBERS)]
fn by_hand_into_nothing(bencher: Bencher<'_, '_>, number: usize) {
    bencher.bench(|| by_hand(black_box(&NullSink), black_box(number)));
}

#[divan::bench(args = NUMBERS)]
fn outbox_into_memory(bencher: Bencher<'_, '_>, number: usize) {
    bencher.bench(|| {
        let sink = Arc::new(MemorySink::new());
        outbox(sink.clone(), black_box(number));
        sink.take()
    });
}

#[divan::bench(args = NUMBERS)]
fn by_hand_into_memory(bencher: Bencher<'_, '_>, number: usize) {
    bencher.bench(|| {
        let sink = MemorySink::new();
        by_hand(black_box(&sink), black_box(number));
        sink.take()
    });
}

#[divan::bench(args = NUMBERS)]
fn by_hand_into_a_vector(bencher: Bencher<'_, '_>, number: usize) {
    bencher.bench(|| into_vector(black_box(number)));
}

/// What callgrind looks at: nothing but one way, so many times.
fn rounds(case: &str, rounds: usize) {
    let (way, number) = case.split_once('-').unwrap();
    let number = number.parse().unwrap();
    let nothing: Arc<dyn Sink<Event>> = Arc::new(NullSink);
    for _ in 0..rounds {
        match way {
            "outbox" => outbox(Arc::clone(&nothing), black_box(number)),
            "hand" => by_hand(black_box(&NullSink), black_box(number)),
            "vector" => drop(black_box(into_vector(black_box(number)))),
            _ => {}
        }
    }
}

fn count() {
    let [few, many] = NUMBERS;
    println!("instructions       {few} chunks   {many} chunks   each further chunk");
    for way in ["outbox", "hand", "vector"] {
        let [short, long] = NUMBERS.map(|number| instructions(&format!("{way}-{number}")).unwrap());
        let each = (long - short) / (many - few) as u64;
        println!("{way:<15} {short:>12} {long:>13} {each:>20}");
    }
}

fn main() {
    for number in NUMBERS {
        let [outboxed, sent] = [Arc::new(MemorySink::new()), Arc::new(MemorySink::new())];
        outbox(outboxed.clone(), number);
        by_hand(&sent, number);
        let events = into_vector(number);
        assert_eq!(outboxed.take(), events);
        assert_eq!(sent.take(), events);
    }
    match Request::read() {
        Request::Count => count(),
        Request::Rounds(case, number) => rounds(&case, number),
        Request::Time => divan::main(),
    }
}
