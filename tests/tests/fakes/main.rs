//! Fakes of described clients: examples are values of the generated types, and generated clients get along with them.

mod clients;
mod enrollments;
mod examples;
mod guards;
mod signatures;
mod wire;

use typeloom_fake::FakeServer;
use typeloom_runtime::BaseUrl;
use typeloom_runtime::http::{HttpOptions, HttpTransport};

/// A schema whose clients hand out every kind of type.
mod desk {
    typeloom_macros::schema!("schema/desk");
}

type TestResult<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// What sends requests to a fake.
fn http(fake: &FakeServer) -> TestResult<HttpTransport> {
    Ok(HttpTransport::new(&BaseUrl::new(&fake.url())?, HttpOptions::new())?)
}

/// The description of all clients of the schema.
fn description() -> TestResult<typeloom_fake::Description> {
    let loaded = typeloom::load(env!("CARGO_MANIFEST_DIR"), "schema/desk")?;
    let clients: Vec<_> = loaded.model.clients.ids().collect();
    let document = typeloom::fakes::describe(&loaded.model, &clients);
    Ok(typeloom_fake::Description::from_json(&document.to_string())?)
}
