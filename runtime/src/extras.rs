//! Extras: values of any type that travel with a call, kept by name.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt::{self, Debug, Formatter};
use std::sync::Arc;

/// Values of any type by name.
///
/// A clone shares the values. The debug form has the names only, since a value may be a secret.
///
/// ```
/// use typeloom_runtime::extras::Extras;
///
/// let mut extras = Extras::new();
/// extras.insert("retries", 3_u32);
/// assert_eq!(extras.get::<u32>("retries"), Some(&3));
/// assert_eq!(extras.get::<String>("retries"), None);
/// assert_eq!(format!("{extras:?}"), r#"Extras {"retries"}"#);
/// ```
#[derive(Clone, Default)]
pub struct Extras {
    values: BTreeMap<String, Arc<dyn Any + Send + Sync>>,
}

impl Extras {
    /// No extras.
    pub const fn new() -> Self {
        Self { values: BTreeMap::new() }
    }

    /// Keeps `value` as `name`, in place of what was there.
    pub fn insert<T: Any + Send + Sync>(&mut self, name: impl Into<String>, value: T) {
        self.values.insert(name.into(), Arc::new(value));
    }

    /// The value kept as `name`, when there is one and it is a `T`.
    pub fn get<T: Any>(&self, name: &str) -> Option<&T> {
        self.values.get(name)?.downcast_ref()
    }

    /// Drops what is kept as `name`, and tells whether there was anything.
    pub fn remove(&mut self, name: &str) -> bool {
        self.values.remove(name).is_some()
    }

    /// The names, in alphabetical order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

impl Debug for Extras {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("Extras ")?;
        formatter.debug_set().entries(self.values.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clone_shares_values_and_not_names() {
        let mut first = Extras::new();
        first.insert("shop", String::from("acme"));
        let mut second = first.clone();
        second.insert("page", 2_u8);
        second.insert("shop", 7_i32);
        assert_eq!(first.get::<String>("shop"), Some(&"acme".to_owned()));
        assert_eq!(first.names().collect::<Vec<_>>(), ["shop"]);
        assert_eq!(second.names().collect::<Vec<_>>(), ["page", "shop"]);
        assert_eq!(second.get::<i32>("shop"), Some(&7));
        assert!(second.remove("shop") && !second.remove("shop"));
    }
}
