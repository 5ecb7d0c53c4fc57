//! JSON-RPC.

use serde_json::{Value, json};

use crate::client::{TestResult, call, wired};

#[tokio::test]
async fn methods_of_one_endpoint() -> TestResult {
    let fake = wired().await?;
    let send = json!({ "jsonrpc": "2.0", "id": "r-1", "method": "SendMessage", "params": { "versionId": "v-1" } });
    let answer = call(&fake, "POST", "/rpc", &send.to_string()).await?.json();
    assert_eq!(answer, json!({ "jsonrpc": "2.0", "id": "r-1", "result": { "versionId": "v-1", "name": "name 1" } }));

    let watch = json!({ "jsonrpc": "2.0", "id": 7, "method": "Watch" });
    let answer = call(&fake, "POST", "/rpc", &watch.to_string()).await?;
    assert!(answer.head.contains("content-type: text/event-stream"), "{}", answer.head);
    let text = String::from_utf8(answer.body)?;
    let items: Vec<_> = text.split("\n\n").filter_map(|event| event.strip_prefix("data: ")).collect();
    assert_eq!(items.len(), 3);
    assert_eq!(serde_json::from_str::<Value>(items[0])?["id"], 7);
    Ok(())
}

#[tokio::test]
async fn what_is_wrong_has_a_code() -> TestResult {
    let fake = wired().await?;
    let cases = [
        ("tea".to_owned(), -32700),
        (json!({ "jsonrpc": "2.0", "id": 1 }).to_string(), -32600),
        (json!({ "id": 1, "method": "SendMessage" }).to_string(), -32600),
        (json!({ "jsonrpc": "2.0", "id": 1, "method": "Lost" }).to_string(), -32601),
        (json!({ "jsonrpc": "2.0", "id": 1, "method": "SendMessage", "params": {} }).to_string(), -32602),
    ];
    for (request, code) in cases {
        let answer = call(&fake, "POST", "/rpc", &request).await?;
        assert_eq!((answer.status, &answer.json()["error"]["code"]), (200, &json!(code)), "{request}");
    }
    Ok(())
}
