//! The generated models work.

use consumer_inline_macro::shop::{Order, OrderId, Payment};
use typeloom_runtime::Model as _;

#[test]
fn models_travel() {
    let json = r#"{"orderId":"a-1","total":{"amount":1200,"currency":"EUR"},"payment":{"kind":"card","token":"t"},"labels":{}}"#;
    let order = Order::from_json(json.as_bytes()).unwrap();
    assert_eq!(order.order_id, OrderId::new("a-1").unwrap());
    assert!(matches!(order.payment, Some(Payment::Card(_))));
    assert!(!format!("{order:?}").contains("\"t\""));
    assert_eq!(order.to_json(), json);
}
