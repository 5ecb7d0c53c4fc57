//! The fake that is called, in a process of its own: what it allocates and does is not counted.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Command, Stdio};

use serde_json::json;
use typeloom_fake::{Description, FakeServer, Reply};

use crate::{CUSTOMER, FOUND, TestResult};

/// How many orders are listed.
const LISTED: usize = 10;

/// A server that ends with this.
pub(crate) struct Server {
    child: Child,
    url: String,
}

impl Server {
    pub(crate) fn start() -> TestResult<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        let mut child = command.arg("serve").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let mut url = String::new();
        BufReader::new(child.stdout.take().ok_or("the server prints nothing")?).read_line(&mut url)?;
        Ok(Self { child, url: url.trim().to_owned() })
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Its input ends, and so does it.
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// What the child does.
pub(crate) fn serve() -> TestResult {
    let server = FakeServer::builder(description()?).start_on_thread()?;
    // Both clients call the same paths, for which the first one is found.
    for (operation, body) in [("find", order(FOUND)), ("quote", order("quoted")), ("list", page())] {
        server.on(&format!("Orders::{operation}"))?.reply(Reply::json(200, &body));
    }
    println!("{}", server.url());
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}

fn order(id: &str) -> serde_json::Value {
    json!({
        "orderId": id, "customer": CUSTOMER, "note": "Please ring twice, and leave it with the neighbours.", "quantity": 3,
        "price": 12.75, "isGift": true, "tags": ["fragile", "gift", "express"],
        "address": { "street": "Long Lane 17", "city": "Weaverham", "zip": "CW8 3PZ" },
    })
}

fn page() -> serde_json::Value {
    json!({ "orders": vec![order(FOUND); LISTED], "total": LISTED })
}

fn description() -> TestResult<Description> {
    let loaded = typeloom::load(env!("CARGO_MANIFEST_DIR"), "schema/figures/orders.yaml")?;
    let clients: Vec<_> = loaded.model.clients.ids().collect();
    let document = typeloom::fakes::describe(&loaded.model, &clients);
    Ok(Description::from_json(&document.to_string())?)
}
