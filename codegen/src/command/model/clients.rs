//! The `clients` section of the outline.

mod endpoints;
mod layers;
mod pages;
mod poll;
mod reconnect;
mod values;

use std::time::Duration;

use serde_yaml::Value;

use super::outline::Object;
use super::types::{default, expression, full_name, limit, rules};
use crate::model::Model;
use crate::model::clients::graphql::{self, GraphqlOperation, Variable};
use crate::model::clients::{
    Argument, Auth, Backoff, Bearer, BodySignature, Client, Connection, Jitter, JsonForm, Meaning, Member, OnSkew,
    Operation, ProfileNames, Retry, Role, SettingSource, Signature, SignedMember, SignedPart, SignedValue, Statuses,
    TimestampForm,
};
use crate::model::settings::Settings;

/// A client.
pub(super) fn client(model: &Model, client: &Client, object: Object) -> Object {
    let group = client.settings.map(|id| &model.settings[id]);
    let object = object
        .with_list("profiles", client.profiles.iter().map(|profile| profile.name.as_written()))
        .with_some("json", client.json.map(json_form))
        .with_some("connection", client.connection.as_ref().map(|known| connection(group, known)))
        .with_list("auth", client.auth.iter().map(|known| auth(model, group, known)))
        .with_some("retry", client.retry.as_ref().map(retry))
        .with_some("rate_limit", client.rate_limit.as_ref().map(layers::rate_limit))
        .with_some("cache", client.cache.as_ref().map(layers::cache))
        .with_some("errors", client.errors.map(|id| full_name(model, &model.errors[id].declaration)))
        .with_members("values", &client.values, |known| {
            (known.name.as_written(), values::value(model, client, group, known))
        })
        .with_members("endpoints", &client.endpoints, |known| {
            (known.name.as_written(), endpoints::endpoint(model, client, known))
        });
    let object = object.with_members("operations", &client.operations, |known| {
        (known.name.as_written(), operation(model, client, known))
    });
    let object = object.with_members("graphql_operations", &client.graphql_operations, |known| {
        (known.name.as_written(), graphql_operation(model, client, known))
    });
    object.with_members("rpc_operations", &client.rpc_operations, |known| {
        (known.request.name.as_written(), operation(model, client, &known.request).with("rpc", known.method.as_str()))
    })
}

fn operation(model: &Model, client: &Client, operation: &Operation) -> Object {
    Object::default()
        .about(operation.doc.as_ref(), operation.deprecated.as_ref())
        .with("method", operation.method.word())
        .with("path", operation.path.text.as_str())
        .with_members("arguments", &operation.arguments, |known| {
            (known.name.as_written(), argument(model, client, known))
        })
        .with_some("returns", operation.returns.as_ref().map(|ty| expression(model, ty)))
        .with_some("stream", operation.delivery.word())
        .with_list("success", operation.statuses.success.iter().copied())
        .with_some("statuses", statuses(&operation.statuses))
        .with_some("auth", operation.open.then_some("none"))
        .with_list(
            "credentials",
            operation
                .auth
                .iter()
                .flat_map(|choice| {
                    let none = choice.or_none.then_some("none");
                    choice.credentials.iter().map(|at| client.auth[*at].called()).chain(none)
                })
                .map(ToOwned::to_owned)
                .collect::<Vec<_>>(),
        )
        .with_some("profiles", (!operation.profiles.is_empty()).then(|| profiles(client, operation)))
        .with_some("sign", operation.signature.as_ref().map(body_signature))
        .with_some("idempotent", operation.idempotent)
        .with_some("pages", operation.pages.as_ref().map(|known| pages::pages(model, operation, known)))
        .with_some("poll", operation.poll.as_ref().map(|known| poll::poll(model, known)))
        .with_some("rate_limit", operation.rate_limit.as_ref().map(layers::rate_limit))
        .with_some("cache", layers::of_operation(&operation.cache, Some(operation)))
}

fn statuses(statuses: &Statuses) -> Option<Object> {
    let meanings = statuses.meanings.iter();
    let meanings =
        meanings.fold(Object::default(), |all, (status, known)| all.with(&status.to_string(), meaning(known)));
    (!meanings.is_empty()).then_some(meanings)
}

fn meaning(meaning: &Meaning) -> Value {
    match meaning {
        Meaning::Body => "body".into(),
        Meaning::Nothing => "none".into(),
        Meaning::Value(value) => {
            let value: Value = serde_yaml::to_value(value).unwrap_or_default();
            Object::default().with("value", value).into()
        }
    }
}

