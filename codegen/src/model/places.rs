//! Where a text stands, and which characters it can have there.

/// Where the text of a template stands; it decides how values are written and which literals are possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The path of a URL.
    Path,
    /// A whole abstract URI.
    Uri,
    /// The name of a topic.
    Topic,
    /// The value of a header.
    Header,
}

impl Place {
    /// The keys that give a template its place.
    pub const WORDS: &'static [(&'static str, Self)] =
        &[("path", Self::Path), ("uri", Self::Uri), ("topic", Self::Topic), ("header", Self::Header)];

    /// The key, which is also the word for such a text in names and prose.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Uri => "uri",
            Self::Topic => "topic",
            Self::Header => "header",
        }
    }

    /// Whether values are percent-encoded, so that they hold no other character than letters, digits and `-._~`.
    #[must_use]
    pub const fn encodes(self) -> bool {
        matches!(self, Self::Path | Self::Uri)
    }

    /// Whether a value can hold `character` once it is written.
    #[must_use]
    pub fn may_hold(self, character: char) -> bool {
        !self.encodes() || is_encoded(character)
    }

    /// Whether a reader takes `character` for a part of a value.
    #[must_use]
    pub fn may_read(self, character: char) -> bool {
        !self.encodes() || character != '/'
    }

    /// What makes a literal impossible here, if anything does.
    pub(super) fn refuses(self, character: char) -> Option<&'static str> {
        match self {
            Self::Path | Self::Uri if matches!(character, '?' | '#') => Some("a query or fragment is no part of it"),
            Self::Path | Self::Uri if !is_url_literal(character) => Some("must be percent-encoded"),
            Self::Topic if character.is_whitespace() || character.is_control() => Some("a topic has no white space"),
            Self::Header if !matches!(character, ' '..='~') => Some("a header has visible ASCII only"),
            _ => None,
        }
    }
}

/// Whether percent-encoding writes `character`.
fn is_encoded(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '.' | '-' | '~' | '%')
}

fn is_url_literal(character: char) -> bool {
    is_encoded(character)
        || matches!(character, '/' | ':' | '@' | '!' | '$' | '&' | '\'' | '(' | ')' | '*' | '+' | ',' | ';' | '=')
}
