//! Types that cannot be sent or returned, and errors that cannot be made.
use typeloom_runtime::client;
use typeloom_runtime::client::ClientError;

struct Plain;

struct Failed;

#[client]
trait Orders {
    #[get("/orders/{id}")]
    async fn path(&self, id: Plain) -> Result<u32, ClientError>;

    #[get("/orders")]
    async fn query(&self, filter: Option<Plain>) -> Result<u32, ClientError>;

    #[post("/orders")]
    async fn body(&self, order: Plain) -> Result<u32, ClientError>;

    #[get("/orders")]
    async fn returned(&self) -> Result<Plain, ClientError>;

    #[get("/orders")]
    async fn failed(&self) -> Result<u32, Failed>;
}

fn main() {}
