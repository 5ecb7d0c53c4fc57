//! The `guards` section of the outline.

use super::accessors::path;
use super::clients::{backoff, shown};
use super::forms::gives;
use super::outline::Object;
use super::types::{default, expression, full_name};
use crate::model::Model;
use crate::model::forms::Owner;
use crate::model::guards::{Ask, Guard, GuardOption, Limit, OptionSource, Reading};

/// A guard.
pub(super) fn guard(model: &Model, guard: &Guard, object: Object) -> Object {
    let check = &guard.check;
    let words = |words: &[String]| words.to_vec();
    let register = guard.register.as_ref().map(|register| {
        ask(model, guard, &register.ask)
            .with_some("when", register.when.map(|at| guard.options[at].name.as_written()))
            .with_list("settled", register.settled.iter().copied())
    });
    let checked = reading(model, &check.reading, ask(model, guard, &check.ask))
        .with_list("allowed", words(&check.allowed))
        .with_list("denied", words(&check.denied))
        .with_list("pending", words(&check.pending));
    let wait = guard.wait.as_ref().map(|wait| {
        let limit = match wait.limit {
            Limit::Fixed(limit) => shown(limit),
            Limit::Chosen(at) => format!("${}", guard.options[at].name.as_written()),
        };
        reading(model, &wait.reading, ask(model, guard, &wait.ask))
            .with("interval", backoff(&wait.interval))
            .with("limit", limit)
    });
    let report = guard.report.as_ref().map(|report| {
        let outcome = |known: &Option<Ask>| known.as_ref().map(|known| ask(model, guard, known));
        Object::default()
            .with_some("succeeded", outcome(&report.succeeded))
            .with_some("failed", outcome(&report.failed))
            .with_some("aborted", outcome(&report.aborted))
    });
    let denied = guard.denied.map(|denial| {
        let errors = &model.errors[denial.errors];
        let variant = errors.variants[denial.variant].name.as_written();
        format!("{}.{variant}", errors.declaration.name.as_written())
    });
    object
        .with("client", full_name(model, &model.clients[guard.client].declaration))
        .with_some("denied", denied)
        .with_members("options", &guard.options, |known| (known.name.as_written(), option(model, known)))
        .with("timestamp", guard.timestamp.word())
        .with_some("register", register)
        .with("check", checked)
        .with_some("wait", wait)
        .with_some("report", report)
}

fn option(model: &Model, option: &GuardOption) -> Object {
    let object = Object::default()
        .about(option.doc.as_ref(), option.deprecated.as_ref())
        .with("type", expression(model, &option.ty));
    match &option.source {
        OptionSource::Nothing => object,
        OptionSource::Default(value) => object.with("default", default(model, value)),
        OptionSource::Table(id) => object.with("table", full_name(model, &model.tables[*id].declaration)),
    }
}

fn ask(model: &Model, guard: &Guard, ask: &Ask) -> Object {
    let operation = &model.clients[guard.client].operations[ask.operation];
    let given = operation.arguments.iter().zip(&ask.arguments);
    let given = given.filter_map(|(argument, form)| Some((argument.name.as_written(), form.as_ref()?)));
    let arguments = given.fold(Object::default(), |all, (name, form)| all.with(name, gives(model, Owner::Guard, form)));
    Object::default()
        .with("operation", operation.name.as_written())
        .with_some("arguments", (!arguments.is_empty()).then_some(arguments))
}

fn reading(model: &Model, reading: &Reading, object: Object) -> Object {
    object
        .with("status", path(model, &reading.status))
        .with_list("reason", reading.reasons.iter().map(|reason| path(model, reason)))
        .with_some("permit", reading.permit.as_ref().map(|permit| path(model, permit)))
}
