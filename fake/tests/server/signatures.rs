//! Signatures of a description that is written by hand: all parts that a text can have.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ed25519_dalek::{Signer as _, SigningKey};
use tokio::net::TcpStream;
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::HeaderName;
use typeloom_fake::{Description, DescriptionError, FakeServer};

use crate::client::{TestResult, request, send};

const DESCRIPTION: &str = r#"{
    "name": "Orders",
    "signatures": { "both": {
        "parts": [{ "text": "v1" }, "method", "path", "query", "target", "timestamp", "key_id", "body", "body_with_members",
            "body_hash_hex", "body_hash_base64"],
        "separator": "|",
        "headers": { "X-Signature": "signature", "X-Time": "timestamp", "X-Key": "key_id", "X-Public": "public_key" }
    } },
    "operations": [
        { "name": "Orders::count", "call": { "http": { "method": "GET", "path": ["/count"] } }, "returns": "u32", "signature": "both" },
        { "name": "Orders::place", "signature": "both", "call": { "http": { "method": "POST", "path": ["/orders"], "body": "json" } } }
    ]
}"#;

/// The SHA-256 of nothing and of `{}`.
const NOTHING: [&str; 2] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
];
const EMPTY: [&str; 2] = [
    "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
    "RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=",
];

fn headers(key: &SigningKey, message: &str) -> String {
    let signature = BASE64_STANDARD.encode(key.sign(message.as_bytes()).to_bytes());
    let public = BASE64_STANDARD.encode(key.verifying_key().as_bytes());
    format!("X-Signature: {signature}\r\nX-Time: 7\r\nX-Key: me\r\nX-Public: {public}\r\n")
}

#[tokio::test]
async fn every_part_of_a_text_is_signed() -> TestResult {
    let fake = FakeServer::builder(Description::from_json(DESCRIPTION)?).authenticated().start().await?;
    let key = SigningKey::from_bytes(&[3; 32]);
    let status = async |method: &str, target: &str, message: &str, body: &str| {
        let sent = send(fake.address(), &request(method, target, &headers(&key, message), body)).await;
        sent.ok().flatten().map(|answer| answer.status)
    };
    let [hex, base64] = NOTHING;
    let message = format!("v1|GET|/count|a=%20b|/count?a=%20b|7|me|{hex}|{base64}");
    assert_eq!(status("GET", "/count?a=%20b", &message, "").await, Some(200));
    assert_eq!(status("GET", "/count?a=+b", &message, "").await, Some(401));
    assert_eq!(status("GET", "/count", &message, "").await, Some(401));
    // An object without members is a body, and has none.
    let [hex, base64] = EMPTY;
    let message = format!("v1|POST|/orders||/orders|7|me|{{}}|{hex}|{base64}");
    assert_eq!(status("POST", "/orders", &message, "{}").await, Some(204));
    assert_eq!(status("POST", "/orders", &message, "{ }").await, Some(401));
    Ok(())
}

#[tokio::test]
async fn what_is_wrong_is_told() -> TestResult {
    let fake = FakeServer::builder(Description::from_json(DESCRIPTION)?).authenticated().start().await?;
    for (headers, message) in [
        ("", "the request is not signed"),
        ("X-Signature: AAAA\r\nX-Public: AAAA\r\n", "the public key is none of Ed25519 in base64"),
        ("X-Signature: AAAA\r\nX-Key: me\r\n", "no key is known for this name"),
    ] {
        let answer = send(fake.address(), &request("GET", "/count", headers, "")).await?.ok_or("no answer")?;
        assert_eq!((answer.status, answer.message().as_str()), (401, message));
    }
    Ok(())
}

#[tokio::test]
async fn one_of_several_credentials_is_enough_and_signatures_are_verified_in_any_case() -> TestResult {
    let credentials = r#""auth": [{ "headers": ["Authorization"], "scheme": "Bearer" }, { "headers": ["X-Signature", "X-Time", "X-Key"] }],"#;
    let text =
        DESCRIPTION.replace(r#"{ "name": "Orders::count","#, &format!(r#"{{ "name": "Orders::count", {credentials}"#));
    let [hex, base64] = NOTHING;
    let signed = headers(&SigningKey::from_bytes(&[3; 32]), &format!("v1|GET|/count||/count|7|me|{hex}|{base64}"));
    let wrong = headers(&SigningKey::from_bytes(&[3; 32]), "another text");
    let bearer = "Authorization: Bearer t\r\n";
    let lenient = FakeServer::start(Description::from_json(&text)?).await?;
    let strict = FakeServer::builder(Description::from_json(&text)?).authenticated().start().await?;
    for (headers, with_any, when_asked) in [
        (String::new(), 200, 401),
        (bearer.to_owned(), 200, 200),
        (signed.clone(), 200, 200),
        (wrong.clone(), 401, 401),
        (format!("{bearer}{signed}"), 200, 200),
        (format!("{bearer}{wrong}"), 401, 401),
    ] {
        for (fake, status) in [(&lenient, with_any), (&strict, when_asked)] {
            let answer = send(fake.address(), &request("GET", "/count", &headers, "")).await?.ok_or("no answer")?;
            assert_eq!(answer.status, status, "{headers}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn handshakes_are_verified() -> TestResult {
    let description = Description::from_json(
        r#"{ "name": "Orders",
            "signatures": { "short": { "parts": ["method", "path"], "separator": " ",
                "headers": { "X-Signature": "signature", "X-Key": "key_id", "X-Public": "public_key" } } },
            "operations": [{ "name": "Orders::prices", "returns": "u32", "signature": "short",
                "auth": [{ "headers": ["X-Signature", "X-Key"] }],
                "call": { "graphql": { "path": ["/graphql"], "kind": "subscription", "operation": "Prices", "field": "price" } } }] }"#,
    )?;
    let fake = FakeServer::builder(description).authenticated().start().await?;
    let key = SigningKey::from_bytes(&[3; 32]);
    for (headers, status) in
        [(String::new(), 401), (headers(&key, "GET /others"), 401), (headers(&key, "GET /graphql"), 101)]
    {
        let mut handshake = format!("ws://{}/graphql", fake.address()).into_client_request()?;
        handshake.headers_mut().insert("sec-websocket-protocol", "graphql-transport-ws".parse()?);
        for (name, value) in headers.lines().filter_map(|line| line.split_once(": ")) {
            handshake.headers_mut().insert(HeaderName::try_from(name)?, value.parse()?);
        }
        let opened = client_async(handshake, TcpStream::connect(fake.address()).await?).await;
        let answered = match opened {
            Ok((_, response)) => response.status(),
            Err(Error::Http(response)) => response.status(),
            Err(other) => return Err(other.into()),
        };
        assert_eq!(answered, status, "{headers}");
    }
    Ok(())
}

#[test]
fn a_signature_that_is_not_described_is_told() {
    let text = DESCRIPTION.replace(r#""signature": "both""#, r#""signature": "bath""#);
    let error = Description::from_json(&text);
    assert!(matches!(error, Err(DescriptionError::UnknownSignature { ref name, .. }) if name == "bath"), "{error:?}");
}
