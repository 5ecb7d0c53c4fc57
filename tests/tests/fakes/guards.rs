//! The guard of agents against the fake of the identity server, whose replies are scripted.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, UNIX_EPOCH};

use aim_sdk::runtime::clock::ManualClock;
use aim_sdk::runtime::guard::GuardError;
use aim_sdk::runtime::signature::SigningKey;
use aim_sdk::{AimClient, AimClientFake, AimError, AimGuard, RiskLevel};
use serde_json::{Value, json};
use typeloom_fake::{FakeServer, Received, Reply};

use super::TestResult;

const AGENT: &str = "11111111-2222-4333-8444-555555555555";
const ID: &str = "aaaaaaaa-0000-4000-8000-000000000001";
/// 2026-02-03T10:00:00.123456Z
const NOW: Duration = Duration::from_micros(1_770_112_800_123_456);

const REGISTER: &str = "register_capability";
const VERIFY: &str = "verify_capability";
const POLL: &str = "get_verification";
const RESULT: &str = "report_result";

/// A server, a guard that asks it, and how often the guarded body has run.
struct Scene {
    fake: FakeServer,
    guard: AimGuard,
    clock: ManualClock,
    runs: AtomicU32,
    notices: Arc<Mutex<Vec<String>>>,
}

impl Scene {
    async fn new() -> TestResult<Self> {
        Self::on(AimClientFake::start().await?)
    }

    fn on(fake: FakeServer) -> TestResult<Self> {
        fake.on(REGISTER)?.reply(Reply::json(201, &json!({ "status": "granted" })));
        fake.on(RESULT)?.reply(Reply::json(200, &json!({ "ok": true })));
        let clock = ManualClock::at(UNIX_EPOCH + NOW).skipping();
        let key = SigningKey::from_seed(&[7; 32]);
        let client = AimClient::builder()
            .base_url(fake.url())
            .clock(Arc::new(clock.clone()))
            .signed(AGENT, key)
            .build()?
            .with_agent_id(AGENT);
        let notices = Arc::new(Mutex::new(Vec::new()));
        let heard = notices.clone();
        let guard = AimGuard::new(client)
            .with_clock(Arc::new(clock.clone()))
            .with_listener(move |notice| lock(&heard).push(notice.to_string()));
        Ok(Self { fake, guard, clock, runs: AtomicU32::new(0), notices })
    }

    /// The server answers checks like this.
    fn verified(&self, status: u16, body: &Value) -> TestResult {
        self.fake.on(VERIFY)?.reply(Reply::json(status, body));
        Ok(())
    }

    async fn perform(&self) -> Result<u32, GuardError> {
        self.perform_with(&self.guard).await
    }

    async fn perform_with(&self, guard: &AimGuard) -> Result<u32, GuardError> {
        guard.perform("db:read").on("users_table").run(self.body()).await
    }

    async fn body(&self) -> Result<u32, GuardError> {
        tokio::task::yield_now().await;
        Ok(self.runs.fetch_add(1, Ordering::SeqCst) + 1)
    }

    fn runs(&self) -> u32 {
        self.runs.load(Ordering::SeqCst)
    }

    /// The operations that were called, in order.
    fn called(&self) -> Vec<String> {
        let name =
            |request: &Received| request.operation().unwrap_or_default().trim_start_matches("AimClient::").to_owned();
        self.fake.requests().iter().map(name).collect()
    }

    fn sent(&self, operation: &str) -> TestResult<Value> {
        let requests = self.fake.requests_for(operation)?;
        Ok(requests.last().and_then(Received::json).ok_or("nothing was sent")?)
    }

    fn notices(&self) -> Vec<String> {
        std::mem::take(&mut *lock(&self.notices))
    }
}

fn lock(notices: &Mutex<Vec<String>>) -> MutexGuard<'_, Vec<String>> {
    notices.lock().unwrap_or_else(PoisonError::into_inner)
}

