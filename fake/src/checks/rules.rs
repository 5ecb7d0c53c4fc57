//! Rules for text, applied as the codecs of generated code apply them.

use regex_lite::Regex;

use crate::description::Rules;

/// What becomes of a text, or why it is refused.
pub(crate) fn apply(rules: &Rules, text: &str) -> Result<String, String> {
    let is_space = |character: char| character.is_whitespace() || matches!(character, '\u{1c}'..='\u{1f}');
    let mut text = if rules.trim { text.trim_matches(is_space) } else { text };
    if let Some(prefix) = &rules.strip_prefix {
        text = text.strip_prefix(prefix.as_str()).unwrap_or(text);
    }
    if !rules.starts_with.is_empty() && !rules.starts_with.iter().any(|prefix| text.starts_with(prefix.as_str())) {
        return Err(format!("the text does not begin with {}", rules.starts_with.join(" or ")));
    }
    if let Some(suffix) = rules.trim_end.as_deref().filter(|suffix| !suffix.is_empty()) {
        text = text.trim_end_matches(suffix);
    }
    if rules.non_empty && text.is_empty() {
        return Err("the text is empty".to_owned());
    }
    let length = text.chars().count();
    match (rules.min_length, rules.max_length) {
        (Some(least), _) if length < least => return Err(format!("the text has less than {least} characters")),
        (_, Some(most)) if length > most => return Err(format!("the text has more than {most} characters")),
        _ => {}
    }
    match &rules.pattern {
        // A pattern that does not compile here refuses nothing: the fake is no judge of it.
        Some(pattern) if Regex::new(&format!(r"\A(?:{pattern})\z")).is_ok_and(|regex| !regex.is_match(text)) => {
            Err(format!("the text does not match `{pattern}`"))
        }
        _ => Ok(text.to_owned()),
    }
}
