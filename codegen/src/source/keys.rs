//! What can be a key, and what cannot.

use std::collections::HashMap;

use super::node::quoted;
use super::{Node, NodeValue, Scalar, Spanned};
use crate::diagnostic::{Code, Diagnostic, Span};

/// The keys of one mapping so far.
#[derive(Debug, Default)]
pub struct Keys {
    written: HashMap<String, Span>,
}

impl Keys {
    /// Accepts a node as the next key, unless it is none or is there already.
    ///
    /// # Errors
    /// The finding about a key that cannot be one.
    pub fn accept(&mut self, node: Node) -> Result<Spanned<String>, Diagnostic> {
        let span = node.span;
        let NodeValue::Scalar(Scalar { text: key, plain }) = node.value else {
            let message = format!("a key is a text, and this is {}", node.found());
            return Err(Diagnostic::new(Code::UnsupportedYaml, span, message)
                .label("not a text")
                .help("put a template that starts with `{` in quotes"));
        };
        if plain && span.is_empty() {
            let message = "there is no key before this `:`";
            return Err(Diagnostic::new(Code::YamlSyntax, span, message).label("a key is missing"));
        }
        if plain && key == "<<" {
            return Err(merge(span));
        }
        if let Some(first) = self.written.get(&key) {
            return Err(duplicate(&key, span, *first));
        }
        self.written.insert(key.clone(), span);
        Ok(Spanned::new(key, span))
    }
}

/// Merging hides where a key comes from, from people and from carets.
fn merge(span: Span) -> Diagnostic {
    Diagnostic::new(Code::UnsupportedYaml, span, "schemas do not use YAML merge keys")
        .label("a merge key")
        .help("write the keys out, or give the shared part a name and refer to it")
}

fn duplicate(key: &str, span: Span, first: Span) -> Diagnostic {
    let message = format!("the key {} is written twice", quoted(key));
    Diagnostic::new(Code::DuplicateKey, span, message)
        .label("the second time")
        .related(first, "the first time")
        .help("remove one of them, or give it another name")
}
