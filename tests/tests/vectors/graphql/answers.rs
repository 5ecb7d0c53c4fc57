//! What the server said when the rows were recorded.

use serde_json::{Value, json};

use super::server::ACK;

pub const EMPTY: &str = "{}";
pub const NEXT_WITHOUT_DATA: &str = r#"{"id":"1","type":"next","payload":{"errors":[{"message":"no"}]}}"#;

pub fn next(data: &str) -> String {
    let data: Value = serde_json::from_str(data).unwrap();
    json!({ "id": "1", "type": "next", "payload": { "data": data } }).to_string()
}

pub fn complete() -> String {
    r#"{"id":"1","type":"complete"}"#.to_owned()
}

pub fn chunk() -> String {
    next(
        r#"{"chatCompletionStream":{"__typename":"ChatCompletionStreamResponseChunk","response":{"id":"r","created":1,
            "model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"x"},"finishReason":null}]}}}"#,
    )
}

pub fn agents() -> Vec<String> {
    let success =
        next(r#"{"a2aRpc":{"__typename":"A2AJsonRpcSuccessResponseGQL","id":"1","result":{"task":{"id":"t"}}}}"#);
    let error = next(
        r#"{"a2aRpc":{"__typename":"A2AJsonRpcErrorResponseGQL","errorId":1,
            "error":{"code":-32001,"message":"no","data":null}}}"#,
    );
    vec![ACK.to_owned(), success, error, complete()]
}

pub fn logs() -> Vec<String> {
    let line = next(
        r#"{"versionLogs":{"level":"INFO","level_value":20,"timestamp":"2026-01-01T00:00:00Z","message":"m",
            "properties":[{"key":"a","value":"b"}]}}"#,
    );
    vec![ACK.to_owned(), line, complete()]
}
