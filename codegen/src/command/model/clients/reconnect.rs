//! When a subscription connects again.

use super::backoff;
use crate::command::model::outline::Object;
use crate::model::clients::graphql::GraphqlOperation;
use crate::model::clients::graphql::reconnect::Reconnect;

pub(super) fn reconnect(operation: &GraphqlOperation, reconnect: &Reconnect) -> Object {
    let resumes = reconnect.resumes.iter().fold(Object::default(), |all, resume| {
        all.with(operation.variables[resume.variable].name.as_written(), resume.field.as_str())
    });
    Object::default()
        .with("attempts", reconnect.attempts)
        .with_some("backoff", reconnect.backoff.as_ref().map(backoff))
        .with_some("resume", (!resumes.is_empty()).then_some(resumes))
}
