//! Created things can be found, listed, changed and deleted.

use serde_json::json;

use crate::client::{TestResult, call, started};

#[tokio::test]
async fn an_order_lives_from_place_to_delete() -> TestResult {
    let fake = started().await?;
    assert_eq!(call(&fake, "GET", "/orders", "").await?.json(), json!({ "orders": [], "total": 0 }));

    let placed = call(&fake, "POST", "/orders", r#"{"customer_name":"Ada","note":"soon"}"#).await?;
    assert_eq!(placed.status, 201);
    let order = placed.json();
    assert_eq!(order["customerName"], "Ada");
    assert_eq!(order["status"], "open");
    assert_eq!(order["parts"], json!([]));
    let id = order["orderId"].as_str().ok_or("no id")?.to_owned();
    assert!(id.starts_with("ord_") && id.len() == 10, "{id}");

    let path = format!("/orders/{id}");
    assert_eq!(call(&fake, "GET", &path, "").await?.json(), order);
    let listed = call(&fake, "GET", "/orders", "").await?.json();
    assert_eq!(listed, json!({ "orders": [{ "order_id": id, "customer_name": "Ada" }], "total": 1 }));

    let changed = call(&fake, "PATCH", &path, r#"{"note":null,"status":"closed"}"#).await?.json();
    assert_eq!((&changed["status"], changed.get("note")), (&json!("closed"), None));
    assert_eq!(call(&fake, "POST", &format!("{path}:cancel"), "").await?.json(), changed);
    assert_eq!(call(&fake, "POST", "/orders/ord_nobody:cancel", "").await?.status, 404);

    let deleted = call(&fake, "DELETE", &path, "").await?;
    assert_eq!((deleted.status, deleted.body.len()), (204, 0));
    for method in ["GET", "DELETE"] {
        assert_eq!(call(&fake, method, &path, "").await?.status, 404, "{method}");
    }
    Ok(())
}

#[tokio::test]
async fn lists_have_pages_cursors_and_filters() -> TestResult {
    let fake = started().await?;
    let mut ids = Vec::new();
    for customer in ["Ada", "Bo", "Cy", "Di", "Ed"] {
        let placed = call(&fake, "POST", "/orders", &json!({ "customer_name": customer }).to_string()).await?.json();
        ids.push(placed["orderId"].as_str().ok_or("no id")?.to_owned());
    }
    call(&fake, "PATCH", &format!("/orders/{}", ids[3]), r#"{"status":"closed"}"#).await?;

    let names = |page: &serde_json::Value| -> Vec<String> {
        let orders = page["orders"].as_array().cloned().unwrap_or_default();
        orders.iter().filter_map(|order| order["customer_name"].as_str().map(str::to_owned)).collect()
    };
    let page = call(&fake, "GET", "/orders?limit=2&offset=1", "").await?.json();
    assert_eq!((names(&page), &page["total"]), (vec!["Bo".to_owned(), "Cy".to_owned()], &json!(5)));

    // A cursor stays where it is when what it stands at is deleted.
    let first = call(&fake, "GET", "/orders?limit=2", "").await?.json();
    let cursor = first["nextCursor"].as_str().ok_or("no cursor")?.to_owned();
    call(&fake, "DELETE", &format!("/orders/{}", ids[1]), "").await?;
    let second = call(&fake, "GET", &format!("/orders?limit=2&cursor={cursor}"), "").await?.json();
    assert_eq!(names(&second), ["Cy", "Di"]);
    let cursor = second["nextCursor"].as_str().ok_or("no cursor")?.to_owned();
    let last = call(&fake, "GET", &format!("/orders?limit=2&cursor={cursor}"), "").await?.json();
    assert_eq!((names(&last), last.get("nextCursor")), (vec!["Ed".to_owned()], None));

    assert_eq!(names(&call(&fake, "GET", "/orders?status=closed", "").await?.json()), ["Di"]);
    Ok(())
}

#[tokio::test]
async fn what_is_below_an_item_needs_it() -> TestResult {
    let fake = started().await?;
    let placed = call(&fake, "POST", "/orders", r#"{"customer_name":"Ada"}"#).await?.json();
    let lines = format!("/orders/{}/lines", placed["orderId"].as_str().ok_or("no id")?);
    let line = r#"{"sku":"tea/green","count":2}"#;
    assert_eq!(call(&fake, "POST", &lines, line).await?.status, 201);
    assert_eq!(call(&fake, "POST", &lines, line).await?.status, 409);
    let found = call(&fake, "GET", &format!("{lines}/tea%2Fgreen"), "").await?;
    assert_eq!(found.json(), json!({ "sku": "tea/green", "count": 2 }));
    assert_eq!(call(&fake, "GET", &format!("{lines}/milk"), "").await?.status, 404);
    Ok(())
}

#[tokio::test]
async fn put_makes_what_nothing_else_makes() -> TestResult {
    let fake = started().await?;
    assert_eq!(call(&fake, "GET", "/notes/a", "").await?.status, 404);
    let kept = call(&fake, "PUT", "/notes/a", r#"{"id":"b","text":"hello"}"#).await?;
    // The path says which note it is, and the description which status.
    assert_eq!((kept.status, kept.json()), (202, json!({ "id": "a", "text": "hello" })));
    call(&fake, "PUT", "/notes/a", r#"{"id":"a","text":"again"}"#).await?;
    assert_eq!(call(&fake, "GET", "/notes/a", "").await?.json(), json!({ "id": "a", "text": "again" }));
    Ok(())
}

#[tokio::test]
async fn what_nothing_makes_is_an_example_with_the_values_of_the_request() -> TestResult {
    let fake = started().await?;
    let headers = "x-trace: t-1\r\n";
    let request = crate::client::request("GET", "/tariffs/42?at=2026-01-02T03:04:05Z", headers, "");
    let answer = crate::client::send(fake.address(), &request).await?.ok_or("no answer")?;
    assert_eq!(answer.json(), json!({ "code": 42, "price": 1.5 }));

    fake.with_store(|store| store.insert("/tariffs", "42", json!({ "code": 42, "price": 9.0 })));
    let answer = crate::client::send(fake.address(), &request).await?.ok_or("no answer")?;
    assert_eq!(answer.json(), json!({ "code": 42, "price": 9.0 }));
    Ok(())
}

#[tokio::test]
async fn two_hundred_at_once_get_identifiers_of_their_own() -> TestResult {
    let fake = std::sync::Arc::new(started().await?);
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..200 {
        let fake = std::sync::Arc::clone(&fake);
        calls.spawn(async move { call(&fake, "POST", "/orders", r#"{"customer_name":"Ada"}"#).await });
    }
    let mut ids = std::collections::BTreeSet::new();
    while let Some(placed) = calls.join_next().await {
        ids.insert(placed??.json()["orderId"].to_string());
    }
    assert_eq!(ids.len(), 200);
    assert_eq!(call(&fake, "GET", "/orders?limit=1", "").await?.json()["total"], 200);
    Ok(())
}
