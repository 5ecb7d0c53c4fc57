//! What is wrong with the settings that were read.

use std::fmt::{self, Display, Formatter};

use super::SettingReason;

/// What is wrong with one setting.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SettingFault {
    /// It is required and not set.
    Missing,
    /// It is set to something that cannot be used.
    Invalid(SettingReason),
}

/// One setting that is missing or invalid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingProblem {
    pub(super) name: String,
    pub(super) fault: SettingFault,
}

impl SettingProblem {
    /// The name of the environment variable.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What is wrong with it.
    pub const fn fault(&self) -> &SettingFault {
        &self.fault
    }
}

impl Display for SettingProblem {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        match &self.fault {
            SettingFault::Missing => {
                write!(formatter, "`{name}` is missing: set this environment variable")
            }
            SettingFault::Invalid(reason) => write!(formatter, "`{name}` is invalid: {reason}"),
        }
    }
}

/// All settings that are missing or invalid, by name and reason, never with their values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsError {
    pub(super) problems: Vec<SettingProblem>,
}

impl SettingsError {
    /// The problems, in the order in which the settings were read.
    pub fn problems(&self) -> &[SettingProblem] {
        &self.problems
    }
}

impl Display for SettingsError {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self.problems.as_slice() {
            // Only `finish_with` comes here, when what it calls has not read what it needs.
            [] => formatter.write_str("the settings are incomplete: read all of them first"),
            [problem] => Display::fmt(problem, formatter),
            problems => {
                let count = problems.len();
                write!(formatter, "{count} settings are missing or invalid:")?;
                problems.iter().try_for_each(|problem| write!(formatter, "\n- {problem}"))
            }
        }
    }
}

impl std::error::Error for SettingsError {}
