//! What a description says about a cache.

use std::time::Duration;

use crate::client::{Method, Request, Response};
use crate::template::write_encoded;

/// What is kept, for how long, and how much of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CachePolicy {
    time_to_live: Duration,
    capacity: usize,
    eviction: Eviction,
    invalidation: Invalidation,
    operations: Option<&'static [&'static str]>,
    ignored: &'static [&'static str],
    #[cfg(feature = "graphql")]
    is_graphql: bool,
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
        Self {
            time_to_live,
            capacity,
            eviction: Eviction::Oldest,
            invalidation: Invalidation::Never,
            operations: None,
            ignored: &[],
            #[cfg(feature = "graphql")]
            is_graphql: false,
        }
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

    /// Takes requests for the same that differ in nothing but these headers and parameters of the query.
    #[must_use]
    pub const fn ignoring(mut self, names: &'static [&'static str]) -> Self {
        self.ignored = names;
        self
    }

    /// Keeps answers of GraphQL: those that have errors, whatever their status, are not kept.
    #[cfg(feature = "graphql")]
    #[must_use]
    pub const fn graphql(mut self) -> Self {
        self.is_graphql = true;
        self
    }

    /// Whether a response may stand for another one.
    pub(super) fn is_worth_keeping(&self, response: &Response) -> bool {
        #[cfg(feature = "graphql")]
        if self.is_graphql {
            return response.is_success() && crate::graphql::is_whole(response.body());
        }
        response.is_success()
    }

    /// Whether this header tells requests apart.
    pub(super) fn regards_header(&self, name: &str) -> bool {
        !self.ignored.iter().any(|ignored| ignored.eq_ignore_ascii_case(name))
    }

    /// What of a query tells requests apart.
    pub(super) fn regarded<'q>(&self, query: &'q str) -> impl Iterator<Item = &'q str> {
        let encoded = |name: &&str| {
            let mut text = String::new();
            write_encoded(&mut text, name);
            text
        };
        let ignored: Vec<String> = self.ignored.iter().map(encoded).collect();
        let is_regarded = move |pair: &&str| {
            let name = pair.split_once('=').map_or(*pair, |(name, _)| name);
            !ignored.iter().any(|ignored| ignored == name)
        };
        query.split('&').filter(is_regarded)
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
