//! A client where no name means what it usually means.
#![no_implicit_prelude]
#![deny(warnings)]

extern crate typeloom_runtime as loom;

mod shop {
    use ::std::option::Option as Perhaps;

    pub struct String;
    pub struct Option;
    pub struct Vec;
    pub struct Box;
    pub struct Display;
    pub struct Some;
    pub struct Ok;

    #[derive(::typeloom_runtime::Model)]
    pub struct Order {
        pub id: u32,
    }

    pub type Result<T> = ::std::result::Result<T, ::loom::client::ClientError>;

    /// Orders.
    #[::loom::client(name = "Stub", crate = ::loom)]
    pub trait Orders: ::std::marker::Send + ::std::marker::Sync {
        #[get("/orders/{id}[/{key}]")]
        async fn get(&self, id: u32, key: ::std::option::Option<&str>) -> Result<::std::option::Option<Order>>;

        #[put("/orders/{id}")]
        async fn put(&self, id: u32, order: &Order, #[query] tags: ::std::vec::Vec<u32>) -> Result<()>;
    }

    pub fn key() -> Perhaps<&'static str> {
        Perhaps::None
    }
}

fn main() {
    use shop::Orders as _;

    let transport = loom::client::MemoryTransport::new();
    let stub = shop::Stub::from_arc(::std::sync::Arc::new(transport));
    let _ = stub.get(7, shop::key());
    let _ = shop::Stub::new(loom::client::MemoryTransport::new()).put(1, &shop::Order { id: 1 }, ::std::vec::Vec::new());
    let _ = (shop::String, shop::Option, shop::Vec, shop::Box, shop::Display, shop::Some, shop::Ok);
}
