//! Subjects: what can be addressed, and how a text is read back into one.

use crate::rule::ValueError;
use crate::template::{Template, TemplateError};
use crate::uri::UriError;

/// Something with a path, which references and path types accept in place of a generated subject.
///
/// ```
/// use typeloom_runtime::subject::Subject;
/// use typeloom_runtime::template::{TemplateError, push_segment};
///
/// struct Warehouse(String);
///
/// impl Subject for Warehouse {
///     fn kind_name(&self) -> &'static str {
///         "warehouse"
///     }
///
///     fn path_capacity(&self) -> usize {
///         "/warehouses/".len() + 3 * self.0.len()
///     }
///
///     fn write_path(&self, out: &mut String) -> Result<(), TemplateError> {
///         out.push_str("/warehouses/");
///         push_segment(out, "warehouse", &self.0)
///     }
/// }
///
/// let subject: &dyn Subject = &Warehouse("7/eu".to_owned());
/// assert_eq!(subject.to_path()?, "/warehouses/7%2Feu");
/// # Ok::<(), TemplateError>(())
/// ```
pub trait Subject {
    /// The kind of subject, as it is spelled on the wire.
    fn kind_name(&self) -> &'static str;

    /// An upper bound of the length of the path.
    fn path_capacity(&self) -> usize;

    /// Appends the path, which begins with a slash, to `out`.
    ///
    /// # Errors
    ///
    /// When a value cannot stand in a path; what was appended until then stays.
    fn write_path(&self, out: &mut String) -> Result<(), TemplateError>;

    /// The path, in one allocation.
    ///
    /// # Errors
    ///
    /// When a value cannot stand in a path.
    fn to_path(&self) -> Result<String, TemplateError> {
        let mut path = String::with_capacity(self.path_capacity());
        self.write_path(&mut path)?;
        Ok(path)
    }
}

impl<S: Subject + ?Sized> Subject for &S {
    fn kind_name(&self) -> &'static str {
        (**self).kind_name()
    }

    fn path_capacity(&self) -> usize {
        (**self).path_capacity()
    }

    fn write_path(&self, out: &mut String) -> Result<(), TemplateError> {
        (**self).write_path(out)
    }
}

/// Why a text is no subject or selector. Never shows the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AddressError {
    /// It has the form of none of the members.
    #[error("the text is no `{what}`: compare it with the forms documented for it")]
    NoMatch {
        /// The set that it is read as.
        what: &'static str,
    },
    /// It has the form of a member, with a part that cannot stand there.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// It is a URI of another family.
    #[error(transparent)]
    Uri(#[from] UriError),
    /// It holds a value that its rule refuses.
    #[error(transparent)]
    Value(#[from] ValueError),
}

/// The first template of which `text` has the form, and the values of its parameters.
///
/// # Errors
///
/// [`AddressError::NoMatch`] with `what` when there is none; [`AddressError::Template`] when there
/// is one, and a part of the text cannot stand in it.
pub fn match_text(
    what: &'static str,
    templates: &[Template],
    text: &str,
) -> Result<(usize, Vec<Option<String>>), AddressError> {
    for (at, template) in templates.iter().enumerate() {
        match template.parse(text) {
            Ok(values) => return Ok((at, values)),
            Err(TemplateError::NoMatch { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(AddressError::NoMatch { what })
}
