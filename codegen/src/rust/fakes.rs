//! Fakes of clients: the description of each as a file of the crate, and a door to the server that is made from it.

use proc_macro2::TokenStream;
use quote::quote;

use super::identifiers::pascal;
use super::layout::MARKER;
use super::scope::Scope;
use super::{Files, Layout, Manifest};
use crate::fakes::describe;
use crate::model::arena::Id;
use crate::model::clients::Client;
use crate::model::clients::graphql::Kind;
use crate::model::{Model, Module, Package};

/// The feature of generated crates.
pub(super) const FEATURE: &str = "fake";

/// What a crate depends on for its fakes, if it has clients.
pub(super) fn dependency<'a>(model: &Model, manifest: &'a Manifest, modules: &[Id<Module>]) -> Option<&'a str> {
    let is_here = |client: &Client| modules.contains(&client.declaration.module);
    manifest.fake.as_deref().filter(|_| model.clients.iter().any(|(_, client)| is_here(client)))
}

/// The type that starts a fake of a client. Only crates have the feature, and a place for the description.
pub(super) fn emit(scope: &Scope<'_>, client: &Client) -> TokenStream {
    let Layout::Crate(Manifest { fake: Some(_), .. }) = &scope.options.layout else { return TokenStream::new() };
    let (name, faked) = (pascal(&client.fake_name()), pascal(&client.declaration.name));
    let about = format!(" A fake server for [`{faked}`], to try it offline.");
    // Files of other packages are one folder down.
    let up = if scope.model.modules[scope.module].package == scope.root { "" } else { "../" };
    let file = format!("{up}{}", file(scope.model, scope.root, client));
    let result = scope.prelude("Result");
    let connected = client.connects().then(|| connected(scope, client));
    quote! {
        #[doc = #about]
        ///
        /// It keeps what is created, refuses what is not as described, answers everything else with examples, and does what a
        /// script says. `typeloom fake` serves the same for other languages.
        #[cfg(feature = #FEATURE)]
        #[derive(Debug)]
        pub enum #name {}

        #[cfg(feature = #FEATURE)]
        impl #name {
            /// What the server is made from.
            pub const DESCRIPTION: &'static str = include_str!(#file);

            /// A server that is to be set up before it starts: its port, and checks of credentials.
            ///
            /// # Errors
            /// When the description cannot be read, which no description that was generated is the reason for.
            pub fn builder() -> #result<::typeloom_fake::FakeBuilder, ::typeloom_fake::FakeError> {
                ::typeloom_fake::FakeBuilder::from_json(Self::DESCRIPTION)
            }

            /// Starts a server on a free port of this machine, which stops when it is dropped.
            ///
            /// # Errors
            /// When no port can be bound.
            pub async fn start() -> #result<::typeloom_fake::FakeServer, ::typeloom_fake::FakeError> {
                Self::builder()?.start().await
            }

            #connected
        }
    }
}

/// The function that makes a client of a fake.
fn connected(scope: &Scope<'_>, client: &Client) -> TokenStream {
    let (result, client_name) = (scope.prelude("Result"), pascal(&client.declaration.name));
    let subscribes = client.has_graphql(Kind::Subscription).then(|| quote!(.subscribes()));
    quote! {
        /// A client of this server over HTTP, without credentials and retries.
        ///
        /// # Errors
        /// When the system has no means for connections.
        #[cfg(feature = "http")]
        pub fn client(server: &::typeloom_fake::FakeServer) -> #result<#client_name, runtime::ConnectError> {
            static CONNECTION: runtime::Connection = runtime::Connection::new() #subscribes;
            runtime::ClientBuilder::new(&CONNECTION).base_url(server.url()).build()
        }
    }
}

/// Adds the descriptions of the clients of these modules.
pub(super) fn documents(
    model: &Model,
    root: Id<Package>,
    manifest: &Manifest,
    modules: &[Id<Module>],
    files: &mut Files,
) {
    if dependency(model, manifest, modules).is_none() {
        return;
    }
    for (id, client) in model.clients.iter().filter(|(_, client)| modules.contains(&client.declaration.module)) {
        let mut document = describe(model, &[id]);
        if let serde_json::Value::Object(members) = &mut document {
            // It stands first: members are sorted.
            let from = &model.modules[client.declaration.module].path;
            members.insert("$comment".to_owned(), format!("{MARKER} from {from}.").into());
        }
        files.insert(format!("src/{}", file(model, root, client)), format!("{document:#}\n"));
    }
}

/// The file with the description of a client, from the folder of the sources.
fn file(model: &Model, root: Id<Package>, client: &Client) -> String {
    let package = model.modules[client.declaration.module].package;
    let folder = if package == root { String::new() } else { format!("{}/", model.packages[package].module_name()) };
    format!("fakes/{folder}{}.json", client.declaration.name.snake())
}
