//! `typeloom fake`: it says where it is, answers, and stops when it is told to.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::Value;

use crate::project::Project;

const SCHEMA: &str = "typeloom: 1
package: acme
types:
  Order: { fields: { id: string, note: string? } }
  NewOrder: { fields: { note: string? } }
clients:
  Orders:
    operations:
      place: { post: /orders, arguments: { order: NewOrder }, returns: Order }
      find: { get: \"/orders/{id}\", arguments: { id: string }, returns: Order? }
  Stock:
    operations:
      count: { get: /stock, returns: u32 }
";

/// A running command, which ends with the test.
struct Running {
    child: Child,
    lines: BufReader<ChildStdout>,
}

impl Running {
    fn start(project: &Project, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_typeloom"));
        command.arg("fake").args(arguments).current_dir(project.path("")).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        Self { child, lines }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.lines.read_line(&mut line).unwrap();
        line
    }

    fn json(&mut self) -> Value {
        serde_json::from_str(&self.line()).unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn project() -> Project {
    let project = Project::empty();
    project.write("schema/acme/orders.yaml", SCHEMA);
    project
}

fn call(url: &str, method: &str, path: &str, body: &str) -> (u16, Value) {
    let address = url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), serde_json::from_str(body).unwrap_or_default())
}

#[test]
fn it_serves_all_clients_of_a_package() {
    let project = project();
    let mut fake = Running::start(&project, &["schema/acme", "--format", "json"]);
    let greeting = fake.json();
    assert_eq!(greeting["name"], "Orders, Stock");
    assert_eq!(greeting["operations"][1]["address"], "GET /orders/{id}");
    let url = greeting["url"].as_str().unwrap();
    assert!(url.starts_with("http://127.0.0.1:"), "{url}");

    let (status, placed) = call(url, "POST", "/orders", "{\"note\":\"soon\"}");
    assert_eq!((status, &placed["note"]), (201, &Value::from("soon")));
    let path = format!("/orders/{}", placed["id"].as_str().unwrap());
    assert_eq!(call(url, "GET", &path, ""), (200, placed));
    assert_eq!(call(url, "GET", "/orders/none", "").0, 404);
    assert!(call(url, "GET", "/stock", "").1.is_u64());

    assert_eq!(
        fake.json(),
        serde_json::json!({ "method": "POST", "path": "/orders", "operation": "Orders::place", "status": 201 })
    );
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_well() {
    let project = project();
    let mut fake = Running::start(&project, &["schema/acme", "--client", "Stock"]);
    let first = fake.line();
    let url = first.trim_end().strip_prefix("a fake of Stock is at ").unwrap().to_owned();
    assert_eq!(fake.line(), "  Stock::count  GET /stock\n");
    assert_eq!(fake.line(), "Ctrl-C stops it\n");
    assert_eq!(call(&url, "GET", "/stock", "").0, 200);
    assert_eq!(fake.line(), "200 GET /stock Stock::count\n");
    assert!(Command::new("kill").args(["-INT", &fake.child.id().to_string()]).status().unwrap().success());
    assert_eq!(fake.child.wait().unwrap().code(), Some(0));
    assert!(TcpStream::connect(url.strip_prefix("http://").unwrap()).is_err());
}

#[test]
fn a_port_that_is_taken_is_told() {
    let project = project();
    let mut fake = Running::start(&project, &["schema/acme", "--format", "json"]);
    let url = fake.json()["url"].as_str().unwrap().to_owned();
    let port = url.rsplit(':').next().unwrap();
    let run = project.run(&["fake", "schema/acme", "--port", port]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.starts_with(&format!("error: 127.0.0.1:{port} cannot be bound: ")), "{}", run.stderr);
    assert!(run.stderr.contains("choose another port"), "{}", run.stderr);
}

#[test]
fn what_it_cannot_fake_is_told() {
    let project = project();
    project.write("schema/bare/orders.yaml", "typeloom: 1\npackage: bare\ntypes:\n  A: { fields: { id: string } }\n");
    project.write("schema/wrong/orders.yaml", "typeloom: 1\npackage: wrong\ntipes: {}\n");
    let bare = project.run(&["fake", "schema/bare"]);
    assert_eq!(bare.code, 2);
    assert!(bare.stderr.contains("the package `bare` declares no clients"), "{}", bare.stderr);
    let client = project.run(&["fake", "schema/acme", "--client", "Oders"]);
    assert_eq!(client.code, 2);
    assert!(client.stderr.contains("did you mean `Orders`?"), "{}", client.stderr);
    let wrong = project.run(&["fake", "schema/wrong"]);
    assert_eq!(wrong.code, 1);
    assert!(wrong.stderr.starts_with("error[TL"), "{}", wrong.stderr);
}

#[test]
fn the_description_can_be_had() {
    let run = project().run(&["fake", "schema/acme", "--describe", "--client", "Stock"]).ok();
    assert_eq!(
        run.json(),
        serde_json::json!({
            "name": "Stock",
            "operations": [{
                "name": "Stock::count",
                "call": { "http": { "method": "GET", "path": ["/stock"] } },
                "returns": "u32"
            }],
            "types": {}
        })
    );
}

#[test]
fn generated_crates_hold_the_description() {
    let project = project();
    project.write("schema/typeloom.yaml", crate::project::CONFIG);
    project.run(&["generate"]).ok();
    let manifest = project.read("generated/acme/Cargo.toml");
    let version = env!("CARGO_PKG_VERSION");
    for line in [
        "fake = [\"dep:typeloom-fake\", \"typeloom-runtime/blocking\"]".to_owned(),
        format!("typeloom-fake = {{ version = \"{version}\", optional = true }}"),
    ] {
        assert!(manifest.lines().any(|own| own == line), "{line}: {manifest}");
    }
    let code = project.read("generated/acme/src/orders.rs");
    assert!(code.contains("include_str!(\"fakes/stock.json\")"), "{code}");
    let held: Value = serde_json::from_str(&project.read("generated/acme/src/fakes/stock.json")).unwrap();
    let shown = project.run(&["fake", "schema/acme", "--client", "Stock", "--describe"]).ok().json();
    assert_eq!(held["operations"], shown["operations"]);

    // A client that is not there any more takes its fake along.
    project.write("schema/acme/orders.yaml", crate::project::SCHEMA);
    project.run(&["generate"]).ok();
    assert!(!project.exists("generated/acme/src/fakes/stock.json"));
    assert!(!project.read("generated/acme/Cargo.toml").contains("fake"));
}

#[test]
fn the_source_of_the_runtime_is_that_of_fakes() {
    let project = project();
    for (runtime, fake) in [
        ("{ workspace: true }", "{ workspace = true, optional = true }"),
        ("{ path: ../../typeloom/runtime }", "{ path = \"../../../typeloom/fake\", optional = true }"),
        (
            "{ path: ../../typeloom/runtime, version: \"1\" }",
            "{ path = \"../../../typeloom/fake\", version = \"1\", optional = true }",
        ),
    ] {
        let of = "path: ../generated/acme, package: acme";
        project.write(
            "schema/typeloom.yaml",
            &format!("typeloom: 1\ncrates:\n  acme-sdk: {{ {of}, runtime: {runtime} }}\n"),
        );
        project.run(&["generate"]).ok();
        let manifest = project.read("generated/acme/Cargo.toml");
        assert!(manifest.contains(&format!("\ntypeloom-fake = {fake}\n")), "{runtime}: {manifest}");
    }
}

#[test]
fn the_name_of_a_fake_is_taken() {
    let project = project();
    project.write("schema/typeloom.yaml", crate::project::CONFIG);
    let types = SCHEMA.replace("clients:", "  StockFake: { fields: { id: string } }\nclients:");
    project.write("schema/acme/orders.yaml", &types);
    let run = project.run(&["check"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("are both `StockFake` in Rust"), "{}", run.stderr);
}

#[test]
fn signatures_are_asked_for_when_it_is_told_to() {
    let project = Project::empty();
    let schema = "typeloom: 1
package: acme
settings:
  ShopSettings:
    fields: { seller: { type: string, env: SELLER }, key: { type: string?, env: KEY, secret: true } }
clients:
  Orders:
    auth:
      - signature:
          { parts: [method], headers: { X-Signature: signature }, key_id: ShopSettings.seller, key: ShopSettings.key }
    operations:
      count: { get: /orders, returns: u32 }
      open: { get: /open, returns: u32, auth: none }
";
    project.write("schema/acme/orders.yaml", schema);
    let described: Value = serde_json::from_str(&project.run(&["fake", "schema/acme", "--describe"]).stdout).unwrap();
    assert_eq!(described["signatures"]["Orders"]["headers"]["X-Signature"], "signature");
    for (arguments, status) in
        [(&["schema/acme", "--format", "json"][..], 200), (&["schema/acme", "--format", "json", "--auth"], 401)]
    {
        let mut fake = Running::start(&project, arguments);
        let url = fake.json()["url"].as_str().unwrap().to_owned();
        assert_eq!(call(&url, "GET", "/orders", "").0, status);
        assert_eq!(call(&url, "GET", "/open", "").0, 200);
    }
}
