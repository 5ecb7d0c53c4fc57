//! Examples of references: assertions in the documentation, which `cargo test` runs.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proc_macro2::TokenStream;

use super::docs::own;
use super::identifiers::{pascal, snake};
use super::options::Layout;
use super::references::Emitter;
use super::scope::Scope;
use crate::model::examples::Example;
use crate::model::symbols::Declaration;

/// The documentation of the examples of a reference: on its type for paths, or on itself where it has none.
pub(super) fn emit(scope: &Scope<'_>, emitter: &Emitter<'_>) -> TokenStream {
    let reference = emitter.reference;
    if reference.examples.is_empty() {
        return TokenStream::new();
    }
    let mut text = String::from("\n```");
    let uses = uses(scope, emitter);
    match &scope.options.layout {
        // Only a crate has a name to import from.
        Layout::Crate(manifest) => {
            let _ = writeln!(text, "\nuse {}::{{{}}};\n", manifest.name.replace('-', "_"), uses.join(", "));
        }
        Layout::Module => text.push_str("ignore\n"),
    }
    if let Some(paths) = &reference.paths {
        let name = pascal(&paths.name);
        let _ = writeln!(text, "let paths = {name}::new(\"https://example.com\")?;");
    }
    for example in &reference.examples {
        assertion(scope, emitter, example, &mut text);
    }
    text.push_str("# Ok::<(), Box<dyn std::error::Error>>(())\n```");
    own(&text)
}

/// What the examples name, as a crate of this package exports it.
fn uses(scope: &Scope<'_>, emitter: &Emitter<'_>) -> Vec<String> {
    let reference = emitter.reference;
    let mut uses = BTreeSet::new();
    let mut add = |declaration: &Declaration, name: &str| {
        uses.insert(scope.exported(declaration.module, name));
    };
    let own = &reference.declaration;
    add(own, &emitter.name.to_string());
    if let Some(paths) = &reference.paths {
        add(own, &pascal(&paths.name).to_string());
    }
    if reference.examples.iter().any(|example| example.subject.is_some()) {
        let subjects = &scope.model.subjects[reference.subject].declaration;
        add(subjects, &pascal(&subjects.name).to_string());
    }
    if reference.examples.iter().any(|example| example.key.is_some() || !has_shorthand(emitter, example)) {
        add(own, &emitter.key.to_string());
    }
    if reference.examples.iter().any(|example| !has_shorthand(emitter, example)) {
        let kinds = &emitter.kinds.declaration;
        add(kinds, &pascal(&kinds.name).to_string());
    }
    uses.into_iter().collect()
}

fn has_shorthand(emitter: &Emitter<'_>, example: &Example) -> bool {
    emitter
        .reference
        .shorthands
        .iter()
        .any(|shorthand| shorthand.kind == example.kind && (example.subject.is_some() || shorthand.global.is_some()))
}

fn assertion(scope: &Scope<'_>, emitter: &Emitter<'_>, example: &Example, text: &mut String) {
    let constructed = constructed(scope, emitter, example);
    let path = match &emitter.reference.paths {
        Some(_) => format!("paths.{}_path(&reference)?", emitter.reference.stem().snake()),
        None => "reference.path()?".to_owned(),
    };
    let _ = writeln!(text, "\nlet reference = {constructed};\nassert_eq!({path}, {:?});", example.path);
}

/// The shortest constructor that makes the reference.
fn constructed(scope: &Scope<'_>, emitter: &Emitter<'_>, example: &Example) -> String {
    let name = &emitter.name;
    let subject = example.subject.as_ref().map(|(member, values)| subject(scope, emitter, *member, values));
    let key = example.key.as_ref().map(|key| format!("{}::concrete({key:?})?", emitter.key));
    let shorthands = emitter.reference.shorthands.iter().filter(|shorthand| shorthand.kind == example.kind);
    for shorthand in shorthands {
        let plain = snake(&shorthand.name);
        match (&subject, &key, shorthand.global.as_ref().map(snake)) {
            (Some(subject), Some(key), _) => return format!("{name}::{plain}({subject}, {key})"),
            (Some(subject), None, _) => return format!("{name}::primary_{}({subject})", shorthand.name.snake()),
            (None, Some(key), Some(global)) => return format!("{name}::{global}_with({key})"),
            (None, None, Some(global)) => return format!("{name}::{global}()"),
            (None, _, None) => {}
        }
    }
    let kinds = pascal(&emitter.kinds.declaration.name);
    let kind = pascal(&emitter.kinds.members[example.kind].name);
    let subject = match (subject, emitter.is_optional()) {
        (Some(subject), true) => format!("Some({subject})"),
        (Some(subject), false) => subject,
        (None, _) => "None".to_owned(),
    };
    let key = key.unwrap_or_else(|| format!("{}::primary()", emitter.key));
    format!("{name}::new({kinds}::{kind}, {subject}, {key})")
}

fn subject(scope: &Scope<'_>, emitter: &Emitter<'_>, member: usize, values: &[String]) -> String {
    let subjects = &scope.model.subjects[emitter.reference.subject];
    let member = &subjects.family.members[member];
    let values: Vec<String> = values
        .iter()
        .zip(&member.template.parameters)
        .map(|(value, parameter)| if parameter.optional { format!("Some({value:?})") } else { format!("{value:?}") })
        .collect();
    format!("{}::{}({})?", pascal(&subjects.declaration.name), snake(&member.name), values.join(", "))
}
