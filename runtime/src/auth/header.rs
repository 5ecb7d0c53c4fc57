//! Credentials that stand in a header as they are.

use super::{AuthError, Credentials, Presented};
use crate::client::Request;
use crate::future::BoxFuture;
use crate::place::Place;
use crate::secret::Secret;

/// A secret in a header: an API key, or a token that does not expire.
///
/// ```
/// use typeloom_runtime::Secret;
/// use typeloom_runtime::auth::HeaderCredentials;
///
/// let key = HeaderCredentials::new("x-api-key", Secret::new("k3y".to_owned()));
/// let token = HeaderCredentials::new("authorization", Secret::new("t0k3n".to_owned())).with_scheme("Bearer");
/// # let _ = (key, token);
/// ```
#[derive(Debug, Clone)]
pub struct HeaderCredentials {
    header: &'static str,
    scheme: Option<&'static str>,
    secret: Secret<String>,
}

impl HeaderCredentials {
    /// A secret in the header of this name.
    pub fn new(header: &'static str, secret: Secret<String>) -> Self {
        Self { header, scheme: None, secret }
    }

    /// Puts a word and a space before the secret.
    #[must_use]
    pub fn with_scheme(mut self, scheme: &'static str) -> Self {
        self.scheme = Some(scheme);
        self
    }
}

impl Credentials for HeaderCredentials {
    fn authorize<'a>(&'a self, request: &'a mut Request) -> BoxFuture<'a, Result<Presented, AuthError>> {
        let outcome = if request.header(self.header).is_some() {
            Ok(Presented::ByCaller)
        } else {
            present(request, self.header, self.scheme, self.secret.expose()).map(|()| Presented::Credentials(0))
        };
        Box::pin(std::future::ready(outcome))
    }
}

/// Puts a secret into a header.
pub(super) fn present(
    request: &mut Request,
    header: &'static str,
    scheme: Option<&'static str>,
    secret: &str,
) -> Result<(), AuthError> {
    if secret.is_empty() || secret.trim().len() != secret.len() || secret.chars().any(|c| Place::Header.refuses(c)) {
        return Err(AuthError::Header { header });
    }
    let value = match scheme {
        Some(scheme) => format!("{scheme} {secret}"),
        None => secret.to_owned(),
    };
    request.set_header(header, value);
    Ok(())
}
