//! Rendering: elements, attributes and text, escaped as JSX reads them, written one after the other into one text.

/// Something that is rendered as an element.
///
/// ```
/// use typeloom_runtime::document::{Component, Markup};
///
/// struct Field {
///     label: String,
///     value: String,
/// }
///
/// impl Component for Field {
///     fn write(&self, markup: &mut Markup) {
///         markup.element("Field").attribute("label", &self.label).text(&self.value);
///     }
/// }
///
/// let field = Field { label: "\"Q\" & A".to_owned(), value: "1 < {2}".to_owned() };
/// assert_eq!(field.markup(), r#"<Field label="&quot;Q&quot; &amp; A">1 &lt; &#123;2&#125;</Field>"#);
/// ```
pub trait Component {
    /// Writes the element.
    fn write(&self, markup: &mut Markup);

    /// The element as text.
    fn markup(&self) -> String {
        let mut markup = Markup { text: String::with_capacity(SMALL) };
        self.write(&mut markup);
        markup.text
    }
}

/// Most elements are shorter, and most documents need few steps from here.
const SMALL: usize = 512;

/// The text of a document, to which components append themselves.
#[derive(Debug)]
pub struct Markup {
    text: String,
}

impl Markup {
    /// Begins an element.
    pub fn element(&mut self, tag: &'static str) -> Element<'_> {
        self.text.push('<');
        self.text.push_str(tag);
        Element { markup: self, tag }
    }

    fn close(&mut self, tag: &str) {
        self.text.push_str("</");
        self.text.push_str(tag);
        self.text.push('>');
    }
}

/// An element that was begun: attributes can follow, and then exactly one of [`text`](Self::text),
/// [`empty`](Self::empty) and [`children`](Self::children).
#[derive(Debug)]
#[must_use = "the element is not complete"]
pub struct Element<'m> {
    markup: &'m mut Markup,
    tag: &'static str,
}

impl<'m> Element<'m> {
    /// Writes an attribute.
    pub fn attribute(self, name: &'static str, value: &str) -> Self {
        let text = &mut self.markup.text;
        text.push(' ');
        text.push_str(name);
        text.push_str("=\"");
        escape(text, value, in_attribute);
        text.push('"');
        self
    }

    /// Writes an attribute, unless it is empty.
    pub fn optional(self, name: &'static str, value: &str) -> Self {
        if value.is_empty() { self } else { self.attribute(name, value) }
    }

    /// Writes text, and the end.
    pub fn text(self, text: &str) {
        self.markup.text.push('>');
        escape(&mut self.markup.text, text, in_text);
        self.markup.close(self.tag);
    }

    /// Writes the end of an element that holds nothing.
    pub fn empty(self) {
        self.markup.text.push_str(" />");
    }

    /// Goes on with elements inside of this one, each on a line of its own.
    pub fn children(self) -> Children<'m> {
        self.markup.text.push('>');
        Children { markup: self.markup, tag: self.tag, is_empty: true }
    }
}

/// The inside of an element that holds others.
#[derive(Debug)]
#[must_use = "the element is not complete without `end`"]
pub struct Children<'m> {
    markup: &'m mut Markup,
    tag: &'static str,
    is_empty: bool,
}

impl Children<'_> {
    /// Writes an element inside.
    pub fn child(self, child: &dyn Component) -> Self {
        self.markup.text.push('\n');
        child.write(self.markup);
        Self { is_empty: false, ..self }
    }

    /// Writes the end. The inside of an element that holds none is an empty line.
    pub fn end(self) {
        self.markup.text.push_str(if self.is_empty { "\n\n" } else { "\n" });
        self.markup.close(self.tag);
    }
}

/// What stands for a byte of an attribute in double quotes, unless it stands for itself.
const fn in_attribute(byte: u8) -> Option<&'static str> {
    match byte {
        b'&' => Some("&amp;"),
        b'"' => Some("&quot;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        _ => None,
    }
}

/// What stands for a byte of text, unless it stands for itself. Braces would begin and end an expression.
const fn in_text(byte: u8) -> Option<&'static str> {
    match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'{' => Some("&#123;"),
        b'}' => Some("&#125;"),
        _ => None,
    }
}

/// Appends `value`, each run of bytes that stand for themselves at once.
#[inline]
fn escape(out: &mut String, value: &str, escaped: impl Fn(u8) -> Option<&'static str>) {
    let mut rest = value;
    // All bytes that are replaced are ASCII, so that text is only split between characters.
    while let Some((at, entity)) =
        rest.bytes().enumerate().find_map(|(at, byte)| escaped(byte).map(|entity| (at, entity)))
    {
        let (clean, tail) = rest.split_at(at);
        out.push_str(clean);
        out.push_str(entity);
        rest = tail.get(1..).unwrap_or_default();
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::{Component, Markup};

    struct Element(&'static str, &'static str);

    impl Component for Element {
        fn write(&self, markup: &mut Markup) {
            markup.element("E").optional("a", self.0).attribute("b", self.0).text(self.1);
        }
    }

    #[test]
    fn what_has_a_meaning_is_escaped() {
        let hostile = "<>&\"'{}`\\\n\té日😀";
        assert_eq!(
            Element(hostile, hostile).markup(),
            "<E a=\"&lt;&gt;&amp;&quot;'{}`\\\n\té日😀\" b=\"&lt;&gt;&amp;&quot;'{}`\\\n\té日😀\">\
             &lt;&gt;&amp;\"'&#123;&#125;`\\\n\té日😀</E>"
        );
        assert_eq!(Element("", "").markup(), "<E b=\"\"></E>");
    }

    #[test]
    fn children_stand_on_lines_of_their_own() {
        let mut markup = Markup { text: String::new() };
        markup.element("Empty").children().end();
        markup.element("One").children().child(&Element("", "1")).end();
        markup.element("None").empty();
        assert_eq!(markup.text, "<Empty>\n\n</Empty><One>\n<E b=\"\">1</E>\n</One><None />");
    }
}
