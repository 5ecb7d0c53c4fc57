//! "Did you mean": the name that was probably meant.

/// How alike two names must be, from 0 to 1, before one is offered for the other.
const ALIKE: f64 = 0.82;

/// How many names a list shows before it is cut.
const SHOWN: usize = 24;

/// The candidate that `name` was probably meant to be, if one is close enough.
///
/// A name that differs only in case, dashes or underscores always wins.
pub fn closest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = folded(name);
    let mut best: Option<(f64, &'a str)> = None;
    for candidate in candidates.filter(|candidate| *candidate != name) {
        let score = score(&wanted, &folded(candidate));
        let better = best.is_none_or(|(known, earlier)| score > known || (score >= known && candidate < earlier));
        if score >= ALIKE && better {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The names as a readable list: `` `a`, `b` and `c` ``; a long list is cut.
pub fn list<'a>(candidates: impl Iterator<Item = &'a str>) -> String {
    let mut names: Vec<String> = candidates.map(|name| format!("`{name}`")).collect();
    if names.len() > SHOWN {
        let more = names.len() - SHOWN;
        names.truncate(SHOWN);
        names.push(format!("{more} more"));
    }
    match names.pop() {
        None => String::from("none"),
        Some(last) if names.is_empty() => last,
        Some(last) => format!("{} and {last}", names.join(", ")),
    }
}

/// One help line from both: the name that was probably meant, or else all that are allowed.
pub fn help<'a>(name: &str, candidates: impl Iterator<Item = &'a str> + Clone) -> Option<String> {
    if let Some(meant) = closest(name, candidates.clone()) {
        return Some(format!("did you mean `{meant}`?"));
    }
    candidates.clone().next()?;
    Some(format!("it can be {}", list(candidates)))
}

/// Spelling without what people mix up between languages.
fn folded(name: &str) -> String {
    name.chars().filter(|letter| !matches!(letter, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect()
}

/// Jaro-Winkler likes long common beginnings and forgives too much in short names, where one edit in
/// Damerau's sense is the better measure.
fn score(wanted: &str, candidate: &str) -> f64 {
    if wanted == candidate {
        return 1.0;
    }
    let edits = strsim::damerau_levenshtein(wanted, candidate);
    let longest = wanted.chars().count().max(candidate.chars().count());
    if edits == 1 && longest >= 3 {
        return 0.95;
    }
    // A word that was cut short: `camel` for `camelCase`.
    if wanted.chars().count() >= 4 && candidate.starts_with(wanted) {
        return 0.9;
    }
    if edits * 3 > longest {
        return 0.0;
    }
    strsim::jaro_winkler(wanted, candidate)
}
