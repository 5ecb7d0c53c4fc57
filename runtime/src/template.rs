//! Templates: texts with named holes, read once by the generator, built and parsed by one value.
//!
//! The generator parses the text of a template and emits a `const` [`Template`]; its pieces serve
//! the builder and the parser alike, so the two cannot drift apart.
//!
//! ```
//! use typeloom_runtime::place::Place;
//! use typeloom_runtime::template::{Piece, Template};
//!
//! const ORDER: Template = Template::new(
//!     Place::Path,
//!     "/shops/{shop}/orders[/{order}]",
//!     &[
//!         Piece::Literal("/shops/"),
//!         Piece::Parameter("shop"),
//!         Piece::Literal("/orders"),
//!         Piece::Optional(&[Piece::Literal("/"), Piece::Parameter("order")]),
//!     ],
//! );
//!
//! let path = ORDER.build(&[Some("acme/eu"), Some("7")])?;
//! assert_eq!(path, "/shops/acme%2Feu/orders/7");
//! assert_eq!(ORDER.parse(&path)?, [Some("acme/eu".to_owned()), Some("7".to_owned())]);
//! assert_eq!(ORDER.build(&[Some("acme"), None])?, "/shops/acme/orders");
//! # Ok::<(), typeloom_runtime::template::TemplateError>(())
//! ```
//!
//! # What a good template looks like
//!
//! For every value that [`build`](Template::build) accepts, [`parse`](Template::parse) gives the
//! value back, provided that the generator keeps to three rules: two parameters never touch, an
//! optional piece begins with a literal, and at most one optional piece could begin at the same
//! place. Values that would be cut elsewhere than they were joined are refused while building.

mod build;
mod encode;
mod error;
pub(crate) mod family;
mod parse;
mod piece;

pub use encode::{push_encoded, push_segment, write_encoded};
pub use error::TemplateError;
pub use piece::Piece;

use crate::place::Place;
use piece::{count_parameters, head_length, literal_length};

/// A text with named holes, at a place that says how values are written and read.
///
/// See the [module](self) for an example.
#[derive(Debug, Clone, Copy)]
pub struct Template {
    place: Place,
    text: &'static str,
    pieces: &'static [Piece],
    parameters: usize,
    /// The summed length of all literals.
    literals: usize,
    /// The bytes of the first literal that are scheme and authority; 0 unless the place is a URI.
    head: usize,
    keeps_dots: bool,
}

impl Template {
    /// A template at `place`, written as `text` in the description, made of `pieces`.
    ///
    /// A URI begins with a literal that holds its scheme and the whole of its authority.
    pub const fn new(place: Place, text: &'static str, pieces: &'static [Piece]) -> Self {
        let head = match (place, pieces) {
            (Place::Uri, [Piece::Literal(first), ..]) => head_length(first),
            _ => 0,
        };
        Self {
            place,
            text,
            pieces,
            parameters: count_parameters(pieces),
            literals: literal_length(pieces),
            head,
            keeps_dots: false,
        }
    }

    /// The same template, with `.` and `..` kept as written when they come out as a segment.
    ///
    /// Meant for URIs that are names and never sent through a URL library; without effect at any
    /// other place, where no such segment may arise.
    #[must_use]
    pub const fn keeping_dots(mut self) -> Self {
        self.keeps_dots = matches!(self.place, Place::Uri);
        self
    }

    /// The place this template is for.
    pub const fn place(&self) -> Place {
        self.place
    }

    /// The template as the description writes it.
    pub const fn text(&self) -> &'static str {
        self.text
    }

    /// What the template is made of.
    pub const fn pieces(&self) -> &'static [Piece] {
        self.pieces
    }

    /// The number of values the template takes, those of optional pieces included.
    pub const fn parameter_count(&self) -> usize {
        self.parameters
    }

    /// The names of the parameters, in the order in which values are given.
    pub fn parameters(&self) -> Vec<&'static str> {
        let mut names = Vec::with_capacity(self.parameters);
        piece::for_each_parameter(self.pieces, &mut |name| names.push(name));
        names
    }

    /// Scheme and authority of a URI, `""` at any other place.
    pub(crate) fn head(&self) -> &'static str {
        match self.pieces {
            [Piece::Literal(first), ..] => first.get(..self.head).unwrap_or_default(),
            _ => "",
        }
    }

    /// An upper bound of the length of what [`build`](Self::build) gives for `values`.
    pub fn capacity(&self, values: &[Option<&str>]) -> usize {
        let bytes: usize = values.iter().flatten().map(|value| value.len()).sum();
        self.literals + bytes * self.place.growth()
    }

    /// Builds the text from one value per parameter, in one allocation.
    ///
    /// An optional piece is left out when every parameter inside it is `None`.
    ///
    /// # Errors
    ///
    /// When a value is missing, empty, or one that this place cannot carry: [`TemplateError`] says
    /// which parameter and why, and never holds the value.
    pub fn build(&self, values: &[Option<&str>]) -> Result<String, TemplateError> {
        let mut out = String::with_capacity(self.capacity(values));
        build::write(self, values, &mut out)?;
        Ok(out)
    }

    /// Like [`build`](Self::build), behind what `out` already holds, which is not looked at.
    ///
    /// # Errors
    ///
    /// As [`build`](Self::build); `out` is then left as it was.
    pub fn append(&self, values: &[Option<&str>], out: &mut String) -> Result<(), TemplateError> {
        let start = out.len();
        build::write(self, values, out).inspect_err(|_| out.truncate(start))
    }

    /// Reads the values back out of a text, one per parameter, `None` for an optional left out.
    ///
    /// Paths, topics and headers are read strictly. A URI is read as leniently as
    /// [`UriParts`](crate::uri::UriParts) describes.
    ///
    /// # Errors
    ///
    /// When the text does not have the form of the template, or holds a value that
    /// [`build`](Self::build) would not have written.
    pub fn parse(&self, text: &str) -> Result<Vec<Option<String>>, TemplateError> {
        match self.place {
            Place::Uri => Ok(family::match_alone(self, text)?),
            _ => parse::parse(self, text),
        }
    }
}
