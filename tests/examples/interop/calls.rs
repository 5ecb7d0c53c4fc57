//! What the script in Python does, by the generated client.

use std::error::Error;

use aim_sdk::runtime::CredentialStore;
use aim_sdk::runtime::credential_store::FileNames;
use aim_sdk::{
    ActionOutcome, ActionResult, AgentType, AimClient, AimError, NewAgent, NewCapability, NewCapabilityRequest,
    NewMcpAttestation, NewVerification, RiskLevel, Verification, VerificationStatus, secure,
};
use serde_json::json;

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
        .description("Sells things: tea, café")
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

        self.register("db:write", "write", RiskLevel::Medium).await?;
        let allowed = self.client.verify_capability(&NewVerification::new("db:write").with_resource("orders")).await?;
        expect(&allowed, &VerificationStatus::AutoApproved)?;
        self.report(&allowed, "db:write").await?;

        self.register("db:drop", "drop", RiskLevel::Critical).await?;
        let denied = self.client.verify_capability(&NewVerification::new("db:drop").with_resource("orders")).await?;
        expect(&denied, &VerificationStatus::Denied)?;

        self.register("payment:refund", "refund", RiskLevel::High).await?;
        let context = json!({ "jit_access": true, "risk_level": "high", "function": "refund", "module": "__main__" });
        let context = aim_sdk::runtime::Model::from_json(context.to_string().as_bytes())?;
        let action = NewVerification::new("payment:refund").with_resource("order 7").with_context(context);
        let pending = self.client.verify_capability(&action).await?;
        expect(&pending, &VerificationStatus::Pending)?;
        let approved = self.client.wait_for_verification(pending.id.as_deref().ok_or("it has no id")?).await?;
        expect(&approved, &VerificationStatus::Approved)?;
        self.report(&approved, "payment:refund").await
    }

    async fn register(&self, capability: &str, function: &str, risk: RiskLevel) -> Result<(), AimError> {
        let about = format!("Auto-registered by @perform_action decorator for {function}");
        let capability = NewCapability::new(capability, about).with_risk_level(risk);
        self.client.register_capability(&capability).await.map(drop)
    }

    async fn report(&self, verification: &Verification, capability: &str) -> Outcome {
        let id = verification.id.as_deref().ok_or("it has no id")?;
        let result = ActionResult::new(ActionOutcome::Success, "2026-02-03T10:00:00.123456+00:00");
        let summary = format!("Capability '{capability}' executed successfully");
        Ok(self.client.report_result(id, &result.with_result_summary(summary)).await?)
    }
}

fn expect(verification: &Verification, status: &VerificationStatus) -> Outcome {
    if verification.status == *status { Ok(()) } else { Err(format!("{verification:?} is not {status:?}").into()) }
}