fn approved() -> Value {
    json!({ "id": ID, "status": "approved", "approvedBy": "system" })
}

#[tokio::test]
async fn what_is_approved_is_done_and_reported() -> TestResult {
    let scene = Scene::new().await?;
    scene.verified(201, &approved())?;
    assert_eq!(scene.perform().await?, 1);
    assert_eq!(scene.called(), [REGISTER, VERIFY, RESULT]);
    let registered = json!({
        "capabilityType": "db:read",
        "description": "Auto-registered by @perform_action decorator for db:read",
        "riskLevel": "low",
    });
    assert_eq!(scene.sent(REGISTER)?, registered);
    let checked = scene.sent(VERIFY)?;
    let said = ["agentId", "capability", "resource", "context", "timestamp"].map(|name| checked[name].clone());
    let expected =
        [json!(AGENT), json!("db:read"), json!("users_table"), json!({}), json!("2026-02-03T10:00:00.123456Z")];
    assert_eq!(said, expected);
    let reported = json!({
        "result": "success",
        "result_summary": "Capability 'db:read' executed successfully",
        "error_message": null,
        "timestamp": "2026-02-03T10:00:00.123456+00:00",
    });
    assert_eq!(scene.sent(RESULT)?, reported);
    assert_eq!(scene.fake.requests_for(RESULT)?[0].path(), format!("/api/v1/sdk-api/verifications/{ID}/result"));
    assert!(scene.notices().is_empty());
    Ok(())
}

#[tokio::test]
async fn an_action_is_registered_once() -> TestResult {
    let scene = Scene::new().await?;
    scene.verified(200, &json!({ "id": ID, "status": "auto-approved" }))?;
    scene.perform().await?;
    scene.perform_with(&scene.guard.clone().with_risk_level(RiskLevel::High)).await?;
    scene.guard.perform("db:write").run(scene.body()).await?;
    scene.guard.with_auto_register(false).perform("db:drop").run(scene.body()).await?;
    assert_eq!(scene.fake.requests_for(REGISTER)?.len(), 2);
    assert_eq!(scene.sent(REGISTER)?["riskLevel"], "medium");
    assert_eq!(scene.runs(), 4);
    Ok(())
}

#[tokio::test]
async fn a_registration_that_fails_decides_nothing_and_is_tried_again() -> TestResult {
    for (name, status, registrations) in [("one", 500, 2), ("two", 409, 1), ("three", 404, 1)] {
        let scene = Scene::scripted(status, 200).await?;
        scene.guard.perform(name).run(scene.body()).await?;
        scene.guard.perform(name).run(scene.body()).await?;
        assert_eq!((scene.runs(), scene.fake.requests_for(REGISTER)?.len()), (2, registrations), "{status}");
        assert_eq!(scene.notices().len(), if status == 500 { 2 } else { 0 });
    }
    Ok(())
}

impl Scene {
    /// A server that answers registrations and reports with these statuses, and allows everything.
    async fn scripted(registration: u16, report: u16) -> TestResult<Self> {
        let scene = Self::new().await?;
        let fake = AimClientFake::start().await?;
        fake.on(REGISTER)?.status(registration);
        fake.on(RESULT)?.status(report);
        fake.on(VERIFY)?.reply(Reply::json(200, &approved()));
        let key = SigningKey::from_seed(&[7; 32]);
        let client = AimClient::builder().base_url(fake.url()).signed(AGENT, key).build()?.with_agent_id(AGENT);
        let heard = scene.notices.clone();
        let guard = AimGuard::new(client).with_listener(move |notice| lock(&heard).push(notice.to_string()));
        Ok(Self { fake, guard, ..scene })
    }
}

