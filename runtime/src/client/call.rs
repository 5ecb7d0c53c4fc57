//! One call of an operation: arguments in, answer out.

use std::fmt::{Display, Write as _};
use std::future::Future;
use std::marker::PhantomData;
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::{Absence, Answer, ClientError, Operation, Request, Response, Transport, TransportError};
use crate::future::BoxFuture;
use crate::model::Model;
use crate::place::Place;
use crate::template::TemplateError;

/// A call that is being put together. The first argument that cannot be sent becomes the answer; nothing is sent then.
pub struct Call<'c> {
    transport: &'c dyn Transport,
    operation: &'static Operation,
    request: Request,
    problem: Option<ClientError>,
}

impl<'c> Call<'c> {
    pub(super) fn new(transport: &'c dyn Transport, operation: &'static Operation) -> Self {
        let request = Request::new(operation.method(), "").with_operation(operation);
        Self { transport, operation, request, problem: None }
    }

    /// Builds the path from one value for each parameter of the template; `None` leaves out an optional part.
    pub fn path(&mut self, values: &[Option<&dyn Display>]) {
        // All values in one text: writing a value to a string of its own would allocate for each.
        let mut text = String::new();
        let mut ranges: Vec<Option<Range<usize>>> = Vec::with_capacity(values.len());
        for value in values {
            let start = text.len();
            ranges.push(value.and_then(|value| write!(text, "{value}").ok()).map(|()| start..text.len()));
        }
        let values: Vec<Option<&str>> =
            ranges.into_iter().map(|range| range.and_then(|range| text.get(range))).collect();
        match self.operation.path().build(&values) {
            Ok(path) => self.request.set_path(path),
            Err(source) => self.refuse(ClientError::Path { operation: self.operation.name(), source }),
        }
    }

    /// Adds a query parameter.
    pub fn query(&mut self, name: &'static str, value: &dyn Display) {
        self.request.push_query(name, &value.to_string());
    }

    /// Adds a header. Its value is visible ASCII, with spaces inside.
    pub fn header(&mut self, name: &'static str, value: &dyn Display) {
        let value = value.to_string();
        if value.trim().len() != value.len() || value.chars().any(|character| Place::Header.refuses(character)) {
            self.refuse(ClientError::Header { operation: self.operation.name(), header: name });
        } else {
            self.request.push_header(name, value);
        }
    }

    /// Adds a header whose value may be none that can be sent.
    pub fn checked_header(&mut self, name: &'static str, value: Result<String, TemplateError>) {
        match value {
            Ok(value) => self.header(name, &value),
            Err(_) => self.refuse(ClientError::Header { operation: self.operation.name(), header: name }),
        }
    }

    /// Says whether there is an argument without which the call cannot be sent.
    pub fn require(&mut self, argument: &'static str, is_there: bool) {
        if !is_there {
            self.refuse(ClientError::Missing { operation: self.operation.name(), argument });
        }
    }

    /// Sets the body.
    pub fn body<M: Model>(&mut self, body: &M) {
        let body = body.to_json();
        match self.operation.body_form().map(|form| form.rewrite(body.as_bytes())) {
            None => self.request.set_json(body.into_bytes()),
            Some(Ok(body)) => self.request.set_json(body.into_bytes()),
            Some(Err(source)) => self.refuse(ClientError::Body { operation: self.operation.name(), source }),
        }
    }

    fn refuse(&mut self, problem: ClientError) {
        self.problem.get_or_insert(problem);
    }

    /// The answer. The request is sent when the future is polled first, and forgotten when it is dropped.
    pub fn answer<R: Answer + 'c>(self) -> BoxFuture<'c, R> {
        Box::pin(Answering { exchange: Exchange::new(self, R::READS_JSON), answer: PhantomData })
    }
}

/// The one part of a call that depends on what is returned: everything else is compiled once, in this crate.
struct Answering<'c, R> {
    exchange: Exchange<'c>,
    answer: PhantomData<fn() -> R>,
}

impl<R: Answer> Future for Answering<'_, R> {
    type Output = R;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<R> {
        let operation = self.exchange.operation.name();
        self.exchange.poll(context).map(|body| R::from_body(operation, body))
    }
}

/// A request on its way.
struct Exchange<'c> {
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
    fn new(call: Call<'c>, reads_json: bool) -> Self {
        let Call { transport, operation, mut request, problem } = call;
        let state = match problem {
            Some(problem) => State::Refused(problem),
            None => {
                request.push_header("accept", "application/json".to_owned());
                State::Unsent(transport, request)
            }
        };
        Self { operation, reads_json, state }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<Vec<u8>, ClientError>> {
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
    fn body(&self, response: Result<Response, TransportError>) -> Result<Vec<u8>, ClientError> {
        let operation = self.operation.name();
        let response = response.map_err(|source| ClientError::Transport { operation, source })?;
        let may_be_absent = self.operation.absence() == Absence::IsNone;
        match (response.status(), may_be_absent) {
            (404, true) => Ok(b"null".to_vec()),
            (_, true) if response.is_success() && response.body().is_empty() => Ok(b"null".to_vec()),
            _ if response.is_success() => {
                if self.reads_json {
                    response.expect_json(operation)?;
                }
                Ok(response.into_body())
            }
            _ => Err(ClientError::status(operation, &response)),
        }
    }
}
