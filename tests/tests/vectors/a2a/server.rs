//! The recorded server.

use aion_sdk::AgentRpc;
use aion_sdk::runtime::Model;
use aion_sdk::runtime::client::{MemoryTransport, Method, Request, Response};
use serde_json::Value;

/// A recorded exchange.
#[derive(Clone)]
pub struct Row {
    pub name: String,
    /// `None` of what is read with `GET`.
    pub request: Option<Sent>,
    pub status: u64,
    pub said: Said,
    content_type: String,
    line_end: &'static str,
}

/// A request to the server.
#[derive(Clone)]
pub struct Sent {
    pub path: String,
    pub body: Value,
    version: String,
}

/// What the server said.
#[derive(Clone)]
pub enum Said {
    Json(Value),
    Events(Vec<Value>),
}

impl Said {
    /// The document, where it is one.
    pub fn value(&self) -> &Value {
        match self {
            Self::Json(value) => value,
            Self::Events(_) => &Value::Null,
        }
    }
}

impl Sent {
    /// What the method is called with.
    pub fn params<T: Model>(&self) -> T {
        T::from_json(self.body["params"].to_string().as_bytes()).unwrap()
    }
}

impl Row {
    /// Whether the call is none of JSON-RPC 2.0, or has no parameters.
    pub fn is_impossible(&self) -> bool {
        self.request.as_ref().is_some_and(|sent| sent.body["jsonrpc"] != "2.0" || sent.body.get("params").is_none())
    }

    /// What is sent otherwise, but for the id, which is the client's to choose.
    pub fn difference(&self, request: &Request) -> Option<String> {
        let sent = self.request.as_ref().unwrap();
        let mut body: Value = serde_json::from_slice(request.body().unwrap()).unwrap();
        body["id"] = sent.body["id"].clone();
        // The recorded base URL has no path, so that `/` is what HTTP sends in its place.
        let is_same = body == sent.body
            && request.target().is_empty()
            && sent.path == "/"
            && request.header("a2a-version") == Some(&sent.version)
            && request.header("content-type") == Some("application/json");
        (!is_same).then(|| format!("{request:?} with {body}"))
    }

    fn response(&self, request: &Request) -> Response {
        let id =
            request.body().and_then(|body| serde_json::from_slice::<Value>(body).ok()).map(|call| call["id"].clone());
        let to_this_call = |said: &Value| {
            let mut said = said.clone();
            if let (Some(id), Some(own)) = (&id, said.get_mut("id"))
                && !own.is_null()
            {
                *own = id.clone();
            }
            said.to_string()
        };
        let body = match &self.said {
            Said::Json(said) => to_this_call(said),
            Said::Events(events) => {
                let event = |event: &Value| format!("data: {}{1}{1}", to_this_call(event), self.line_end);
                events.iter().map(event).collect::<Vec<_>>().concat()
            }
        };
        let status = u16::try_from(self.status).unwrap();
        Response::new(status).with_header("content-type", self.content_type.as_str()).with_body(body)
    }
}

/// The rows of `tests/vectors/aion/a2a_http.jsonl`.
pub fn rows() -> Vec<Row> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/aion/a2a_http.jsonl");
    // Times were taken out of the recording.
    let text = std::fs::read_to_string(path).unwrap().replace("<ts>", "2026-01-02T03:04:05.678Z");
    text.lines().map(|line| row(&serde_json::from_str(line).unwrap())).collect()
}

fn row(row: &Value) -> Row {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let request = row.get("request").map(|request| Sent {
        path: text(&request["path"]).unwrap(),
        body: request["body"].clone(),
        version: text(&request["headers"]["A2A-Version"]).unwrap(),
    });
    let said = match row["sse"].as_array() {
        Some(events) => Said::Events(events.clone()),
        None => Said::Json(row["json"].clone()),
    };
    Row {
        name: text(&row["name"]).unwrap(),
        request,
        status: row["status"].as_u64().unwrap(),
        said,
        content_type: text(&row["content_type"]).unwrap_or_else(|| "application/json".to_owned()),
        line_end: if row["sse_has_crlf"] == true { "\r\n" } else { "\n" },
    }
}

/// A client that speaks the version of the row, and its server.
pub fn serving(row: &Row) -> (AgentRpc, MemoryTransport) {
    let server = MemoryTransport::new();
    for (method, path) in [
        (Method::Get, "/.well-known/agent-card.json"),
        (Method::Get, "/.well-known/configuration.json"),
        (Method::Get, "/health/"),
        (Method::Post, "/message:send"),
        (Method::Post, ""),
    ] {
        let row = row.clone();
        server.respond_with(method, path, move |request| Ok(row.response(request)));
    }
    let builder = AgentRpc::builder().transport(server.clone());
    let builder = match &row.request {
        Some(sent) if sent.version != "1.0" => builder.header("A2A-Version", sent.version.clone()),
        _ => builder,
    };
    (builder.build().unwrap(), server)
}
