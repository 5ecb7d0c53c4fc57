//! Arguments that go nowhere, and paths that lead nowhere.
use typeloom_runtime::client;
use typeloom_runtime::client::ClientError;

type Result<T> = std::result::Result<T, ClientError>;

#[client]
trait Orders {
    #[get("/orders/{id}")]
    async fn mistyped(&self, idd: u32) -> Result<u32>;

    #[get("/orders/{id}")]
    async fn elsewhere(&self, #[query] id: u32) -> Result<u32>;

    #[get("/orders/{id")]
    async fn unclosed(&self, id: u32) -> Result<u32>;

    #[get("orders/{id}")]
    async fn relative(&self, id: u32) -> Result<u32>;

    #[get("/orders/{id}")]
    async fn optional(&self, id: Option<u32>) -> Result<u32>;

    #[get("/orders/{ids}")]
    async fn list(&self, ids: Vec<u32>) -> Result<u32>;

    #[get("/orders")]
    async fn body(&self, #[body] order: &String) -> Result<u32>;

    #[post("/orders")]
    async fn two_bodies(&self, order: &String, note: &String) -> Result<u32>;

    #[post("/orders")]
    async fn absent_body(&self, order: Option<String>) -> Result<u32>;

    #[get("/orders")]
    async fn same_name(&self, #[query("q")] a: u32, #[query("q")] b: u32) -> Result<u32>;

    #[get("/orders")]
    async fn headers(&self, #[header("X Trace")] a: u32, #[header("Host")] b: u32, #[header] c: Vec<Vec<u32>>)
    -> Result<u32>;

    #[get("/orders")]
    async fn places(&self, #[quary] a: u32, #[query] #[header] b: u32, #[query(c)] c: u32) -> Result<u32>;
}

fn main() {}
