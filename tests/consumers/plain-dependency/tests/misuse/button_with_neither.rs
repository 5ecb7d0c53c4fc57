//! A button does something.
use aion_sdk::Button;

fn main() {
    let _ = Button::new("Approve");
}
