//! Futures and errors without a name, for traits that are used as objects.

use std::error::Error;
use std::pin::Pin;

/// A future of a `T`, on the heap: what the methods of a trait give that is used as an object.
///
/// ```
/// use typeloom_runtime::future::BoxFuture;
///
/// fn doubled<'a>(number: &'a u32) -> BoxFuture<'a, u32> {
///     Box::pin(async move { *number * 2 })
/// }
/// # let _ = doubled(&1);
/// ```
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// An error of any type.
pub type BoxError = Box<dyn Error + Send + Sync>;
