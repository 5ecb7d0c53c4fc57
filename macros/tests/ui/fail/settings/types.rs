//! Settings of a type that does not read itself from text.

use typeloom_runtime::{Secret, Settings};

struct Silent;

#[derive(Settings)]
struct Types {
    silent: Silent,
    secret: Secret<Silent>,
    #[settings(default)]
    plain: Option<Silent>,
}

#[derive(Settings)]
struct NoDefault {
    #[settings(default)]
    wait: std::time::SystemTime,
}

fn main() {}
