//! What a description says about a cache.

use std::time::Duration;

use crate::client::{Method, Request};

/// What is kept, for how long, and how much of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CachePolicy {
    time_to_live: Duration,
    capacity: usize,
    eviction: Eviction,
    invalidation: Invalidation,
    operations: Option<&'static [&'static str]>,
}

/// Which value goes when there is no room for another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Eviction {
    /// The one that came first.
    #[default]
    Oldest,
    /// The one that was not asked for for the longest time.
    LeastRecentlyUsed,
}

/// What makes kept responses worthless before their time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Invalidation {
    /// Nothing.
    #[default]
    Never,
    /// Each request that may change something on the server, and that it did not refuse: all but `GET`.
    OnChange,
}

impl CachePolicy {
    /// Keeps so many values for so long each. Of requests, those with the method `GET`.
    pub const fn new(time_to_live: Duration, capacity: usize) -> Self {
        Self { time_to_live, capacity, eviction: Eviction::Oldest, invalidation: Invalidation::Never, operations: None }
    }

    /// Which value goes when there is no room for another one.
    #[must_use]
    pub const fn eviction(mut self, eviction: Eviction) -> Self {
        self.eviction = eviction;
        self
    }

    /// What makes kept responses worthless before their time.
    #[must_use]
    pub const fn invalidation(mut self, invalidation: Invalidation) -> Self {
        self.invalidation = invalidation;
        self
    }

    /// Keeps the responses to the operations with these names, whatever their method, and no others.
    #[must_use]
    pub const fn operations(mut self, names: &'static [&'static str]) -> Self {
        self.operations = Some(names);
        self
    }

    pub(super) fn time_to_live(&self) -> Duration {
        self.time_to_live
    }

    pub(super) fn capacity(&self) -> usize {
        self.capacity
    }

    pub(super) fn eviction_order(&self) -> Eviction {
        self.eviction
    }

    /// Whether the response to a request is kept.
    pub(super) fn keeps(&self, request: &Request) -> bool {
        match self.operations {
            Some(names) => request.operation().is_some_and(|operation| names.contains(&operation.name())),
            None => request.method() == Method::Get,
        }
    }

    /// Whether everything is forgotten after a request.
    pub(super) fn clears_after(&self, method: Method) -> bool {
        self.invalidation == Invalidation::OnChange && method != Method::Get
    }
}
