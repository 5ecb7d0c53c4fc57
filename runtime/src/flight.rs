//! Single flight: many who want the same thing at the same time, and one who gets it.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Lets one of many at a time do the work, and gives what came of it to all who waited meanwhile.
///
/// When the one who works is dropped, the next one begins anew.
pub(crate) struct Flight<T> {
    gate: tokio::sync::Mutex<()>,
    landed: Mutex<Landed<T>>,
}

struct Landed<T> {
    count: u64,
    last: Option<T>,
}

impl<T: Clone> Flight<T> {
    pub(crate) fn new() -> Self {
        Self { gate: tokio::sync::Mutex::new(()), landed: Mutex::new(Landed { count: 0, last: None }) }
    }

    /// What the work gives, or what it gave to somebody else while this one waited.
    ///
    /// Whoever comes just behind a landing flies again: work that may be done already looks for that itself.
    pub(crate) async fn join(&self, work: impl Future<Output = T>) -> T {
        let before = self.landed().count;
        let _gate = self.gate.lock().await;
        {
            let landed = self.landed();
            if landed.count != before
                && let Some(last) = &landed.last
            {
                return last.clone();
            }
        }
        let outcome = work.await;
        let mut landed = self.landed();
        landed.count = landed.count.wrapping_add(1);
        landed.last = Some(outcome.clone());
        outcome
    }

    fn landed(&self) -> MutexGuard<'_, Landed<T>> {
        self.landed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::pin::{Pin, pin};
    use std::task::{Context, Poll, Waker};

    use super::*;

    fn poll<T>(future: Pin<&mut impl Future<Output = T>>) -> Poll<T> {
        future.poll(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn who_waits_gets_what_the_first_one_got() {
        let flight = Flight::new();
        let (send, receive) = tokio::sync::oneshot::channel();
        let mut first = pin!(flight.join(async { receive.await.unwrap() }));
        let mut second = pin!(flight.join(async { 2 }));
        assert!(poll(first.as_mut()).is_pending() && poll(second.as_mut()).is_pending());
        send.send(1).unwrap();
        assert_eq!((poll(first), poll(second)), (Poll::Ready(1), Poll::Ready(1)));
        assert_eq!(poll(pin!(flight.join(async { 3 }))), Poll::Ready(3));
    }

    #[test]
    fn who_gives_up_leaves_the_work_to_the_next() {
        let flight = Flight::new();
        let mut first = Box::pin(flight.join(std::future::pending()));
        let mut second = pin!(flight.join(async { 2 }));
        assert!(poll(first.as_mut()).is_pending() && poll(second.as_mut()).is_pending());
        drop(first);
        assert_eq!(poll(second), Poll::Ready(2));
    }
}
