//! The `enrollments` section of the outline.

use super::events::type_name;
use super::forms::gives;
use super::outline::Object;
use super::types::{expression, full_name};
use crate::model::Model;
use crate::model::enrollments::{Call, Connect, Enrollment, EnrollmentOption, Given, Secret, Way};
use crate::model::forms::{Form, Owner};
use crate::model::names::Name;

/// An enrollment.
pub(super) fn enrollment(model: &Model, enrollment: &Enrollment, object: Object) -> Object {
    let outline = Outline { model, enrollment };
    let store = Object::default()
        .with("directory", enrollment.store.directory.as_str())
        .with("names", enrollment.store.names.word());
    let check = enrollment.check.as_ref().map(|check| {
        let object = outline.call(&check.call).with_list("stale", check.stale.iter().copied());
        object.with_some("then", outline.connect(&check.then))
    });
    object
        .with_some("function", enrollment.function.as_ref().map(Name::as_written))
        .with("client", full_name(model, &model.clients[enrollment.client].declaration))
        .with_members("options", &enrollment.options, |known| (known.name.as_written(), outline.option(known)))
        .with("record", type_name(model, enrollment.record))
        .with("store", store)
        .with_some("check", check)
        .with_members("register", &enrollment.ways, |known| (known.name.as_written(), outline.way(known)))
        .with_some("connect", outline.connect(&enrollment.connect))
}

struct Outline<'m> {
    model: &'m Model,
    enrollment: &'m Enrollment,
}

impl Outline<'_> {
    fn option(&self, option: &EnrollmentOption) -> Object {
        let settings = self.enrollment.settings.map(|id| &self.model.settings[id]);
        let setting = option.setting.zip(settings).map(|(at, group)| {
            format!("{}.{}", group.declaration.name.as_written(), group.fields[at].name.as_written())
        });
        Object::default()
            .about(option.doc.as_ref(), None)
            .with("type", expression(self.model, &option.ty))
            .with_some("secret", option.secret.then_some(true))
            .with_some("setting", setting)
    }

    fn way(&self, way: &Way) -> Object {
        let when = way.when.iter().map(|at| self.enrollment.options[*at].name.as_written());
        self.call(&way.call)
            .with_list("when", when)
            .with_some("new_key", way.new_key.map(|id| type_name(self.model, id)))
            .with("keep", self.value(&way.keep))
            .with_some("then", self.connect(&way.then))
    }

    fn call(&self, call: &Call) -> Object {
        let operation = &self.model.clients[self.enrollment.client].operations[call.operation];
        let given = operation.arguments.iter().zip(&call.arguments);
        let arguments = given.filter_map(|(argument, form)| Some((&argument.name, form.as_ref()?)));
        let arguments =
            arguments.fold(Object::default(), |all, (name, form)| all.with(name.as_written(), self.value(form)));
        Object::default()
            .with("operation", operation.name.as_written())
            .with_some("arguments", (!arguments.is_empty()).then_some(arguments))
            .with_some("connect", self.connect(&call.connect))
            .with_some("timeout", call.timeout.map(|timeout| format!("{}s", timeout.as_secs_f64())))
    }

    fn connect(&self, connect: &Connect) -> Option<Object> {
        let auth = &self.model.clients[self.enrollment.client].auth;
        let object = Object::default().with_some("base_url", connect.base_url.as_ref().map(|form| self.value(form)));
        let object = connect.credentials.iter().fold(object, |all, (at, given)| match given {
            Given::Secret(secret) => all.with(auth[*at].called(), self.secret(secret)),
            Given::Signature { key_id, key } => {
                let key = Object::default().with("key_id", self.secret(key_id)).with("key", self.secret(key));
                all.with(auth[*at].called(), key)
            }
        });
        let held = &self.model.clients[self.enrollment.client].values;
        let object = connect
            .values
            .iter()
            .fold(object, |all, (at, form)| all.with(held[*at].name.as_written(), self.value(form)));
        (!object.is_empty()).then_some(object)
    }

    fn secret(&self, secret: &Secret) -> serde_yaml::Value {
        match secret {
            Secret::Option(at) => format!("${}", self.enrollment.options[*at].name.as_written()).into(),
            Secret::Value(form) => self.value(form),
        }
    }

    fn value(&self, form: &Form) -> serde_yaml::Value {
        gives(self.model, Owner::Enrollment, form)
    }
}
