//! A client with settings and credentials, in a file of its own.

use std::fmt::Write as _;

use super::Choices;
use super::words::{Words, prose};

const SINGLE: &[&str] = &["string", "u32", "bool", "i64", "f64", "uuid", "timestamp", "{set}State"];
const ANY: &[&str] =
    &["{set}Item", "\"[{set}Item]\"", "\"{string: {set}Item}\"", "json", "u64", "\"[string]\"", "{set}State"];

pub(super) fn write(text: &mut String, choices: &mut Choices<'_>, words: &mut Words) {
    let set = words.type_name(choices);
    let mut client = format!("clients:\n  {set}Client:\n    doc: {}\n", prose(choices));
    if choices.once_in(2) {
        let _ = writeln!(client, "    case: {}", choices.one_of(&["camelCase", "snake_case", "kebab-case"]));
    }
    let has_log_in = around(&mut client, &set, choices);
    let is_graphql = choices.once_in(3);
    if is_graphql {
        client.push_str("    graphql: { path: /graphql, socket: /ws }\n");
    }
    let _ = writeln!(client, "    operations:\n      all: {{ get: /all, returns: [{set}Item] }}");
    let mut names = Words::default();
    for index in 0..choices.below(6) {
        let name = operation_name(&mut names, choices);
        if is_graphql && choices.once_in(3) {
            over_graphql(&mut client, &name, &set, choices);
        } else {
            operation(&mut client, &name, index, &set, choices);
        }
    }
    types(text, &set, has_log_in);
    if has_log_in {
        let operation =
            format!("log_in: {{ post: /log-in, body: {{ request: {set}LogIn }}, returns: {set}Session, auth: none }}");
        let _ = writeln!(client, "      {operation}");
    }
    text.push_str(&client);
}

fn types(text: &mut String, set: &str, has_log_in: bool) {
    let _ = write!(
        text,
        "types:\n  {set}State: {{ enum: [open, shut] }}\n  \
         {set}Item: {{ fields: {{ id: string, state: \"{set}State?\", count: u32 }} }}\n"
    );
    if has_log_in {
        let _ = write!(
            text,
            "  {set}LogIn: {{ fields: {{ user: string, password: string? }} }}\n  \
             {set}Session: {{ fields: {{ token: {{ type: string, secret: true }}, lives_for: u32? }} }}\n"
        );
    }
    let _ = write!(
        text,
        "settings:\n  {set}Settings:\n    fields:\n      \
         host: {{ type: string, env: ACME_HOST, default: \"https://acme.example\" }}\n      \
         user: {{ type: string?, env: ACME_USER }}\n      \
         password: {{ type: string?, env: ACME_PASSWORD, secret: true }}\n      \
         key: {{ type: string?, env: ACME_KEY, secret: true }}\n    \
         urls: {{ api: {{ from: host, path: /api }} }}\n"
    );
}

/// How the client connects; says whether one of its operations gives tokens.
fn around(text: &mut String, set: &str, choices: &mut Choices<'_>) -> bool {
    if choices.once_in(2) {
        let _ = writeln!(
            text,
            "    connection: {{ base_url: {{ setting: {set}Settings.api }}, timeout: 1500ms, headers: {{ X-Fixed: \"a b\" }} }}"
        );
    }
    if choices.once_in(3) {
        text.push_str("    retry: { attempts: 3, when: [connect, timeout, 429, 5xx], backoff: { initial: 250ms } }\n");
    }
    let auth = choices.below(3);
    match auth {
        0 => {}
        1 => drop(writeln!(text, "    auth: [{{ api_key: {{ header: X-Key, setting: {set}Settings.key }} }}]")),
        _ => {
            let _ = write!(
                text,
                "    auth:\n      - bearer:\n          operation: log_in\n          request: {{ user: {{ setting: {set}Settings.user }}, \
                 password: {{ setting: {set}Settings.password }} }}\n          token: token\n          lifetime: 10m\n"
            );
            if choices.once_in(2) {
                text.push_str("          expires_in: lives_for\n          latch: [401]\n");
            }
        }
    }
    auth == 2
}

/// A name that no generated method has.
fn operation_name(names: &mut Words, choices: &mut Choices<'_>) -> String {
    let name = names.unique(choices);
    if name == "new" { "renew".to_owned() } else { name }
}

/// A name as parameters of paths have it.
fn plain(name: &str) -> String {
    name.to_lowercase().replace('-', "_")
}

fn of(set: &str, ty: &str) -> String {
    ty.replace("{set}", set)
}

fn operation(text: &mut String, name: &str, index: usize, set: &str, choices: &mut Choices<'_>) {
    let method = choices.one_of(&["get", "post", "put", "patch", "delete"]);
    let mut names = Words::default();
    let (mut path, mut arguments) = (format!("/a{index}"), Vec::new());
    for _ in 0..choices.below(3) {
        let argument = plain(&names.unique(choices));
        let optional = choices.once_in(4);
        let ty = of(set, choices.one_of(SINGLE));
        let _ = if optional { write!(path, "[/{{{argument}}}]") } else { write!(path, "/x/{{{argument}}}") };
        arguments.push(format!("{argument}: {ty}{}", if optional { "?" } else { "" }));
        if optional {
            break;
        }
    }
    if method != "get" && method != "delete" && choices.once_in(2) {
        arguments.push(format!("{}: {}", names.unique(choices), of(set, choices.one_of(ANY))));
    }
    let _ = write!(text, "      {name}:\n        {method}: \"{path}\"\n        doc: {}\n", prose(choices));
    if !arguments.is_empty() {
        let _ = writeln!(text, "        arguments: {{ {} }}", arguments.join(", "));
    }
    for place in ["query", "headers"] {
        let mut given = Vec::new();
        for _ in 0..choices.below(3) {
            let (argument, ty) = (names.unique(choices), of(set, choices.one_of(SINGLE)));
            let form = if place == "query" { choices.below(4) } else { choices.below(2) };
            given.push(match form {
                0 => format!("{argument}: {ty}"),
                1 => format!("{argument}: {ty}?"),
                2 => format!("{argument}: \"[{ty}]\""),
                _ => format!("{argument}: {{ type: \"{ty}?\", doc: {} }}", prose(choices)),
            });
        }
        if !given.is_empty() {
            let _ = writeln!(text, "        {place}: {{ {} }}", given.join(", "));
        }
    }
    match choices.below(4) {
        0 => {}
        1 => drop(writeln!(text, "        returns: {set}Item?")),
        _ => drop(writeln!(text, "        returns: {}", of(set, choices.one_of(ANY)))),
    }
    if choices.once_in(6) {
        let _ = writeln!(text, "        deprecated: {}", prose(choices));
    }
}

fn over_graphql(text: &mut String, name: &str, set: &str, choices: &mut Choices<'_>) {
    let kind = choices.one_of(&["query", "mutation", "subscription"]);
    let mut names = Words::default();
    let variables: Vec<String> = (0..choices.below(3))
        .map(|_| {
            let ty = choices.one_of(&["string", "string?", "i32", "bool?", "f64", "\"[string]\""]);
            format!("{}: {ty}", plain(&names.unique(choices)))
        })
        .collect();
    let returns = of(set, choices.one_of(&["{set}Item", "{set}Item?", "\"[{set}Item]\"", "string"]));
    let _ = writeln!(
        text,
        "      {name}: {{ {kind}: theField, doc: {}, variables: {{ {} }}, returns: {returns} }}",
        prose(choices),
        variables.join(", ")
    );
}
