//! Arguments that say nothing to a guard, and functions that cannot be guarded.
use typeloom_runtime::{GuardError, guard};

#[guard]
fn no_guard() -> Result<(), GuardError> {
    Ok(())
}

#[guard(action = "read")]
fn no_guard_but_action() -> Result<(), GuardError> {
    Ok(())
}

#[guard(GUARD, resorce = "rows", action = "", attributes(row, name = 1, name = 2))]
fn mistyped() -> Result<(), GuardError> {
    Ok(())
}

#[guard(GUARD, action = "a", action = "b", "c", atributes(a = 1), attributes = 7, crate = "loom")]
fn twice() -> Result<(), GuardError> {
    Ok(())
}

#[guard(GUARD)]
const fn constant() -> Result<(), GuardError> {
    Ok(())
}

#[guard(GUARD)]
fn nothing_returned() {}

#[guard(GUARD)]
struct NoFunction;

trait Abstract {
    #[guard(self)]
    fn no_body(&self) -> Result<(), GuardError>;
}

fn main() {}
