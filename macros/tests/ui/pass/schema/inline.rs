//! A schema inline, with the runtime under another name.
#![deny(warnings)]

extern crate typeloom_runtime as renamed;

/// Models of the shop.
pub mod shop {
    ::renamed::schema!("../../../../tests/schema/shop", runtime = ::renamed);
}

/// The same, where the runtime is found by itself.
pub mod again {
    ::renamed::schema!("../../../../tests/schema/shop");
}

fn main() {}
