//! A card is in no card.
use aion_sdk::Card;

fn main() {
    let _ = Card::new("Outer").add(Card::new("Inner"));
}
