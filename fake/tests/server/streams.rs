//! Streams of events.

use std::time::Duration;

use serde_json::json;

use crate::client::{TestResult, call, wired};

#[tokio::test]
async fn events_are_examples_or_what_a_script_says() -> TestResult {
    let fake = wired().await?;
    let body = |answer: crate::client::Answer| String::from_utf8(answer.body);
    let usual = body(call(&fake, "POST", "/message:stream", "{}").await?)?;
    assert_eq!(usual, "data: {\"cents\":1}\n\ndata: {\"cents\":2}\n\n");
    fake.on("stream")?.once().items([json!({ "cents": 9 })]);
    assert_eq!(body(call(&fake, "POST", "/message:stream", "{}").await?)?, "data: {\"cents\":9}\n\n");
    fake.on("stream")?.once().slow_body(8, Duration::from_millis(1));
    let slow = call(&fake, "POST", "/message:stream", "{}").await?;
    assert!(slow.is_whole());
    fake.on("stream")?.once().cut_body(20);
    let cut = call(&fake, "POST", "/message:stream", "{}").await?;
    assert_eq!((cut.body.len(), cut.is_whole()), (20, false));
    Ok(())
}
