//! Addresses: types whose values are texts of one place, built and read back.

use std::fmt::{self, Display, Write as _};
use std::str::FromStr;

use crate::place::Place;
use crate::rule::ValueError;
use crate::subject::AddressError;
use crate::template::TemplateError;

/// A type whose values stand in a path, URI, topic or header, and are read back from there.
///
/// With the feature `macros`, `#[derive(Address)]` implements it from a template.
///
/// ```
/// use typeloom_runtime::address::Address;
/// use typeloom_runtime::place::Place;
/// use typeloom_runtime::subject::AddressError;
/// use typeloom_runtime::template::{Piece, Template, TemplateError};
///
/// const TOPIC: Template = Template::new(
///     Place::Topic,
///     "shops.{shop}.orders",
///     &[Piece::Literal("shops."), Piece::Parameter("shop"), Piece::Literal(".orders")],
/// );
///
/// #[derive(Debug, PartialEq)]
/// struct OrdersOf {
///     shop: String,
/// }
///
/// impl Address for OrdersOf {
///     const PLACE: Place = Place::Topic;
///
///     fn to_address(&self) -> Result<String, TemplateError> {
///         TOPIC.build(&[Some(&self.shop)])
///     }
///
///     fn parse_address(text: &str) -> Result<Self, AddressError> {
///         match TOPIC.parse(text)?.as_slice() {
///             [Some(shop)] => Ok(Self { shop: shop.clone() }),
///             _ => Err(AddressError::NoMatch { what: "OrdersOf" }),
///         }
///     }
/// }
///
/// let address = OrdersOf { shop: "acme".to_owned() };
/// assert_eq!(address.to_address()?, "shops.acme.orders");
/// assert_eq!(OrdersOf::parse_address("shops.acme.orders")?, address);
/// # Ok::<(), AddressError>(())
/// ```
pub trait Address: Sized {
    /// Where the texts stand.
    const PLACE: Place;

    /// The address.
    ///
    /// # Errors
    ///
    /// When a value cannot stand there, or breaks its rule.
    fn to_address(&self) -> Result<String, TemplateError>;

    /// Reads an address.
    ///
    /// # Errors
    ///
    /// When the text has another form, or holds a value that a rule or a type refuses.
    fn parse_address(text: &str) -> Result<Self, AddressError>;
}

/// The value called `name`, read from its text.
///
/// # Errors
///
/// [`ValueError::Malformed`] in place of the error of the type, whose text might show the value.
pub fn read_value<T: FromStr>(name: &'static str, text: &str) -> Result<T, ValueError> {
    text.parse().map_err(|_| ValueError::Malformed { name })
}

/// The length of a value's text in bytes.
pub fn text_length(value: &dyn Display) -> usize {
    struct Length(usize);
    impl fmt::Write for Length {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0 += text.len();
            Ok(())
        }
    }
    let mut length = Length(0);
    // A value that cannot be shown has no text, and building its address says so.
    let _ = write!(length, "{value}");
    length.0
}

/// The text of the value called `name`.
///
/// # Errors
///
/// [`ValueError::Malformed`] when the value cannot be shown: its `Display` fails.
pub fn write_value(name: &'static str, value: &dyn Display) -> Result<String, ValueError> {
    let mut text = String::new();
    match write!(text, "{value}") {
        Ok(()) => Ok(text),
        Err(_) => Err(ValueError::Malformed { name }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows itself, unless it is none.
    struct Shown(Option<u8>);

    impl Display for Shown {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.ok_or(fmt::Error)?.fmt(formatter)
        }
    }

    #[test]
    fn values_are_written_and_read_without_showing_them() {
        assert_eq!(write_value("count", &Shown(Some(42))), Ok("42".to_owned()));
        assert_eq!(text_length(&Shown(Some(42))), 2);
        assert_eq!(write_value("count", &Shown(None)), Err(ValueError::Malformed { name: "count" }));
        assert_eq!(text_length(&Shown(None)), 0);
        assert_eq!(read_value::<u8>("count", "42"), Ok(42));
        let error = read_value::<u8>("count", "hunter2").map_err(|error| error.to_string());
        assert_eq!(error, Err("`count` does not have the form of a value of its type".to_owned()));
    }
}
