//! Looking into markup that somebody else wrote, without parsing it: just enough to name it and to tell it from prose.

use crate::rule::is_blank;

/// Whether `text`, already trimmed, begins with the element `tag`, which is opened as often as it is closed.
pub(super) fn is_whole(text: &str, tag: &str) -> bool {
    let after = text.strip_prefix('<').and_then(|text| text.strip_prefix(tag));
    after.is_some_and(|after| after.starts_with([' ', '>', '\n', '\t', '\r']))
        && openings(text, tag).count() == closings(text, tag)
}

/// The value of an attribute of the first element `tag`, in double or single quotes, as it is written.
///
/// The element ends at the first `>`, wherever that is, and its attribute is the first text `name=` that no letter, digit
/// or underscore precedes: so it is also found in `data-title="…"`, and not in `title = "…"`. That is how documents of this
/// kind have always been looked into.
pub(super) fn attribute<'t>(text: &'t str, tag: &str, name: &str) -> Option<&'t str> {
    let (inside, _) = openings(text, tag).next()?.split_once('>')?;
    let inside = inside.strip_suffix('/').unwrap_or(inside);
    inside.char_indices().find_map(|(at, _)| {
        let (before, found) = inside.split_at(at);
        let value = found.strip_prefix(name)?.strip_prefix('=').filter(|_| !before.ends_with(is_word))?;
        let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''))?;
        value.strip_prefix(quote)?.split_once(quote).map(|(value, _)| value)
    })
}

/// What follows each `<Tag` that is no beginning of a longer name.
fn openings<'t>(text: &'t str, tag: &str) -> impl Iterator<Item = &'t str> {
    let behind = text.match_indices('<').filter_map(move |(at, _)| text.get(at + 1..)?.strip_prefix(tag));
    behind.filter(|behind| !behind.starts_with(is_word))
}

/// How many `</Tag>` there are, with or without white space before the `>`.
fn closings(text: &str, tag: &str) -> usize {
    let behind = text.match_indices("</").filter_map(|(at, _)| text.get(at + 2..)?.strip_prefix(tag));
    behind.filter(|behind| behind.trim_start_matches(is_blank).starts_with('>')).count()
}

/// Whether a name goes on with `character`.
fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use super::{attribute, is_whole};

    fn title(text: &str) -> Option<&str> {
        attribute(text, "Card", "title")
    }

    #[test]
    fn titles_are_found_as_they_always_were() {
        assert_eq!(title("x<Card a='1'\n title='it\"s'>"), Some("it\"s"));
        assert_eq!(title("<Card name='n' title='t'/>"), Some("t"));
        assert_eq!(title("<Card data-title=\"D\">"), Some("D"));
        assert_eq!(title("<Card title=\"A\" title='B'>"), Some("A"));
        assert_eq!(title("<Card title={x} title='B'>"), Some("B"));
        assert_eq!(title("<Card title=\"\">"), Some(""));
        assert_eq!(title("<Cards title='1'><Card title='2'>"), Some("2"));
        assert_eq!(title("<Card><Card title='inner'></Card></Card>"), None);
        for text in ["<Card title=\"a>b\">", "<Card subtitle='S'>", "<Card title = 'S'>", "<Card title='a", "<Card "] {
            assert_eq!(title(text), None, "{text}");
        }
    }

    #[test]
    fn documents_are_told_from_prose() {
        for text in ["<Card></Card>", "<Card\n></Card\t>", "<Card><Card></Card></Card>", "<Card></Card>x"] {
            assert!(is_whole(text, "Card"), "{text}");
        }
        for text in
            ["", "<Card", "<Card>", "<Card/></Card>", "<Card />", "<Cards></Card>", "x<Card></Card>", "<card></card>"]
        {
            assert!(!is_whole(text, "Card"), "{text}");
        }
    }
}
