//! A transport without a network, for tests.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Method, Request, Response, Transport, TransportError, TransportErrorKind};
use crate::future::BoxFuture;

/// Answers requests from a script, and keeps them. Clones share both.
///
/// Routes are templates as clients have them: `{name}` stands for one segment, or for the rest of one behind literal
/// text. [`reply`](Self::reply) answers one request each, in the order in which they were given;
/// [`respond_with`](Self::respond_with) answers all that are left. A request that nothing answers is refused.
///
/// ```
/// use typeloom_runtime::client::{MemoryTransport, Method, Response};
///
/// let transport = MemoryTransport::new();
/// transport.reply(Method::Get, "/orders/{id}", Response::new(404));
/// transport.respond_with(Method::Get, "/orders/{id}", |request| {
///     Ok(Response::new(200).with_body(format!("{:?}", request.path())))
/// });
/// ```
#[derive(Clone, Default)]
pub struct MemoryTransport {
    memory: Arc<Mutex<Memory>>,
}

#[derive(Default)]
struct Memory {
    replies: VecDeque<(Route, Result<Response, TransportError>)>,
    responders: Vec<(Route, Responder)>,
    requests: Vec<Request>,
}

type Responder = Arc<dyn Fn(&Request) -> Result<Response, TransportError> + Send + Sync>;

impl MemoryTransport {
    /// A transport that has no answers yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers one request for the route.
    pub fn reply(&self, method: Method, route: impl Into<String>, response: Response) -> &Self {
        self.memory().replies.push_back((Route { method, template: route.into() }, Ok(response)));
        self
    }

    /// Fails one request for the route.
    pub fn fail(&self, method: Method, route: impl Into<String>, error: TransportError) -> &Self {
        self.memory().replies.push_back((Route { method, template: route.into() }, Err(error)));
        self
    }

    /// Answers every request for the route that has no reply of its own.
    pub fn respond_with(
        &self,
        method: Method,
        route: impl Into<String>,
        respond: impl Fn(&Request) -> Result<Response, TransportError> + Send + Sync + 'static,
    ) -> &Self {
        self.memory().responders.push((Route { method, template: route.into() }, Arc::new(respond)));
        self
    }

    /// The requests so far, refused ones included.
    pub fn requests(&self) -> Vec<Request> {
        self.memory().requests.clone()
    }

    /// How many replies nobody has asked for.
    pub fn unused_replies(&self) -> usize {
        self.memory().replies.len()
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        // A panic in a test is told by the test; what is remembered stays as it is.
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn respond(&self, request: &Request) -> Result<Response, TransportError> {
        let responder = {
            let mut memory = self.memory();
            memory.requests.push(request.clone());
            if let Some(at) = memory.replies.iter().position(|(route, _)| route.leads(request))
                && let Some((_, reply)) = memory.replies.remove(at)
            {
                return reply;
            }
            let found = memory.responders.iter().find(|(route, _)| route.leads(request));
            found.map(|(_, responder)| responder.clone())
        };
        match responder {
            Some(respond) => respond(request),
            None => Err(TransportError::new(TransportErrorKind::Refused).with_source(format!(
                "nothing was told to answer {} {}",
                request.method(),
                request.path()
            ))),
        }
    }
}

impl Transport for MemoryTransport {
    fn call(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(async move { self.respond(&request) })
    }
}

impl fmt::Debug for MemoryTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let memory = self.memory();
        formatter
            .debug_struct("MemoryTransport")
            .field("requests", &memory.requests)
            .field("unused_replies", &memory.replies.len())
            .finish_non_exhaustive()
    }
}

/// The requests that something answers.
struct Route {
    method: Method,
    template: String,
}

impl Route {
    fn leads(&self, request: &Request) -> bool {
        let (mut template, mut path) = (self.template.split('/'), request.path().split('/'));
        self.method == request.method()
            && loop {
                match (template.next(), path.next()) {
                    (None, None) => break true,
                    (Some(form), Some(segment)) if is_of_form(segment, form) => {}
                    _ => break false,
                }
            }
    }
}

/// Whether a segment is what a template makes of some value: `{name}`, or with literal text around it.
fn is_of_form(segment: &str, form: &str) -> bool {
    match (form.split_once('{'), form.rsplit_once('}')) {
        (Some((before, _)), Some((_, after))) => {
            segment.len() > before.len() + after.len() && segment.starts_with(before) && segment.ends_with(after)
        }
        _ => segment == form,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(transport: &MemoryTransport, method: Method, path: &str) -> Result<u16, TransportErrorKind> {
        let response = transport.respond(&Request::new(method, path));
        response.map(|response| response.status()).map_err(|error| error.kind())
    }

    #[test]
    fn replies_are_given_in_order_and_then_the_responder_is_asked() {
        let transport = MemoryTransport::new();
        transport
            .respond_with(Method::Get, "/orders/{id}", |_| Ok(Response::new(203)))
            .reply(Method::Get, "/orders/{id}", Response::new(201))
            .fail(Method::Get, "/orders/{id}", TransportError::new(TransportErrorKind::Timeout));
        assert_eq!(transport.unused_replies(), 2);
        let got: Vec<_> = (0..4).map(|_| status(&transport, Method::Get, "/orders/1")).collect();
        assert_eq!(got, [Ok(201), Err(TransportErrorKind::Timeout), Ok(203), Ok(203)]);
        assert_eq!(transport.requests().len(), 4);
    }

    #[test]
    fn routes_are_told_apart_by_method_and_segments() {
        let transport = MemoryTransport::new();
        transport.respond_with(Method::Get, "/orders/@{id}.json", |_| Ok(Response::new(200)));
        assert_eq!(status(&transport, Method::Get, "/orders/@7.json"), Ok(200));
        for (method, path) in [
            (Method::Post, "/orders/@7.json"),
            (Method::Get, "/orders/@.json"),
            (Method::Get, "/orders/7.json"),
            (Method::Get, "/orders/@7.json/"),
            (Method::Get, "/orders"),
        ] {
            assert_eq!(status(&transport, method, path), Err(TransportErrorKind::Refused), "{method} {path}");
        }
    }
}
