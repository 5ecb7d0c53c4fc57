//! Starting and stopping.

use std::io::{Read as _, Write as _};
use std::sync::{Arc, Mutex};

use tokio::net::{TcpListener, TcpStream};
use typeloom_fake::{Description, DescriptionError, FakeError, FakeServer};

use crate::client::{TestResult, call, orders, request, started};

#[tokio::test]
async fn it_listens_on_this_machine_and_frees_its_port() -> TestResult {
    let fake = started().await?;
    let address = fake.address();
    assert!(address.ip().is_loopback());
    assert_eq!(fake.url(), format!("http://{address}"));
    let taken = FakeServer::builder(orders()?).port(address.port()).start().await;
    assert!(matches!(taken, Err(FakeError::Bind { port, .. }) if port == address.port()));
    fake.shutdown().await;
    TcpListener::bind(address).await?;
    Ok(())
}

#[tokio::test]
async fn it_stops_when_it_is_dropped() -> TestResult {
    let fake = started().await?;
    let address = fake.address();
    drop(fake);
    while TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    Ok(())
}

#[test]
fn it_runs_on_a_thread_where_there_is_no_runtime() -> TestResult {
    let fake = FakeServer::builder(orders()?).start_on_thread()?;
    fake.on("list")?.once().status(503);
    let address = fake.address();
    let statuses = || -> std::io::Result<String> {
        let mut stream = std::net::TcpStream::connect(address)?;
        stream.write_all(request("GET", "/orders", "", "").as_bytes())?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer.chars().skip(9).take(3).collect())
    };
    assert_eq!([statuses()?, statuses()?], ["503", "200"]);
    let taken = FakeServer::builder(orders()?).port(address.port()).start_on_thread();
    assert!(matches!(taken, Err(FakeError::Bind { .. })));
    drop(fake);
    while std::net::TcpStream::connect(address).is_ok() {
        std::thread::yield_now();
    }
    Ok(())
}

#[tokio::test]
async fn answers_are_observed() -> TestResult {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&seen);
    let fake = FakeServer::builder(orders()?)
        .on_answer(move |request, status| {
            if let Ok(mut noted) = noted.lock() {
                noted.push((request.target(), status));
            }
        })
        .start()
        .await?;
    call(&fake, "GET", "/orders?limit=1", "").await?;
    call(&fake, "GET", "/nowhere", "").await?;
    let seen = seen.lock().map_err(|_| "poisoned")?.clone();
    assert_eq!(seen, [("/orders?limit=1".to_owned(), Some(200)), ("/nowhere".to_owned(), Some(404))]);
    Ok(())
}

#[test]
fn a_description_mentions_what_it_describes() {
    let text = r#"{ "name": "A", "operations": [], "types": { "B": { "alias": { "list": { "named": "C" } } } } }"#;
    let Err(DescriptionError::UnknownType { name, mentioned_by }) = Description::from_json(text) else {
        panic!("it was read")
    };
    assert_eq!((name.as_str(), mentioned_by.as_str()), ("C", "B"));
    assert!(matches!(Description::from_json("{}"), Err(DescriptionError::Format(_))));
}
