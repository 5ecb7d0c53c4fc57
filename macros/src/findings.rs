//! Findings as errors of the compiler.

use std::borrow::Cow;
use std::fmt::Write as _;

use proc_macro2::Span as TokenSpan;
use typeloom::diagnostic::{Diagnostic, Diagnostics, Severity, suggest};

use super::places::{Places, covering};

/// One error for each finding that is one, at the tokens that it is about.
pub(crate) fn errors(findings: &Diagnostics, places: &Places) -> Vec<syn::Error> {
    let errors = findings.iter().filter(|finding| finding.severity() == Severity::Error);
    let at_tokens = |finding: &Diagnostic| {
        let (first, last) = finding.span.map_or((TokenSpan::call_site(), TokenSpan::call_site()), |at| places.find(at));
        syn::Error::new_spanned(covering(first, last), message(finding, places))
    };
    errors.map(at_tokens).collect()
}

/// Code and message, then a line each for what else a finding says.
fn message(finding: &Diagnostic, places: &Places) -> String {
    let mut text = format!("{}: {}", finding.code, in_rust(&finding.message));
    if !finding.label.is_empty() {
        let _ = write!(text, "\n  note: {}", in_rust(&finding.label));
    }
    for (span, related) in &finding.related {
        let _ = match line(places.find(*span).0) {
            Some(line) => write!(text, "\n  note: line {line}: {}", in_rust(related)),
            None => write!(text, "\n  note: {}", in_rust(related)),
        };
    }
    if let Some(help) = &finding.help {
        let _ = write!(text, "\n  help: {}", in_rust(&allowed(help)));
    }
    text
}

fn line(span: TokenSpan) -> Option<usize> {
    proc_macro::is_available().then(|| span.unwrap().start().line())
}

/// Keys of a schema for what Rust code says in a way of its own.
const SAID_IN_RUST: &[&str] =
    &["alias", "deprecated", "doc", "enum", "fields", "newtype", "open", "secret", "type", "union"];

/// A list of keys, without those that are no keys of an attribute.
fn allowed(help: &str) -> Cow<'_, str> {
    let Some((what, keys)) = help.split_once(" can have ") else { return Cow::Borrowed(help) };
    // Only the reader of a schema knows `doc`; the other lists are those of attributes already.
    if !keys.contains("`doc`") {
        return Cow::Borrowed(help);
    }
    let keys = keys.split('`').skip(1).step_by(2).filter(|key| !SAID_IN_RUST.contains(key));
    Cow::Owned(format!("{what} can have {}", suggest::list(keys)))
}

/// The text with what is quoted in it as Rust writes it: `` `wire: name` `` as `` `wire = "name"` ``.
fn in_rust(text: &str) -> String {
    let mut parts = text.split('`');
    let mut spoken = parts.next().unwrap_or_default().to_owned();
    while let Some(quoted) = parts.next() {
        spoken.push('`');
        spoken.push_str(&phrase(quoted));
        if let Some(prose) = parts.next() {
            spoken.push('`');
            spoken.push_str(prose);
        }
    }
    spoken
}

fn phrase(quoted: &str) -> Cow<'_, str> {
    match quoted {
        "T?" => return Cow::Borrowed("Option<T>"),
        "[T]" => return Cow::Borrowed("Vec<T>"),
        "{string: T}" => return Cow::Borrowed("BTreeMap<String, T>"),
        "string" => return Cow::Borrowed("String"),
        _ => {}
    }
    let is_key = |key: &str| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    match quoted.split_once(':') {
        Some((key, "")) if is_key(key) => Cow::Borrowed(key),
        Some((key, value)) if is_key(key) && value.starts_with(' ') => {
            let value = value.trim_start();
            let is_literal =
                value.parse::<f64>().is_ok() || matches!(value, "true" | "false") || value.starts_with(['[', '"']);
            Cow::Owned(if is_literal { format!("{key} = {value}") } else { format!("{key} = \"{value}\"") })
        }
        _ => Cow::Borrowed(quoted),
    }
}

#[cfg(test)]
mod tests {
    use super::{allowed, in_rust};

    #[test]
    fn helps_speak_of_attributes() {
        assert_eq!(
            in_rust("keep it with `wire: unknown`, or `open: false`"),
            "keep it with `wire = \"unknown\"`, or `open = false`"
        );
        assert_eq!(in_rust("give it `wire:` and see `a2a.Message`"), "give it `wire` and see `a2a.Message`");
        assert_eq!(in_rust("make it `T?`"), "make it `Option<T>`");
        assert_eq!(in_rust("an odd ` stays"), "an odd ` stays");
    }

    #[test]
    fn keys_that_rust_has_words_for_are_not_offered() {
        assert_eq!(allowed("a field can have `doc`, `type` and `wire`"), "a field can have `wire`");
        assert_eq!(allowed("did you mean `wire`?"), "did you mean `wire`?");
    }
}