/// By profile, what is called differently there.
fn profiles(client: &Client, operation: &Operation) -> Object {
    operation.profiles.iter().fold(Object::default(), |all, ProfileNames { profile, names }| {
        let name = client.profiles[*profile].name.as_written();
        all.with(name, names.iter().fold(Object::default(), |all, (ours, theirs)| all.with(ours, theirs.as_str())))
    })
}

/// A setting or a derived URL, as it is written.
fn source(group: Option<&Settings>, source: SettingSource) -> Option<String> {
    let group = group?;
    let name = match source {
        SettingSource::Field(at) => &group.fields[at].name,
        SettingSource::Url(at) => &group.urls[at].name,
    };
    Some(format!("{}.{}", group.declaration.name.as_written(), name.as_written()))
}

fn connection(group: Option<&Settings>, connection: &Connection) -> Object {
    let base_url = Object::default()
        .with_some("setting", connection.base_setting.and_then(|known| source(group, known)))
        .with_some("default", connection.base_url.as_deref());
    let headers = connection.headers.iter();
    let headers = headers.fold(Object::default(), |all, (name, value)| all.with(name, value.as_str()));
    Object::default()
        .with_some("base_url", (!base_url.is_empty()).then_some(base_url))
        .with_some("timeout", connection.timeout.map(shown))
        .with_some("connect_timeout", connection.connect_timeout.map(shown))
        .with_some("user_agent", connection.user_agent.as_deref())
        .with_some("body_limit", connection.body_limit)
        .with_some("headers", (!headers.is_empty()).then_some(headers))
}

fn auth(model: &Model, group: Option<&Settings>, auth: &Auth) -> Object {
    let setting = |at: usize| source(group, SettingSource::Field(at));
    match auth {
        Auth::ApiKey { header, setting: at, name } => {
            let key = Object::default().with("header", header.as_str()).with_some("setting", setting(*at));
            Object::default().with_some("name", name.as_deref()).with("api_key", key)
        }
        Auth::Token { setting: at, name } => {
            let token = Object::default().with_some("setting", setting(*at));
            Object::default().with_some("name", name.as_deref()).with("bearer", token)
        }
        Auth::Bearer(bearer) => {
            let tokens = tokens(model, bearer, &setting);
            let tokens = match &bearer.refresh {
                Some(refresh) => {
                    let recovery = refresh.recovery.as_ref().map(|recovery| {
                        self::tokens(model, &recovery.tokens, &setting)
                            .with_list("when", recovery.words.iter().cloned())
                    });
                    let refreshed = tokens.with("refresh_token", refresh.field.as_str());
                    Object::default().with("refresh", refreshed.with_some("recovery", recovery))
                }
                None => tokens,
            };
            Object::default().with("bearer", tokens)
        }
        Auth::Signature(known) => Object::default().with("signature", signature(known, &setting)),
    }
}

fn tokens(model: &Model, bearer: &Bearer, setting: &dyn Fn(usize) -> Option<String>) -> Object {
    let client = &model.clients[bearer.client];
    let operation = client.operations[bearer.operation].name.as_written();
    let request = bearer.request.iter().fold(Object::default(), |all, (wire, member)| match member {
        Member::Fixed(text) => all.with(wire, text.as_str()),
        Member::Setting(at) => all.with(wire, Object::default().with_some("setting", setting(*at))),
    });
    Object::default()
        .with("operation", format!("{}.{operation}", client.declaration.name.as_written()))
        .with("request", request)
        .with("token", bearer.token.as_str())
        .with_some("expires_in", bearer.expires_in.as_deref())
        .with_some("lifetime", bearer.lifetime.map(shown))
        .with_some("margin", bearer.margin.map(shown))
        .with_list("latch", bearer.latch.iter().map(|failure| failure.text()))
        .with_list("keep", bearer.keep.iter().map(|failure| failure.text()))
}

fn signature(signature: &Signature, setting: &dyn Fn(usize) -> Option<String>) -> Object {
    let parts = signature.parts.iter().map(|part| match part {
        SignedPart::Text(text) => format!("text: {text}"),
        word => word.word().unwrap_or_default().to_owned(),
    });
    let headers = signature.headers.iter();
    let headers = headers.fold(Object::default(), |all, (name, field)| all.with(name, field.word()));
    Object::default()
        .with_list("parts", parts)
        .with_some("separator", signature.separator.as_deref())
        .with("headers", headers)
        .with_some("timestamp", (signature.timestamp != TimestampForm::default()).then(|| signature.timestamp.word()))
        .with_some("json", signature.json.map(json_form))
        .with_some("tolerance", signature.tolerance.map(shown))
        .with_some("on_skew", (signature.on_skew != OnSkew::default()).then(|| signature.on_skew.word()))
        .with_some("key_id", setting(signature.key_id))
        .with_some("key", setting(signature.key))
}

