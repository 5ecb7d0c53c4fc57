//! Name fragments: a value rewritten character by character so that it can be part of a name.

/// Rewrites `value` by `table`: every character listed there becomes its text, all others stay.
///
/// ```
/// use typeloom_runtime::fragment::replace;
///
/// const TABLE: &[(char, &str)] = &[('-', "_"), ('.', "_"), ('@', "")];
/// assert_eq!(replace("@acme-eu.orders", TABLE), "acme_eu_orders");
/// ```
pub fn replace(value: &str, table: &[(char, &str)]) -> String {
    let mut out = String::with_capacity(value.len());
    append_replaced(&mut out, value, table);
    out
}

/// Like [`replace`], behind what `out` already holds.
pub fn append_replaced(out: &mut String, value: &str, table: &[(char, &str)]) {
    let mut start = 0;
    for (at, character) in value.char_indices() {
        if let Some((_, text)) = table.iter().find(|(listed, _)| *listed == character) {
            out.push_str(value.get(start..at).unwrap_or_default());
            out.push_str(text);
            start = at + character.len_utf8();
        }
    }
    out.push_str(value.get(start..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_entry_for_a_character_counts_and_nothing_is_rewritten_twice() {
        let table = [('a', "b"), ('b', "c"), ('a', "d")];
        assert_eq!(replace("abé", &table), "bcé");
    }

    #[test]
    fn appending_keeps_what_is_there() {
        let mut out = String::from("acme_");
        append_replaced(&mut out, "é.é", &[('é', ""), ('.', "__")]);
        assert_eq!(out, "acme___");
    }
}
