//! Documents of components, such as cards: how they are rendered, and in which ways they can be given.
//!
//! Generated builders are [`Component`]s, which write themselves through [`Markup`]. What is sent is a [`Document`]: one
//! that was built, markup that somebody else wrote, or the URL of either.

mod markup;
mod scan;

use std::fmt::{self, Display, Formatter};

use crate::rule::{alternatives, trim};

pub use markup::{Children, Component, Element, Markup};

/// Why something is not accepted as a document. Names the document, never shows what was given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// The markup is empty or white space.
    #[error("the markup of `{document}` is blank: give some, or build the document from components")]
    BlankMarkup {
        /// What the document is called.
        document: &'static str,
    },
    /// The URL is empty or white space.
    #[error("the URL of `{document}` is blank: give one that starts with {}", alternatives(beginnings))]
    BlankUrl {
        /// What the document is called.
        document: &'static str,
        /// The texts that the URL may begin with.
        beginnings: &'static [&'static str],
    },
    /// The URL begins with none of the texts that it must begin with.
    #[error("the URL of `{document}` must start with {}, without white space before it", alternatives(beginnings))]
    Url {
        /// What the document is called.
        document: &'static str,
        /// The texts that the URL may begin with.
        beginnings: &'static [&'static str],
    },
}

/// What is the same for all documents of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    tag: &'static str,
    media_type: &'static str,
    title: Option<&'static str>,
    file: Option<&'static str>,
    beginnings: &'static [&'static str],
}

impl Format {
    /// Documents whose root component has this tag, and their media type.
    pub const fn new(tag: &'static str, media_type: &'static str) -> Self {
        Self { tag, media_type, title: None, file: None, beginnings: &[] }
    }

    /// Takes the title from this attribute of the root component.
    #[must_use]
    pub const fn title(mut self, attribute: &'static str) -> Self {
        self.title = Some(attribute);
        self
    }

    /// Names files like this, with the title in front.
    #[must_use]
    pub const fn file(mut self, name: &'static str) -> Self {
        self.file = Some(name);
        self
    }

    /// Accepts URLs that begin with one of these.
    #[must_use]
    pub const fn url(mut self, beginnings: &'static [&'static str]) -> Self {
        self.beginnings = beginnings;
        self
    }

    /// Whether `text` is one whole document: between white space that does not matter it begins with the root component,
    /// which is opened as often as it is closed. `<Card />` is not, as nothing closes it; nothing else is checked.
    ///
    /// ```
    /// use typeloom_runtime::document::Format;
    ///
    /// const CARD: Format = Format::new("Card", "text/plain");
    /// assert!(CARD.is_markup(" <Card title='Hello'></Card >\n"));
    /// assert!(!CARD.is_markup("<Card />"));
    /// assert!(!CARD.is_markup("<Cards></Cards>"));
    /// ```
    pub fn is_markup(&self, text: &str) -> bool {
        scan::is_whole(trim(text), self.tag)
    }
}

/// A document that can be sent.
///
/// ```
/// use typeloom_runtime::document::{Document, Format};
///
/// const CARD: &Format = &Format::new("Card", "text/plain").title("title").file("card.txt").url(&["https://"]);
///
/// let card = Document::from_markup(CARD, "<Card title='Out of Order'></Card>".to_owned())?;
/// assert_eq!(card.title(), Some("Out of Order"));
/// assert_eq!(card.file_name().as_deref(), Some("out-of-order.card.txt"));
///
/// let error = Document::from_url(CARD, "ftp://acme.example".to_owned()).unwrap_err();
/// assert_eq!(error.to_string(), "the URL of `Card` must start with `https://`, without white space before it");
/// # Ok::<(), typeloom_runtime::DocumentError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    format: &'static Format,
    content: Content,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Content {
    Markup { text: String, title: Option<String> },
    Url(String),
}

impl Document {
    /// A document that was built, and its title, of which an empty one is none.
    pub fn built(format: &'static Format, root: &dyn Component, title: Option<&str>) -> Self {
        let title = title.filter(|title| !title.is_empty()).map(str::to_owned);
        Self { format, content: Content::Markup { text: root.markup(), title } }
    }

    /// A document of which somebody else wrote the markup. It is sent as it is, and not checked.
    ///
    /// # Errors
    ///
    /// [`DocumentError::BlankMarkup`]
    pub fn from_markup(format: &'static Format, text: String) -> Result<Self, DocumentError> {
        if trim(&text).is_empty() {
            return Err(DocumentError::BlankMarkup { document: format.tag });
        }
        let title = format.title.and_then(|attribute| scan::attribute(&text, format.tag, attribute));
        let title = title.map(str::to_owned);
        Ok(Self { format, content: Content::Markup { text, title } })
    }

