//! One call.

use std::fmt::Display;

use super::RpcId;
use super::answer;
use super::stream::RpcStream;
use crate::client::draft::Draft;
use crate::client::{ClientError, Request, Returned, Transport};
use crate::future::BoxFuture;
use crate::json::Writer;
use crate::model::Model;
use crate::rule::{Rule, ValueError};
use crate::template::TemplateError;

/// A method of a server.
#[derive(Debug, Clone, Copy)]
pub struct RpcMethod {
    name: &'static str,
    method: &'static str,
}

impl RpcMethod {
    /// The operation `name`, which errors tell, and the method that servers know it by.
    pub const fn new(name: &'static str, method: &'static str) -> Self {
        Self { name, method }
    }

    /// The name, for errors and logs.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The method, as servers know it.
    pub const fn method(&self) -> &'static str {
        self.method
    }
}

/// A call that is being put together. The first argument that cannot be sent becomes the answer; nothing is sent then.
pub struct RpcCall<'c> {
    transport: &'c dyn Transport,
    draft: Draft,
    id: RpcId,
    /// The document up to where the id goes.
    body: Writer,
}

impl<'c> RpcCall<'c> {
    /// A call of a method, to be sent as the body of a request.
    pub fn new(transport: &'c dyn Transport, method: &RpcMethod, request: Request, id: impl Into<RpcId>) -> Self {
        let mut body = Writer::new();
        body.begin_object();
        body.key("\"jsonrpc\":\"2.0\"");
        body.key("\"method\":");
        body.string(method.method);
        Self { transport, draft: Draft::new(method.name, request), id: id.into(), body }
    }

    /// A text as its rule makes it; one that breaks the rule is not sent.
    pub fn text<'v>(&mut self, rule: &Rule, value: &'v str) -> &'v str {
        self.draft.text(rule, value)
    }

    /// Takes note of a value that was checked; one that breaks its rule is not sent.
    pub fn check<T>(&mut self, checked: Result<T, ValueError>) {
        self.draft.check(checked);
    }

    /// Says whether there is an argument without which the call cannot be sent.
    pub fn require(&mut self, argument: &'static str, is_there: bool) {
        self.draft.require(argument, is_there);
    }

    /// Adds a header. Its value is visible ASCII, with spaces inside.
    pub fn header(&mut self, name: &'static str, value: &dyn Display) {
        self.draft.header(name, value);
    }

    /// Adds an item to a header that holds a list, which commas separate. None of them has a comma in it.
    pub fn header_item(&mut self, name: &'static str, value: &dyn Display) {
        self.draft.header_item(name, value);
    }

    /// Adds a header whose value may be none that can be sent.
    pub fn checked_header(&mut self, name: &'static str, value: Result<String, TemplateError>) {
        self.draft.checked_header(name, value);
    }

    /// Sets the parameters: an object or an array.
    pub fn params<M: Model>(&mut self, params: &M) {
        self.body.key("\"params\":");
        params.encode(&mut self.body);
    }

    /// The result. The call is sent when the future is polled first, and forgotten when it is dropped.
    pub fn answer<T: Returned + 'c>(self) -> BoxFuture<'c, Result<T, ClientError>> {
        self.answer_or()
    }

    /// The same, with the error of a client of its own.
    pub fn answer_or<T: Returned + 'c, E: From<ClientError> + 'c>(self) -> BoxFuture<'c, Result<T, E>> {
        Box::pin(async move {
            let (operation, id) = (self.draft.operation(), self.id.clone());
            let body = self.exchange().await?;
            let result = answer::result(operation, &id, &body)?;
            Ok(T::from_body(result).map_err(|source| ClientError::Decode { operation, source })?)
        })
    }

    /// The results, one by one as the server has them; if it has but one, it is the only one.
    pub fn stream<T: 'c>(self) -> BoxFuture<'c, Result<RpcStream<T>, ClientError>> {
        self.stream_or()
    }

    /// The same, with the error of a client of its own.
    pub fn stream_or<T: 'c, E: From<ClientError> + 'c>(self) -> BoxFuture<'c, Result<RpcStream<T, E>, E>> {
        Box::pin(async move {
            let (transport, operation, id) = (self.transport, self.draft.operation(), self.id.clone());
            Ok(RpcStream::open(transport, operation, self.into_request()?, id).await?)
        })
    }

    fn into_request(mut self) -> Result<Request, ClientError> {
        self.body.key("\"id\":");
        self.id.encode(&mut self.body);
        self.body.end_object();
        Ok(self.draft.finish()?.with_json(self.body.into_string()))
    }

    async fn exchange(self) -> Result<Vec<u8>, ClientError> {
        let (transport, operation) = (self.transport, self.draft.operation());
        let mut request = self.into_request()?;
        if request.header("accept").is_none() {
            request = request.with_header("accept", "application/json");
        }
        let response = transport.call(request).await.map_err(|source| ClientError::Transport { operation, source })?;
        if response.is_success() {
            response.expect_json(operation)?;
            return Ok(response.into_body());
        }
        Err(answer::refused(operation, &response))
    }
}
