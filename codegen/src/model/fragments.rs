//! How values become part of names, resolved.

use super::resolver::Resolver;
use crate::diagnostic::{Code, Diagnostic};
use crate::raw::fragments::RawFragment;

/// How values become part of names: single characters and what stands for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fragment {
    /// The table in written order.
    pub replace: Vec<(char, String)>,
}

impl Fragment {
    pub(super) fn resolve(raw: &RawFragment, resolver: &mut Resolver<'_>) -> Self {
        let mut replace = Vec::new();
        for named in &raw.replace {
            let mut characters = named.name.value.chars();
            if let (Some(character), None) = (characters.next(), characters.next()) {
                replace.push((character, named.value.value.clone()));
            } else {
                resolver.diagnostics.push(
                    Diagnostic::new(
                        Code::InvalidValue,
                        named.name.span,
                        "only single characters are replaced".to_owned(),
                    )
                    .label("not one character")
                    .help("write one entry for each character"),
                );
            }
        }
        Self { replace }
    }

    /// A text that is known now, with its characters replaced.
    #[must_use]
    pub fn apply(&self, text: &str) -> String {
        let mut result = String::with_capacity(text.len());
        for character in text.chars() {
            match self.replace.iter().find(|(listed, _)| *listed == character) {
                Some((_, replacement)) => result.push_str(replacement),
                None => result.push(character),
            }
        }
        result
    }
}
