//! Examples of text with rules.

use super::pattern;
use crate::checks::rules::apply;
use crate::description::Rules;

/// A text that the rules allow; without one, a text that says what it stands for.
pub(super) fn example(rules: &Rules, name: &str, serial: u64) -> String {
    let plain = words(name, serial);
    // A few repeats leave room for the serial number; where lengths do not, there are less.
    let of_pattern = |repeats| pattern::example(rules.pattern.as_deref()?, repeats, serial);
    let candidates = [4, 2, 1, 0].into_iter().map(of_pattern).chain([Some(plain.clone()), Some(serial.to_string())]);
    let beginnings = || rules.starts_with.iter().map(String::as_str).chain([""]);
    for candidate in candidates.flatten() {
        for beginning in beginnings() {
            let text = fitted(format!("{beginning}{candidate}"), rules, serial);
            if apply(rules, &text).is_ok() {
                return text;
            }
        }
    }
    plain
}

/// The name in words, with the serial number behind: `customer name 1`, and `order-1` for what is an identifier.
pub(super) fn words(name: &str, serial: u64) -> String {
    let mut words = String::new();
    for character in name.chars() {
        match character {
            '_' | '-' | ' ' => words.push(' '),
            upper if upper.is_uppercase() => {
                if !words.is_empty() && !words.ends_with(' ') {
                    words.push(' ');
                }
                words.extend(upper.to_lowercase());
            }
            other => words.push(other),
        }
    }
    let words = words.trim();
    if words.is_empty() {
        return format!("text {serial}");
    }
    match words.strip_suffix(" id").or((words == "id").then_some("id")) {
        Some(of) => format!("{}-{serial}", of.replace(' ', "-")),
        None => format!("{words} {serial}"),
    }
}

/// As long as the rules want it; the end, which holds the serial number, stays.
fn fitted(mut text: String, rules: &Rules, serial: u64) -> String {
    let length = text.chars().count();
    if let Some(least) = rules.min_length
        && length < least
    {
        text.extend(std::iter::repeat_n('0', least.saturating_sub(length).min(65_536)));
    }
    if let Some(greatest) = rules.max_length
        && length > greatest
    {
        let serial: String = serial.to_string().chars().take(greatest).collect();
        let kept: String = text.chars().take(greatest - serial.len()).collect();
        text = kept + &serial;
    }
    text
}
