//! What somebody else wrote is not added to.
use aion_sdk::{CardDocument, Text};

fn main() {
    let document = CardDocument::from_markup("<Card></Card>").unwrap();
    let _ = document.add(Text::new("Hello"));
}
