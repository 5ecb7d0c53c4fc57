//! Futures that are dropped at every point where they wait.

use std::pin::pin;

use typeloom_runtime::sink::{ChannelSink, Sink};
use typeloom_runtime::thread::Outbox;

use super::scripted::{Answer, ScriptedSink, Step, drop_after, finish, pausing, poll, stream};

const CHUNKS: [&str; 3] = ["x", "y", "z"];

/// How often the stream of them waits: before each chunk and after the last, and for each event.
const WAITS: usize = 4 + 5;

/// More polls than any operation here needs.
const ENOUGH: usize = WAITS + 3;

/// All that `a` may leave behind, when its content gave so many chunks and so many of them were taken.
fn remains(given: usize, taken: usize) -> Vec<String> {
    let mut events: Vec<String> = CHUNKS[..taken].iter().map(|chunk| format!("a+{chunk}")).collect();
    if let Some(first) = events.first_mut() {
        *first = format!("a*{}", CHUNKS[0]);
        events.extend(["a.".to_owned(), format!("a={}", CHUNKS[..given].concat())]);
    }
    events
}

fn deltas(events: &[String]) -> usize {
    events.iter().filter(|event| event.starts_with("a*") || event.starts_with("a+")).count()
}

#[test]
fn a_dropped_stream_is_ended_before_the_next_event() {
    let mut done = 0;
    for polls in 0..ENOUGH {
        let sink = ScriptedSink::slow(1);
        let outbox = Outbox::new(sink.clone());
        let content = pausing(&CHUNKS);
        let given = content.given();
        done += usize::from(drop_after(polls, stream(outbox.clone(), "a", content)).is_some());
        let before = sink.events();
        let mut expected = remains(given.lock().unwrap().len(), deltas(&before));
        assert!(expected.starts_with(&before), "{before:?}");

        assert!(finish(outbox.send("next".to_owned())).is_ok());
        expected.push("next".to_owned());
        assert_eq!(sink.events(), expected, "dropped after {polls} polls");
    }
    assert_eq!(done, ENOUGH - WAITS - 1, "it was dropped wherever it waits");
}

#[test]
fn whoever_ends_it_may_be_dropped_too() {
    for polls in 0..ENOUGH {
        for others in 0..ENOUGH {
            let sink = ScriptedSink::slow(1);
            let outbox = Outbox::new(sink.clone());
            let content = pausing(&CHUNKS);
            let given = content.given();
            let _ = drop_after(polls, stream(outbox.clone(), "a", content));
            let mut expected = remains(given.lock().unwrap().len(), deltas(&sink.events()));
            if drop_after(others, outbox.send("dropped".to_owned())).is_some() {
                expected.push("dropped".to_owned());
            }
            // Settled twice, ended once.
            assert!(finish(outbox.settle()).is_ok());
            assert!(finish(outbox.settle()).is_ok());
            assert_eq!(sink.events(), expected, "dropped after {polls} and {others} polls");
        }
    }
}

#[test]
fn the_next_event_may_be_a_stream() {
    for polls in 0..ENOUGH {
        for others in 0..ENOUGH {
            let sink = ScriptedSink::slow(1);
            let outbox = Outbox::new(sink.clone());
            let content = pausing(&CHUNKS);
            let given = content.given();
            let _ = drop_after(polls, stream(outbox.clone(), "a", content));
            let first = remains(given.lock().unwrap().len(), deltas(&sink.events()));

            let content = pausing(&["u", "v"]);
            let given = content.given();
            let _ = drop_after(others, stream(outbox.clone(), "b", content));
            assert!(finish(outbox.settle()).is_ok());
            let events = sink.events();
            let (a, b) = events.split_at(first.len());
            assert_eq!(a, first);
            let whole = format!("b={}", given.lock().unwrap().concat());
            let begun: [&[&str]; 3] = [&[], &["b*u", "b.", &whole], &["b*u", "b+v", "b.", &whole]];
            assert!(begun.iter().any(|begun| *begun == b), "dropped after {polls} and {others} polls: {b:?}");
        }
    }
}

#[test]
fn a_stream_that_waits_for_its_turn_leaves_nothing() {
    let sink = ScriptedSink::told();
    let outbox = Outbox::new(sink.clone());
    let mut sending = pin!(outbox.send("slow".to_owned()));
    assert!(poll(sending.as_mut()).is_pending());
    assert!(drop_after(3, stream(outbox.clone(), "a", pausing(&CHUNKS))).is_none());
    sink.answer([Answer::Take; 2]);
    assert!(poll(sending).is_ready());
    assert!(finish(outbox.send("next".to_owned())).is_ok());
    assert_eq!(sink.events(), ["slow", "next"]);
}

#[test]
fn a_content_that_panics_counts_as_dropped() {
    let sink = ScriptedSink::slow(0);
    let outbox = Outbox::new(sink.clone());
    let steps = std::iter::once("x").chain(std::iter::from_fn(|| panic!("as a content may")));
    let chunks = typeloom_runtime::text_stream::TextStream::ready(steps);
    let mut streaming = Box::pin(outbox.stream(chunks, std::sync::Arc::new(super::scripted::Named("a"))));
    let polled = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| poll(streaming.as_mut())));
    assert!(polled.is_err());
    drop(streaming);
    assert!(finish(outbox.send("next".to_owned())).is_ok());
    assert_eq!(sink.events(), ["a*x", "a.", "a=x", "next"]);
}

#[test]
fn a_channel_that_is_full_takes_nothing_of_what_is_dropped() {
    let (sink, mut receiver) = ChannelSink::channel(1);
    let outbox = Outbox::new(std::sync::Arc::new(sink.clone()));
    let mut streaming = Box::pin(stream(outbox.clone(), "a", super::scripted::Content::new(CHUNKS.map(Step::Chunk))));
    assert!(poll(streaming.as_mut()).is_pending(), "there is room for the first chunk only");
    drop(streaming);
    let mut sending = pin!(outbox.send("next".to_owned()));
    let mut events = Vec::new();
    while poll(sending.as_mut()).is_pending() {
        events.extend(receiver.try_recv());
    }
    events.extend(receiver.try_recv());
    assert_eq!(events, ["a*x", "a.", "a=xy", "next"]);
    assert!(finish(sink.send("direct".to_owned())).is_ok(), "no place is kept for what was dropped");
}
