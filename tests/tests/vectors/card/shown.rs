//! Cards as the official package shows them, without escaping, and as they are safe.

use serde_json::Value;

/// What stands for a text, in an element and in an attribute. The official package writes both as they are.
#[derive(Clone, Copy)]
pub struct Escapes {
    content: &'static [(char, &'static str)],
    attribute: &'static [(char, &'static str)],
}

pub const VERBATIM: Escapes = Escapes { content: &[], attribute: &[] };
pub const SAFE: Escapes = Escapes {
    content: &[('&', "&amp;"), ('<', "&lt;"), ('>', "&gt;"), ('{', "&#123;"), ('}', "&#125;")],
    attribute: &[('&', "&amp;"), ('"', "&quot;"), ('<', "&lt;"), ('>', "&gt;")],
};

fn replaced(text: &str, escapes: &[(char, &str)]) -> String {
    escapes.iter().fold(text.to_owned(), |text, (character, entity)| text.replace(*character, entity))
}

impl Escapes {
    fn content(self, text: &Value) -> String {
        replaced(text.as_str().unwrap_or_default(), self.content)
    }

    /// An attribute that is left out when it is empty.
    fn attribute(self, name: &str, text: &Value) -> String {
        let value = replaced(text.as_str().unwrap_or_default(), self.attribute);
        if value.is_empty() { value } else { format!(" {name}=\"{value}\"") }
    }
}

pub fn text(arguments: &Value, escapes: Escapes) -> String {
    format!("<Text>{}</Text>", escapes.content(&arguments["content"]))
}

pub fn field(arguments: &Value, escapes: Escapes) -> String {
    let (label, value) =
        if arguments.is_array() { (&arguments[0], &arguments[1]) } else { (&arguments["label"], &arguments["value"]) };
    let label = replaced(label.as_str().unwrap(), escapes.attribute);
    format!("<Field label=\"{label}\">{}</Field>", escapes.content(value))
}

pub fn button(arguments: &Value, escapes: Escapes) -> String {
    let attributes = ["id", "url", "style"].map(|name| escapes.attribute(name, &arguments[name])).concat();
    format!("<Button{attributes}>{}</Button>", escapes.content(&arguments["label"]))
}

fn inside(arguments: &Value, escapes: Escapes, one: fn(&Value, Escapes) -> String) -> String {
    arguments["children"].as_array().unwrap().iter().map(|child| one(child, escapes)).collect::<Vec<_>>().join("\n")
}

pub fn fields(arguments: &Value, escapes: Escapes) -> String {
    format!("<Fields>\n{}\n</Fields>", inside(arguments, escapes, field))
}

pub fn actions(arguments: &Value, escapes: Escapes) -> String {
    format!("<Actions>\n{}\n</Actions>", inside(arguments, escapes, button))
}

pub fn card(arguments: &Value, escapes: Escapes) -> String {
    format!("<Card{}>\n\n</Card>", escapes.attribute("title", &arguments["title"]))
}

pub fn divider(_: &Value, _: Escapes) -> String {
    "<Divider />".to_owned()
}
