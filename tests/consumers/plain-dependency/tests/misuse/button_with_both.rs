//! A button calls back or opens a page, not both.
use aion_sdk::Button;

fn main() {
    let _ = Button::id("approve", "Approve").with_url("https://acme.example");
}
