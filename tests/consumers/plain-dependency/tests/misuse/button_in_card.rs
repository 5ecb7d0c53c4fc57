//! A card holds no buttons, but actions that do.
use aion_sdk::{Button, Card};

fn main() {
    let _ = Card::new("Deployment").add(Button::id("approve", "Approve"));
}
