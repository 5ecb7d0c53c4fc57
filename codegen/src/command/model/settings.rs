//! The `settings` section of the outline.

use super::outline::Object;
use super::types::{default, expression, rules};
use crate::model::Model;
use crate::model::settings::{DerivedUrl, Setting, Settings};

/// A group of settings.
pub(super) fn group(model: &Model, group: &Settings, object: Object) -> Object {
    object.with_members("fields", &group.fields, |field| (field.name.as_written(), setting(model, field))).with_members(
        "urls",
        &group.urls,
        |derived| (derived.name.as_written(), url(group, derived)),
    )
}

fn setting(model: &Model, setting: &Setting) -> Object {
    let object = Object::default()
        .about(setting.doc.as_ref(), setting.deprecated.as_ref())
        .with("type", expression(model, &setting.ty))
        .with("env", setting.env.as_str())
        .with_some("default", setting.default.as_ref().map(|value| default(model, value)))
        .with_flag("secret", setting.secret);
    rules(&setting.rules, object)
}

fn url(group: &Settings, url: &DerivedUrl) -> Object {
    Object::default()
        .about(url.doc.as_ref(), url.deprecated.as_ref())
        .with("from", group.fields[url.from].name.as_written())
        .with("path", url.path.as_str())
        .with_members("scheme", &url.schemes, |(from, to)| (from, Object::default().with("becomes", to.as_str())))
}
