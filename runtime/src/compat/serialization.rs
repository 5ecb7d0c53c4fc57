//! `serde` impls for generated types in two lines each.
//!
//! They go through a [`Value`]: for programs that must hand a model to an interface that asks for `serde`, not for
//! speed.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::json::Value;
use crate::model::Model;

/// The body of `Serialize::serialize` for a model.
///
/// # Errors
/// What the serializer reports.
pub fn serialize<S: Serializer>(value: &impl Model, serializer: S) -> Result<S::Ok, S::Error> {
    value.to_value().serialize(serializer)
}

/// The body of `Deserialize::deserialize` for a model.
///
/// # Errors
/// What the deserializer reports, or why its value is not of this type.
pub fn deserialize<'de, T: Model, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let value = Value::deserialize(deserializer)?;
    T::from_value(&value).map_err(D::Error::custom)
}
