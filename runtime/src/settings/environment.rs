//! Where settings come from.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

/// Text values by name: the environment of the process, or a stand-in for it in tests.
///
/// Maps and the process are asked for the exact name first, and then for one that differs in
/// ASCII case only; a closure decides for itself.
///
/// ```
/// use typeloom_runtime::settings::Environment;
///
/// let fixed = |name: &str| (name == "ACME_HOST").then(|| "acme.example".to_owned());
/// assert_eq!(fixed.get("ACME_HOST").as_deref(), Some("acme.example"));
/// ```
pub trait Environment {
    /// The value called `name`, if there is one.
    fn get(&self, name: &str) -> Option<String>;
}

/// The environment variables of this process.
///
/// A variable whose value is not Unicode counts as not set.
#[derive(Debug, Clone, Copy, Default)]
pub struct ProcessEnvironment;

impl Environment for ProcessEnvironment {
    fn get(&self, name: &str) -> Option<String> {
        std::env::var(name).ok().or_else(|| {
            std::env::vars_os()
                .find(|(key, _)| key.eq_ignore_ascii_case(name))
                .and_then(|(_, value)| value.into_string().ok())
        })
    }
}

impl Environment for BTreeMap<String, String> {
    fn get(&self, name: &str) -> Option<String> {
        Self::get(self, name).or_else(|| find(self.iter(), name)).cloned()
    }
}

impl<S: BuildHasher> Environment for HashMap<String, String, S> {
    fn get(&self, name: &str) -> Option<String> {
        Self::get(self, name).or_else(|| find(self.iter(), name)).cloned()
    }
}

impl<F: Fn(&str) -> Option<String>> Environment for F {
    fn get(&self, name: &str) -> Option<String> {
        self(name)
    }
}

/// The value of the first name that differs from `name` in ASCII case only, by alphabet, so that
/// a hash map gives the same one every time.
fn find<'m>(entries: impl Iterator<Item = (&'m String, &'m String)>, name: &str) -> Option<&'m String> {
    entries.filter(|(key, _)| key.eq_ignore_ascii_case(name)).min().map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exact_name_comes_before_one_in_other_case() {
        let pairs = [("acme_host", "lower"), ("ACME_HOST", "upper"), ("Acme_Port", "80")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
        let tree = BTreeMap::from(pairs.clone());
        let hash = HashMap::from(pairs);
        for environment in [&tree as &dyn Environment, &hash] {
            assert_eq!(environment.get("acme_host").as_deref(), Some("lower"));
            assert_eq!(environment.get("ACME_HOST").as_deref(), Some("upper"));
            assert_eq!(environment.get("Acme_Host").as_deref(), Some("upper"));
            assert_eq!(environment.get("ACME_PORT").as_deref(), Some("80"));
            assert_eq!(environment.get("ACME").as_deref(), None);
        }
    }

    #[test]
    fn the_process_is_asked_in_any_case() {
        // Cargo sets it for every test; changing the environment would be unsafe.
        let exact = ProcessEnvironment.get("CARGO_PKG_NAME");
        assert_eq!(exact.as_deref(), Some("typeloom-runtime"));
        assert_eq!(ProcessEnvironment.get("cargo_pkg_name"), exact);
        assert_eq!(ProcessEnvironment.get("ACME_IS_NOT_SET"), None);
    }
}
