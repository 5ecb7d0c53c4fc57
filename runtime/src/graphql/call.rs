//! One query or mutation.

use std::ops::Range;

use super::answer::GraphqlAnswer;
use super::{Document, GraphqlFailure, GraphqlRequest};
use crate::client::{ClientError, Request, Response, Transport};
use crate::future::BoxFuture;
use crate::model::Model;

/// The media types of answers (GraphQL over HTTP), the newer one first.
const ACCEPTED: &str = "application/graphql-response+json, application/json;q=0.9";

/// A query or mutation, about to be sent.
pub struct GraphqlCall<'c> {
    transport: &'c dyn Transport,
    document: &'static Document,
    request: Request,
    problem: Option<ClientError>,
}

impl<'c> GraphqlCall<'c> {
    /// A call of an operation, to be sent as the body of `request`.
    pub fn new(transport: &'c dyn Transport, mut call: GraphqlRequest, request: Request) -> Self {
        let (document, problem) = (call.document(), call.problem());
        let mut request = request.with_json(call.into_body());
        if request.header("accept").is_none() {
            request = request.with_header("accept", ACCEPTED);
        }
        Self { transport, document, request, problem }
    }

    /// The data. The call is sent when the future is polled first, and forgotten when it is dropped.
    pub fn answer<T: Model + 'c>(self) -> BoxFuture<'c, Result<T, ClientError>> {
        self.answer_or()
    }

    /// The same, with the error of a client of its own.
    pub fn answer_or<T: Model + 'c, E: From<ClientError> + 'c>(self) -> BoxFuture<'c, Result<T, E>> {
        Box::pin(async move {
            let document = self.document;
            let (body, data) = self.exchange().await?;
            Ok(document.answer(body.get(data).unwrap_or_default())?)
        })
    }

    /// The body of the answer, and where in it the data are.
    async fn exchange(self) -> Result<(Vec<u8>, Range<usize>), ClientError> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        let operation = self.document.name();
        let response = self.transport.call(self.request).await;
        let response = response.map_err(|source| ClientError::Transport { operation, source })?;
        if !response.is_success() {
            return Err(refused(operation, &response));
        }
        response.expect_json(operation)?;
        let body = response.into_body();
        let answer = GraphqlAnswer::read(&body).map_err(|source| ClientError::Decode { operation, source })?;
        let failed = |source| Err(ClientError::Graphql { operation, source });
        let data = answer.place();
        match (answer.errors(&body), data) {
            (Some(errors), _) => failed(GraphqlFailure::Errors(errors)),
            (None, None) => failed(GraphqlFailure::NoAnswer),
            (None, Some(data)) => Ok((body, data)),
        }
    }
}

/// The error of a status, with the server's own message where it has one.
fn refused(operation: &'static str, response: &Response) -> ClientError {
    match ClientError::status(operation, response) {
        ClientError::Status { operation, status, message: None, attempts } => {
            let answer = GraphqlAnswer::read(response.body()).ok();
            let errors = answer.and_then(|answer| answer.errors(response.body()));
            ClientError::Status { operation, status, message: errors.map(|errors| errors.to_string()), attempts }
        }
        error => error,
    }
}
