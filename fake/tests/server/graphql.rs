//! Queries and mutations over HTTP.

use serde_json::{Value, json};

use typeloom_fake::{Description, FakeServer};

use crate::client::{TestResult, call, wired};

#[tokio::test]
async fn operations_are_told_apart_by_their_names() -> TestResult {
    let fake = wired().await?;
    let variables = json!({ "versionId": "v-1" });
    let named = json!({ "query": "query GetVersion { x }", "operationName": "GetVersion", "variables": variables });
    let answer = call(&fake, "POST", "/graphql", &named.to_string()).await?;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json(), json!({ "data": { "version": { "versionId": "v-1", "name": "name 1" } } }));

    // The name stands in the document too.
    let mutation = json!({ "query": "mutation Register($versionId: String) { register { name } }" });
    let answer = call(&fake, "POST", "/graphql", &mutation.to_string()).await?.json();
    assert_eq!(answer["data"]["register"][0]["versionId"], "version-2");
    let seen: Vec<_> = fake.requests().iter().filter_map(|request| request.operation().map(str::to_owned)).collect();
    assert_eq!(seen, ["Wire::version", "Wire::register"]);
    Ok(())
}

#[tokio::test]
async fn what_is_wrong_is_an_error_of_graphql() -> TestResult {
    let fake = wired().await?;
    let cases = [
        (json!({ "query": "query Lost { x }" }), "there is no operation `Lost`"),
        (json!({ "query": "{ x }" }), "the document does not say which operation it is"),
        (json!({ "query": "query GetVersion { x }" }), "the variable `versionId` is missing"),
        (
            json!({ "query": "query GetVersion { x }", "variables": { "versionId": 7 } }),
            "the variable `versionId`: expected text, found a number",
        ),
        (
            json!({ "query": "subscription Prices { x }", "variables": { "article": "tea" } }),
            "a subscription needs a socket",
        ),
    ];
    for (request, message) in cases {
        let answer = call(&fake, "POST", "/graphql", &request.to_string()).await?;
        assert_eq!((answer.status, answer.json()), (200, json!({ "errors": [{ "message": message }] })));
    }
    assert_eq!(call(&fake, "POST", "/graphql", "tea").await?.status, 400);
    Ok(())
}

#[tokio::test]
async fn scripts_are_for_operations_of_one_endpoint() -> TestResult {
    let fake = wired().await?;
    fake.on("version")?.once().status(500);
    let register = json!({ "query": "mutation Register { x }" }).to_string();
    assert_eq!(call(&fake, "POST", "/graphql", &register).await?.status, 200);
    let version = json!({ "query": "query GetVersion { x }", "variables": { "versionId": "v" } }).to_string();
    assert_eq!(call(&fake, "POST", "/graphql", &version).await?.status, 500);
    assert_ne!(call(&fake, "POST", "/graphql", &version).await?.json()["data"]["version"], Value::Null);
    Ok(())
}

/// What an operation of the shop of `records.json` answers.
async fn ask(fake: &FakeServer, operation: &str, variables: Value) -> Result<Value, Box<dyn std::error::Error>> {
    let request = json!({ "query": "", "operationName": operation, "variables": variables });
    Ok(call(fake, "POST", "/graphql", &request.to_string()).await?.json())
}

#[tokio::test]
async fn what_a_mutation_makes_is_found_changed_and_removed() -> TestResult {
    let fake = FakeServer::start(Description::from_json(include_str!("records.json"))?).await?;
    let tea = ask(&fake, "Place", json!({ "input": { "note": "tea" } })).await?["data"]["placeOrder"].clone();
    let milk = ask(&fake, "Place", json!({ "input": { "note": "milk" } })).await?["data"]["placeOrder"].clone();
    assert_eq!((&tea["note"], &milk["note"]), (&json!("tea"), &json!("milk")));
    let id = &tea["orderId"];
    assert_ne!(id, &milk["orderId"]);

    let all = ask(&fake, "Orders", json!({})).await?;
    assert_eq!(all, json!({ "data": { "orders": { "items": [tea, milk], "total": 2 } } }));
    let some = ask(&fake, "Orders", json!({ "note": "milk" })).await?;
    assert_eq!(some["data"]["orders"]["items"], json!([milk]));
    let first = ask(&fake, "Orders", json!({ "limit": 1 })).await?;
    assert_eq!(first["data"]["orders"]["items"], json!([tea]));
    assert_eq!(ask(&fake, "Order", json!({ "orderId": id })).await?, json!({ "data": { "order": tea } }));

    let changed = json!({ "orderId": id, "note": "green tea" });
    let answer = ask(&fake, "Change", changed.clone()).await?;
    assert_eq!(answer, json!({ "data": { "changeOrder": changed } }));
    assert_eq!(ask(&fake, "Order", json!({ "orderId": id })).await?["data"]["order"], changed);

    assert!(ask(&fake, "Remove", json!({ "orderId": id })).await?["data"]["removeOrder"].is_boolean());
    assert_eq!(ask(&fake, "Order", json!({ "orderId": id })).await?, json!({ "data": { "order": null } }));
    let missing = json!({ "errors": [{ "message": "there is none with this identifier" }] });
    assert_eq!(ask(&fake, "Change", changed).await?, missing);
    assert_eq!(ask(&fake, "Remove", json!({ "orderId": id })).await?, missing);
    assert_eq!(ask(&fake, "Orders", json!({})).await?["data"]["orders"]["items"], json!([milk]));
    assert!(ask(&fake, "Greet", json!({})).await?["data"]["greet"].is_string());
    Ok(())
}
