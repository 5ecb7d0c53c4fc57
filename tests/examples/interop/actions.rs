//! Functions that are guarded, as those of the script in Python are.

use aim_sdk::{AimError, AimGuard};
use typeloom_runtime::guard;

type Done = Result<String, AimError>;

#[guard(guard, action = "db:write", resource = "orders")]
pub(crate) async fn write(guard: &AimGuard, order: &str) -> Done {
    Ok(format!("wrote {order}"))
}

#[guard(guard, action = "db:drop", resource = "orders")]
pub(crate) async fn drop(guard: &AimGuard) -> Done {
    Ok("dropped".to_owned())
}

#[guard(guard, action = "payment:refund", resource = "order 7")]
pub(crate) async fn refund(guard: &AimGuard) -> Done {
    Ok("refunded".to_owned())
}
