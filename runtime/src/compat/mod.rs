//! Other crates' views of generated types, each behind its feature.
//!
//! Generated code has no dependencies of its own: it names these crates through this module.

#[cfg(feature = "schemars")]
pub mod schema;
#[cfg(feature = "serde")]
mod serialization;

#[cfg(feature = "serde")]
pub use serialization::{deserialize, serialize};

#[cfg(feature = "schemars")]
pub use ::schemars;
#[cfg(feature = "serde")]
pub use ::serde;

/// Gives generated types serde's traits, which go through [`serialize`] and [`deserialize`].
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! impl_serde {
    ($($name:ident),* $(,)?) => {$(
        impl $crate::compat::serde::Serialize for $name {
            fn serialize<S: $crate::compat::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::compat::serialize(self, serializer)
            }
        }

        impl<'de> $crate::compat::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::compat::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::compat::deserialize(deserializer)
            }
        }
    )*};
}
