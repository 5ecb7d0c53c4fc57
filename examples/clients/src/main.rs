//! Both SDKs against their fakes, which are made from the same descriptions and run in this process: nothing is online.
//!
//! ```sh
//! cargo run -p fake-clients
//! ```

use std::error::Error;

use aim_sdk::runtime::signature::SigningKey;
use aim_sdk::typeloom_fake::Reply;
use aim_sdk::{AimClient, AimClientFake, AimError, AimGuard, NewAgent};
use aion_sdk::runtime::Secret;
use aion_sdk::{GraphqlApi, GraphqlApiFake, ModelService, ModelServiceFake};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    identities().await?;
    models().await?;
    versions().await
}

/// An agent of an identity server, which asks before it acts; every request proves whose it is.
async fn identities() -> Result<(), Box<dyn Error>> {
    let fake = AimClientFake::start().await?;
    let key = SigningKey::from_seed(&[7; 32]);
    let public_key = key.public_key().to_string();
    let client = AimClient::builder().base_url(fake.url()).signed("the-admin", key).build()?;
    let agent = client.create_agent(&NewAgent::new("shop", "Shop", "Sells things", public_key)).await?;
    println!("created {}", client.get_agent(Some(&agent.id)).await?.is_some_and(|found| found.name == "shop"));

    let guard = AimGuard::new(client.with_agent_id(agent.id));
    let sold = guard.perform("orders:sell").on("tea").run(async { Ok::<_, AimError>(7) }).await?;
    println!("sold {sold}");

    fake.on("verify_capability")?.once().reply(Reply::new(200).with_body(r#"{"status": "denied"}"#));
    let sold = guard.perform("orders:sell").on("coffee").run(async { Ok::<_, AimError>(7) }).await;
    println!("denied {}", matches!(sold, Err(AimError::ActionDenied(_))));
    Ok(())
}

/// The model service, which takes a token.
async fn models() -> Result<(), Box<dyn Error>> {
    let fake = ModelServiceFake::start().await?;
    let client =
        ModelService::builder().base_url(fake.url()).bearer_token(Secret::new("a token".to_owned())).build()?;

    fake.on("list_models")?.once().status(503);
    println!("busy: {}", client.list_models().await.is_err_and(|error| error.is_retryable()));
    println!("models: {}", client.list_models().await?.data.len());
    Ok(())
}

/// What is asked for over GraphQL.
async fn versions() -> Result<(), Box<dyn Error>> {
    let fake = GraphqlApiFake::start().await?;
    let client = GraphqlApi::builder().base_url(fake.url()).bearer_token(Secret::new("a token".to_owned())).build()?;

    println!("version: {}", client.version_id_by_client_id("shop").await?.is_some());
    println!("registered: {}", client.register_version(None).await?.is_some());
    Ok(())
}
