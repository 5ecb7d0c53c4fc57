//! Rules for text as constants of the runtime.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::model::rules::Rules;

/// `runtime::Rule::new("name").trim().non_empty()…`
pub(super) fn constant(name: &str, rules: &Rules) -> TokenStream {
    let trim = rules.trim.then(|| quote!(.trim()));
    let strip = rules.strip_prefix.as_ref().map(|prefix| quote!(.strip_prefix(#prefix)));
    let non_empty = rules.non_empty.then(|| quote!(.non_empty()));
    let beginnings = &rules.starts_with;
    let beginning = (!beginnings.is_empty()).then(|| quote!(.starts_with(&[#(#beginnings),*])));
    let ending = rules.trim_end.as_ref().map(|suffix| quote!(.trim_end(#suffix)));
    let length = |limit: Option<u32>| limit.map(Literal::u32_unsuffixed);
    let min = length(rules.min_length).map(|limit| quote!(.min_length(#limit)));
    let max = length(rules.max_length).map(|limit| quote!(.max_length(#limit)));
    let pattern = rules.pattern.as_ref().map(|pattern| {
        quote!(.pattern({
            static PATTERN: runtime::Pattern = runtime::Pattern::new(#pattern);
            &PATTERN
        }))
    });
    quote!(runtime::Rule::new(#name) #trim #strip #non_empty #beginning #ending #min #max #pattern)
}

/// What the rules do, as a line of documentation.
pub(super) fn prose(rules: &Rules) -> String {
    let mut steps = Vec::new();
    if rules.trim {
        steps.push("white space at both ends is removed".to_owned());
    }
    if let Some(prefix) = &rules.strip_prefix {
        steps.push(format!("one `{prefix}` in front is removed"));
    }
    if rules.non_empty {
        steps.push("what is left must not be empty".to_owned());
    }
    if !rules.starts_with.is_empty() {
        let beginnings: Vec<String> = rules.starts_with.iter().map(|text| format!("`{text}`")).collect();
        steps.push(format!("it starts with {}", beginnings.join(" or ")));
    }
    if let Some(suffix) = &rules.trim_end {
        steps.push(format!("each `{suffix}` at the end is removed"));
    }
    match (rules.min_length, rules.max_length) {
        (Some(min), Some(max)) => steps.push(format!("it has {min} to {max} characters")),
        (Some(min), None) => steps.push(format!("it has at least {min} characters")),
        (None, Some(max)) => steps.push(format!("it has at most {max} characters")),
        (None, None) => {}
    }
    if let Some(pattern) = &rules.pattern {
        steps.push(format!("it matches `{pattern}`"));
    }
    if steps.is_empty() {
        " Makes the value from text.".to_owned()
    } else {
        format!(" Makes the value from text: {}.", steps.join(", "))
    }
}
