//! Asynchronous calls, made by code that is not.
//!
//! ```no_run
//! use typeloom_runtime::blocking::Blocking;
//! use typeloom_runtime::client::{Method, Request, Transport};
//! # fn example(transport: &dyn Transport) -> Result<(), Box<dyn std::error::Error>> {
//! let blocking = Blocking::start()?;
//! let response = blocking.wait(transport.call(Request::new(Method::Get, "/orders/7")))?;
//! # let _ = response;
//! # Ok(())
//! # }
//! ```

use std::fmt;
use std::future::Future;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::sync::mpsc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

/// A runtime on a thread of its own, which does the work of futures that are waited for elsewhere. Cheap to clone; the
/// thread ends with the last clone.
///
/// It may be used anywhere, inside of another tokio runtime too: connections and timers are those of its own thread, so
/// that nothing waits for a thread that is waiting itself. It does block the thread that waits, as its name says; and a
/// client that has open connections in the runtime of that very thread cannot use them meanwhile. Give code that blocks
/// a client of its own.
#[derive(Clone)]
pub struct Blocking {
    shared: Arc<Shared>,
}

struct Shared {
    runtime: Handle,
    /// The thread ends when this is gone.
    _running: oneshot::Sender<()>,
}

impl Blocking {
    /// Starts the thread.
    ///
    /// # Errors
    /// When the system gives no thread, or no way to wait for connections.
    pub fn start() -> io::Result<Self> {
        let (running, stop) = oneshot::channel::<()>();
        let (started, start) = mpsc::channel();
        thread::Builder::new().name("blocking calls".to_owned()).spawn(move || {
            let runtime = match Builder::new_current_thread().enable_all().build() {
                Ok(runtime) => runtime,
                Err(error) => {
                    let _ = started.send(Err(error));
                    return;
                }
            };
            let _ = started.send(Ok(runtime.handle().clone()));
            let _ = runtime.block_on(stop);
        })?;
        let runtime = start.recv().map_err(io::Error::other)??;
        Ok(Self { shared: Arc::new(Shared { runtime, _running: running }) })
    }

    /// Waits for a future on this thread, or for what becomes one.
    pub fn wait<F: IntoFuture>(&self, future: F) -> F::Output {
        // Inside of a task of another runtime, tokio would count what is done here, and stop it after a while until the
        // task makes room: which it never does.
        let mut future = pin!(tokio::task::unconstrained(future.into_future()));
        let waker = Waker::from(Arc::new(Unpark(thread::current())));
        let mut context = Context::from_waker(&waker);
        let _runtime = self.shared.runtime.enter();
        loop {
            match future.as_mut().poll(&mut context) {
                Poll::Ready(output) => return output,
                Poll::Pending => thread::park(),
            }
        }
    }

    /// The items of a stream, each waited for when it is asked for.
    #[cfg(any(feature = "page", feature = "sse", feature = "subscription"))]
    pub fn iterate<S: futures_core::Stream + Unpin>(&self, stream: S) -> impl Iterator<Item = S::Item> {
        let (blocking, mut stream) = (self.clone(), stream);
        std::iter::from_fn(move || {
            blocking.wait(std::future::poll_fn(|context| std::pin::Pin::new(&mut stream).poll_next(context)))
        })
    }
}

impl fmt::Debug for Blocking {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Blocking").finish_non_exhaustive()
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.0.unpark();
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn timers_run_on_the_thread_of_their_own() {
        let blocking = Blocking::start().unwrap();
        let work = async {
            tokio::time::sleep(Duration::from_millis(5)).await;
            tokio::spawn(async { 7 }).await.unwrap()
        };
        assert_eq!(blocking.wait(work), 7);
    }

    #[test]
    fn a_task_of_another_runtime_may_wait_as_long_as_it_likes() {
        let outer = Builder::new_current_thread().build().unwrap();
        let blocking = Blocking::start().unwrap();
        let sum = outer.block_on(async move {
            blocking.wait(async {
                let (sender, mut receiver) = tokio::sync::mpsc::channel(1);
                tokio::spawn(async move {
                    for number in 0..1000_u32 {
                        sender.send(number).await.unwrap();
                    }
                });
                let mut sum = 0;
                while let Some(number) = receiver.recv().await {
                    sum += number;
                }
                sum
            })
        });
        assert_eq!(sum, 499_500);
    }
}