fn json_form(form: JsonForm) -> Object {
    let set = |is_set: bool| is_set.then_some(true);
    Object::default()
        .with_some("sorted", set(form.sorted))
        .with_some("compact", set(form.compact))
        .with_some("unescaped", set(form.unescaped))
}

fn body_signature(signature: &BodySignature) -> Object {
    Object::default()
        .with("body", signed_members(&signature.body))
        .with("over", signed_members(&signature.over))
        .with_some("json", signature.form.map(json_form))
        .with_some("timestamp", (signature.timestamp != TimestampForm::default()).then(|| signature.timestamp.word()))
}

/// Members as they are written, but for fields, which are shown by their spelling.
fn signed_members(members: &[SignedMember]) -> Object {
    members.iter().fold(Object::default(), |all, SignedMember { name, value }| match value {
        SignedValue::Of(wire) => all.with(name, format!("${wire}")),
        SignedValue::Field(field) => all.with(name, field.word()),
        SignedValue::Text(text) => all.with(name, Object::default().with("$text", text.as_str())),
        SignedValue::Object(inner) => all.with(name, signed_members(inner)),
    })
}

fn retry(retry: &Retry) -> Object {
    Object::default()
        .with("attempts", retry.attempts)
        .with_list("when", retry.when.iter().map(|condition| condition.text()))
        .with_some("backoff", retry.backoff.as_ref().map(backoff))
        .with_some("retry_after", retry.retry_after.map(shown))
}

/// How long apart attempts are.
pub(super) fn backoff(backoff: &Backoff) -> Object {
    Object::default()
        .with("initial", shown(backoff.initial))
        .with_some("factor", backoff.factor)
        .with_some("max", backoff.max.map(shown))
        .with_some("jitter", backoff.jitter.map(Jitter::word))
}

/// A duration in seconds, which is one way to write it.
pub(super) fn shown(duration: Duration) -> String {
    format!("{}s", duration.as_secs_f64())
}

fn graphql_operation(model: &Model, client: &Client, operation: &GraphqlOperation) -> Object {
    Object::default()
        .about(operation.doc.as_ref(), operation.deprecated.as_ref())
        .with("kind", operation.kind.word())
        .with("field", operation.field.as_str())
        .with("path", operation.path.text.as_str())
        .with("document", operation.document.as_str())
        .with_members("variables", &operation.variables, |known| {
            (known.name.as_written(), variable(model, client, known))
        })
        .with("returns", expression(model, &operation.returns))
        .with_some("reconnect", operation.reconnect.as_ref().map(|known| reconnect::reconnect(operation, known)))
        .with_some("rate_limit", operation.rate_limit.as_ref().map(layers::rate_limit))
        .with_some("cache", layers::of_operation(&operation.cache, None))
}

fn variable(model: &Model, client: &Client, variable: &Variable) -> Object {
    let object = value(model, &variable.value, Object::default().about(variable.doc.as_ref(), None));
    values::taken(model, client, variable.from.as_ref(), object).with("wire", variable.wire.as_str())
}

fn value(model: &Model, value: &graphql::Value, object: Object) -> Object {
    let object = match value {
        graphql::Value::Type(ty) => object.with("type", expression(model, ty)),
        graphql::Value::Selector { id, .. } => {
            object.with("selector", model.selectors[*id].declaration.name.as_written())
        }
        graphql::Value::Subject { id, .. } => object.with("subject", model.subjects[*id].declaration.name.as_written()),
    };
    if value.is_optional() { object.with("optional", true) } else { object }
}

fn argument(model: &Model, client: &Client, argument: &Argument) -> Object {
    let object = Object::default().about(argument.doc.as_ref(), None).with("type", expression(model, &argument.ty));
    let object = values::taken(model, client, argument.from.as_ref(), object);
    let object = match &argument.role {
        Role::Path(_) => object.with("in", "path"),
        Role::Query(wire) => object.with("in", "query").with("wire", wire.as_str()),
        Role::Header(wire) => object.with("in", "header").with("wire", wire.as_str()),
        Role::Body => object.with("in", "body"),
    };
    let checks = &argument.checks;
    let object = object
        .with_some("default", argument.default.as_ref().map(|known| default(model, known)))
        .with_some("min", checks.min.map(limit))
        .with_some("max", checks.max.map(limit));
    rules(&checks.rules, object)
}
