//! Templates of paths.

use serde::Deserialize;

/// A piece of the template of a path: `"/orders/"`, `{"parameter": "id"}` or `{"optional": ["/", …]}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum PathPiece {
    /// Text that stands for itself.
    Literal(String),
    /// One value, percent-encoded, which ends before the next `/`.
    Parameter {
        /// The name.
        parameter: String,
    },
    /// Pieces that may be left out.
    Optional {
        /// The pieces.
        optional: Vec<PathPiece>,
    },
}

/// The template as a person writes it: `/orders/{id}`.
pub(super) fn shown(pieces: &[PathPiece]) -> String {
    let shown = |piece: &PathPiece| match piece {
        PathPiece::Literal(text) => text.clone(),
        PathPiece::Parameter { parameter } => format!("{{{parameter}}}"),
        PathPiece::Optional { optional } => format!("[{}]", shown(optional)),
    };
    pieces.iter().map(shown).collect()
}
