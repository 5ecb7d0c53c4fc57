//! Operations of one thread at the same time.

use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;

use proptest::prelude::*;
use typeloom_runtime::sink::MemorySink;
use typeloom_runtime::text_stream::TextStream;
use typeloom_runtime::thread::{Outbox, ThreadError};

use super::scripted::{Content, Named, ScriptedSink, Step, finish, pausing, poll, stream};

type Operation = Pin<Box<dyn Future<Output = Result<(), ThreadError>>>>;

#[test]
fn a_waiting_operation_waits_for_the_running_stream() {
    let sink = ScriptedSink::slow(0);
    let outbox = Outbox::new(sink.clone());
    let content = Content::new([Step::Chunk("x"), Step::Wait, Step::Wait, Step::Chunk("y")]);
    let mut streaming = pin!(stream(outbox.clone(), "a", content));
    let mut sending = pin!(outbox.send("next".to_owned()));
    assert!(poll(streaming.as_mut()).is_pending());
    for _ in 0..5 {
        assert!(poll(sending.as_mut()).is_pending());
    }
    assert!(poll(streaming.as_mut()).is_pending());
    assert!(poll(streaming).is_ready());
    assert!(poll(sending).is_ready());
    assert_eq!(sink.events(), ["a*x", "a+y", "a.", "a=xy", "next"]);
}

#[test]
fn a_stream_without_a_chunk_holds_nobody_up() {
    let sink = ScriptedSink::slow(0);
    let outbox = Outbox::new(sink.clone());
    let mut streaming = pin!(stream(outbox.clone(), "a", pausing(&["x"])));
    assert!(poll(streaming.as_mut()).is_pending());
    assert!(finish(outbox.send("typing".to_owned())).is_ok());
    assert!(finish(streaming).is_ok());
    assert_eq!(sink.events(), ["typing", "a*x", "a.", "a=x"]);
}

#[test]
fn a_content_cannot_wait_for_its_own_stream() {
    let sink = Arc::new(MemorySink::new());
    let outbox = Outbox::new(sink.clone());
    let other = Outbox::new(sink.clone());
    let used = [outbox.clone(), outbox.clone(), other];
    let chunks = used.into_iter().zip(["x", "y", "z"]).map(|(outbox, chunk)| {
        // The first is before the stream begins, the last is another thread.
        let refused = matches!(finish(outbox.send(format!("in {chunk}"))), Err(ThreadError::InsideStream));
        format!("{chunk}{}", u8::from(refused))
    });
    assert!(finish(outbox.stream(TextStream::ready(chunks), Arc::new(Named("a")))).is_ok());
    assert_eq!(sink.take(), ["in x", "a*x0", "a+y1", "in z", "a+z0", "a.", "a=x0y1z0"]);
    assert!(finish(outbox.send("next".to_owned())).is_ok());
}

#[test]
fn an_outbox_and_its_futures_go_to_other_threads() {
    fn moves<T: Send>(value: T) -> T {
        value
    }
    fn shared<T: Clone + Send + Sync>(_: &T) {}

    let sink = Arc::new(MemorySink::new());
    let outbox = Outbox::new(sink.clone());
    shared(&outbox);
    let futures = [
        Box::pin(stream(outbox.clone(), "a", Content::new(["x", "y"].map(Step::Chunk))))
            as Pin<Box<dyn Future<Output = _> + Send>>,
        Box::pin(moves(stream(outbox.clone(), "b", Content::new(["u", "v"].map(Step::Chunk))))),
    ];
    std::thread::scope(|scope| {
        for future in futures {
            scope.spawn(|| assert!(pollster::block_on(future).is_ok()));
        }
    });
    let events = sink.take();
    let [a, b] = [["a*x", "a+y", "a.", "a=xy"], ["b*u", "b+v", "b.", "b=uv"]];
    assert!(events == [a, b].concat() || events == [b, a].concat(), "{events:?}");
}

/// The operations of [`whatever_the_schedule_streams_stay_whole`].
fn operations(outbox: &Outbox<String>) -> Vec<Option<Operation>> {
    let send = |event: &str| {
        let (outbox, event) = (outbox.clone(), event.to_owned());
        Some(Box::pin(async move { outbox.send(event).await }) as Operation)
    };
    let stream =
        |name, chunks: &[&'static str]| Some(Box::pin(stream(outbox.clone(), name, pausing(chunks))) as Operation);
    vec![stream("a", &["x", "y"]), send("m"), stream("b", &["u", "v", "w"]), send("n")]
}

/// Removes the events of one operation from the front: a single one, or a stream from its first chunk to all its text.
fn take_whole(events: &mut &[String]) -> Result<String, TestCaseError> {
    let (first, mut rest) = events.split_first().ok_or_else(|| TestCaseError::fail("no event"))?;
    let Some((name, text)) = first.split_once('*') else {
        prop_assert!(matches!(first.as_str(), "m" | "n"), "{first} stands alone");
        *events = rest;
        return Ok(first.clone());
    };
    let mut shown = text.to_owned();
    while let Some(chunk) = rest.first().and_then(|event| event.strip_prefix(&format!("{name}+"))) {
        shown.push_str(chunk);
        rest = &rest[1..];
    }
    prop_assert_eq!(rest.first(), Some(&format!("{name}.")));
    let whole = rest.get(1).and_then(|event| event.strip_prefix(&format!("{name}=")));
    prop_assert!(whole.is_some_and(|whole| whole.starts_with(&shown)), "{whole:?} after {shown}");
    *events = &rest[2..];
    Ok(name.to_owned())
}

proptest! {
    /// Four operations, polled or dropped in any order, in front of a sink that is pending before each event.
    #[test]
    fn whatever_the_schedule_streams_stay_whole(
        delay in 0_usize..3,
        schedule in prop::collection::vec((0_usize..4, prop::bool::weighted(0.04)), 0..80),
    ) {
        let sink = ScriptedSink::slow(delay);
        let outbox = Outbox::new(sink.clone());
        let mut operations = operations(&outbox);
        let mut done = [false; 4];
        // What the schedule leaves is polled in turn.
        let rest = (0..1_000).map(|at| (at % 4, false));
        for (at, is_dropped) in schedule.into_iter().chain(rest) {
            let Some(operation) = &mut operations[at] else { continue };
            let polled = if is_dropped { None } else { Some(poll(operation.as_mut())) };
            match polled {
                Some(Poll::Pending) => {}
                Some(Poll::Ready(result)) => {
                    prop_assert!(result.is_ok());
                    done[at] = true;
                    operations[at] = None;
                }
                None => operations[at] = None,
            }
        }
        prop_assert!(operations.iter().all(Option::is_none), "nothing waits forever");
        prop_assert!(finish(outbox.settle()).is_ok());

        let events = sink.events();
        let mut rest = events.as_slice();
        let mut seen = Vec::new();
        while !rest.is_empty() {
            seen.push(take_whole(&mut rest)?);
        }
        for (name, is_done) in ["a", "m", "b", "n"].into_iter().zip(done) {
            let times = seen.iter().filter(|seen| *seen == name).count();
            prop_assert!(times <= 1 && (times == 1 || !is_done), "{name} is there {times} times: {events:?}");
        }
        for (at, whole) in [(0, "a=xy"), (2, "b=uvw")] {
            prop_assert!(!done[at] || events.iter().any(|event| event == whole));
        }
    }
}