#[tokio::test]
async fn what_is_denied_is_not_done() -> TestResult {
    for spelled in ["denialReason", "denial_reason", "error"] {
        let scene = Scene::new().await?;
        scene.verified(200, &json!({ "id": ID, "status": "denied", spelled: "not on Fridays" }))?;
        let error = scene.perform_with(&scene.guard.monitoring()).await.unwrap_err();
        assert!(error.is_denied());
        assert_eq!(error.to_string(), "`db:read` on `users_table` was denied: not on Fridays");
        assert_eq!((scene.runs(), scene.called()), (0, vec![REGISTER.to_owned(), VERIFY.to_owned()]));
    }
    Ok(())
}

#[tokio::test]
async fn a_denial_with_status_403_is_a_denial() -> TestResult {
    let scene = Scene::new().await?;
    scene.fake.on(POLL)?.reply(Reply::json(200, &json!({ "status": "approved" })));
    scene
        .verified(403, &json!({ "id": ID, "status": "denied", "denialReason": "no such right", "trustScore": 0.3 }))?;
    let error = scene.perform_with(&scene.guard.monitoring()).await.unwrap_err();
    assert_eq!(error.to_string(), "`db:read` on `users_table` was denied: no such right");
    assert_eq!((error.is_denied(), scene.runs()), (true, 0));
    Ok(())
}

