//! Settings read from the environment, with every problem reported at once.
//!
//! ```
//! use std::collections::BTreeMap;
//! use std::time::Duration;
//! use typeloom_runtime::settings::SettingsReader;
//!
//! let environment = BTreeMap::from([("ACME_WAIT".to_owned(), "soon".to_owned())]);
//! let mut reader = SettingsReader::new(&environment);
//! let host: Option<String> = reader.required("ACME_HOST");
//! let wait = reader.with_default("ACME_WAIT", Duration::from_secs(5));
//! let error = reader.finish_with(|| Some((host?, wait))).unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "2 settings are missing or invalid:\n\
//!      - `ACME_HOST` is missing: set this environment variable\n\
//!      - `ACME_WAIT` is invalid: expected a duration such as `1.5s`, `250ms` or `1m30s`, \
//!      or a number of seconds"
//! );
//! ```

mod environment;
mod error;
mod shown;
mod value;

use std::fmt::{self, Debug, Display, Formatter};

pub use environment::{Environment, ProcessEnvironment};
pub use error::{SettingFault, SettingProblem, SettingsError};
pub use shown::shown_url;
pub use value::{FromSetting, SettingReason, from_text};

/// Reads settings one by one and remembers what is wrong with them until the end.
///
/// See the [module](self) for an example.
#[derive(Clone)]
pub struct SettingsReader<'e> {
    environment: &'e dyn Environment,
    ignores_empty: bool,
    problems: Vec<SettingProblem>,
}

impl<'e> SettingsReader<'e> {
    /// A reader of `environment`.
    pub fn new(environment: &'e dyn Environment) -> Self {
        Self { environment, ignores_empty: false, problems: Vec::new() }
    }

    /// Takes a variable that is set to nothing for one that is not set.
    #[must_use]
    pub fn ignoring_empty(mut self) -> Self {
        self.ignores_empty = true;
        self
    }

    /// The setting `name`, which has to be set. `None` is a problem that
    /// [`finish`](Self::finish) reports.
    pub fn required<T: FromSetting>(&mut self, name: &str) -> Option<T> {
        let Some(text) = self.text(name) else {
            self.report(name, SettingFault::Missing);
            return None;
        };
        self.read(name, &text)
    }

    /// The setting `name`, `None` when it is not set, or invalid, which
    /// [`finish`](Self::finish) reports.
    pub fn optional<T: FromSetting>(&mut self, name: &str) -> Option<T> {
        let text = self.text(name)?;
        self.read(name, &text)
    }

    /// The setting `name`, `default` when it is not set, or invalid, which
    /// [`finish`](Self::finish) reports.
    pub fn with_default<T: FromSetting>(&mut self, name: &str, default: T) -> T {
        self.optional(name).unwrap_or(default)
    }

    /// The setting `name` as `read` makes it of its text, or of `default` when it is not set. `None` is a problem that
    /// [`finish`](Self::finish) reports.
    pub fn read_or<T>(
        &mut self,
        name: &str,
        default: &str,
        read: impl FnOnce(&str) -> Result<T, SettingReason>,
    ) -> Option<T> {
        let result = match self.text(name) {
            Some(text) => read(&text),
            None => read(default)
                .map_err(|reason| SettingReason::new(format!("it is not set, and its default is no value: {reason}"))),
        };
        self.check(name, result)
    }

    /// What a further check of the setting `name` came to; an error is reported like one of the
    /// reader's own, so its text must not show the value.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use typeloom_runtime::origin::Origin;
    /// use typeloom_runtime::settings::SettingsReader;
    ///
    /// let environment = BTreeMap::from([("ACME_HOST".to_owned(), "acme".to_owned())]);
    /// let mut reader = SettingsReader::new(&environment);
    /// let host: Option<String> = reader.required("ACME_HOST");
    /// let origin = host.and_then(|host| reader.check("ACME_HOST", Origin::parse(&host)));
    /// assert!(origin.is_none() && reader.finish().is_err());
    /// ```
    pub fn check<T, E: Display>(&mut self, name: &str, result: Result<T, E>) -> Option<T> {
        result
            .map_err(|error| {
                let reason = SettingReason::new(error.to_string());
                self.report(name, SettingFault::Invalid(reason));
            })
            .ok()
    }

    /// Ends the reading.
    ///
    /// # Errors
    ///
    /// [`SettingsError`] with everything that was missing or invalid.
    pub fn finish(self) -> Result<(), SettingsError> {
        self.finish_with(|| Some(()))
    }

