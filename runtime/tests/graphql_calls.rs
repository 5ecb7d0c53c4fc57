//! Queries and mutations: what is sent, and every kind of answer.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod server;

use std::collections::BTreeMap;
use std::error::Error as _;

use server::{Server, answer};
use typeloom_runtime::client::{ClientError, MemoryTransport, Method, Request, Response};
use typeloom_runtime::graphql::{Document, GraphqlCall, GraphqlFailure, GraphqlRequest, PathSegment};
use typeloom_runtime::http::{HttpOptions, HttpTransport, Proxy};
use typeloom_runtime::json::Value;

static GET: Document = Document::new("Orders::get", "GetOrder", "query GetOrder($id: ID) {\n  order(id: $id)\n}");

type Data = BTreeMap<String, Option<String>>;

fn post() -> Request {
    Request::new(Method::Post, "/graphql").with_query("token", "hunter2")
}

fn sent(give: impl FnOnce(&mut GraphqlRequest)) -> String {
    let transport = MemoryTransport::new();
    let mut request = GraphqlRequest::new(&GET);
    give(&mut request);
    let mut call = GraphqlCall::new(&transport, request, post()).answer::<Value>();
    let _ = call.as_mut().poll(&mut std::task::Context::from_waker(std::task::Waker::noop()));
    let requests = transport.requests();
    assert_eq!(requests[0].header("content-type"), Some("application/json"));
    assert_eq!(requests[0].header("accept"), Some("application/graphql-response+json, application/json;q=0.9"));
    String::from_utf8(requests[0].body().unwrap().to_vec()).unwrap()
}

#[test]
fn the_body_has_its_members_in_order() {
    let head = r#"{"query":"query GetOrder($id: ID) {\n  order(id: $id)\n}","operationName":"GetOrder","variables":"#;
    assert_eq!(sent(|_| ()), format!("{head}{{}}}}"));
    let with_variables = sent(|request| {
        request.variable("z", &"a\"".to_owned());
        request.variable("a", &None::<u32>);
        request.variable("l", &vec![1_u32, 2]);
    });
    assert_eq!(with_variables, format!(r#"{head}{{"z":"a\"","a":null,"l":[1,2]}}}}"#));
}

async fn asked(response: Response) -> Result<Data, ClientError> {
    let transport = MemoryTransport::new();
    transport.reply(Method::Post, "/graphql", response);
    GraphqlCall::new(&transport, GraphqlRequest::new(&GET), post()).answer().await
}

async fn said(body: &str) -> Result<Data, ClientError> {
    asked(Response::new(200).with_header("content-type", "application/json").with_body(body)).await
}

#[tokio::test]
async fn data_alone_are_the_answer() {
    for body in [
        r#"{"data":{"order":"tea"}}"#,
        r#"{"errors":[],"data":{"order":"tea"},"extensions":{}}"#,
        r#"{"errors":null,"data":{"order":"tea"}}"#,
    ] {
        assert_eq!(said(body).await.unwrap()["order"].as_deref(), Some("tea"), "{body}");
    }
}

#[tokio::test]
async fn errors_are_told_and_data_beside_them_kept() {
    let body = r#"{"data":{"order":null,"secret":"hunter2"},"errors":[
        {"message":"no such\norder","path":["orders",0,"order"],"extensions":{"code":"NOT_FOUND","at":"hunter2"}},
        {"locations":[{"line":1,"column":2}]}]}"#;
    let error = said(body).await.unwrap_err();
    assert_eq!(error.source().unwrap().to_string(), "the server answered: no such order; an error without a message");
    assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
    assert!(!error.is_retryable());
    let ClientError::Graphql { source, .. } = &error else { panic!("{error:?}") };
    let errors = source.errors().unwrap();
    assert_eq!(errors.data().unwrap()["secret"], "hunter2");
    let [first, second] = errors.errors() else { panic!("{errors:?}") };
    assert_eq!((first.code(), second.code()), (Some("NOT_FOUND"), None));
    let steps =
        [PathSegment::Field("orders".to_owned()), PathSegment::Index(0), PathSegment::Field("order".to_owned())];
    assert_eq!((first.path.as_slice(), second.path.len()), (steps.as_slice(), 0));
    let error = said(r#"{"data":null,"errors":[{"message":"no"}]}"#).await.unwrap_err();
    let ClientError::Graphql { source, .. } = &error else { panic!("{error:?}") };
    assert_eq!(source.errors().unwrap().data(), None);
}

#[tokio::test]
async fn what_is_no_answer_is_a_typed_error() {
    for body in ["{}", r#"{"errors":[]}"#, r#"{"message":"hello"}"#] {
        let error = said(body).await.unwrap_err();
        assert!(matches!(error, ClientError::Graphql { source: GraphqlFailure::NoAnswer, .. }), "{body}: {error:?}");
    }
    for body in ["", "no", "[]", r#"{"data":7}"#, r#"{"data":null}"#, r#"{"data":{}"#, r#"{"errors":"no"}"#] {
        let error = said(body).await.unwrap_err();
        assert!(matches!(error, ClientError::Decode { operation: "Orders::get", .. }), "{body}: {error:?}");
    }
    let page = Response::new(200).with_header("content-type", "text/html").with_body("<p>");
    assert!(matches!(asked(page).await.unwrap_err(), ClientError::ContentType { .. }));
}

#[tokio::test]
async fn a_status_is_an_error_with_what_the_server_says() {
    for (body, expected) in [
        (r#"{"errors":[{"message":"who are you"}]}"#, Some("who are you")),
        (r#"{"detail":"closed"}"#, Some("closed")),
        ("", None),
    ] {
        let error = asked(Response::new(401).with_body(body)).await.unwrap_err();
        let ClientError::Status { status: 401, message, .. } = error else { panic!("{error:?}") };
        assert_eq!(message.as_deref(), expected);
    }
}

#[tokio::test]
async fn it_works_over_the_network() {
    let server = Server::start(vec![answer(
        200,
        "content-type: application/graphql-response+json\r\n",
        r#"{"data":{"order":"tea"}}"#,
    )])
    .await;
    let transport = HttpTransport::new(&server.base(), HttpOptions::new().proxy(Proxy::None)).unwrap();
    let call = GraphqlCall::new(&transport, GraphqlRequest::new(&GET), post());
    assert_eq!(call.answer::<Data>().await.unwrap()["order"].as_deref(), Some("tea"));
    assert!(server.requests()[0].starts_with("post /graphql?token=hunter2 http/1.1\r\n"));
}
