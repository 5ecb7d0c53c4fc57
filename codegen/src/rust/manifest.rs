//! The manifest of a generated crate: what it is called, its features, and what they need.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::layout::MARKER;
use super::schemas::runtime_feature;
use super::{Manifest, fakes};
use crate::model::arena::Id;
use crate::model::clients::graphql::Kind;
use crate::model::clients::{Auth, Client};
use crate::model::types::{Shape, Type};
use crate::model::{Model, Module, Package};

/// The text of `Cargo.toml`, with a feature for each of the modules.
pub(super) fn emit(model: &Model, root: Id<Package>, manifest: &Manifest, modules: &[Id<Module>]) -> String {
    let mut text = format!("# {MARKER}. Do not edit: change the schema and run `typeloom generate`.\n\n");
    let inherited = |value: &Option<String>, key: &str| match value {
        Some(value) => format!("{key} = {}\n", toml_text(value)),
        None => format!("{key}.workspace = true\n"),
    };
    let _ = write!(text, "[package]\nname = {}\n", toml_text(&manifest.name));
    text.push_str(&inherited(&manifest.version, "version"));
    text.push_str("edition = \"2024\"\n");
    text.push_str(&inherited(&manifest.license, "license"));
    if let Some(description) = &manifest.description {
        let first = description.trim().lines().next().unwrap_or_default();
        let _ = writeln!(text, "description = {}", toml_text(first));
    }
    text.push_str("\n[features]\n");
    let all: Vec<String> = modules.iter().map(|module| toml_text(&model.feature(*module, root))).collect();
    let _ = writeln!(text, "default = [{}]", all.join(", "));
    for module in modules.iter().copied() {
        let mut needs: BTreeSet<String> = BTreeSet::new();
        for import in &model.modules[module].imports {
            needs.insert(model.feature(*import, root));
        }
        for name in runtime_features(model, module) {
            needs.insert(format!("typeloom-runtime/{name}"));
        }
        let needs: Vec<String> = needs.iter().map(|need| toml_text(need)).collect();
        let _ = writeln!(text, "{} = [{}]", model.feature(module, root), needs.join(", "));
    }
    if modules.iter().any(|module| clients(model, *module).any(Client::connects)) {
        text.push_str("http = [\"typeloom-runtime/http\"]\ntrace = [\"typeloom-runtime/trace\"]\n");
    }
    text.push_str("schemars = [\"typeloom-runtime/schemars\"]\nserde = [\"typeloom-runtime/serde\"]\n");
    let fake = fakes::dependency(model, manifest, modules);
    if fake.is_some() {
        let _ = writeln!(text, "{} = [\"dep:typeloom-fake\", \"typeloom-runtime/blocking\"]", fakes::FEATURE);
    }
    text.push_str("\n[dependencies]\n");
    if let Some(fake) = fake {
        let _ = writeln!(text, "typeloom-fake = {fake}");
    }
    let _ = writeln!(text, "typeloom-runtime = {}", manifest.runtime);
    text
}

fn toml_text(text: &str) -> String {
    // TOML's basic strings have the escapes of JSON, but for `\/`, which this never writes.
    serde_json::Value::from(text).to_string()
}

fn clients(model: &Model, module: Id<Module>) -> impl Iterator<Item = &Client> {
    model.clients.iter().map(|(_, client)| client).filter(move |client| client.declaration.module == module)
}

/// The runtime features that a module's declarations need.
fn runtime_features(model: &Model, module: Id<Module>) -> BTreeSet<&'static str> {
    let mut features = BTreeSet::new();
    let types = model.types.iter().filter(|(_, declared)| declared.declaration.module == module);
    for (_, declared) in types {
        let mut add = |ty: &Type| features.extend(runtime_feature(ty));
        match &declared.shape {
            Shape::Record(record) => {
                record.fields.iter().for_each(|field| add(&field.ty));
                let forms = || record.constructors.iter().map(|constructor| &constructor.form);
                let parameters = forms().flat_map(|form| &form.parameters);
                parameters.filter_map(|parameter| parameter.ty.value()).for_each(add);
                features.extend(forms().any(|form| form.value.makes_ids()).then_some("identifier"));
            }
            Shape::Union(union) => union.variants.iter().for_each(|variant| add(&variant.ty)),
            Shape::Alias(ty) => add(ty),
            Shape::Newtype(newtype) => {
                add(&newtype.inner);
                features.extend(newtype.rules.pattern.is_some().then_some("pattern"));
            }
            Shape::Enum(_) => {}
        }
    }
    let settings = model.settings.iter().filter(|(_, settings)| settings.declaration.module == module);
    for field in settings.flat_map(|(_, settings)| &settings.fields) {
        features.extend(field.rules.pattern.is_some().then_some("pattern"));
    }
    let mut errors = model.errors.iter().filter(|(_, errors)| errors.declaration.module == module);
    features.extend(errors.any(|(id, _)| model.is_polled_with(id)).then_some("poll"));
    for client in clients(model, module) {
        client.types().for_each(|ty| features.extend(runtime_feature(ty)));
        let mut arguments = client.operations.iter().flat_map(|operation| &operation.arguments);
        features.extend(arguments.any(|argument| argument.checks.rules.pattern.is_some()).then_some("pattern"));
        features.extend((!client.auth.is_empty()).then_some("auth"));
        features.extend(client.auth.iter().any(|auth| matches!(auth, Auth::Bearer(_))).then_some("token"));
        features.extend(client.auth.iter().any(|auth| matches!(auth, Auth::Signature(_))).then_some("signature"));
        features.extend(client.retry.is_some().then_some("retry"));
        features.extend(client.operations.iter().any(|operation| operation.pages.is_some()).then_some("page"));
        features.extend(client.operations.iter().any(|operation| operation.poll.is_some()).then_some("poll"));
        features.extend(client.limits().then_some("rate-limit"));
        features.extend(client.keeps().then_some("cache"));
        features.extend((!client.graphql_operations.is_empty()).then_some("graphql"));
        features.extend(client.has_graphql(Kind::Subscription).then_some("subscription"));
        features.extend(client.has_events().then_some("sse"));
        features.extend((!client.rpc_operations.is_empty()).then_some("jsonrpc"));
    }
    for (_, enrollment) in model.enrollments.iter().filter(|(_, known)| known.declaration.module == module) {
        features.insert("enrollment");
        features.extend(enrollment.ways.iter().any(|way| way.new_key.is_some()).then_some("signature"));
        enrollment.options.iter().for_each(|option| features.extend(runtime_feature(&option.ty)));
    }
    if model.address_rules(module).any(|rules| rules.pattern.is_some()) {
        features.insert("pattern");
    }
    if model.guards.iter().any(|(_, guard)| guard.declaration.module == module) {
        features.insert("guard");
    }
    if model.threads.iter().any(|(_, thread)| thread.declaration.module == module) {
        features.insert("thread");
    }
    features
}
