//! Actions are buttons.
use aion_sdk::{Actions, Field};

fn main() {
    let _ = Actions::new().add(Field::new("Env", "prod"));
}