    /// A document that is somewhere else.
    ///
    /// # Errors
    ///
    /// [`DocumentError::BlankUrl`], or [`DocumentError::Url`] when it begins with something else than it must. It is
    /// neither trimmed nor otherwise checked.
    pub fn from_url(format: &'static Format, url: String) -> Result<Self, DocumentError> {
        let (document, beginnings) = (format.tag, format.beginnings);
        if trim(&url).is_empty() {
            return Err(DocumentError::BlankUrl { document, beginnings });
        }
        if !beginnings.iter().any(|beginning| url.starts_with(beginning)) {
            return Err(DocumentError::Url { document, beginnings });
        }
        Ok(Self { format, content: Content::Url(url) })
    }

    /// The media type of its markup, wherever that is.
    pub const fn media_type(&self) -> &'static str {
        self.format.media_type
    }

    /// The markup, unless only the URL is known.
    pub fn markup(&self) -> Option<&str> {
        match &self.content {
            Content::Markup { text, .. } => Some(text),
            Content::Url(_) => None,
        }
    }

    /// Where the document is, if it is somewhere else.
    pub fn url(&self) -> Option<&str> {
        match &self.content {
            Content::Markup { .. } => None,
            Content::Url(url) => Some(url),
        }
    }

    /// The title: as it was given to the builder, or else the attribute of the first root component in the markup, as it is
    /// written there. None of a URL.
    pub fn title(&self) -> Option<&str> {
        match &self.content {
            Content::Markup { title, .. } => title.as_deref(),
            Content::Url(_) => None,
        }
    }

    /// The name of a file for the markup: the title in lower case, with dashes for spaces, in front of what all documents
    /// of this kind are called; that alone where there is no title. Slashes, backslashes and control characters are dashes
    /// too, so that the name leads out of no folder. None of a URL.
    pub fn file_name(&self) -> Option<String> {
        let (Content::Markup { title, .. }, Some(file)) = (&self.content, self.format.file) else { return None };
        let Some(title) = title.as_deref().filter(|title| !title.is_empty()) else { return Some(file.to_owned()) };
        let is_replaced = |character: char| matches!(character, ' ' | '/' | '\\') || character.is_control();
        let title = trim(title).to_lowercase().replace(is_replaced, "-");
        Some(format!("{title}.{file}"))
    }
}

/// The markup, or the URL.
impl Display for Document {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match &self.content {
            Content::Markup { text, .. } => formatter.write_str(text),
            Content::Url(url) => formatter.write_str(url),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Document, DocumentError, Format};

    const CARD: &Format =
        &Format::new("Card", "text/plain").title("title").file("card.txt").url(&["http://", "https://"]);

    fn titled(title: &str) -> String {
        let markup = format!("<Card title=\"{title}\"></Card>");
        Document::from_markup(CARD, markup).unwrap().file_name().unwrap()
    }

    #[test]
    fn files_are_named_by_title() {
        assert_eq!(titled("  Spaced Out  Title "), "spaced-out--title.card.txt");
        assert_eq!(titled(""), "card.txt");
        assert_eq!(titled(" "), ".card.txt");
        assert_eq!(titled("../A\\B\nC\0"), "..-a-b-c-.card.txt");
        assert_eq!(titled("ÉTÉ"), "été.card.txt");
        let untitled = Document::from_markup(CARD, "<Card></Card>".to_owned()).unwrap();
        assert_eq!((untitled.title(), untitled.file_name().as_deref()), (None, Some("card.txt")));
    }

    #[test]
    fn urls_begin_as_they_must() {
        let url = |url: &str| Document::from_url(CARD, url.to_owned());
        let known = url("https://acme.example").unwrap();
        assert_eq!((known.url(), known.markup(), known.file_name()), (Some("https://acme.example"), None, None));
        assert!(matches!(url(" \t"), Err(DocumentError::BlankUrl { .. })));
        for other in ["HTTPS://acme.example", " https://acme.example", "acme.example"] {
            assert!(matches!(url(other), Err(DocumentError::Url { .. })), "{other}");
        }
        assert!(matches!(Document::from_markup(CARD, "\u{a0}".to_owned()), Err(DocumentError::BlankMarkup { .. })));
    }
}