#[tokio::test]
async fn the_errors_of_the_client_are_made_of_what_the_guard_says() -> TestResult {
    let failed = async |status: u16, body: Value| -> TestResult<AimError> {
        let scene = Scene::new().await?;
        scene.verified(status, &body)?;
        let performance = scene.guard.perform("db:read").run(async { Ok::<_, AimError>(()) });
        Ok(performance.await.unwrap_err())
    };
    let denied = failed(200, json!({ "id": ID, "status": "denied", "denialReason": "no" })).await?;
    assert!(matches!(denied, AimError::ActionDenied(_)), "{denied:?}");
    assert_eq!(denied.to_string(), "`db:read` was denied: no");
    let rejected = failed(403, json!({ "error": "who are you?" })).await?;
    assert!(matches!(rejected, AimError::Authentication(_)), "{rejected:?}");
    assert_eq!((rejected.status(), rejected.message()), (Some(403), Some("who are you?")));
    let busy = failed(503, json!({})).await?;
    assert!(matches!(busy, AimError::Verification(_)) && busy.is_retryable(), "{busy:?}");
    let strange = failed(200, json!({ "id": ID, "status": "perhaps" })).await?;
    assert!(matches!(strange, AimError::Verification(_)), "{strange:?}");
    let source = std::error::Error::source(&strange).map(ToString::to_string);
    assert_eq!(source.as_deref(), Some("the server said \"perhaps\", which allows nothing"));
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_found_out_is_not_done() -> TestResult {
    let replies = [
        Reply::json(200, &json!({ "id": ID, "status": "expired" })),
        Reply::json(200, &json!({ "id": ID })),
        Reply::json(200, &json!({ "status": "pending" })),
        Reply::new(200).with_body("approved"),
        Reply::error(403, "forbidden", "no"),
        Reply::error(404, "no_such_path", "no"),
        Reply::error(429, "slowly", "no"),
        Reply::error(500, "broken", "no"),
    ];
    for reply in replies {
        let scene = Scene::new().await?;
        let (status, body) = (reply.status(), reply.body().to_vec());
        scene.fake.on(VERIFY)?.reply(reply);
        let error = scene.perform().await.unwrap_err();
        assert!(matches!(error, GuardError::Unavailable { .. }), "{status} {body:?}: {error:?}");
        assert_eq!(scene.runs(), 0);
        assert!(scene.fake.requests_for(RESULT)?.is_empty());
        assert_eq!(scene.perform_with(&scene.guard.monitoring()).await?, 1, "{status} {body:?}");
        assert_eq!(scene.notices(), ["`db:read` is done, although it could not be checked"]);
        assert!(scene.fake.requests_for(RESULT)?.is_empty(), "nobody remembers it");
    }
    Ok(())
}

#[tokio::test]
async fn a_server_that_is_not_reached_allows_nothing() -> TestResult {
    let scene = Scene::new().await?;
    scene.fake.on_any().drop_connection();
    assert!(!scene.perform().await.unwrap_err().is_denied());
    assert_eq!(scene.runs(), 0);
    let Scene { fake, guard, .. } = scene;
    drop(fake);
    let error = guard.perform("db:read").run(async { Ok::<_, GuardError>(()) }).await.unwrap_err();
    assert!(!error.is_denied());
    Ok(())
}

#[tokio::test]
async fn what_is_pending_is_waited_for() -> TestResult {
    let scene = Scene::new().await?;
    let pending = json!({ "id": ID, "status": "pending" });
    scene.verified(202, &pending)?;
    scene.fake.on(POLL)?.times(2).reply(Reply::json(200, &pending));
    scene.fake.on(POLL)?.reply(Reply::json(200, &json!({ "status": "approved", "approved_by": "kim" })));
    let guard = scene.guard.with_jit_access(true).with_risk_level(RiskLevel::Critical);
    assert_eq!(guard.perform("payment:refund").attribute("amount", 5).run(scene.body()).await?, 1);
    assert_eq!(scene.called(), [REGISTER, VERIFY, POLL, POLL, POLL, RESULT]);
    assert_eq!(scene.clock.sleeps(), [Duration::from_secs(2), Duration::from_secs(3)]);
    assert_eq!(scene.sent(VERIFY)?["context"], json!({ "amount": 5, "jit_access": true, "risk_level": "critical" }));
    assert_eq!(scene.sent(REGISTER)?["riskLevel"], "critical");
    assert!(scene.fake.requests_for(RESULT)?[0].path().contains(ID));
    Ok(())
}

#[tokio::test]
async fn what_is_denied_in_the_end_is_not_done() -> TestResult {
    let scene = Scene::new().await?;
    scene.verified(200, &json!({ "id": ID, "status": "pending" }))?;
    scene.fake.on(POLL)?.once().status(503);
    scene.fake.on(POLL)?.reply(Reply::json(200, &json!({ "id": ID, "status": "denied", "denialReason": "no" })));
    let error = scene.perform().await.unwrap_err();
    assert!(error.is_denied(), "{error:?}");
    assert_eq!((scene.runs(), error.to_string()), (0, "`db:read` on `users_table` was denied: no".to_owned()));
    Ok(())
}

#[tokio::test]
async fn an_approval_that_does_not_come_is_none() -> TestResult {
    let scene = Scene::new().await?;
    let pending = json!({ "id": ID, "status": "pending" });
    scene.verified(200, &pending)?;
    scene.fake.on(POLL)?.reply(Reply::json(200, &pending));
    let hasty = scene.guard.with_timeout(Duration::from_secs(20));
    let error = scene.perform_with(&hasty).await.unwrap_err();
    let source = std::error::Error::source(&error).ok_or("it has a reason")?.to_string();
    assert_eq!(source, "no end within 20 seconds, after asking 6 times");
    assert_eq!((error.is_denied(), scene.runs()), (false, 0));
    assert_eq!(scene.perform_with(&hasty.monitoring()).await?, 1);
    Ok(())
}

#[tokio::test]
async fn an_approval_that_expires_or_is_forgotten_is_none() -> TestResult {
    for reply in [Reply::json(200, &json!({ "status": "expired" })), Reply::error(404, "not_found", "no")] {
        let scene = Scene::new().await?;
        scene.verified(200, &json!({ "id": ID, "status": "pending" }))?;
        scene.fake.on(POLL)?.reply(reply);
        assert!(!scene.perform().await.unwrap_err().is_denied());
        assert_eq!((scene.runs(), scene.fake.requests_for(POLL)?.len()), (0, 1));
    }
    Ok(())
}

#[tokio::test]
async fn failures_and_early_ends_are_reported() -> TestResult {
    let scene = Scene::new().await?;
    scene.verified(200, &approved())?;
    let failing = scene.guard.perform("db:read").run(async { Err::<(), _>(Broken::Disk) });
    assert!(matches!(failing.await, Err(Broken::Disk)));
    let reported = scene.sent(RESULT)?;
    assert_eq!((&reported["result"], &reported["error_message"]), (&json!("failure"), &json!("the disk is full")));
    assert_eq!(reported["result_summary"], Value::Null);

    let endless = scene.guard.perform("db:read").run(std::future::pending::<Result<(), GuardError>>());
    assert!(tokio::time::timeout(Duration::from_millis(200), endless).await.is_err());
    let reported = async {
        while scene.fake.requests_for(RESULT)?.len() < 2 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        scene.sent(RESULT)
    };
    let reported = tokio::time::timeout(Duration::from_secs(10), reported).await??;
    assert_eq!(reported["error_message"], "The action did not come to its end.");
    Ok(())
}

#[tokio::test]
async fn a_report_that_fails_changes_nothing() -> TestResult {
    let scene = Scene::scripted(409, 500).await?;
    assert_eq!(scene.perform().await?, 1);
    assert_eq!(scene.notices(), ["how `db:read` went was not reported"]);
    Ok(())
}

/// An error of the functions that are guarded.
#[derive(Debug)]
enum Broken {
    Disk,
    Guard(GuardError),
}

impl std::fmt::Display for Broken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Disk => formatter.write_str("the disk is full"),
            Self::Guard(error) => error.fmt(formatter),
        }
    }
}

