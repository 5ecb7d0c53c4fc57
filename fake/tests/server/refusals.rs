//! What is not as described is refused, and the answer names what is wrong.

use typeloom_fake::{Description, FakeServer, Reply};

use crate::client::{TestResult, call, orders, request, send, started};

#[tokio::test]
async fn bodies_are_checked_against_their_type() -> TestResult {
    let fake = started().await?;
    let cases = [
        ("", "the body: it is missing"),
        ("{", "the body: it is no JSON"),
        ("[]", "the body: expected an object, found a list"),
        ("{}", "the body: the field `customer_name` is missing"),
        (r#"{"customer_name":7}"#, "the body: expected text, found a number at `customer_name`"),
        (r#"{"customer_name":"a","labels":{"b":[]}}"#, "the body: expected text, found a list at `labels.b`"),
        (r#"{"customer_name":"a","secret":"b"}"#, "the body: there is no field `secret`"),
    ];
    for (body, message) in cases {
        let answer = call(&fake, "POST", "/orders", body).await?;
        assert_eq!(answer.status, 400, "{body}");
        assert!(answer.message().starts_with(message), "{body}: {}", answer.message());
    }
    assert_eq!(call(&fake, "GET", "/orders", "").await?.json()["total"], 0);
    Ok(())
}

#[tokio::test]
async fn paths_queries_and_headers_are_checked() -> TestResult {
    let fake = started().await?;
    let trace = "X-Trace: t-1\r\n";
    let cases = [
        ("/tariffs/42?at=2026-01-02T03:04:05Z", "", "the header `X-Trace`: it is missing"),
        ("/tariffs/42", trace, "the query parameter `at`: it is missing"),
        ("/tariffs/42?at=noon", trace, "the query parameter `at`: expected a time as RFC 3339 writes it, found text"),
        ("/tariffs/7?at=2026-01-02T03:04:05Z", trace, "the path `code`: the number is less than 10"),
        (
            "/orders?limit=-1",
            "",
            "the query parameter `limit`: expected a whole number from 0 up, of 32 bits, found a number",
        ),
        ("/orders?status=lost", "", "the query parameter `status`: this word is not one of those allowed"),
    ];
    for (target, headers, message) in cases {
        let answer = send(fake.address(), &request("GET", target, headers, "")).await?.ok_or("no answer")?;
        assert_eq!((answer.status, answer.message().as_str()), (400, message), "{target}");
    }
    Ok(())
}

#[tokio::test]
async fn other_paths_and_methods_are_told() -> TestResult {
    let fake = started().await?;
    let nothing = call(&fake, "GET", "/order", "").await?;
    assert_eq!((nothing.status, nothing.json()["error"].as_str()), (404, Some("no_such_path")));
    let method = call(&fake, "PUT", "/orders", "{}").await?;
    assert_eq!(method.status, 405);
    assert!(method.head.contains("allow: POST, GET") || method.head.contains("allow: GET, POST"), "{}", method.head);
    // Also these are kept.
    let seen: Vec<_> = fake.requests().iter().map(|request| request.operation().map(str::to_owned)).collect();
    assert_eq!(seen, [None, None]);
    Ok(())
}

#[tokio::test]
async fn a_check_refuses_what_it_does_not_like() -> TestResult {
    let fake = FakeServer::builder(orders()?)
        .check(|request| match request.header("authorization") {
            Some("Bearer good") => Ok(()),
            _ => Err(Reply::error(401, "unauthorized", "who are you?")),
        })
        .start()
        .await?;
    assert_eq!(call(&fake, "GET", "/orders", "").await?.status, 401);
    let good = request("GET", "/orders", "authorization: Bearer good\r\n", "");
    assert_eq!(send(fake.address(), &good).await?.ok_or("no answer")?.status, 200);
    let kept = fake.requests_for("list")?;
    assert_eq!(kept[1].header("Authorization"), Some("Bearer good"));
    assert!(!format!("{kept:?}").contains("good"));
    Ok(())
}

#[tokio::test]
async fn operations_with_one_path_are_told_apart_by_their_bodies() -> TestResult {
    let description = Description::from_json(
        r#"{ "name": "Servers",
            "operations": [
                { "name": "Servers::use", "returns": "string",
                  "call": { "http": { "method": "POST", "path": ["/servers"], "body": { "named": "Use" } } } },
                { "name": "Servers::register", "returns": "string",
                  "call": { "http": { "method": "POST", "path": ["/servers"], "body": { "named": "New" } } } }],
            "types": {
                "Use": { "record": { "fields": [{ "name": "id", "type": "string" }] } },
                "New": { "record": { "fields": [{ "name": "url", "type": "string" }] } } } }"#,
    )?;
    let fake = FakeServer::start(description).await?;
    assert_ne!(call(&fake, "POST", "/servers", r#"{"url":"u"}"#).await?.status, 400);
    assert_ne!(call(&fake, "POST", "/servers", r#"{"id":"i"}"#).await?.status, 400);
    assert_eq!((fake.requests_for("use")?.len(), fake.requests_for("register")?.len()), (1, 1));
    // What is neither is told by the first.
    let neither = call(&fake, "POST", "/servers", r#"{"name":"n"}"#).await?;
    assert_eq!((neither.status, fake.requests_for("use")?.len()), (400, 2));
    assert!(neither.message().contains("`id` is missing"), "{}", neither.message());
    Ok(())
}

#[tokio::test]
async fn credentials_are_asked_for_where_that_is_wanted() -> TestResult {
    let description = r#"{ "name": "Orders",
        "operations": [
            { "name": "Orders::list", "returns": "string", "call": { "http": { "method": "GET", "path": ["/orders"] } },
              "auth": [{ "headers": ["Authorization"], "scheme": "Bearer" }, { "headers": ["X-Id", "X-Signature"] }] },
            { "name": "Orders::open", "returns": "string", "call": { "http": { "method": "GET", "path": ["/open"] } } }] }"#;
    let fake = FakeServer::builder(Description::from_json(description)?).authenticated().start().await?;
    let cases = [
        ("/orders", "", 401),
        ("/orders", "authorization: Bearer t\r\n", 200),
        ("/orders", "authorization: Bearer \r\n", 401),
        ("/orders", "authorization: Basic dTpw\r\n", 401),
        ("/orders", "x-id: 1\r\n", 401),
        ("/orders", "x-id: 1\r\nx-signature: s\r\n", 200),
        ("/open", "", 200),
    ];
    for (path, headers, status) in cases {
        let answer = send(fake.address(), &request("GET", path, headers, "")).await?.ok_or("no answer")?;
        assert_eq!(answer.status, status, "{path} {headers}");
        assert_eq!(answer.head.contains("www-authenticate: Bearer"), status == 401, "{headers}");
    }
    let lenient = FakeServer::start(Description::from_json(description)?).await?;
    assert_eq!(call(&lenient, "GET", "/orders", "").await?.status, 200);
    Ok(())
}
