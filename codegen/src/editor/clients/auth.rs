//! What a client proves itself with.

use super::signature::Signature;
use crate::editor::words::{Text, Texts};
use crate::editor::{Members, forms, keys};

keys! {
    /// Credentials of one kind; it has one of the kinds.
    Auth {
        /// What the operations call it that it is only for.
        name: Option<Text>,
        /// A secret in a header.
        api_key: Option<ApiKey>,
        /// A token in the header `Authorization`.
        bearer: Option<Bearer>,
        /// A signature in headers.
        signature: Option<Signature>,
    }
}

keys! {
    /// A secret in a header.
    ApiKey {
        /// The name of the header.
        header: Text,
        /// The setting that holds the secret: `ApiSettings.key`.
        setting: Text,
    }
}

forms! {
    /// Where a token comes from.
    Bearer {
        Setting(SettingName),
        Operation(Tokens),
        Refresh(RefreshedTokens),
    }
}

keys! {
    /// The name of a setting.
    SettingName {
        /// Its name behind that of its group: `ApiSettings.key`.
        setting: Text,
    }
}

keys! {
    /// Tokens that an operation gives.
    Tokens {
        /// The operation: `create_token`, or `Client.create_token`.
        operation: Text,
        /// What the fields of its body hold.
        request: Members<TokenMember>,
        /// The field of its result with the token.
        token: Text,
        /// The field of its result that says for how many seconds the token lives.
        expires_in: Option<Text>,
        /// How long tokens live that do not say so themselves.
        lifetime: Option<Text>,
        /// How long before its end a token is got anew.
        margin: Option<Text>,
        /// Failures after which no token is asked for any more.
        latch: Option<Texts>,
        /// Failures after which the old token is used on.
        keep: Option<Texts>,
    }
}

forms! {
    /// A text, or what a setting holds.
    TokenMember {
        Fixed(Text),
        Setting(SettingName),
    }
}

keys! {
    /// Tokens that are got with a token.
    RefreshedTokens {
        /// How they are got.
        refresh: TokenRefresh,
    }
}

keys! {
    /// Tokens that an operation gives for a token.
    TokenRefresh {
        /// The operation: `refresh_session`, or `Client.refresh_session`.
        operation: Text,
        /// What the fields of its body hold; one setting, which is the token.
        request: Members<TokenMember>,
        /// The field of its result with the token.
        token: Text,
        /// The field of its result that may hold the refresh token for the next time.
        refresh_token: Text,
        /// A second way, for when the refresh token is taken no more.
        recovery: Option<Recovery>,
        /// The field of its result that says for how many seconds the token lives.
        expires_in: Option<Text>,
        /// How long tokens live that do not say so themselves.
        lifetime: Option<Text>,
        /// How long before its end a token is got anew.
        margin: Option<Text>,
        /// Failures after which no token is asked for any more.
        latch: Option<Texts>,
        /// Failures after which the old token is used on.
        keep: Option<Texts>,
    }
}

keys! {
    /// The way to a token when the refresh token is taken no more.
    Recovery {
        /// Words in the message of a refusal that is a reason to go this way.
        when: Texts,
        /// The operation.
        operation: Text,
        /// What the fields of its body hold.
        request: Members<TokenMember>,
        /// The field of its result with the token.
        token: Text,
        /// The field of its result that may hold the refresh token for the next time.
        refresh_token: Text,
    }
}
