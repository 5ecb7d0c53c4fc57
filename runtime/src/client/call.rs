//! One call of an operation: arguments in, answer out.

use std::fmt::Display;

use super::draft::Draft;
use super::exchange::{Answering, Exchange};
use super::{Answer, ClientError, Operation, Request, Transport};
use crate::future::BoxFuture;
use crate::json::{DecodeError, renamed};
use crate::model::Model;
use crate::rule::{Rule, ValueError};
#[cfg(feature = "sse")]
use crate::sse::EventStream;
use crate::template::TemplateError;

/// A call that is being put together. The first argument that cannot be sent becomes the answer; nothing is sent then.
pub struct Call<'c> {
    transport: &'c dyn Transport,
    operation: &'static Operation,
    profile: usize,
    draft: Draft,
}

impl<'c> Call<'c> {
    pub(super) fn new(transport: &'c dyn Transport, operation: &'static Operation, profile: usize) -> Self {
        let request = Request::new(operation.method(), "").with_operation(operation);
        Self { transport, operation, profile, draft: Draft::new(operation.name(), request) }
    }

    /// Builds the path from one value for each parameter of the template; `None` leaves out an optional part.
    pub fn path(&mut self, values: &[Option<&dyn Display>]) {
        self.draft.path(self.operation.path(), values);
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

    /// Adds a query parameter.
    pub fn query(&mut self, name: &'static str, value: &dyn Display) {
        self.draft.query(name, value);
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

    /// Sets the body.
    pub fn body<M: Model>(&mut self, body: &M) {
        let operation = self.operation.name();
        let written = self.written(body.to_json());
        self.draft.body(written.map_err(|source| ClientError::Body { operation, source }));
    }

    /// A body with the names of the profile, in the form of the operation.
    fn written(&self, mut body: String) -> Result<String, DecodeError> {
        if let Some(names) = self.operation.names(self.profile) {
            body = renamed(body.as_bytes(), names)?;
        }
        match self.operation.body_form() {
            Some(form) => form.rewrite(body.as_bytes()),
            None => Ok(body),
        }
    }

    /// The answer. The request is sent when the future is polled first, and forgotten when it is dropped.
    pub fn answer<R: Answer + 'c>(self) -> BoxFuture<'c, R> {
        let Self { transport, operation, draft, .. } = self;
        Box::pin(Answering::new(Exchange::new(transport, operation, draft.finish(), R::READS_JSON)))
    }

    /// The answer as a stream of events. The request is sent when the future is polled first, and forgotten when it is
    /// dropped.
    #[cfg(feature = "sse")]
    pub fn events<T: 'c>(self) -> BoxFuture<'c, Result<EventStream<T>, ClientError>> {
        self.events_or()
    }

    /// The same, with the error of a client of its own.
    #[cfg(feature = "sse")]
    pub fn events_or<T: 'c, E: From<ClientError> + 'c>(self) -> BoxFuture<'c, Result<EventStream<T, E>, E>> {
        Box::pin(async move {
            let operation = self.draft.operation();
            Ok(EventStream::open(self.transport, operation, self.draft.finish()?).await?.with_error())
        })
    }
}
