//! Guards that guard nothing, and functions that cannot be refused.
use typeloom_runtime::guard;
use typeloom_runtime::guard::{Action, Guard, GuardError, Outcome, Permit};

struct Open;

impl Guard for Open {
    fn check(&self, _: &Action) -> Result<Permit, GuardError> {
        Ok(Permit::new())
    }

    fn report(&self, _: &Action, _: &Permit, _: Outcome) {}
}

struct Closed;

#[guard(Closed)]
fn no_guard() -> Result<(), GuardError> {
    Ok(())
}

#[guard(Open)]
async fn no_async_guard() -> Result<(), GuardError> {
    Ok(())
}

#[guard(Open)]
fn no_result() -> u32 {
    7
}

#[guard(Open)]
fn no_error_of_guards() -> Result<u32, std::num::ParseIntError> {
    "7".parse()
}

#[guard(Open, action = 7, resource = Open, attributes(open = Open))]
fn no_texts() -> Result<(), GuardError> {
    Ok(())
}

fn main() {}
