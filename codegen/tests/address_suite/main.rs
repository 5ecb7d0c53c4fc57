//! Addresses and what is called at them: subjects, kinds, references, selectors and clients, from YAML to Rust, and what can be
//! wrong with them.
#![allow(clippy::unwrap_used)]

mod body_signatures;
mod clients;
mod diagnostics;
mod emission;
mod enrollments;
mod errors;
mod graphql;
mod guards;
mod layers;
mod pages;
mod polls;
mod profiles;
mod reconnects;
mod rpc;

use std::io;

use typeloom::diagnostic::{Diagnostics, Renderer};
use typeloom::model::{self, Model};
use typeloom::rust::{self, Options};
use typeloom::source::{self, Loader, Sources};

/// One file in memory.
struct One(String);

impl Loader for One {
    fn read(&self, _: &str) -> io::Result<Vec<u8>> {
        Ok(self.0.clone().into_bytes())
    }

    fn list(&self, _: &str) -> io::Result<Vec<String>> {
        Ok(vec!["orders.yaml".to_owned()])
    }
}

fn resolve(yaml: &str) -> (Model, Sources, Diagnostics) {
    let loader = One(format!("typeloom: 1\npackage: acme\n{yaml}"));
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let files = source::load(&["acme/orders.yaml".to_owned()], &loader, &mut sources, &mut diagnostics);
    let model = model::resolve(&files, &sources, &mut diagnostics);
    (model, sources, diagnostics)
}

/// What is found in a schema, as it is shown.
fn findings(yaml: &str) -> String {
    let (_, sources, diagnostics) = resolve(yaml);
    Renderer { color: false }.render(&diagnostics, &sources)
}

/// The Rust code of a schema that is in order.
fn emitted(yaml: &str) -> String {
    let (model, sources, diagnostics) = resolve(yaml);
    assert!(diagnostics.is_empty(), "{}", Renderer { color: false }.render(&diagnostics, &sources));
    let (files, _) = rust::generate(&model, &Options::for_module("acme")).unwrap();
    files.get("acme.rs").unwrap().to_owned()
}
