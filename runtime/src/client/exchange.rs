//! A request on its way, and what its response holds.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::answer::Body;
use super::{Absence, Answer, ClientError, Meaning, Operation, Request, Response, Transport, TransportError};
use crate::future::BoxFuture;

/// The one part of a call that depends on what is returned: everything else is compiled once, in this crate.
pub(super) struct Answering<'c, R> {
    exchange: Exchange<'c>,
    answer: PhantomData<fn() -> R>,
}

impl<'c, R> Answering<'c, R> {
    pub(super) fn new(exchange: Exchange<'c>) -> Self {
        Self { exchange, answer: PhantomData }
    }
}

impl<R: Answer> Future for Answering<'_, R> {
    type Output = R;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<R> {
        let operation = self.exchange.operation.name();
        self.exchange.poll(context).map(|body| R::from_body(operation, body))
    }
}

/// A request on its way.
pub(super) struct Exchange<'c> {
    operation: &'static Operation,
    reads_json: bool,
    state: State<'c>,
}

enum State<'c> {
    Refused(ClientError),
    Unsent(&'c dyn Transport, Request),
    Sent(BoxFuture<'c, Result<Response, TransportError>>),
    /// The answer was given.
    Over,
}

impl<'c> Exchange<'c> {
    pub(super) fn new(
        transport: &'c dyn Transport,
        operation: &'static Operation,
        request: Result<Request, ClientError>,
        reads_json: bool,
    ) -> Self {
        let state = match request {
            Err(problem) => State::Refused(problem),
            Ok(mut request) => {
                request.push_header("accept", "application/json");
                State::Unsent(transport, request)
            }
        };
        Self { operation, reads_json, state }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<Body, ClientError>> {
        loop {
            match std::mem::replace(&mut self.state, State::Over) {
                State::Refused(problem) => return Poll::Ready(Err(problem)),
                State::Unsent(transport, request) => self.state = State::Sent(transport.call(request)),
                State::Sent(mut response) => {
                    let Poll::Ready(response) = response.as_mut().poll(context) else {
                        self.state = State::Sent(response);
                        return Poll::Pending;
                    };
                    return Poll::Ready(self.body(response));
                }
                // A future that has given its answer is not polled again; there is nothing left to give.
                State::Over => return Poll::Pending,
            }
        }
    }

    /// What the response holds for the stub.
    fn body(&self, response: Result<Response, TransportError>) -> Result<Body, ClientError> {
        let operation = self.operation.name();
        let response = response.map_err(|source| ClientError::Transport { operation, source })?;
        let (status, may_be_absent) = (response.status(), self.operation.absence() == Absence::IsNone);
        match self.operation.meaning(status) {
            Some(Meaning::Value(document)) => return Ok(Body::new(document)),
            Some(Meaning::Nothing) => return Ok(Body::new(NOTHING)),
            Some(Meaning::Body) if !response.is_success() => return self.described(response),
            None if status == 404 && may_be_absent => return Ok(Body::new(NOTHING)),
            None if !self.operation.is_success(status) => return Err(ClientError::status(operation, &response)),
            Some(Meaning::Body) | None => {}
        }
        if may_be_absent && response.body().is_empty() {
            return Ok(Body::new(NOTHING));
        }
        if self.reads_json {
            response.expect_json(operation)?;
        }
        Ok(Body::new(response.into_body()))
    }

    /// The body of a failure that is described to hold an answer; if it does not, it is the failure.
    fn described(&self, response: Response) -> Result<Body, ClientError> {
        let operation = self.operation.name();
        let error = ClientError::status(operation, &response);
        if self.reads_json && response.expect_json(operation).is_err() {
            return Err(error);
        }
        Ok(Body::new(response.into_body()).or(error))
    }
}

/// The document that stands for no value.
const NOTHING: &[u8] = b"null";
