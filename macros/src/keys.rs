//! The keys that attributes can have.

use typeloom::source::{Entry, Fields};

use super::nodes;
use super::reading::Reading;

/// The keys of rules for text.
pub(crate) const RULES: &[&str] =
    &["trim", "strip_prefix", "non_empty", "starts_with", "trim_end", "min_length", "max_length", "pattern"];

/// The entries whose keys are among these; others are reported, as the readers of schemas do it.
pub(crate) fn allowed(
    said: Vec<Entry>,
    what: &'static str,
    keys: &[&'static str],
    reading: &mut Reading,
) -> Vec<Entry> {
    let Some(first) = said.first() else { return said };
    let node = nodes::mapping(said.clone(), first.key.span);
    if let Some(mut fields) = Fields::of(&node, what, &mut reading.findings) {
        for key in keys {
            fields.take(key);
        }
        fields.finish(&mut reading.findings);
    }
    said.into_iter().filter(|entry| keys.contains(&entry.key.value.as_str())).collect()
}
