//! The sink that collects findings.

use std::cmp::Ordering;
use std::fmt;

use super::{Diagnostic, Severity};

/// All findings of a run, in the order of reading: by file, then by place; the same finding once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "findings must be shown or passed on"]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    /// An empty sink.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding, unless the very same is there already.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let place = self.found.partition_point(|known| order(known, &diagnostic) == Ordering::Less);
        let repeated = self.found[place..]
            .iter()
            .take_while(|known| order(known, &diagnostic) == Ordering::Equal)
            .any(|known| *known == diagnostic);
        if !repeated {
            self.found.insert(place, diagnostic);
        }
    }

    /// Moves all findings of another sink into this one.
    pub fn append(&mut self, other: Self) {
        for diagnostic in other.found {
            self.push(diagnostic);
        }
    }

    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.errors() > 0
    }

    /// How many findings are errors.
    pub fn errors(&self) -> usize {
        self.found.iter().filter(|known| known.severity() == Severity::Error).count()
    }

    /// How many findings are warnings.
    pub fn warnings(&self) -> usize {
        self.found.len() - self.errors()
    }

    /// How many findings there are.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The findings in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.found.iter()
    }

    /// The findings in order, taken out of the sink.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.found
    }

    /// The barrier at the end of a stage: `value` and the warnings, or everything that was found.
    ///
    /// # Errors
    /// Gives the sink back when it holds an error.
    pub fn check<T>(self, value: T) -> Result<(T, Self), Self> {
        if self.has_errors() { Err(self) } else { Ok((value, self)) }
    }
}

/// Messages take part in the order so that runs on every machine print the same.
fn order(left: &Diagnostic, right: &Diagnostic) -> Ordering {
    (left.span, left.code, &left.message).cmp(&(right.span, right.code, &right.message))
}

impl<'d> IntoIterator for &'d Diagnostics {
    type Item = &'d Diagnostic;
    type IntoIter = std::slice::Iter<'d, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.into_iter()
    }
}

impl fmt::Display for Diagnostics {
    /// The summary line: `2 errors, 1 warning`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = |count: usize, word: &str| match count {
            1 => format!("1 {word}"),
            _ => format!("{count} {word}s"),
        };
        match (self.errors(), self.warnings()) {
            (0, 0) => formatter.write_str("no findings"),
            (errors, 0) => formatter.write_str(&counted(errors, "error")),
            (0, warnings) => formatter.write_str(&counted(warnings, "warning")),
            (errors, warnings) => {
                write!(formatter, "{}, {}", counted(errors, "error"), counted(warnings, "warning"))
            }
        }
    }
}
