//! What is no address, or several.

use typeloom_runtime::Address;

#[derive(Address)]
#[address(path = "/a/{id}", uri = "acme://a/b/{id}")]
struct Two {
    id: String,
}

#[derive(Address)]
struct None {
    id: String,
}

#[derive(Address)]
#[address(topic = "a.{id}", wire = "x", doots = "keep")]
struct Keys {
    id: String,
}

#[derive(Address)]
#[address(topic = "a.{id}", dots = "keep")]
struct Dots {
    id: String,
}

#[derive(Address)]
#[address(uri = "{scheme}://a")]
struct Scheme {
    scheme: String,
}

#[derive(Address)]
enum Mixed {
    #[address(topic = "a.{id}")]
    Topic { id: String },
    #[address(path = "/a/{id}")]
    Path { id: String },
}

#[derive(Address)]
enum Authorities {
    #[address(uri = "acme://a/x/{id}")]
    A { id: String },
    #[address(uri = "acme://b/x/{id}")]
    B { id: String },
}

#[derive(Address)]
enum Same {
    #[address(header = "shop={shop}")]
    One { shop: String },
    #[address(header = "shop={shop_id}")]
    Other { shopid: String },
}

fn main() {}