impl From<GuardError> for Broken {
    fn from(error: GuardError) -> Self {
        Self::Guard(error)
    }
}

mod attributes {
    //! The same as an attribute of functions.

    use aim_sdk::runtime::blocking::Blocking;
    use aim_sdk::runtime::guard::BlockingGuard;
    use typeloom_macros::guard;

    use super::*;

    #[guard(guard.with_jit_access(true), action = "payment:refund", resource = order, attributes(amount = amount))]
    async fn refund(guard: &AimGuard, order: &str, amount: u32) -> Result<u32, Broken> {
        if amount == 0 {
            return Err(Broken::Disk);
        }
        Ok(amount)
    }

    #[guard(guard)]
    fn search_flights(guard: &BlockingGuard<AimGuard>) -> Result<u32, Broken> {
        Ok(7)
    }

    #[tokio::test]
    async fn an_async_function_is_guarded() -> TestResult {
        let scene = Scene::new().await?;
        scene.verified(200, &approved())?;
        assert!(matches!(refund(&scene.guard, "orders", 5).await, Ok(5)));
        let module = module_path!();
        let context = json!({ "amount": 5, "jit_access": true, "risk_level": "critical", "function": "refund", "module": module });
        assert_eq!(scene.sent(VERIFY)?["context"], context);
        assert_eq!(scene.sent(REGISTER)?["description"], "Auto-registered by @perform_action decorator for refund");
        assert!(matches!(refund(&scene.guard, "orders", 0).await, Err(Broken::Disk)));
        assert_eq!(scene.sent(RESULT)?["result"], "failure");
        Ok(())
    }

    #[test]
    fn a_function_is_guarded() -> TestResult {
        let scene = Scene::on(AimClientFake::builder()?.start_on_thread()?)?;
        scene.fake.on(VERIFY)?.once().reply(Reply::json(200, &approved()));
        scene.fake.on(VERIFY)?.reply(Reply::json(200, &json!({ "id": ID, "status": "denied" })));
        let guard = BlockingGuard::new(scene.guard.clone(), Blocking::start()?);
        let (first, second) = (search_flights(&guard), search_flights(&guard));
        assert!(matches!(first, Ok(7)), "{first:?}");
        assert!(matches!(second, Err(Broken::Guard(error)) if error.is_denied()));
        assert_eq!(scene.called(), [REGISTER, VERIFY, RESULT, VERIFY]);
        assert_eq!(scene.sent(REGISTER)?["capabilityType"], "search_flights");
        Ok(())
    }
}
