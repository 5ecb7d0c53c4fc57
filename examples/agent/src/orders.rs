//! What the platform does not know: the shop's own event, its own subject, and the card about an order.

use std::error::Error;

use aion_sdk::{Actions, Button, Card, ControlPlanePaths, Field, Fields, Text};
use typeloom::{EventPayload, Model, Subject};

/// Somebody ordered something.
#[derive(Debug, Model, EventPayload)]
#[model(case = "camelCase")]
#[event(type = "com.acme.order.created.1", schema = "https://acme.example/events#OrderCreated")]
pub struct OrderCreated {
    order_id: String,
    customer: String,
    total_cents: i64,
}

/// Who sells: a subject of the shop's own, which the platform's paths take like one of theirs.
#[derive(Debug, Subject)]
#[subject(path = "/shops/{shop_id}/orders/{order_id}")]
struct Order {
    shop_id: String,
    order_id: String,
}

/// The card that asks whether to accept an order.
pub fn card(order: &OrderCreated) -> Result<Card, Box<dyn Error>> {
    let paths = ControlPlanePaths::new("https://api.aion.to")?;
    let subject = Order { shop_id: "acme".to_owned(), order_id: order.order_id.clone() };
    let total = format!("{}.{:02} €", order.total_cents / 100, order.total_cents % 100);
    Ok(Card::new("New order")
        .add(Text::new(format!("{} ordered something.", order.customer)))
        .add(Fields::new().add(Field::new("Order", &order.order_id)).add(Field::new("Total", total)))
        .add(Actions::new().add(Button::id("accept", "Accept")).add(Button::url(paths.subject_url(&subject)?, "Open"))))
}
