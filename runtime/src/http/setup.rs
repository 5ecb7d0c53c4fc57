//! From options to a client.

use reqwest::header::HeaderMap;

use super::target::Target;
use super::{HttpOptions, Proxy, header};
use crate::future::BoxError;
use crate::tls::TlsError;

/// Why no transport can be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HttpSetupError {
    /// The base URL is none that HTTP has.
    #[error("the base URL is none of HTTP: it begins with `http://` or `https://` and has neither query nor fragment")]
    Base,
    /// A header has a name or a value that headers cannot have.
    #[error("the header `{name}` has a name or a value that headers cannot have")]
    Header {
        /// The name of the header.
        name: String,
    },
    /// The certificate authorities cannot be used.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The URL of the proxy cannot be used.
    #[error("the URL of the proxy cannot be used")]
    Proxy,
    /// The client cannot be made.
    #[error("the options cannot be used")]
    Options(#[source] BoxError),
}

/// The headers of every request.
pub(super) fn headers(options: &HttpOptions) -> Result<HeaderMap, HttpSetupError> {
    let mut headers = HeaderMap::new();
    for (name, value) in &options.headers {
        let (name, value) =
            header(name, value.clone()).ok_or_else(|| HttpSetupError::Header { name: name.clone().into_owned() })?;
        headers.entry(name).or_insert(value);
    }
    Ok(headers)
}

pub(super) fn client(options: HttpOptions, target: &Target) -> Result<reqwest::Client, HttpSetupError> {
    let tls = if target.is_encrypted() { options.tls.config()? } else { options.tls.config_for_plain()? };
    let builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        // The transport follows for itself, where it may.
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .connect_timeout(options.connect_timeout)
        .read_timeout(options.read_timeout)
        .pool_max_idle_per_host(options.idle_connections)
        .pool_idle_timeout(options.idle_timeout)
        .user_agent(options.user_agent.into_owned());
    let builder = match &options.proxy {
        Proxy::Environment => builder,
        Proxy::None => builder.no_proxy(),
        Proxy::At(url) => builder.proxy(reqwest::Proxy::all(url.as_str()).map_err(|_| HttpSetupError::Proxy)?),
    };
    builder.build().map_err(|error| HttpSetupError::Options(error.without_url().into()))
}
