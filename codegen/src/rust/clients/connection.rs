//! How a client is made from a description and from settings.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use std::time::Duration;

use super::{auth, cache, rate_limit, retry, signature, values};
use crate::model::clients::graphql::Kind;
use crate::model::clients::{Auth, Client, Connection, SettingSource};
use crate::model::settings::{Setting, Settings};
use crate::rust::docs::own;
use crate::rust::identifiers::{pascal, snake};
use crate::rust::scope::Scope;

/// The functions that make a client, where it is known how it connects.
pub(super) fn emit(scope: &Scope<'_>, client: &Client) -> TokenStream {
    if !client.connects() {
        return TokenStream::new();
    }
    let name = pascal(&client.declaration.name);
    let from = scope.prelude("From");
    let connection = described(client);
    let from_settings = client.settings.map(|id| from_settings(scope, client, &scope.model.settings[id]));
    let tokens = token_provider(scope, client);
    let signed = signature::emit(client, &name);
    let (taken, caches) = (auth::taken(scope, client, &name), cache::method(client));
    quote! {
        impl #from<runtime::Client> for #name {
            fn from(client: runtime::Client) -> Self {
                Self { client }
            }
        }

        impl #name {
            /// Makes a client that connects as its description says, but for what the builder is told.
            pub fn builder() -> runtime::ClientBuilder<Self> {
                static CONNECTION: runtime::Connection = #connection;
                runtime::ClientBuilder::new(&CONNECTION)
            }

            #from_settings
            #tokens
            #caches
        }

        #signed
        #taken
    }
}

/// The expression for what the description says.
fn described(client: &Client) -> TokenStream {
    let connection = client.connection.clone().unwrap_or_default();
    let base_url = connection.base_url.as_ref().map(|url| quote!(.base_url(#url)));
    let connect_timeout = connection.connect_timeout.map(duration).map(|timeout| quote!(.connect_timeout(#timeout)));
    let user_agent = connection.user_agent.as_ref().map(|name| quote!(.user_agent(#name)));
    let body_limit = connection.body_limit.map(Literal::u32_unsuffixed).map(|bytes| quote!(.body_limit(#bytes)));
    let for_every_request = for_every_request(&connection);
    let authenticated = (!client.auth.is_empty()).then(|| quote!(.authenticated()));
    let order = auth::order(client);
    let subscribes = client.has_graphql(Kind::Subscription).then(|| quote!(.subscribes()));
    let retry = client.retry.as_ref().map(retry::policy).map(|policy| quote!(.retry(#policy)));
    let (rate_limits, caches) = (rate_limit::described(client), cache::described(client));
    let policies = quote!(#retry #rate_limits #caches);
    quote!(#for_every_request #base_url #connect_timeout #user_agent #body_limit #authenticated #order #subscribes #policies)
}

/// The expression for what every request has that has nothing of its own.
pub(super) fn for_every_request(connection: &Connection) -> TokenStream {
    let timeout = connection.timeout.map(duration).map(|timeout| quote!(.timeout(#timeout)));
    let headers = (!connection.headers.is_empty()).then(|| {
        let headers = connection.headers.iter().map(|(name, value)| quote!((#name, #value)));
        quote!(.headers(&[#(#headers),*]))
    });
    quote!(runtime::Connection::new() #timeout #headers)
}

pub(in crate::rust) fn duration(duration: Duration) -> TokenStream {
    let (seconds, nanoseconds) = (duration.as_secs(), duration.subsec_nanos());
    let whole = Literal::u64_unsuffixed(seconds);
    if nanoseconds == 0 {
        return quote!(::std::time::Duration::from_secs(#whole));
    }
    match u64::try_from(duration.as_millis()) {
        Ok(milliseconds) if nanoseconds.is_multiple_of(1_000_000) => {
            let milliseconds = Literal::u64_unsuffixed(milliseconds);
            quote!(::std::time::Duration::from_millis(#milliseconds))
        }
        _ => {
            let nanoseconds = Literal::u32_unsuffixed(nanoseconds);
            quote!(::std::time::Duration::new(#whole, #nanoseconds))
        }
    }
}

fn from_settings(scope: &Scope<'_>, client: &Client, settings: &Settings) -> TokenStream {
    let (ty, result) = (scope.path(&settings.declaration), scope.prelude("Result"));
    let base_url = client.connection.as_ref().and_then(|connection| connection.base_setting);
    let base_url = base_url.map(|source| base_url_of(source, settings));
    let declared = auth::declared(scope, client);
    let (credentials, held) = (auth::given(scope, client, settings), values::given(scope, client, settings));
    let about =
        own("Makes a client that connects as its description and these settings say, but for what the builder is \
                     told.");
    quote! {
        #about
        pub fn builder_from(settings: &#ty) -> runtime::ClientBuilder<Self> {
            #declared
            Self::builder() #base_url #credentials #held
        }

        /// A client that connects as its description and these settings say, over HTTP: with the feature `http`.
        ///
        /// # Errors
        /// When something in the settings cannot be used, and when the feature is off.
        pub fn from_settings(settings: &#ty) -> #result<Self, runtime::ConnectError> {
            Self::builder_from(settings).build()
        }
    }
}

fn base_url_of(source: SettingSource, settings: &Settings) -> TokenStream {
    match source {
        SettingSource::Url(at) => {
            let name = snake(&settings.urls[at].name);
            quote!(.derived_base_url(settings.#name()))
        }
        SettingSource::Field(at) => {
            let setting = &settings.fields[at];
            let value = read(setting);
            match (setting.ty.is_optional(), setting.has_rules()) {
                (true, true) => quote!(.given_base_url(#value)),
                (true, false) => quote!(.given_base_url(#value.as_deref())),
                (false, true) => quote!(.base_url(#value)),
                (false, false) => quote!(.base_url(&#value)),
            }
        }
    }
}

/// The place of a setting: a field, or the getter of one that has rules.
pub(in crate::rust) fn read(setting: &Setting) -> TokenStream {
    let name = snake(&setting.name);
    if setting.has_rules() { quote!(settings.#name()) } else { quote!(settings.#name) }
}

fn token_provider(scope: &Scope<'_>, client: &Client) -> Option<TokenStream> {
    let option = scope.prelude("Option");
    client.auth.iter().any(|auth| matches!(auth, Auth::Bearer(_))).then(|| {
        quote! {
            /// What gets its tokens, to share with others; `None` of a client that knows nothing but its transport.
            #[must_use]
            pub fn token_provider(&self) -> #option<&::std::sync::Arc<runtime::token::TokenProvider>> {
                self.client.tokens()
            }
        }
    })
}
