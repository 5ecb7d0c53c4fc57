//! What the script in Python does, by the generated client.

use std::error::Error;

use aim_sdk::runtime::CredentialStore;
use aim_sdk::runtime::credential_store::FileNames;
use aim_sdk::{
    AgentType, AimClient, AimError, AimGuard, NewAgent, NewCapability, NewCapabilityRequest, NewMcpAttestation,
    NewVerification, RiskLevel, Verification, VerificationStatus, secure,
};
use serde_json::json;

use crate::actions;
use crate::sent::Sent;
use crate::server;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

const NAME: &str = "shop agent";

/// Does the calls, and gives what was sent.
pub(crate) fn run() -> Outcome<Vec<Sent>> {
    let home = tempfile::tempdir()?;
    let fake = server::start()?;
    let store = CredentialStore::new(home.path().join(".aim/agents")).with_file_names(FileNames::Underscored);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        enroll(&fake.url(), &store).await?;
        let client = enroll(&fake.url(), &store).await?;
        let agent = Agent { client };
        agent.manage().await?;
        agent.act().await
    })?;
    Ok(server::proven(&fake)?.iter().map(Sent::of).collect())
}

async fn enroll(url: &str, store: &CredentialStore) -> Outcome<AimClient> {
    let enrollment = secure(NAME)
        .server_url(url)
        .api_key(server::API_KEY)
        .display_name("Shop")
        .agent_type(AgentType::Langchain)
        .capabilities(["db:read"])
        .talks_to(["tax"])
        .store(store.clone());
    Ok(enrollment.connect().await?)
}

struct Agent {
    client: AimClient,
}

impl Agent {
    /// Other agents, and capabilities.
    async fn manage(&self) -> Outcome {
        let client = &self.client;
        let new = NewAgent::new("shop", "Shop", "Sells things: tea, café", "made by the caller");
        let created = client.create_agent(&new).await?;
        client.list_agents(Some(10), Some(0), None, None).await?;
        client.get_agent(Some(&created.id)).await?.ok_or("the agent is not there")?;
        let capability = NewCapability::new("db:read", "Reads orders").with_risk_level(RiskLevel::Low);
        client.register_capability(&capability).await?;
        let request = NewCapabilityRequest::new("db:write", "It has to write orders".parse()?);
        client.request_capability(&request).await?;
        self.attest().await?;
        client.delete_agent(&created.id).await?;
        match client.get_agent(Some(&created.id)).await? {
            None => Ok(()),
            Some(_) => Err("the agent is still there".into()),
        }
    }

    /// What it has found out about a server.
    async fn attest(&self) -> Outcome {
        let (server, agent) = ("files", self.client.agent_id().ok_or("it has no id")?);
        let challenge = self.client.get_mcp_challenge(server, agent).await?.challenge;
        let found = ["read_file".to_owned()].into();
        let attestation = NewMcpAttestation::new("https://files.example", "files", found, challenge);
        self.client.attest_mcp(server, &attestation.with_connection_latency_ms(45.0)).await?;
        Ok(())
    }

    /// Actions: one that is only verified, one that is allowed, one that is denied, and one that has to be approved.
    async fn act(&self) -> Outcome {
        let action = NewVerification::new("db:read").with_resource("orders");
        let context = json!({ "float": 50.0, "name": "Zoë \u{1f600}", "nested": { "b": [1, null], "a": true } });
        let context = aim_sdk::runtime::Model::from_json(context.to_string().as_bytes())?;
        let verified = self.client.verify_capability(&action.with_context(context)).await?;
        expect(&verified, &VerificationStatus::Approved)?;

        let guard = AimGuard::new(self.client.clone());
        if actions::write(&guard, "tea").await? != "wrote tea" {
            return Err("something else was written".into());
        }
        match actions::drop(&guard).await {
            Err(AimError::ActionDenied(_)) => {}
            other => return Err(format!("{other:?} is not a denial").into()),
        }
        let patient = guard.with_jit_access(true).with_risk_level(RiskLevel::High);
        actions::refund(&patient).await?;
        Ok(())
    }
}

fn expect(verification: &Verification, status: &VerificationStatus) -> Outcome {
    if verification.status == *status { Ok(()) } else { Err(format!("{verification:?} is not {status:?}").into()) }
}
