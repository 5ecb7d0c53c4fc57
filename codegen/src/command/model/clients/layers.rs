//! Rate limits and caches.

use serde_yaml::Value;

use super::shown;
use crate::command::model::outline::Object;
use crate::model::clients::Operation;
use crate::model::clients::cache::{Cache, ClearOn, Evict, OperationCache};
use crate::model::clients::rate_limit::RateLimit;

pub(super) fn rate_limit(limit: &RateLimit) -> Object {
    Object::default()
        .with("requests", limit.requests)
        .with("per", shown(limit.per))
        .with_some("burst", limit.burst)
        .with_some("longest_wait", limit.longest_wait.map(shown))
}

pub(super) fn cache(cache: &Cache) -> Object {
    Object::default()
        .with("ttl", shown(cache.ttl))
        .with("size", cache.size)
        .with_some("evict", cache.evict.map(Evict::word))
        .with_some("clear", cache.clear.map(ClearOn::word))
}

/// What an operation says; nothing where it says nothing.
pub(super) fn of_operation(known: &OperationCache, operation: Option<&Operation>) -> Option<Value> {
    match known {
        OperationCache::General => None,
        OperationCache::Never => Some("none".into()),
        OperationCache::Own(known) => {
            let arguments = operation.map(|operation| operation.arguments.as_slice()).unwrap_or_default();
            let ignored = known.ignored.iter().filter_map(|at| Some(arguments.get(*at)?.name.as_written()));
            Some(cache(known).with_list("ignored", ignored).into())
        }
    }
}
