//! Values that a client holds.

use super::super::outline::Object;
use super::{source, value as described};
use crate::model::Model;
use crate::model::clients::graphql::Value;
use crate::model::clients::{Client, HeldValue, SettingSource, Taken};
use crate::model::settings::Settings;

/// A value.
pub(super) fn value(model: &Model, client: &Client, group: Option<&Settings>, held: &HeldValue) -> Object {
    let context = client.context.map(|id| model.contexts[id].declaration.name.as_written());
    described(model, &held.value, Object::default().about(held.doc.as_ref(), None))
        .with_some("setting", held.setting.and_then(|at| source(group, SettingSource::Field(at))))
        .with_some("context", held.context.as_ref().and(context))
}

/// What an argument takes of its client.
pub(super) fn taken(model: &Model, client: &Client, taken: Option<&Taken>, object: Object) -> Object {
    let Some(taken) = taken else { return object };
    let held = &client.values[taken.value];
    let members = match held.value {
        Value::Selector { id, .. } => model.selectors[id].family.members.as_slice(),
        Value::Type(_) | Value::Subject { .. } => &[],
    };
    let only = taken.only.iter().filter_map(|at| Some(members.get(*at)?.name.as_written()));
    object.with("from", held.name.as_written()).with_list("only", only)
}