    /// Ends the reading with what `assemble` makes of the settings that were read.
    ///
    /// # Errors
    ///
    /// [`SettingsError`] with everything that was missing or invalid; `assemble` is then not
    /// called. Also when it gives `None`, which it has no reason to if all that it needs was read
    /// by this reader.
    pub fn finish_with<T>(self, assemble: impl FnOnce() -> Option<T>) -> Result<T, SettingsError> {
        let problems = self.problems;
        if problems.is_empty()
            && let Some(settings) = assemble()
        {
            return Ok(settings);
        }
        Err(SettingsError { problems })
    }

    fn text(&self, name: &str) -> Option<String> {
        self.environment.get(name).filter(|text| !(self.ignores_empty && text.is_empty()))
    }

    fn read<T: FromSetting>(&mut self, name: &str, text: &str) -> Option<T> {
        let read = T::from_setting(text);
        self.check(name, read)
    }

    fn report(&mut self, name: &str, fault: SettingFault) {
        self.problems.push(SettingProblem { name: name.to_owned(), fault });
    }
}

impl Debug for SettingsReader<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SettingsReader").field("problems", &self.problems).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::secret::Secret;

    fn environment(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        pairs.iter().map(owned).collect()
    }

    #[test]
    fn everything_that_is_set_well_is_read() {
        let environment = environment(&[("ACME_HOST", "acme"), ("ACME_PORT", "80")]);
        let mut reader = SettingsReader::new(&environment);
        let host: Option<String> = reader.required("ACME_HOST");
        let port: Option<u16> = reader.optional("acme_port");
        let token: Option<Secret<String>> = reader.optional("ACME_TOKEN");
        let tries = reader.with_default("ACME_TRIES", 3_u32);
        let settings = reader.finish_with(|| Some((host?, port, token, tries)));
        assert_eq!(settings, Ok(("acme".to_owned(), Some(80), None, 3)));
    }

    #[test]
    fn every_problem_is_reported_and_no_value_shown() {
        let environment = environment(&[("ACME_PORT", "hunter2"), ("ACME_TRIES", "hunter2")]);
        let mut reader = SettingsReader::new(&environment);
        reader.required::<Secret<String>>("ACME_TOKEN");
        reader.optional::<u16>("ACME_PORT");
        reader.with_default("ACME_TRIES", 3_u32);
        reader.check::<(), _>("ACME_HOST", Err("no host"));
        let shown = format!("{reader:?}");
        let error = reader.finish().unwrap_err();
        let names: Vec<_> = error.problems().iter().map(SettingProblem::name).collect();
        assert_eq!(names, ["ACME_TOKEN", "ACME_PORT", "ACME_TRIES", "ACME_HOST"]);
        assert_eq!(error.problems().first().map(SettingProblem::fault), Some(&SettingFault::Missing));
        assert!(!format!("{shown} {error} {error:?}").contains("hunter2"));
        assert!(error.to_string().ends_with("\n- `ACME_HOST` is invalid: no host"));
    }

    #[test]
    fn a_default_is_read_as_a_value_is() {
        let environment = environment(&[("ACME_PORT", "80")]);
        let mut reader = SettingsReader::new(&environment);
        assert_eq!(reader.read_or("ACME_PORT", "8080", u16::from_setting), Some(80));
        assert_eq!(reader.read_or("ACME_TRIES", "3", u16::from_setting), Some(3));
        assert_eq!(reader.read_or("ACME_WAIT", "soon", u16::from_setting), None);
        let error = reader.finish().map_err(|error| error.to_string());
        let reason = "it is not set, and its default is no value: expected a whole number from 0 to 65535";
        assert_eq!(error, Err(format!("`ACME_WAIT` is invalid: {reason}")));
    }

    #[test]
    fn a_single_problem_is_one_line() {
        let empty = BTreeMap::new();
        let mut reader = SettingsReader::new(&empty);
        reader.required::<String>("ACME_HOST");
        assert_eq!(
            reader.finish().map_err(|error| error.to_string()),
            Err("`ACME_HOST` is missing: set this environment variable".to_owned())
        );
    }

    #[test]
    fn nothing_is_a_value_unless_it_is_ignored() {
        let environment = environment(&[("ACME_HOST", "")]);
        let read = |mut reader: SettingsReader<'_>| reader.required::<String>("ACME_HOST");
        let reader = SettingsReader::new(&environment);
        assert_eq!(read(reader.clone()), Some(String::new()));
        assert_eq!(read(reader.ignoring_empty()), None);
    }

    #[test]
    fn settings_that_were_not_read_are_an_error_too() {
        let empty = BTreeMap::new();
        let error = SettingsReader::new(&empty).finish_with(|| None::<()>).unwrap_err();
        assert_eq!(error.to_string(), "the settings are incomplete: read all of them first");
    }
}
