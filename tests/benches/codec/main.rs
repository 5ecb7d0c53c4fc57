//! Decoding and encoding one event of a union of seven: generated code beside `serde_json` with derived impls, and a
//! reader over `jiter`.
//!
//! `cargo bench -p typeloom-tests --bench codec` measures time. With `-- count` behind it, callgrind counts
//! instructions and the ratios are printed.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::cast_precision_loss)]

mod count;
mod event_jiter;
mod event_serde;
mod message;

use std::hint::black_box;

use divan::Bencher;
use typeloom_runtime::Model;
use typeloom_runtime::json::Value;
use typeloom_tests::callgrind::Request;

use figures::Event;

mod figures {
    typeloom_macros::schema!("schema/figures/event.yaml");
}

const BODY: &str = r#""id":"evt_01HZY3V9Q4M8K2X7T6R5W1N0PA","userId":"U024BE7LH","text":"Could you summarise the discussion of last week and send it to the whole team before noon?","direct":true,"edited":false,"threadId":"thread-7f3a9c","network":"slack","sender":{"id":"principal-91","displayName":"Ada Lovelace","bot":false,"timezone":"Europe/London"},"conversation":{"id":"C0123456789","kind":"channel","name":"general-announcements"},"metadata":{"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"00f067aa0ba902b7","sampled":true},"locale":"en-GB","receivedAt":"2026-03-14T09:26:53.589Z""#;

fn first() -> String {
    format!("{{\"kind\":\"message\",{BODY}}}")
}

fn last() -> String {
    format!("{{{BODY},\"kind\":\"message\"}}")
}

fn main() {
    match Request::read() {
        Request::Count => count::print(),
        Request::Rounds(case, number) => rounds(&case, number),
        Request::Time => divan::main(),
    }
}

/// What callgrind looks at: nothing but one case, so many times.
fn rounds(case: &str, number: usize) {
    let (first, last) = (first(), last());
    let ours = Event::from_json(first.as_bytes()).unwrap();
    let theirs: event_serde::Event = serde_json::from_str(&first).unwrap();
    assert_eq!(ours.to_json(), first);
    assert_eq!(Event::from_json(last.as_bytes()).unwrap(), ours);
    let work: Box<dyn Fn()> = match case {
        "typeloom-first" => Box::new(move || typeloom::<Event>(&first)),
        "typeloom-last" => Box::new(move || typeloom::<Event>(&last)),
        "typeloom-value" => Box::new(move || typeloom::<Value>(&first)),
        "typeloom-encode" => Box::new(move || consume(black_box(&ours).to_json())),
        "serde-first" => Box::new(move || serde::<event_serde::Event>(&first)),
        "serde-last" => Box::new(move || serde::<event_serde::Event>(&last)),
        "serde-value" => Box::new(move || serde::<Value>(&first)),
        "serde-encode" => Box::new(move || consume(serde_json::to_string(black_box(&theirs)))),
        "jiter-first" => Box::new(move || consume(event_jiter::decode(black_box(first.as_bytes())))),
        "typeloom-message" => with_message(|json| consume(message::generated(json))),
        "serde-message" => with_message(|json| consume(message::derived(json))),
        "typeloom-event" => {
            let message = message::generated(&message::text()).unwrap();
            Box::new(move || consume(message::generated_event(black_box(&message)).unwrap()))
        }
        "serde-event" => {
            let message = message::derived(&message::text()).unwrap();
            Box::new(move || consume(message::derived_event(black_box(&message)).unwrap()))
        }
        // What cannot be saved: the allocations.
        "clone" => Box::new(move || consume(black_box(&ours).clone())),
        _ => panic!("no such case"),
    };
    (0..number).for_each(|_| work());
}

fn with_message(work: fn(&str)) -> Box<dyn Fn()> {
    let json = message::text();
    Box::new(move || work(black_box(&json)))
}

fn typeloom<T: Model>(json: &str) {
    consume(T::from_json(black_box(json.as_bytes())));
}

fn serde<T: serde::de::DeserializeOwned>(json: &str) {
    consume(serde_json::from_slice::<T>(black_box(json.as_bytes())));
}

fn consume<T>(value: T) {
    drop(black_box(value));
}

#[divan::bench]
fn decode_typeloom_tag_first(bencher: Bencher<'_, '_>) {
    let input = first();
    bencher.bench(|| Event::from_json(black_box(input.as_bytes())).unwrap());
}

#[divan::bench]
fn decode_typeloom_tag_last(bencher: Bencher<'_, '_>) {
    let input = last();
    bencher.bench(|| Event::from_json(black_box(input.as_bytes())).unwrap());
}

#[divan::bench]
fn decode_serde_tag_first(bencher: Bencher<'_, '_>) {
    let input = first();
    bencher.bench(|| serde_json::from_slice::<event_serde::Event>(black_box(input.as_bytes())).unwrap());
}

#[divan::bench]
fn decode_serde_tag_last(bencher: Bencher<'_, '_>) {
    let input = last();
    bencher.bench(|| serde_json::from_slice::<event_serde::Event>(black_box(input.as_bytes())).unwrap());
}

#[divan::bench]
fn decode_jiter_tag_first(bencher: Bencher<'_, '_>) {
    let input = first();
    bencher.bench(|| event_jiter::decode(black_box(input.as_bytes())).unwrap());
}

#[divan::bench]
fn message_typeloom(bencher: Bencher<'_, '_>) {
    let json = message::text();
    bencher.bench(|| message::generated(black_box(&json)).unwrap());
}

#[divan::bench]
fn message_serde(bencher: Bencher<'_, '_>) {
    let json = message::text();
    bencher.bench(|| message::derived(black_box(&json)).unwrap());
}

#[divan::bench]
fn message_event_typeloom(bencher: Bencher<'_, '_>) {
    let message = message::generated(&message::text()).unwrap();
    bencher.bench(|| message::generated_event(black_box(&message)).unwrap());
}

#[divan::bench]
fn message_event_serde(bencher: Bencher<'_, '_>) {
    let message = message::derived(&message::text()).unwrap();
    bencher.bench(|| message::derived_event(black_box(&message)).unwrap());
}

#[divan::bench]
fn encode_typeloom(bencher: Bencher<'_, '_>) {
    let event = Event::from_json(first().as_bytes()).unwrap();
    bencher.bench(|| black_box(&event).to_json());
}

#[divan::bench]
fn encode_serde(bencher: Bencher<'_, '_>) {
    let event: event_serde::Event = serde_json::from_str(&first()).unwrap();
    bencher.bench(|| serde_json::to_string(black_box(&event)).unwrap());
}
