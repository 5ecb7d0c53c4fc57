//! Sinks and contents that do what they are told, and futures that are polled by hand: nothing here depends on time.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use futures_core::Stream;
use typeloom_runtime::future::{BoxError, BoxFuture};
use typeloom_runtime::sink::{Sink, SinkError};
use typeloom_runtime::text_stream::TextStream;
use typeloom_runtime::thread::{Outbox, StreamForms, ThreadError};

/// Polls once.
pub fn poll<F: Future + ?Sized>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

/// Polls until it is ready, which nothing here may need many polls for.
pub fn finish<F: Future>(future: F) -> F::Output {
    let mut future = Box::pin(future);
    for _ in 0..1_000 {
        if let Poll::Ready(output) = poll(future.as_mut()) {
            return output;
        }
    }
    panic!("the future waits for something that does not come");
}

/// Polls at most so many times, then drops the future; none when that was too early.
pub fn drop_after<F: Future>(polls: usize, future: F) -> Option<F::Output> {
    let mut future = Box::pin(future);
    (0..polls).find_map(|_| match poll(future.as_mut()) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    })
}

/// What a sink says to an event it is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Take,
    Refuse,
}

/// Takes the events it has answers for, and is pending otherwise.
#[derive(Default)]
pub struct ScriptedSink {
    state: Mutex<SinkState>,
}

#[derive(Default)]
struct SinkState {
    events: Vec<String>,
    offered: Vec<String>,
    answers: VecDeque<Answer>,
    /// How often it is pending before each event that it takes without being told.
    delay: Option<usize>,
}

impl ScriptedSink {
    /// Is pending until it is told what to answer.
    pub fn told() -> Arc<Self> {
        Arc::default()
    }

    /// Takes everything, after being pending so often.
    pub fn slow(delay: usize) -> Arc<Self> {
        let state = SinkState { delay: Some(delay), ..SinkState::default() };
        Arc::new(Self { state: Mutex::new(state) })
    }

    /// The answers to the next events.
    pub fn answer(&self, answers: impl IntoIterator<Item = Answer>) {
        self.state.lock().unwrap().answers.extend(answers);
    }

    /// What was taken.
    pub fn events(&self) -> Vec<String> {
        self.state.lock().unwrap().events.clone()
    }

    /// What was offered, taken or not.
    pub fn offered(&self) -> Vec<String> {
        self.state.lock().unwrap().offered.clone()
    }
}

impl Sink<String> for ScriptedSink {
    fn send(&self, event: String) -> BoxFuture<'_, Result<(), SinkError>> {
        let mut waited = 0;
        let mut is_new = true;
        Box::pin(std::future::poll_fn(move |_| {
            let mut state = self.state.lock().unwrap();
            if std::mem::take(&mut is_new) {
                state.offered.push(event.clone());
            }
            let answer = state.answers.pop_front().or(match state.delay {
                Some(delay) if waited >= delay => Some(Answer::Take),
                _ => None,
            });
            waited += 1;
            match answer {
                Some(Answer::Take) => {
                    state.events.push(event.clone());
                    Poll::Ready(Ok(()))
                }
                Some(Answer::Refuse) => Poll::Ready(Err(SinkError::other("refused"))),
                None => Poll::Pending,
            }
        }))
    }
}

/// What a content does when it is polled.
#[derive(Debug, Clone, Copy)]
pub enum Step {
    Chunk(&'static str),
    Wait,
    Fail,
}

/// A content, and how far it has got.
pub struct Content {
    steps: VecDeque<Step>,
    given: Arc<Mutex<Vec<&'static str>>>,
}

impl Content {
    pub fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Self { steps: steps.into_iter().collect(), given: Arc::default() }
    }

    /// The chunks it has given so far.
    pub fn given(&self) -> Arc<Mutex<Vec<&'static str>>> {
        Arc::clone(&self.given)
    }
}

impl Stream for Content {
    type Item = Result<&'static str, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.steps.pop_front() {
            Some(Step::Chunk(chunk)) => {
                self.given.lock().unwrap().push(chunk);
                Poll::Ready(Some(Ok(chunk)))
            }
            Some(Step::Wait) => Poll::Pending,
            Some(Step::Fail) => Poll::Ready(Some(Err("the model went away".into()))),
            None => Poll::Ready(None),
        }
    }
}

/// The events of a stream called `.0`: `a+x`, `a+y`, `a.`, `a=xy`; the first chunk has `a*` in front.
pub struct Named(pub &'static str);

impl StreamForms<String> for Named {
    fn delta(&self, text: String, is_first: bool) -> String {
        format!("{}{}{text}", self.0, if is_first { '*' } else { '+' })
    }

    fn end(&self) -> String {
        format!("{}.", self.0)
    }

    fn whole(&self, text: String) -> String {
        format!("{}={text}", self.0)
    }
}

/// Streams the steps under a name.
pub async fn stream(outbox: Outbox<String>, name: &'static str, content: Content) -> Result<(), ThreadError> {
    outbox.stream(TextStream::fallible(content), Arc::new(Named(name))).await
}

/// Chunks with a pause before each and after the last.
pub fn pausing(chunks: &[&'static str]) -> Content {
    let steps = chunks.iter().flat_map(|chunk| [Step::Wait, Step::Chunk(chunk)]);
    Content::new(steps.chain([Step::Wait]))
}
