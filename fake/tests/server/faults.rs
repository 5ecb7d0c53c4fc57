//! Each fault of a script, as a client sees it.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use typeloom_fake::{FakeError, Reply};

use crate::client::{TestResult, call, request, send, started};

#[tokio::test]
async fn a_status_for_some_requests_then_as_usual() -> TestResult {
    let fake = started().await?;
    fake.on("Orders::list")?.times(2).status(503);
    fake.on("list")?.once().reply(Reply::new(429).with_header("Retry-After", "1"));
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(call(&fake, "GET", "/orders", "").await?.status);
    }
    assert_eq!(statuses, [503, 503, 429, 200]);
    Ok(())
}

#[tokio::test]
async fn a_connection_that_ends_before_the_answer() -> TestResult {
    let fake = started().await?;
    fake.on_any().once().drop_connection();
    assert!(send(fake.address(), &request("GET", "/orders", "", "")).await?.is_none());
    assert_eq!(fake.requests_for("list")?.len(), 1);
    assert_eq!(call(&fake, "GET", "/orders", "").await?.status, 200);
    Ok(())
}

#[tokio::test]
async fn a_connection_that_ends_within_the_body() -> TestResult {
    let fake = started().await?;
    fake.on("list")?.once().cut_body(5);
    let cut = call(&fake, "GET", "/orders", "").await?;
    assert_eq!((cut.status, cut.body.len()), (200, 5));
    assert!(!cut.is_whole());
    assert!(call(&fake, "GET", "/orders", "").await?.is_whole());
    Ok(())
}

#[tokio::test]
async fn a_body_that_is_no_json() -> TestResult {
    let fake = started().await?;
    fake.on("list")?.once().malformed();
    let malformed = call(&fake, "GET", "/orders", "").await?;
    assert_eq!(malformed.status, 200);
    assert!(malformed.is_whole());
    assert!(serde_json::from_slice::<Value>(&malformed.body).is_err());
    Ok(())
}

#[tokio::test]
async fn a_slow_body_comes_in_pieces_and_is_whole_in_the_end() -> TestResult {
    let fake = started().await?;
    fake.on("list")?.once().slow_body(4, Duration::from_millis(1));
    let slow = call(&fake, "GET", "/orders", "").await?;
    assert!(slow.is_whole());
    assert_eq!(slow.json(), json!({ "orders": [], "total": 0 }));
    Ok(())
}

#[tokio::test]
async fn a_late_answer_is_the_usual_one() -> TestResult {
    let fake = started().await?;
    fake.on("list")?.once().delay(Duration::from_millis(1));
    fake.on("list")?.once().after(Duration::from_millis(1)).status(500);
    assert_eq!(call(&fake, "GET", "/orders", "").await?.status, 200);
    assert_eq!(call(&fake, "GET", "/orders", "").await?.status, 500);
    Ok(())
}

#[tokio::test]
async fn silence_lasts_until_the_server_stops() -> TestResult {
    let fake = started().await?;
    fake.on("list")?.silence();
    let mut stream = TcpStream::connect(fake.address()).await?;
    stream.write_all(request("GET", "/orders", "", "").as_bytes()).await?;
    while fake.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    // Another connection is served meanwhile.
    assert_eq!(call(&fake, "POST", "/orders", r#"{"customer_name":"Ada"}"#).await?.status, 201);
    fake.shutdown().await;
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest).await;
    assert!(rest.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_closure_sees_the_request_and_the_state() -> TestResult {
    let fake = started().await?;
    fake.on("place")?.answer(|request, store| {
        store.insert("/orders", "ord_000001", json!({ "orderId": "ord_000001", "customerName": "Bo" }));
        Reply::json(200, &json!({ "echo": request.json() }))
    });
    let answer = call(&fake, "POST", "/orders", r#"{"customer_name":"Ada"}"#).await?;
    assert_eq!(answer.json(), json!({ "echo": { "customer_name": "Ada" } }));
    assert_eq!(call(&fake, "GET", "/orders/ord_000001", "").await?.json()["customerName"], "Bo");
    fake.clear_script();
    assert_eq!(call(&fake, "POST", "/orders", r#"{"customer_name":"Ada"}"#).await?.status, 201);
    Ok(())
}

#[tokio::test]
async fn a_rule_for_nothing_is_an_error() -> TestResult {
    let fake = started().await?;
    let Err(error @ FakeError::UnknownOperation { .. }) = fake.on("pLace") else { return Err("it is known".into()) };
    assert!(error.to_string().starts_with("there is no operation `pLace`: there are `Orders::place`, `Orders::list`"));
    Ok(())
}
