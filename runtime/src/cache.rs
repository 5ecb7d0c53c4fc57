//! Caches: answers that are good for a while.
//!
//! A [`Cache`] keeps values by keys, for a time and up to a number, and lets one of many who ask for the same key fetch
//! it. A [`CacheTransport`] keeps responses in one.
//!
//! ```
//! use std::sync::Arc;
//! use std::time::Duration;
//! use typeloom_runtime::cache::{CachePolicy, CacheTransport};
//! use typeloom_runtime::client::{MemoryTransport, Method, Request, Response, Transport};
//! use typeloom_runtime::clock::ManualClock;
//!
//! const POLICY: CachePolicy = CachePolicy::new(Duration::from_secs(60), 1000);
//!
//! let server = MemoryTransport::new();
//! server.respond_with(Method::Get, "/orders", |_| Ok(Response::new(200)));
//! let clock = ManualClock::new();
//! let transport = CacheTransport::new(server.clone(), POLICY).with_clock(Arc::new(clock.clone()));
//!
//! for _ in 0..3 {
//!     pollster::block_on(transport.call(Request::new(Method::Get, "/orders")))?;
//! }
//! assert_eq!(server.requests().len(), 1);
//!
//! clock.advance(Duration::from_secs(60));
//! pollster::block_on(transport.call(Request::new(Method::Get, "/orders")))?;
//! assert_eq!(server.requests().len(), 2);
//! # Ok::<(), typeloom_runtime::client::TransportError>(())
//! ```
//!
//! Failures are never kept. Keys and values are never shown.

mod entries;
mod policy;
mod transport;

pub use policy::{CachePolicy, Eviction, Invalidation};
pub use transport::CacheTransport;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use entries::Entries;

use crate::clock::{Clock, SystemClock};
use crate::flight::Flight;

/// Values by keys, for a while. `E` is why a value cannot be fetched; all who wait for it get the same.
///
/// ```
/// use std::time::Duration;
/// use typeloom_runtime::cache::{Cache, CachePolicy};
///
/// let cache: Cache<u32, String> = Cache::new(CachePolicy::new(Duration::from_secs(60), 10));
/// let failed = pollster::block_on(cache.get_or_fetch("answer", async { Err("not yet".to_owned()) }));
/// assert_eq!(failed, Err("not yet".to_owned()));
/// let fetched = pollster::block_on(cache.get_or_fetch("answer", async { Ok(42) }));
/// assert_eq!((fetched, cache.get("answer")), (Ok(42), Some(42)));
/// ```
pub struct Cache<V, E> {
    policy: CachePolicy,
    clock: Arc<dyn Clock>,
    entries: Mutex<Entries<V>>,
    flights: Mutex<Flights<V, E>>,
}

type Flights<V, E> = HashMap<String, Arc<Flight<Result<V, E>>>>;

impl<V: Clone, E: Clone> Cache<V, E> {
    /// An empty cache.
    pub fn new(policy: CachePolicy) -> Self {
        Self {
            policy,
            clock: SystemClock::shared(),
            entries: Mutex::new(Entries::new(policy.capacity(), policy.eviction_order())),
            flights: Mutex::default(),
        }
    }

    /// Knows by another clock what is too old.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// The value that is kept for a key.
    pub fn get(&self, key: &str) -> Option<V> {
        self.entries().get(key, self.clock.elapsed())
    }

    /// The value that is kept for a key, or else the one that `fetch` gives, which is kept then.
    ///
    /// When many ask at once, one fetches for all of them; when that one is dropped, the next one does.
    ///
    /// # Errors
    /// Why it cannot be fetched. Nothing is kept then.
    pub async fn get_or_fetch(&self, key: &str, fetch: impl Future<Output = Result<V, E>>) -> Result<V, E> {
        if let Some(value) = self.get(key) {
            return Ok(value);
        }
        let seat = Seat {
            cache: self,
            key,
            flight: self.flights().entry(key.to_owned()).or_insert_with(|| Arc::new(Flight::new())).clone(),
        };
        seat.flight
            .join(async {
                // Somebody else may just have been here.
                if let Some(value) = self.get(key) {
                    return Ok(value);
                }
                let epoch = self.entries().epoch();
                let value = fetch.await?;
                let expires = self.clock.elapsed().saturating_add(self.policy.time_to_live());
                self.entries().insert(key, value.clone(), expires, epoch);
                Ok(value)
            })
            .await
    }

    /// Forgets the value for a key.
    pub fn remove(&self, key: &str) {
        self.entries().remove(key);
    }

    /// Forgets everything, and what is being fetched just now as well.
    pub fn clear(&self) {
        self.entries().clear();
    }

    /// How many values there are, too old ones included.
    pub fn len(&self) -> usize {
        self.entries().len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<V, E> Cache<V, E> {
    fn entries(&self) -> MutexGuard<'_, Entries<V>> {
        // Every change is complete before the lock is given up.
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn flights(&self) -> MutexGuard<'_, Flights<V, E>> {
        self.flights.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A seat in a flight, which is taken off the list by the last one who leaves it.
struct Seat<'c, V, E> {
    cache: &'c Cache<V, E>,
    key: &'c str,
    flight: Arc<Flight<Result<V, E>>>,
}

impl<V, E> Drop for Seat<'_, V, E> {
    fn drop(&mut self) {
        let mut flights = self.cache.flights();
        // One is on the list, one in this seat; new ones are only made under the lock.
        if Arc::strong_count(&self.flight) <= 2 {
            flights.remove(self.key);
        }
    }
}

impl<V, E> fmt::Debug for Cache<V, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Cache")
            .field("policy", &self.policy)
            .field("len", &self.entries().len())
            .finish_non_exhaustive()
    }
}
