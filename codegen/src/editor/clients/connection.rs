//! How a client connects to its server.

use crate::editor::words::{Text, TextMembers};
use crate::editor::{forms, keys};

keys! {
    /// How a client connects to its server.
    Connection {
        /// Where the server is.
        base_url: Option<BaseUrl>,
        /// How long a call may take: `30s`.
        timeout: Option<Text>,
        /// How long it may take to connect: `10s`.
        connect_timeout: Option<Text>,
        /// The name that the client goes by.
        user_agent: Option<Text>,
        /// How many bytes the body of a response may have.
        body_limit: Option<i64>,
        /// The headers of every request.
        headers: Option<TextMembers>,
    }
}

forms! {
    /// A URL, or the setting that holds one.
    BaseUrl {
        Literal(Text),
        Setting(BaseUrlSetting),
    }
}

keys! {
    /// The setting that holds a base URL.
    BaseUrlSetting {
        /// A setting or a derived URL: `ApiSettings.http_url`.
        setting: Text,
        /// The URL where the setting is not given.
        default: Option<Text>,
    }
}
