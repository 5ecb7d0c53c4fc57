//! Streams that nobody disturbs, and those whose content or sink fails.

use std::error::Error;
use std::pin::pin;
use std::sync::Arc;

use typeloom_runtime::sink::MemorySink;
use typeloom_runtime::text_stream::TextStream;
use typeloom_runtime::thread::{Outbox, ThreadError};

use super::scripted::{Answer, Content, Named, ScriptedSink, Step, finish, pausing, poll, stream};

fn outbox() -> (Arc<MemorySink<String>>, Outbox<String>) {
    let sink = Arc::new(MemorySink::new());
    (Arc::clone(&sink), Outbox::new(sink))
}

#[test]
fn chunks_come_one_by_one_and_all_of_them_in_the_end() {
    let (sink, outbox) = outbox();
    assert!(finish(stream(outbox, "a", pausing(&["x", "y", "z"]))).is_ok());
    assert_eq!(sink.take(), ["a*x", "a+y", "a+z", "a.", "a=xyz"]);
}

#[test]
fn empty_chunks_are_left_out() {
    let (sink, outbox) = outbox();
    assert!(finish(stream(outbox.clone(), "a", pausing(&["", "x", "", "y", ""]))).is_ok());
    assert_eq!(sink.take(), ["a*x", "a+y", "a.", "a=xy"]);
    for chunks in [&[][..], &["", ""]] {
        assert!(finish(stream(outbox.clone(), "a", pausing(chunks))).is_ok());
        assert_eq!(sink.take(), [""; 0]);
    }
}

#[test]
fn streams_come_of_streams_results_and_texts() {
    let (sink, outbox) = outbox();
    let forms = Arc::new(Named("a"));
    assert!(finish(outbox.stream(TextStream::ready(vec!["x".to_owned()]), forms.clone())).is_ok());
    // A stream of results is no stream of texts; this one gives texts.
    let texts = TextStream::new(Texts(vec!["z", "y"]));
    assert!(finish(outbox.stream(texts, forms)).is_ok());
    assert_eq!(sink.take(), ["a*x", "a.", "a=x", "a*y", "a+z", "a.", "a=yz"]);
}

struct Texts(Vec<&'static str>);

impl futures_core::Stream for Texts {
    type Item = &'static str;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<&'static str>> {
        std::task::Poll::Ready(self.0.pop())
    }
}

/// The content `x y z` that fails before the chunk of that number.
fn failing(at: usize) -> Content {
    let mut steps = ["x", "y", "z"].map(Step::Chunk).to_vec();
    steps.insert(at, Step::Fail);
    Content::new(steps)
}

#[test]
fn a_content_that_fails_ends_with_what_it_gave() {
    let expected: [&[&str]; 4] =
        [&[], &["a*x", "a.", "a=x"], &["a*x", "a+y", "a.", "a=xy"], &["a*x", "a+y", "a+z", "a.", "a=xyz"]];
    for (at, expected) in expected.into_iter().enumerate() {
        let (sink, outbox) = outbox();
        let error = finish(stream(outbox.clone(), "a", failing(at))).unwrap_err();
        assert!(matches!(error, ThreadError::Stream { unsent: None, .. }), "{error:?}");
        assert_eq!(error.source().map(ToString::to_string).as_deref(), Some("the model went away"));
        assert_eq!(sink.take(), expected);
        assert!(finish(outbox.send("next".to_owned())).is_ok());
        assert_eq!(sink.take(), ["next"], "the stream was ended");
    }
}

#[test]
fn the_next_chunk_is_asked_for_when_the_last_is_taken() {
    let sink = ScriptedSink::told();
    let outbox = Outbox::new(sink.clone());
    let content = Content::new(["x", "y", "z"].map(Step::Chunk));
    let given = content.given();
    let mut streaming = pin!(stream(outbox, "a", content));
    for taken in 0..3 {
        for _ in 0..3 {
            assert!(poll(streaming.as_mut()).is_pending());
            assert_eq!(given.lock().unwrap().len(), taken + 1, "one chunk is on its way");
            assert_eq!(sink.events().len(), taken);
        }
        sink.answer([Answer::Take]);
    }
    sink.answer([Answer::Take; 2]);
    assert!(poll(streaming).is_ready());
}

/// What happens when the sink refuses the event of that number of `a*x a+y a. a=xy`, and `next` is sent then.
fn refused(at: usize) -> (ThreadError, Vec<String>) {
    let sink = ScriptedSink::slow(1);
    let outbox = Outbox::new(sink.clone());
    let mut answers = vec![Answer::Take; at];
    answers.push(Answer::Refuse);
    sink.answer(answers);
    let error = finish(stream(outbox.clone(), "a", pausing(&["x", "y"]))).unwrap_err();
    assert_eq!(sink.offered().len(), at + 1, "a sink that has failed is not asked again at once");
    assert!(finish(outbox.send("next".to_owned())).is_ok());
    (error, sink.events())
}

#[test]
fn a_sink_that_refuses_gets_the_end_before_the_next_event() {
    let expected: [&[&str]; 4] = [
        &["next"],
        &["a*x", "a.", "a=xy", "next"],
        &["a*x", "a+y", "a.", "a=xy", "next"],
        // The whole text was refused on its own account.
        &["a*x", "a+y", "a.", "next"],
    ];
    for (at, expected) in expected.into_iter().enumerate() {
        let (error, events) = refused(at);
        assert!(matches!(error, ThreadError::Sink(_)), "{error:?}");
        assert_eq!(events, expected);
    }
}

#[test]
fn nothing_is_sent_into_an_open_stream() {
    let sink = ScriptedSink::told();
    let outbox = Outbox::new(sink.clone());
    sink.answer([Answer::Take, Answer::Refuse, Answer::Refuse, Answer::Refuse, Answer::Take, Answer::Refuse]);
    assert!(finish(stream(outbox.clone(), "a", Content::new([Step::Chunk("x")]))).is_err());
    // Its end is refused twice more, then the whole text once.
    for _ in 0..3 {
        let error = finish(outbox.send("next".to_owned())).unwrap_err();
        assert!(matches!(error, ThreadError::Unfinished(_)), "{error:?}");
    }
    assert_eq!(sink.offered(), ["a*x", "a.", "a.", "a.", "a.", "a=x"]);
    sink.answer([Answer::Take]);
    assert!(finish(outbox.send("last".to_owned())).is_ok());
    assert_eq!(sink.events(), ["a*x", "a.", "last"]);
}

#[test]
fn the_error_of_the_content_is_not_lost_with_that_of_the_sink() {
    let content = || Content::new([Step::Chunk("x"), Step::Fail]);
    for answers in [&[Answer::Take, Answer::Refuse][..], &[Answer::Take, Answer::Take, Answer::Refuse]] {
        let sink = ScriptedSink::told();
        sink.answer(answers.iter().copied());
        let error = finish(stream(Outbox::new(sink), "a", content())).unwrap_err();
        let ThreadError::Stream { source, unsent: Some(unsent) } = error else { panic!("{error:?}") };
        assert_eq!(source.to_string(), "the model went away");
        assert_eq!(unsent.to_string(), "the sink did not take the event");
    }
}
