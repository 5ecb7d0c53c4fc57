//! What a client proves itself with.

use super::Client;
use super::header_names::{is_header_name, is_reserved_header};
use super::sources::Sources;
use super::tokens::{self, Bearer};
use crate::model::Model;
use crate::model::arena::Id;
use crate::model::resolver::Resolver;
use crate::model::settings::Settings;
use crate::raw::clients::RawClient;
use crate::raw::clients::auth::RawAuth;

/// One kind of credentials; the first kind that is there is sent.
#[derive(Clone, Debug)]
pub enum Auth {
    /// A secret in a header.
    ApiKey {
        /// The name of the header.
        header: String,
        /// The setting that holds the secret, by position.
        setting: usize,
    },
    /// A token that stays the same.
    Token {
        /// The setting that holds it, by position.
        setting: usize,
    },
    /// Tokens that are got anew in time.
    Bearer(Bearer),
}

/// Resolves the key `auth` of a client, when all clients and their operations are known.
pub(in crate::model) fn resolve(
    id: Id<Client>,
    raw: &RawClient,
    model: &Model,
    resolver: &mut Resolver<'_>,
) -> (Vec<Auth>, Option<Id<Settings>>) {
    let named = raw.connection.as_ref().and_then(|raw| raw.base_url.as_ref()?.setting.as_ref());
    let group = model.clients[id].settings.zip(named.map(|named| named.span));
    let mut sources = Sources::new(&model.settings, &model.types, group);
    let auth = raw.auth.iter().filter_map(|raw| one(id, raw, model, &mut sources, resolver)).collect();
    (auth, sources.group())
}

fn one<'a>(
    id: Id<Client>,
    raw: &RawAuth,
    model: &'a Model,
    sources: &mut Sources<'a>,
    resolver: &mut Resolver<'_>,
) -> Option<Auth> {
    match raw {
        RawAuth::ApiKey { header, setting } => {
            let is_header = is_header_name(header, resolver) && !is_reserved_header(header, resolver);
            let setting = sources.credential(setting, true, resolver)?;
            is_header.then(|| Auth::ApiKey { header: header.value.clone(), setting })
        }
        RawAuth::Token { setting } => Some(Auth::Token { setting: sources.credential(setting, true, resolver)? }),
        RawAuth::Bearer(raw) => tokens::resolve(id, raw, model, sources, resolver).map(Auth::Bearer),
    }
}
