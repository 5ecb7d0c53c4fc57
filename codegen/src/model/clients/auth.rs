//! What a client proves itself with.

use super::Client;
use super::header_names::{is_header_name, is_reserved_header};
use super::signature::{self, Signature};
use super::sources::Sources;
use super::tokens::{self, Bearer};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Model;
use crate::model::arena::Id;
use crate::model::resolver::Resolver;
use crate::model::settings::Settings;
use crate::raw::clients::RawClient;
use crate::raw::clients::auth::{Credential, RawAuth};

/// One kind of credentials; the first kind that is there is sent.
#[derive(Clone, Debug)]
pub enum Auth {
    /// A secret in a header.
    ApiKey {
        /// The name of the header.
        header: String,
        /// The setting that holds the secret, by position.
        setting: usize,
        /// What the operations call it that it is only for.
        name: Option<String>,
    },
    /// A token that stays the same.
    Token {
        /// The setting that holds it, by position.
        setting: usize,
        /// What the operations call it that it is only for.
        name: Option<String>,
    },
    /// Tokens that are got anew in time.
    Bearer(Bearer),
    /// A signature in headers.
    Signature(Signature),
}

impl Auth {
    /// What operations call it: its name, or the word for its kind.
    #[must_use]
    pub fn called(&self) -> &str {
        match self {
            Self::ApiKey { name: Some(name), .. } | Self::Token { name: Some(name), .. } => name,
            Self::ApiKey { .. } => "api_key",
            Self::Token { .. } | Self::Bearer(_) => "bearer",
            Self::Signature(_) => "signature",
        }
    }

    /// Whether it is for every operation that says nothing else.
    #[must_use]
    pub fn is_for_all(&self) -> bool {
        !matches!(self, Self::ApiKey { name: Some(_), .. } | Self::Token { name: Some(_), .. })
    }
}

/// Resolves the key `auth` of a client, when all clients and their operations are known.
pub(in crate::model) fn resolve(
    id: Id<Client>,
    raw: &RawClient,
    model: &Model,
    resolver: &mut Resolver<'_>,
) -> (Vec<Auth>, Option<Id<Settings>>) {
    let named = raw.connection.as_ref().and_then(|raw| raw.base_url.as_ref()?.setting.as_ref());
    let named = named.or_else(|| raw.values.iter().find_map(|named| named.value.setting.as_ref()));
    let group = model.clients[id].settings.zip(named.map(|named| named.span));
    let mut sources = Sources::new(&model.settings, &model.types, group);
    refuse_second_signature(raw, resolver);
    let auth = raw.auth.iter().filter_map(|raw| one(id, raw, model, &mut sources, resolver)).collect();
    (auth, sources.group())
}

/// The builder of a client takes one key.
fn refuse_second_signature(raw: &RawClient, resolver: &mut Resolver<'_>) {
    let mut spans = raw.auth.iter().filter_map(|raw| match &raw.kind {
        RawAuth::Signature(raw) => Some(raw.span),
        _ => None,
    });
    let Some(first) = spans.next() else { return };
    for further in spans {
        resolver.diagnostics.push(
            Diagnostic::new(Code::ConflictingKeys, further, "a client signs its requests in one way")
                .label("would be another one")
                .related(first, "this is the way already")
                .help("remove one of them, or make two clients"),
        );
    }
}

fn one<'a>(
    id: Id<Client>,
    raw: &Credential,
    model: &'a Model,
    sources: &mut Sources<'a>,
    resolver: &mut Resolver<'_>,
) -> Option<Auth> {
    let name = raw.name.as_ref().map(|name| name.value.clone());
    match &raw.kind {
        RawAuth::ApiKey { header, setting } => {
            let is_header = is_header_name(header, resolver) && !is_reserved_header(header, resolver);
            let setting = sources.credential(setting, true, resolver)?;
            is_header.then(|| Auth::ApiKey { header: header.value.clone(), setting, name })
        }
        RawAuth::Token { setting } => Some(Auth::Token { setting: sources.credential(setting, true, resolver)?, name }),
        RawAuth::Bearer(raw) => tokens::resolve(id, raw, model, sources, resolver).map(Auth::Bearer),
        RawAuth::Signature(raw) => signature::resolve(raw, sources, resolver).map(Auth::Signature),
    }
}
