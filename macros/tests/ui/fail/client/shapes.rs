//! Traits that are no clients.
use typeloom_runtime::client;
use typeloom_runtime::client::ClientError;

type Result<T> = std::result::Result<T, ClientError>;

#[client]
struct Orders;

#[client(nmae = "Shop", case = "camelcase")]
trait Generic<T> {
    const PATH: &'static str;

    #[get("/orders")]
    fn list(&self) -> Result<u32>;

    #[get("/orders")]
    async fn generic<U>(&self) -> Result<u32>;

    #[get("/orders")]
    async fn taken(self) -> Result<u32>;

    #[get("/orders")]
    async fn free() -> Result<u32>;

    #[get("/orders")]
    async fn done(&self) -> Result<u32> {
        Ok(1)
    }

    async fn without_method(&self) -> Result<u32>;

    #[gett("/orders")]
    async fn mistyped(&self) -> Result<u32>;

    #[get]
    async fn without_path(&self) -> Result<u32>;

    #[get("/orders")]
    #[post("/orders")]
    async fn two_methods(&self) -> Result<u32>;

    #[get("/orders")]
    async fn without_result(&self);

    #[get("/orders")]
    async fn no_result(&self) -> u32;

    #[get("/orders")]
    async fn pattern(&self, (a, b): (u32, u32)) -> Result<u32>;
}

#[client(name = "not a name")]
trait Named {}

fn main() {}
