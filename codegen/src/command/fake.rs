//! `typeloom fake`: a server to try clients against, for any language.

use std::fmt::Write as _;
use std::io;

use clap::Args;
use serde_json::{Value, json};
use typeloom_fake::{Description, FakeError, FakeServer, Received};

use super::failure::Failure;
use super::report::Format;
use super::terminal::{Style, Terminal};
use super::{CommandResult, Outcome};
use crate::diagnostic::suggest;
use crate::fakes;
use crate::load::{Loaded, load};
use crate::model::Model;
use crate::model::arena::Id;
use crate::model::clients::Client;

/// Serve a fake of the clients of a schema, until Ctrl-C.
#[derive(Debug, Args)]
pub(super) struct Fake {
    /// The folder of a package, or a schema file.
    #[arg(value_name = "PATH")]
    path: String,

    /// Only this client.
    #[arg(long, value_name = "NAME")]
    client: Option<String>,

    /// The port; one that is free without it.
    #[arg(long, default_value_t = 0, value_name = "N")]
    port: u16,

    /// The address to listen on; other machines reach only one that is not of this machine alone.
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    host: String,

    /// Refuse requests without the credentials and signatures that are described.
    #[arg(long)]
    auth: bool,

    /// Print the description that the server is made from, and serve nothing.
    #[arg(long)]
    describe: bool,

    /// For people or for programs: a line for the address, then one for each request.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

impl Fake {
    pub(super) fn run(&self, terminal: Terminal) -> CommandResult {
        let loaded = match load(".", &self.path) {
            Ok(loaded) => loaded,
            Err(error) => {
                let Some((findings, sources)) = error.diagnostics() else { return Err(error.into()) };
                terminal.findings(findings, sources);
                return Ok(Outcome::Findings);
            }
        };
        let document = fakes::describe(&loaded.model, &self.clients(&loaded)?);
        if self.describe {
            terminal.result(&format!("{document:#}\n"));
            return Ok(Outcome::Success);
        }
        let description = Description::from_json(&document.to_string()).map_err(|error| failure(&error.into()))?;
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| refused(&error))?;
        runtime.block_on(self.serve(description, terminal))?;
        Ok(Outcome::Success)
    }

    async fn serve(&self, description: Description, terminal: Terminal) -> Result<(), Failure> {
        let format = self.format;
        let builder = FakeServer::builder(description);
        let builder = if self.auth { builder.authenticated() } else { builder };
        let server = builder
            .host(self.host.as_str())
            .port(self.port)
            .on_answer(move |request, status| terminal.result(&line(format, request, status, terminal)))
            .start()
            .await
            .map_err(|error| failure(&error))?;
        terminal.result(&self.greeting(&server, terminal));
        tokio::signal::ctrl_c().await.map_err(|error| refused(&error))?;
        server.shutdown().await;
        Ok(())
    }

    /// The clients to fake: all that the package itself declares, or the one that was named.
    fn clients(&self, loaded: &Loaded) -> Result<Vec<Id<Client>>, Failure> {
        let clients = of_package(&loaded.model, &loaded.package);
        let name = |id: &Id<Client>| loaded.model.clients[*id].declaration.name.as_written();
        let Some(wanted) = &self.client else {
            if clients.is_empty() {
                let message =
                    format!("the package `{}` declares no clients, so there is nothing to fake", loaded.package);
                return Err(Failure::usage(message, "add a section `clients`".to_owned()));
            }
            return Ok(clients);
        };
        match clients.iter().find(|id| name(id) == wanted) {
            Some(client) => Ok(vec![*client]),
            None => {
                let message = format!("the package `{}` declares no client `{wanted}`", loaded.package);
                Err(Failure::usage(message, suggest::help(wanted, clients.iter().map(name))))
            }
        }
    }

    /// Where the server is, and what it answers.
    fn greeting(&self, server: &FakeServer, terminal: Terminal) -> String {
        let (name, operations) = (&server.description().name, &server.description().operations);
        match self.format {
            Format::Json => {
                let named = |name: &str, address: String| json!({ "name": name, "address": address });
                let operations: Vec<Value> =
                    operations.iter().map(|operation| named(&operation.name, operation.address())).collect();
                format!("{}\n", json!({ "url": server.url(), "name": name, "operations": operations }))
            }
            Format::Human => {
                let width = operations.iter().map(|operation| operation.name.chars().count()).max().unwrap_or(0);
                let mut text = format!("a fake of {name} is at {}\n", terminal.styled(Style::Strong, server.url()));
                for operation in operations {
                    let _ = writeln!(text, "  {:<width$}  {}", operation.name, operation.address());
                }
                let _ = writeln!(text, "{}", terminal.styled(Style::Faint, "Ctrl-C stops it"));
                text
            }
        }
    }
}

/// The line of one request, with nothing of it that could be a secret.
fn line(format: Format, request: &Received, status: Option<u16>, terminal: Terminal) -> String {
    let (method, path, operation) = (request.method(), request.path(), request.operation());
    match format {
        Format::Json => {
            format!("{}\n", json!({ "method": method, "path": path, "operation": operation, "status": status }))
        }
        Format::Human => {
            let style = if status.is_some_and(|status| status < 400) { Style::Good } else { Style::Bad };
            let shown = status.map_or_else(|| "closed".to_owned(), |status| status.to_string());
            let shown = terminal.styled(style, shown);
            format!(
                "{shown} {method} {path} {}\n",
                terminal.styled(Style::Faint, operation.unwrap_or("nothing described"))
            )
        }
    }
}

/// The clients of the files of a package, not those of what it imports.
fn of_package(model: &Model, package: &str) -> Vec<Id<Client>> {
    let is_own = |module| model.packages[model.modules[module].package].name == package;
    model.clients.iter().filter(|(_, client)| is_own(client.declaration.module)).map(|(id, _)| id).collect()
}

fn failure(error: &FakeError) -> Failure {
    match error {
        FakeError::Bind { source, .. } => {
            Failure::other(format!("{error}: {source}"), "choose another port, or none for one that is free".to_owned())
        }
        other => Failure::other(other.to_string(), None),
    }
}

fn refused(error: &io::Error) -> Failure {
    Failure::other(error.to_string(), None)
}
