//! Tokens from an operation of a server.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::{Granted, TokenError, TokenSource};
use crate::client::{Operation, Request, Response, Transport};
use crate::future::BoxFuture;
use crate::json::{Value, Writer};
use crate::model::Model;
use crate::secret::Secret;

/// How a token is asked for, and where it stands in the response.
///
/// The body of the request is an object of texts, that of the response one with the token in it.
#[derive(Debug, Clone, Copy)]
pub struct TokenEndpoint {
    operation: &'static Operation,
    members: &'static [(&'static str, Member)],
    token: &'static str,
    refresh_token: Option<&'static str>,
    expires_in: Option<&'static str>,
    success: u16,
}

/// What a member of the request holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Member {
    /// The same text in all requests: a `grant_type`, say.
    Fixed(&'static str),
    /// The credential of this name.
    Credential(&'static str),
}

impl TokenEndpoint {
    /// The endpoint that this operation calls with these members, and whose response has the token in the member `token`.
    ///
    /// Success is status 200 and no other.
    pub const fn new(
        operation: &'static Operation,
        members: &'static [(&'static str, Member)],
        token: &'static str,
    ) -> Self {
        Self { operation, members, token, refresh_token: None, expires_in: None, success: 200 }
    }

    /// The member of the response that may hold what the next token is got with.
    #[must_use]
    pub const fn refresh_token(mut self, member: &'static str) -> Self {
        self.refresh_token = Some(member);
        self
    }

    /// The member of the response that may say for how many seconds the token lives.
    #[must_use]
    pub const fn expires_in(mut self, member: &'static str) -> Self {
        self.expires_in = Some(member);
        self
    }

    /// The status that means success.
    #[must_use]
    pub const fn success(mut self, status: u16) -> Self {
        self.success = status;
        self
    }

    /// Asks for a token.
    pub(super) async fn ask(
        &self,
        transport: &dyn Transport,
        credentials: &[(&'static str, Secret<String>)],
    ) -> Result<Granted, TokenError> {
        let path = self.operation.path().build(&[]).map_err(TokenError::Path)?;
        let request = Request::new(self.operation.method(), path)
            .with_operation(self.operation)
            .with_json(self.body(credentials)?)
            .with_header("accept", "application/json");
        let response = transport.call(request).await.map_err(TokenError::Unreachable)?;
        self.granted(&response)
    }

    fn body(&self, credentials: &[(&'static str, Secret<String>)]) -> Result<String, TokenError> {
        let mut writer = Writer::new();
        writer.begin_object();
        for (name, member) in self.members {
            writer.name(name);
            writer.string(match *member {
                Member::Fixed(text) => text,
                Member::Credential(name) => credential(credentials, name)?,
            });
        }
        writer.end_object();
        Ok(writer.into_string())
    }

    fn granted(&self, response: &Response) -> Result<Granted, TokenError> {
        if response.status() != self.success {
            return Err(TokenError::Status { status: response.status(), message: response.message() });
        }
        let body = Value::from_json(response.body()).map_err(TokenError::Decode)?;
        let text = |member| body.get(member).and_then(Value::as_str).filter(|text| !text.is_empty());
        let token = text(self.token).ok_or(TokenError::MissingToken { member: self.token })?;
        let expires_in = self.expires_in.and_then(|member| body.get(member)?.as_u64());
        Ok(Granted {
            refresh_token: self.refresh_token.and_then(text).map(|text| Secret::new(text.to_owned())),
            expires_in: expires_in.map(Duration::from_secs),
            ..Granted::new(token)
        })
    }
}

/// The credential of this name; an empty one is none.
fn credential<'c>(
    credentials: &'c [(&'static str, Secret<String>)],
    name: &'static str,
) -> Result<&'c str, TokenError> {
    let found = credentials.iter().find(|(found, _)| *found == name).map(|(_, value)| value.expose().as_str());
    found.filter(|value| !value.is_empty()).ok_or(TokenError::NoCredentials { name })
}

/// Gets tokens from a [`TokenEndpoint`], with credentials that stay the same.
pub struct EndpointSource {
    endpoint: &'static TokenEndpoint,
    transport: Arc<dyn Transport>,
    credentials: Vec<(&'static str, Secret<String>)>,
}

impl EndpointSource {
    /// Asks an endpoint through this transport, with these credentials.
    ///
    /// A credential that is missing or empty is told when a token is asked for, without a request.
    pub fn new(
        endpoint: &'static TokenEndpoint,
        transport: impl Transport + 'static,
        credentials: impl IntoIterator<Item = (&'static str, Secret<String>)>,
    ) -> Self {
        Self { endpoint, transport: Arc::new(transport), credentials: credentials.into_iter().collect() }
    }
}

impl TokenSource for EndpointSource {
    fn fetch(&self) -> BoxFuture<'_, Result<Granted, TokenError>> {
        Box::pin(self.endpoint.ask(&*self.transport, &self.credentials))
    }
}

impl fmt::Debug for EndpointSource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("EndpointSource")
            .field("endpoint", &self.endpoint)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}
